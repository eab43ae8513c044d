import { planningChoices } from '@vagval/contract';
import { m } from '@vagval/text';
import { fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { readForm, refused, stop } from './form.ts';
import type { Naming, Sent, Unsuccessful } from './form.ts';

/** The current edition and what the forms of planning choose among, or the page that says why not. */
export async function planningNow(locals: RequestEvent['locals']) {
  const edition = await locals.edition();
  if (!edition.ok) stop(edition);
  const choices = await locals.api(planningChoices, { params: { edition: edition.data.slug } });
  if (!choices.ok) stop(choices);
  return { edition: edition.data, choices: choices.data };
}

type Event = Pick<RequestEvent, 'locals' | 'request'>;
type Headers = { headers?: Record<string, string> };
type Answer<T> = { ok: true; data: T } | Unsuccessful;

/** A change as it is first shown and then made. */
interface Change<T> {
  /** Which of the page's forms it is. */
  readonly step: string;
  readonly call: (sent: Sent, preview: boolean, options: Headers) => Promise<Answer<T>>;
  /** Where it leads when it has been made. */
  readonly done: (made: T, sent: Sent) => string;
  readonly naming?: Naming;
}

/**
 * The first time a form is sent it is only tried: the page shows what would happen. Sent again from there it is made,
 * once, whatever is clicked twice.
 */
export async function tryThenMake<T extends object>(
  { locals, request }: Event,
  { step, call, done, naming }: Change<T>,
) {
  const sent = await readForm(request);
  const key = sent.text('key');
  const made = await call(sent, key === undefined, key ? { headers: { 'idempotency-key': key } } : {});
  if (!made.ok) {
    const no = refused(made, sent, locals.locale, {
      ...naming,
      texts: { ...wrong(locals), ...naming?.texts },
    });
    return fail(no.status, { ...no.data, step, effect: undefined, key: '' });
  }
  if (key !== undefined) redirect(303, locals.href(done(made.data, sent)));
  const nothing = { code: '', errors: {} as Record<string, string>, summary: [] };
  return { ...nothing, step, effect: made.data, values: sent.values(), key: crypto.randomUUID() };
}

/** Texts of fields that say more than the general ones. */
function wrong({ locale }: RequestEvent['locals']): Record<string, string> {
  const options = { locale };
  return {
    from: m.planning_wrong_from({}, options),
    to: m.planning_wrong_to({}, options),
    days: m.planning_wrong_days({}, options),
    joinUrl: m.planning_wrong_join({}, options),
    opensTime: m.planning_wrong_time({}, options),
    closesTime: m.planning_wrong_time({}, options),
    closesDay: m.planning_wrong_closes({}, options),
  };
}
