import { randomUUID } from 'node:crypto';
import { listSlots } from '@vagval/contract';
import { error } from '@sveltejs/kit';
import { everyChoice, overlapping, readSelection } from '#lib/programme/selection.ts';
import type { Selection } from '#lib/programme/selection.ts';
import { dayToShow } from '#lib/start/highlights.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

const filtersOf = ({ kind, language, programme, free }: Selection) => ({
  ...(kind && { kind }),
  ...(language && { language }),
  ...(programme && { programme }),
  ...(free && { free }),
});

export const load: PageServerLoad = async ({ locals, url }) => {
  const found = await locals.edition();
  if (!found.ok) stop(found);
  const { slug, days, timeZone } = found.data;
  const selection = readSelection(url.searchParams);
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(locals.now);
  const day = dayToShow(days, selection.day ?? null, today);
  if (!day) error(404, { message: 'not_found', code: 'not_found' });
  const { audience } = selection;
  const params = { edition: slug };
  const ids = everyChoice(selection).join(',');
  const [slots, chosen] = await Promise.all([
    locals.api(listSlots, { params, query: { ...filtersOf(selection), audience, day: day.date } }),
    ids ? locals.api(listSlots, { params, query: { ids, audience } }) : undefined,
  ]);
  if (!slots.ok) stop(slots);
  if (chosen && !chosen.ok) stop(chosen);
  const mine = chosen?.data.items ?? [];
  return {
    selection,
    day,
    slots: slots.data.items,
    filters: slots.data.filters,
    mine,
    clashes: overlapping(mine),
    key: randomUUID(),
  };
};
