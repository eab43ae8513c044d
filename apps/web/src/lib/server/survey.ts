import { randomUUID } from 'node:crypto';
import { answerSurvey, readSurveyToAnswer, saveSurveyDraft } from '@vagval/contract';
import { refusalText } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import type { At, Sheet, Survey } from '#lib/survey/types.ts';
import { readForm, stop } from './form.ts';
import type { Sent } from './form.ts';
import { after, answersWith, before, faultsAt, keptIn, resumeAt, sheetOf, standing } from './survey-flow.ts';
import type { Stand } from './survey-flow.ts';

type Asking = Pick<RequestEvent, 'locals'> & { params: { token: string } };
type Acting = Asking & Pick<RequestEvent, 'request'>;

/** The survey behind a link, or the page for an address that leads nowhere. */
export async function surveyBehind({ locals, params }: Asking): Promise<Survey> {
  const found = await locals.api(readSurveyToAnswer, { params });
  if (!found.ok)
    stop(found.code === 'invalid' ? { ok: false, code: 'not_found', problem: { status: 404 } } : found);
  return found.data;
}

const atIn = (text: string | null | undefined): At | undefined =>
  text === 'end' ? 'end' : /^\d{1,4}$/.test(text ?? '') ? Number(text) : undefined;

const carries = ({ way }: Survey): boolean => way !== 'invitation';

/** The page asked for by its address, or undefined for the first page of all. Without a draft only the first can be. */
export function sheetFor(survey: Survey, url: URL, locale: Locale): Sheet | undefined {
  const wanted = atIn(url.searchParams.get('page'));
  if (survey.state !== 'open' || wanted === undefined) return undefined;
  const { questions, draft: answers } = survey;
  const first = after(questions, { at: 0, answers });
  const at = carries(survey) || !isReached(survey, wanted) ? first : wanted;
  return sheetOf(questions, { at, answers, once: randomUUID() }, { carries: carries(survey), locale });
}

/** Only as far as somebody has come: later pages may ask what is not asked of them at all. */
function isReached({ questions, draft: answers }: Survey, wanted: At): boolean {
  const reached = resumeAt(questions, answers);
  if (wanted === 'end') return reached === 'end';
  return reached === 'end' || wanted <= reached;
}

/** Where an invitation goes on, when it has been begun. */
export const resumeOf = ({ questions, draft }: Survey): At | undefined =>
  draft.length > 0 ? resumeAt(questions, draft) : undefined;

const atOf = (path: string, at: At | undefined): string => (at === undefined ? path : `${path}?page=${at}`);

/** One step of answering: this page's answers are taken, and the next page, the one before or the thanks is shown. */
export async function step(event: Acting, path: string) {
  const { locals, request } = event;
  const [survey, sent] = await Promise.all([surveyBehind(event), readForm(request)]);
  if (survey.state !== 'open') redirect(303, locals.href(path));
  const stand = standIn(survey, sent);
  const go = sent.text('go') ?? 'next';
  if (go === 'next') return forward(event, { survey, stand, sent, path });
  const to = go === 'back' ? before(survey.questions, stand) : stand.at;
  return show(event, { survey, stand, sent, path }, to);
}

interface Step {
  survey: Survey;
  stand: Stand;
  sent: Sent;
  path: string;
}

function standIn(survey: Survey, sent: Sent): Stand {
  const at = atIn(sent.text('at')) ?? after(survey.questions, { at: 0, answers: [] });
  const answers = carries(survey) ? keptIn(sent) : survey.draft;
  return {
    at,
    answers: answersWith(sent, survey.questions, { at, answers }),
    once: sent.text('once') ?? randomUUID(),
  };
}

async function forward(event: Acting, it: Step) {
  const { questions } = it.survey;
  const faults = faultsAt(questions, it.stand);
  if (faults.length > 0) {
    const at =
      it.stand.at === 'end'
        ? (questions.find(({ key }) => key === faults[0]?.question)?.page ?? 1)
        : it.stand.at;
    const here = { carries: carries(it.survey), locale: event.locals.locale, faults, sent: it.sent };
    return fail(422, { sheet: sheetOf(questions, { ...it.stand, at }, here) });
  }
  const next = after(questions, it.stand);
  const announced = it.stand.at === 'end' || it.sent.has('last');
  return next === 'end' && announced ? handIn(event, it) : show(event, it, next);
}

/** Shows a page: an invitation's answers are saved and the page has an address; of others the form carries them. */
async function show({ locals, params }: Acting, it: Step, at: At | undefined) {
  const { survey, path } = it;
  const answers = standing(survey.questions, it.stand.answers);
  if (!carries(survey)) {
    const saved = await locals.api(saveSurveyDraft, { params, body: { answers } });
    if (!saved.ok && saved.code !== 'survey_answered') return failed(saved.code, it, locals.locale);
    redirect(303, locals.href(atOf(path, at)));
  }
  if (at === undefined) redirect(303, locals.href(path));
  const stand = { ...it.stand, answers, at };
  return { sheet: sheetOf(survey.questions, stand, { carries: true, locale: locals.locale }) };
}

async function handIn({ locals, params }: Acting, it: Step) {
  const answers = standing(it.survey.questions, it.stand.answers);
  const once = carries(it.survey) ? { once: it.stand.once } : {};
  const sent = await locals.api(answerSurvey, { params, body: { locale: locals.locale, answers, ...once } });
  if (sent.ok) redirect(303, locals.href(`${it.path}/thanks`));
  if (/^survey_/.test(sent.code)) redirect(303, locals.href(it.path));
  return failed(sent.code, it, locals.locale);
}

/** What could not be sent is all there still, to be sent again. */
function failed(code: string, { survey, stand, sent }: Step, locale: Locale) {
  const sheet = sheetOf(survey.questions, stand, { carries: carries(survey), locale, sent });
  return fail(code === 'too_many_requests' ? 429 : 503, {
    sheet: { ...sheet, summary: [{ message: refusalText(code, locale) }] },
  });
}
