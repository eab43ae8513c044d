import { randomUUID } from 'node:crypto';
import { listSlots } from '@vagval/contract';
import { error } from '@sveltejs/kit';
import { aroundTheFair, everyChoice, overlapping, readSelection } from '#lib/programme/selection.ts';
import type { Selection } from '#lib/programme/selection.ts';
import { dayOf } from '#lib/programme/hours.ts';
import type { Slot } from '#lib/programme/slot-state.ts';
import { dayToShow } from '#lib/start/highlights.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

const filtersOf = ({ kind, language, programme, free }: Selection) => ({
  ...(kind && { kind }),
  ...(language && { language }),
  ...(programme && { programme }),
  ...(free && { free }),
});

/** Theme weeks before, meetings online and open houses after: what does not happen on a day of the fair. */
const outside = (slots: Slot[], days: readonly { date: string }[], timeZone: string): Slot[] =>
  slots.filter(({ startsAt }) => !days.some(({ date }) => date === dayOf(startsAt, timeZone)));

export const load: PageServerLoad = async ({ locals, url }) => {
  const found = await locals.edition();
  if (!found.ok) stop(found);
  const { slug, days, timeZone } = found.data;
  const selection = readSelection(url.searchParams);
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(locals.now);
  const day = dayToShow(days, selection.day ?? null, today);
  if (!day) error(404, { message: 'not_found', code: 'not_found' });
  const around = selection.day === aroundTheFair;
  const { audience } = selection;
  const params = { edition: slug };
  const ids = everyChoice(selection).join(',');
  const [slots, chosen] = await Promise.all([
    locals.api(listSlots, {
      params,
      query: { ...filtersOf(selection), audience, ...(!around && { day: day.date }) },
    }),
    ids ? locals.api(listSlots, { params, query: { ids, audience } }) : undefined,
  ]);
  if (!slots.ok) stop(slots);
  if (chosen && !chosen.ok) stop(chosen);
  const mine = chosen?.data.items ?? [];
  return {
    selection,
    day: around ? aroundTheFair : day.date,
    slots: around ? outside(slots.data.items, days, timeZone) : slots.data.items,
    filters: slots.data.filters,
    mine,
    clashes: overlapping(mine),
    key: randomUUID(),
  };
};
