import { SurveyAudience } from '@vagval/contract';
import { error, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import type { Audience } from '#lib/surveys/words.ts';
import { readForm, refused, stop } from './form.ts';
import type { Naming, Sent, Unsuccessful } from './form.ts';

export type Asking = Pick<RequestEvent, 'locals' | 'url'> & { params: { audience: string } };

/** The survey a page is about: whom it asks, and of which edition (`?edition=`, else the one being prepared). */
export interface OneSurvey {
  readonly edition: string;
  readonly audience: Audience;
}

export async function surveyOf({ locals, url, params }: Asking): Promise<OneSurvey> {
  const audience = SurveyAudience.safeParse(params.audience).data;
  if (!audience) error(404, { message: 'not_found', code: 'not_found' });
  const chosen = url.searchParams.get('edition');
  if (chosen && /^[a-z0-9-]{1,40}$/.test(chosen)) return { edition: chosen, audience };
  const edition = await locals.edition();
  if (!edition.ok) stop(edition);
  return { edition: edition.data.slug, audience };
}

/** The words of the query that every page of a survey keeps: which edition. */
export function kept(url: URL): string {
  const chosen = url.searchParams.get('edition');
  return chosen ? `edition=${encodeURIComponent(chosen)}` : '';
}

export async function mayWrite(locals: RequestEvent['locals']): Promise<boolean> {
  const session = await locals.session();
  return session.ok && session.data.may.includes('survey.write');
}

interface Doing {
  /** What the page says afterwards; words of the query. */
  readonly done: string;
  readonly anchor?: string;
  readonly naming?: Naming;
}

/** Does what a form asks for and comes back to the page, or shows what was wrong with everything that was typed. */
export async function doAndReturn(
  event: Asking & Pick<RequestEvent, 'request'>,
  page: string,
  { done, anchor = '', naming }: Doing,
  call: (survey: OneSurvey, sent: Sent) => Promise<{ ok: true } | Unsuccessful>,
) {
  const survey = await surveyOf(event);
  const sent = await readForm(event.request);
  const result = await call(survey, sent);
  if (!result.ok) return refused(result, sent, event.locals.locale, naming);
  const query = [kept(event.url), done].filter(Boolean).join('&');
  redirect(303, event.locals.href(`/organise/surveys/${survey.audience}${page}?${query}${anchor}`));
}
