import { randomUUID } from 'node:crypto';
import { cancelBooking, changeBooking } from '@vagval/contract';
import { error, redirect } from '@sveltejs/kit';
import { readForm, refused } from '#lib/server/form.ts';
import { asParty, visitOf } from '#lib/server/party.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { party, bookings } = await visitOf(event);
  const booking = bookings.find(({ id }) => id === event.params.booking);
  if (!booking) error(404, { message: 'not_found', code: 'not_found' });
  return { party, booking, key: randomUUID() };
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
  cancel: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const asked = { params: { booking: params.booking } };
    const cancelled = await locals.api(cancelBooking, asked, asParty(params.token));
    if (cancelled.ok) redirect(303, locals.href(`/party/${params.token}?done=cancelled`));
    return refused(cancelled, sent, locals.locale);
  },
};
