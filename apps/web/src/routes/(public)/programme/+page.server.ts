import { randomUUID } from 'node:crypto';
import { holdPlaces, listSlots } from '@vagval/contract';
import type { SlotQuery } from '@vagval/contract';
import { error, redirect } from '@sveltejs/kit';
import type * as z from 'zod';
import { openingsToCome } from '#lib/programme/countdown.ts';
import { feedQuery } from '#lib/programme/feed.ts';
import { handOver } from '#lib/programme/hand-over.ts';
import { dayOf } from '#lib/programme/hours.ts';
import {
  addressOf,
  aroundTheFair,
  everyChoice,
  overlapping,
  readSelection,
  sizeOf,
  visitOf,
} from '#lib/programme/selection.ts';
import type { Selection } from '#lib/programme/selection.ts';
import { slotField } from '#lib/programme/slot-state.ts';
import type { Slot } from '#lib/programme/slot-state.ts';
import { dayToShow } from '#lib/start/highlights.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import { drawnFor, timetableOf } from '#lib/server/timetable.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the API is asked, besides the day. */
function queryOf(selection: Selection): z.input<typeof SlotQuery> {
  const { kind, phase, language, programme, free, audience } = selection;
  return {
    audience,
    size: sizeOf(selection),
    ...(kind && { kind }),
    ...(phase && { phase: phase as 'before' }),
    ...(language && { language }),
    ...(programme && { programme }),
    ...(free === 'some' && { free: true }),
    ...(free === 'all' && { fits: true }),
  };
}

/** Theme weeks before, meetings online and open houses after: what does not happen on a day of the fair. */
const outside = (slots: Slot[], days: readonly { date: string }[], timeZone: string): Slot[] =>
  slots.filter(({ startsAt }) => !days.some(({ date }) => date === dayOf(startsAt, timeZone)));

/** A phase before or after is shown where it is; what happens during the fair, on one of its days. */
const isAround = ({ day, phase }: Selection): boolean =>
  phase === 'before' || phase === 'after' || (day === aroundTheFair && phase !== 'during');

export const load: PageServerLoad = async ({ locals, url }) => {
  const found = await locals.edition();
  if (!found.ok) stop(found);
  const { slug, days, timeZone, openings } = found.data;
  const selection = readSelection(url.searchParams);
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(locals.now);
  const day = dayToShow(days, selection.day ?? null, today);
  if (!day) error(404, { message: 'not_found', code: 'not_found' });
  const around = isAround(selection);
  const ids = everyChoice(selection).join(',');
  const { audience } = selection;
  const size = sizeOf(selection);
  const { locale, now } = locals;
  const [slots, chosen] = await Promise.all([
    timetableOf(slug, { ...queryOf(selection), ...(!around && { day: day.date }) }, locale),
    // What somebody has chosen is judged as it is now: after a refusal it says why.
    ids ? locals.api(listSlots, { params: { edition: slug }, query: { ids, audience, size } }) : undefined,
  ]);
  if (!slots.ok) stop(slots);
  if (chosen && !chosen.ok) stop(chosen);
  const mine = chosen?.data.items ?? [];
  const { filters, items } = slots.data;
  const kinds = filters.kinds.map(({ key }) => key);
  const shown = around ? outside(items, days, timeZone) : items;
  const onDay = { ...selection, day: around ? aroundTheFair : day.date };
  return {
    selection: onDay,
    count: shown.length,
    // What is drawn for all goes with the answer: outside the days it is a part of one, made anew each time.
    shown: handOver({
      slots: shown,
      drawn: around ? undefined : drawnFor(onDay, shown, { locale, now }),
    }),
    filters,
    opens: openingsToCome(openings, { audience, kinds, now }),
    feed: `${locals.origin}/api/editions/${slug}/slots.ics${feedQuery(selection)}`,
    mine,
    clashes: overlapping(mine),
    key: randomUUID(),
    now,
  };
};

export const actions: Actions = {
  /** Keeps the places while the visitor says who comes; lines are joined by booking, not before. */
  hold: async ({ locals, request, url }) => {
    const sent = await readForm(request);
    const found = await locals.edition();
    if (!found.ok) return refused(found, sent, locals.locale);
    const selection = readSelection(url.searchParams);
    const goOn: (hold: Selection['hold']) => never = (hold) => {
      const address = locals.href(addressOf('/book', { ...visitOf(selection), hold }));
      redirect(303, `${address}&key=${sent.text('key') ?? randomUUID()}`);
    };
    if (everyChoice(selection).length === 0) redirect(303, locals.href(addressOf('/programme', selection)));
    if (selection.chosen.length === 0) goOn(undefined);
    const params = { edition: found.data.slug };
    const held = await locals.api(holdPlaces, { params, body: orderOf(selection) });
    if (held.ok) goOn({ token: held.data.hold, until: held.data.until });
    // Who asks too often can still book, only without places kept meanwhile; who is in two places at once says on the
    // next page who goes where.
    if (held.code === 'too_many_requests' || held.code === 'overlaps') goOn(undefined);
    const slot = 'problem' in held && 'slot' in held.problem ? String(held.problem.slot) : undefined;
    return refused(held, sent, locals.locale, slot ? { refusals: { [held.code]: slotField(slot) } } : {});
  },
};

const orderOf = (selection: Selection) => ({
  kind: selection.audience,
  size: sizeOf(selection),
  bookings: selection.chosen.map((slot) => {
    const places = selection.places[slot];
    return { slot, ...(places && { places }) };
  }),
  ...(selection.hold && { replaces: selection.hold.token }),
});
