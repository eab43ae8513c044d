import {
  addAddresses,
  cancelReminder,
  listRates,
  planReminder,
  readAsking,
  resendInvitation,
  Segment,
  startRound,
  stopRound,
  withdrawInvitation,
} from '@vagval/contract';
import { m } from '@vagval/text';
import { instantOf } from '#lib/asking/wall.ts';
import { doAndReturn, kept, mayWrite, surveyOf } from '#lib/server/asking.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const params = await surveyOf(event);
  const [asking, rates] = await Promise.all([
    locals.api(readAsking, { params }),
    locals.api(listRates, { params: { edition: params.edition } }),
  ]);
  if (!asking.ok) stop(asking);
  if (!rates.ok) stop(rates);
  return {
    asking: asking.data,
    rates: rates.data,
    mayWrite: await mayWrite(locals),
    kept: kept(url),
    done: url.searchParams.get('done'),
  };
};

const zoneOf = async (locals: App.Locals): Promise<string> => {
  const edition = await locals.edition();
  return edition.ok ? edition.data.timeZone : 'Europe/Stockholm';
};

export const actions: Actions = {
  paste: async (event) => {
    const { locals, request } = event;
    const params = await surveyOf(event);
    const sent = await readForm(request);
    const wished = sent.text('locale');
    const locale = wished === 'en' || wished === 'ar' ? wished : 'sv';
    const taken = await locals.api(addAddresses, { params, body: { text: sent.text('text') ?? '', locale } });
    if (taken.ok) return { taken: taken.data };
    const texts = { text: m.asking_paste_missing({}, { locale: locals.locale }) };
    return refused(taken, sent, locals.locale, { texts });
  },
  send: (event) =>
    doAndReturn(event, '/ask', { done: 'done=started', anchor: '#rounds' }, (params, sent) =>
      event.locals.api(startRound, {
        params,
        body: { segment: Segment.safeParse(sent.text('segment')).data ?? 'list' },
      }),
    ),
  stop: (event) =>
    doAndReturn(event, '/ask', { done: 'done=stopped', anchor: '#rounds' }, (params, sent) =>
      event.locals.api(stopRound, { params: { ...params, round: sent.text('round') ?? '' } }),
    ),
  plan: (event) =>
    doAndReturn(
      event,
      '/ask',
      {
        done: 'done=planned',
        anchor: '#reminders',
        naming: {
          fields: { '/body/at': 'day' },
          refusals: { reminder_past: 'day', reminder_known: 'day' },
        },
      },
      async (params, sent) => {
        const zone = await zoneOf(event.locals);
        const at = instantOf(sent.text('day') ?? '', sent.text('time') ?? '', zone) ?? '';
        return event.locals.api(planReminder, { params, body: { at } });
      },
    ),
  cancel: (event) =>
    doAndReturn(event, '/ask', { done: 'done=cancelled', anchor: '#reminders' }, (params, sent) =>
      event.locals.api(cancelReminder, { params: { ...params, reminder: sent.text('reminder') ?? '' } }),
    ),
  resend: (event) =>
    doAndReturn(
      event,
      '/ask',
      { done: 'done=resent', anchor: '#one', naming: { refusals: { invitation_unknown: 'email' } } },
      (params, sent) =>
        event.locals.api(resendInvitation, { params, body: { email: sent.text('email') ?? '' } }),
    ),
  withdraw: (event) =>
    doAndReturn(
      event,
      '/ask',
      { done: 'done=withdrawn', anchor: '#one', naming: { refusals: { invitation_unknown: 'email' } } },
      (params, sent) =>
        event.locals.api(withdrawInvitation, { params, body: { email: sent.text('email') ?? '' } }),
    ),
};
