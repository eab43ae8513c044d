import { randomUUID } from 'node:crypto';
import { acceptOffer, declineOffer } from '@vagval/contract';
import { error, redirect } from '@sveltejs/kit';
import { readForm, refused } from '#lib/server/form.ts';
import { asParty, visitOf } from '#lib/server/party.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Only shows the question: programs that look through mails open links, and must not answer. */
export const load: PageServerLoad = async (event) => {
  const { bookings } = await visitOf(event);
  const booking = bookings.find(({ id }) => id === event.params.booking);
  if (!booking) error(404, { message: 'not_found', code: 'not_found' });
  return { booking, declines: event.url.searchParams.has('no'), key: randomUUID() };
};

const answering =
  (endpoint: typeof acceptOffer | typeof declineOffer, done: string) =>
  async ({ locals, params, request }: RequestEvent) => {
    const sent = await readForm(request);
    const key = sent.text('key') ?? randomUUID();
    const answered = await locals.api(
      endpoint,
      { params: { booking: params.booking } },
      { headers: { ...asParty(params.token).headers, 'idempotency-key': key } },
    );
    if (!answered.ok) return refused(answered, sent, locals.locale);
    redirect(303, locals.href(`/party/${params.token}?done=${done}`));
  };

export const actions: Actions = {
  accept: answering(acceptOffer, 'accepted'),
  decline: answering(declineOffer, 'declined'),
};
