import * as z from 'zod';
import { Headcount, OneSurvey } from './asking.ts';
import { endpoint } from './endpoint.ts';
import { int } from './query.ts';
import { Id, line } from './words.ts';

/** What answers in words are about. */

export const ThemeView = z.object({ id: Id, name: z.string() }).meta({ id: 'Theme' });

export const listTextQuestions = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/surveys/:audience/texts',
  access: 'survey.read',
  summary: 'Questions answered in words, with the themes staff gave the answers',
  params: OneSurvey,
  reply: z
    .object({
      items: z.array(
        z.object({
          id: Id,
          key: z.string(),
          text: z.record(z.string(), z.string()),
          answers: Headcount,
          uncoded: Headcount,
          themes: z.array(ThemeView.extend({ answers: Headcount })),
        }),
      ),
      total: z.int(),
      threshold: z.int(),
    })
    .meta({ id: 'TextQuestions' }),
  refusals: ['not_found'],
});

const OneQuestion = OneSurvey.extend({ question: Id });

export const WrittenAnswer = z
  .object({ id: Id, text: z.string(), themes: z.array(Id) })
  .meta({ id: 'WrittenAnswer' });

export const listWrittenAnswers = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/surveys/:audience/texts/:question',
  access: 'survey.read',
  summary: 'Answers in words in no order that means anything; none below the threshold',
  params: OneQuestion,
  query: z.object({
    /** Id of a theme, or `none` for answers without one. */
    theme: z.union([Id, z.literal('none')]).optional(),
    page: int(1, 1000).optional(),
  }),
  reply: z
    .object({
      /** Below the threshold nothing is listed. */
      hidden: z.boolean(),
      items: z.array(WrittenAnswer),
      total: z.int(),
      page: z.int(),
      pages: z.int(),
    })
    .meta({ id: 'WrittenAnswers' }),
  refusals: ['not_found'],
});

export const addTheme = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys/:audience/texts/:question/themes',
  access: 'survey.write',
  summary: 'Name a theme; it belongs to the question in every edition',
  params: OneQuestion,
  body: z.object({ name: line(60) }).meta({ id: 'NewTheme' }),
  reply: ThemeView,
  status: 201,
  refusals: ['not_found', 'theme_known'],
});

export const removeTheme = endpoint({
  method: 'DELETE',
  path: '/api/editions/:edition/surveys/:audience/texts/:question/themes/:theme',
  access: 'survey.write',
  summary: 'Remove a theme, with its marks on answers of every edition',
  params: OneQuestion.extend({ theme: Id }),
  reply: null,
  refusals: ['not_found'],
});

const OneAnswer = OneQuestion.extend({ answer: Id });

export const codeAnswer = endpoint({
  method: 'PUT',
  path: '/api/editions/:edition/surveys/:audience/texts/:question/answers/:answer/themes',
  access: 'survey.write',
  summary: 'Say what an answer is about',
  params: OneAnswer,
  body: z.object({ themes: z.array(Id).max(40) }).meta({ id: 'AnswerThemes' }),
  reply: WrittenAnswer,
  refusals: ['not_found', 'theme_unknown'],
});

export const maskAnswer = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys/:audience/texts/:question/answers/:answer/mask',
  access: 'survey.write',
  summary:
    'Strike out words that point at somebody, for good; the log says that it was done, not what it said',
  params: OneAnswer,
  body: z.object({ passage: line(200) }).meta({ id: 'MaskedPassage' }),
  reply: WrittenAnswer,
  refusals: ['not_found', 'passage_unknown'],
});

export const hideAnswer = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys/:audience/texts/:question/answers/:answer/hide',
  access: 'survey.write',
  summary: 'Keep an answer out of every list, for a reason that is logged',
  params: OneAnswer,
  body: z.object({ reason: z.enum(['names', 'abusive', 'no-answer']) }).meta({ id: 'HiddenAnswer' }),
  reply: null,
  refusals: ['not_found'],
});
