import { randomUUID } from 'node:crypto';
import { acceptOffer, changeParty, declineOffer, listPartyMeetings } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import { readForm, refused, stop } from '#lib/server/form.ts';
import { meetingActions } from '#lib/server/party-meetings.ts';
import { asParty, visitOf } from '#lib/server/party.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const meetings = await event.locals.api(listPartyMeetings, {}, asParty(event.params.token));
  if (!meetings.ok) stop(meetings);
  return {
    ...visit,
    meetings: meetings.data.items,
    now: event.locals.now.getTime(),
    key: randomUUID(),
    done: event.url.searchParams.get('done'),
  };
};

const keyed = (token: string, key: string | undefined) => ({
  headers: { ...asParty(token).headers, 'idempotency-key': key ?? randomUUID() },
});

export const actions: Actions = {
  ...meetingActions,
  size: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const size = sent.number('size') ?? Number.NaN;
    const changed = await locals.api(changeParty, { body: { size } }, keyed(params.token, sent.text('key')));
    if (!changed.ok) {
      const slotNamed = { slot_full: 'size', overlaps: 'size' };
      return refused(changed, sent, locals.locale, { fields: { '/body/size': 'size' }, refusals: slotNamed });
    }
    redirect(303, locals.href(`/party/${params.token}?done=size`));
  },
  accept: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const booking = sent.text('booking') ?? '';
    const answered = await locals.api(
      acceptOffer,
      { params: { booking } },
      keyed(params.token, sent.text('key')),
    );
    if (!answered.ok) return refused(answered, sent, locals.locale);
    redirect(303, locals.href(`/party/${params.token}?done=accepted`));
  },
  decline: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const booking = sent.text('booking') ?? '';
    const answered = await locals.api(
      declineOffer,
      { params: { booking } },
      keyed(params.token, sent.text('key')),
    );
    if (!answered.ok) return refused(answered, sent, locals.locale);
    redirect(303, locals.href(`/party/${params.token}?done=declined`));
  },
};
