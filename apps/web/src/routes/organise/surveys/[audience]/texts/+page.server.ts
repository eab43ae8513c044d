import {
  addTheme,
  codeAnswer,
  hideAnswer,
  listTextQuestions,
  listWrittenAnswers,
  maskAnswer,
  removeTheme,
} from '@vagval/contract';
import { m } from '@vagval/text';
import { doAndReturn, kept, mayWrite, surveyOf } from '#lib/server/asking.ts';
import type { Asking } from '#lib/server/asking.ts';
import { stop } from '#lib/server/form.ts';
import type { Sent } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

const uuid = /^[0-9a-f-]{36}$/;

/** What of the answers is looked at: it stays through every form. */
function askedIn(query: URLSearchParams) {
  const theme = query.get('theme') ?? '';
  const question = query.get('question') ?? '';
  return {
    question: uuid.test(question) ? question : undefined,
    theme: theme === 'none' || uuid.test(theme) ? theme : undefined,
    page: Number(/^\d{1,3}$/.exec(query.get('page') ?? '')?.[0] ?? 1) || 1,
  };
}

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const params = await surveyOf(event);
  const questions = await locals.api(listTextQuestions, { params });
  if (!questions.ok) stop(questions);
  const asked = askedIn(url.searchParams);
  const question = questions.data.items.find(({ id }) => id === asked.question) ?? questions.data.items[0];
  const query = { page: asked.page, ...(asked.theme && { theme: asked.theme }) };
  const answers =
    question &&
    (await locals.api(listWrittenAnswers, { params: { ...params, question: question.id }, query }));
  if (answers && !answers.ok) stop(answers);
  return {
    audience: params.audience,
    questions: questions.data.items,
    threshold: questions.data.threshold,
    question,
    answers: answers?.data,
    asked,
    mayWrite: await mayWrite(locals),
    kept: kept(url),
    done: url.searchParams.get('done'),
  };
};

type Event = Asking & { request: Request };
const stayed = ({ url }: Event, done: string): string => {
  const { question, theme, page } = askedIn(url.searchParams);
  const pairs = Object.entries({ question, theme, page: page > 1 ? String(page) : undefined, done });
  return new URLSearchParams(
    pairs.filter((pair): pair is [string, string] => pair[1] !== undefined),
  ).toString();
};

const answerIn = (sent: Sent) => ({
  question: sent.text('question') ?? '',
  answer: sent.text('answer') ?? '',
});
const anchorOf = '#answers';

export const actions: Actions = {
  code: (event) =>
    doAndReturn(event, '/texts', { done: stayed(event, 'coded'), anchor: anchorOf }, (params, sent) =>
      event.locals.api(codeAnswer, {
        params: { ...params, ...answerIn(sent) },
        body: { themes: sent.all('theme') },
      }),
    ),
  mask: (event) =>
    doAndReturn(
      event,
      '/texts',
      {
        done: stayed(event, 'masked'),
        anchor: anchorOf,
        naming: { texts: { passage: m.asking_strike_hint({}, { locale: event.locals.locale }) } },
      },
      (params, sent) =>
        event.locals.api(maskAnswer, {
          params: { ...params, ...answerIn(sent) },
          body: { passage: sent.text('passage') ?? '' },
        }),
    ),
  hide: (event) =>
    doAndReturn(event, '/texts', { done: stayed(event, 'hidden'), anchor: anchorOf }, (params, sent) => {
      const reason = sent.text('reason') as 'names' | 'abusive' | 'no-answer';
      return event.locals.api(hideAnswer, { params: { ...params, ...answerIn(sent) }, body: { reason } });
    }),
  add: (event) =>
    doAndReturn(
      event,
      '/texts',
      { done: stayed(event, 'theme'), naming: { refusals: { theme_known: 'name' } } },
      (params, sent) =>
        event.locals.api(addTheme, {
          params: { ...params, question: sent.text('question') ?? '' },
          body: { name: sent.text('name') ?? '' },
        }),
    ),
  remove: (event) =>
    doAndReturn(event, '/texts', { done: stayed(event, 'theme_removed') }, (params, sent) =>
      event.locals.api(removeTheme, {
        params: { ...params, question: sent.text('question') ?? '', theme: sent.text('theme') ?? '' },
      }),
    ),
};
