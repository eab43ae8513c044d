import { randomUUID } from 'node:crypto';
import { cancelBooking, changeBooking, listSlots, moveBooking } from '@vagval/contract';
import { m, refusalText } from '@vagval/text';
import { error, redirect } from '@sveltejs/kit';
import { isLive } from '#lib/party/bookings.ts';
import { movesFrom } from '#lib/party/moves.ts';
import { readForm, refused } from '#lib/server/form.ts';
import { asParty, visitOf } from '#lib/server/party.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { party, bookings } = await visitOf(event);
  const booking = bookings.find(({ id }) => id === event.params.booking);
  if (!booking) error(404, { message: 'not_found', code: 'not_found' });
  const query = { kind: booking.slot.kind, audience: party.kind, size: booking.places };
  const params = { edition: party.edition.slug };
  const others = isLive(booking) ? await event.locals.api(listSlots, { params, query }) : undefined;
  const already = bookings.filter(isLive).map(({ slot }) => slot.id);
  // Without an answer the page still does everything else.
  const moves = others?.ok ? movesFrom(booking.slot, others.data.items, already) : [];
  return { party, booking, moves, key: randomUUID() };
};

export const actions: Actions = {
  places: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const places = sent.number('places') ?? Number.NaN;
    const { headers } = asParty(params.token);
    const changed = await locals.api(
      changeBooking,
      { params: { booking: params.booking }, body: { places } },
      { headers: { ...headers, 'idempotency-key': sent.text('key') ?? randomUUID() } },
    );
    if (changed.ok) redirect(303, locals.href(`/party/${params.token}?done=places`));
    const about = { slot_full: 'places', over_party_size: 'places', overlaps: 'places' };
    return refused(changed, sent, locals.locale, { refusals: about });
  },
  move: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const { headers } = asParty(params.token);
    const moved = await locals.api(
      moveBooking,
      { params: { booking: params.booking }, body: { slot: sent.text('slot') ?? '' } },
      { headers: { ...headers, 'idempotency-key': sent.text('key') ?? randomUUID() } },
    );
    if (moved.ok) redirect(303, locals.href(`/party/${params.token}?done=moved`));
    const kept = m.party_move_kept(
      { why: refusalText(moved.code, locals.locale) },
      { locale: locals.locale },
    );
    return refused(moved, sent, locals.locale, {
      refusals: { [moved.code]: 'slot' },
      texts: { [moved.code]: kept, slot: m.party_move_choose({}, { locale: locals.locale }) },
    });
  },
  cancel: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const asked = { params: { booking: params.booking } };
    const cancelled = await locals.api(cancelBooking, asked, asParty(params.token));
    if (cancelled.ok) redirect(303, locals.href(`/party/${params.token}?done=cancelled`));
    return refused(cancelled, sent, locals.locale);
  },
};
