import { randomUUID } from 'node:crypto';
import { changeParty, sendQuestion, withdrawQuestion } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { m } from '@vagval/text';
import { interpreterOf, interpreterPaths } from '#lib/meetings/interpreter.ts';
import { needCodes } from '#lib/ui/need-name.ts';
import { readForm, refused } from './form.ts';
import type { Sent } from './form.ts';
import { asParty } from './party.ts';

type Event = Pick<RequestEvent, 'locals' | 'request'> & { params: { token: string } };

const keyed = (token: string, sent: Sent) => ({
  headers: { ...asParty(token).headers, 'idempotency-key': sent.text('key') ?? randomUUID() },
});

/** What a party does around its meetings, on its own page. */
export const meetingActions = {
  ask: async ({ locals, params, request }: Event) => {
    const sent = await readForm(request);
    const booking = sent.text('booking') ?? '';
    const field = `question-${booking}`;
    const asked = await locals.api(
      sendQuestion,
      { params: { booking }, body: { text: sent.text(field) ?? '' } },
      keyed(params.token, sent),
    );
    if (asked.ok) redirect(303, locals.href(`/party/${params.token}?done=asked`));
    const beside = { question_limit: field, questions_over: field };
    const empty = { [field]: m.meetings_own_ask_empty({}, locals) };
    return refused(asked, sent, locals.locale, {
      fields: { '/body/text': field },
      refusals: beside,
      texts: asked.code === 'invalid' ? empty : {},
    });
  },
  withdraw: async ({ locals, params, request }: Event) => {
    const sent = await readForm(request);
    const question = sent.text('question') ?? '';
    const gone = await locals.api(withdrawQuestion, { params: { question } }, asParty(params.token));
    if (gone.ok) redirect(303, locals.href(`/party/${params.token}?done=withdrawn`));
    return refused(gone, sent, locals.locale);
  },
  /** A language means that an interpreter is needed; without one none is. */
  interpreter: async ({ locals, params, request }: Event) => {
    const sent = await readForm(request);
    const interpreter = interpreterOf((name) => sent.text(name)) ?? null;
    const others = needCodes.filter((it) => it !== 'interpreter' && sent.all('needs').includes(it));
    const needs = interpreter ? [...others, 'interpreter' as const] : others;
    const changed = await locals.api(
      changeParty,
      { body: { interpreter, needs } },
      keyed(params.token, sent),
    );
    if (changed.ok) redirect(303, locals.href(`/party/${params.token}?done=interpreter`));
    return refused(changed, sent, locals.locale, { fields: interpreterPaths });
  },
};
