import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, Instant, Locale, prose, Texts } from './words.ts';

/** Answering a survey: by an invitation, by a class's link, at the exit or at a screen. No account, no name. */

const QuestionKey = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const RowKey = z.string().min(1).max(40);

const Kind = z.enum(['single', 'several', 'scale', 'matrix', 'number', 'text']);

/** Of a text in words. */
export const longestAnswer = 2000;

/** How a survey is answered: once by somebody invited, or by many through a link. */
export const WayIn = z.enum(['invitation', 'class', 'open', 'kiosk']);

/** What can be done now; full: the link has taken as many answers as it may. */
export const AnsweringState = z.enum(['not_open_yet', 'open', 'closed', 'answered', 'full']);

/** Every text in all languages it has; Swedish is what the others fall back to. */
export const AskedQuestion = z
  .object({
    key: QuestionKey,
    kind: Kind,
    /** From 1. */
    page: z.int(),
    required: z.boolean(),
    text: Texts,
    help: Texts,
    /** What to choose from (single, several, columns of a matrix), or words for values of a scale. */
    options: z.array(z.object({ value: z.number(), text: Texts, alone: z.boolean() })),
    /** Of a matrix. */
    rows: z.array(z.object({ key: z.string(), text: Texts })),
    /** Of a scale or a number. */
    least: z.number().nullable(),
    most: z.number().nullable(),
    /** Asked only of those who chose one of the values of a question on an earlier page. */
    shownIf: z.object({ question: z.string(), values: z.array(z.number()) }).nullable(),
  })
  .meta({ id: 'AskedQuestion' });

/** One answer: `values` of several, `value` of single, scale and number, `rows` of a matrix, `text` in words. */
export const GivenAnswer = z
  .object({
    question: QuestionKey,
    values: z.array(z.number()).max(60).optional(),
    value: z.number().optional(),
    rows: z.record(RowKey, z.number()).optional(),
    text: prose(longestAnswer).optional(),
  })
  .meta({ id: 'GivenAnswer' });

const Answers = z.array(GivenAnswer).max(120);
const Token = z.object({ token: z.string().min(1).max(80) });

export const SurveyToAnswer = z
  .object({
    way: WayIn,
    state: AnsweringState,
    title: Texts,
    intro: Texts,
    thanks: Texts,
    languages: z.array(Locale),
    /** The organiser, whose survey it is. */
    organiser: z.string(),
    timeZone: z.string(),
    opensAt: Instant.nullable(),
    closesAt: Instant.nullable(),
    /** In the order they are asked; empty unless it is open. */
    questions: z.array(AskedQuestion),
    /** What an invitation has answered so far. */
    draft: z.array(GivenAnswer),
    /** Of a class's link: how many have answered and of how many. Nothing of what they answered. */
    class: z.object({ name: z.string(), answered: z.int(), expected: z.int().nullable() }).nullable(),
  })
  .meta({ id: 'SurveyToAnswer' });

export const readSurveyToAnswer = endpoint({
  method: 'GET',
  path: '/api/surveys/:token',
  access: 'public',
  summary:
    'The survey behind an invitation or a link, in all its languages, and what can be done with it now',
  params: Token,
  reply: SurveyToAnswer,
  refusals: ['not_found'],
});

export const saveSurveyDraft = endpoint({
  method: 'PUT',
  path: '/api/surveys/:token/draft',
  access: 'public',
  summary:
    'Keep what an invitation has answered so far, to go on later; only an invitation can be gone on with',
  params: Token,
  body: z.object({ answers: Answers }).meta({ id: 'SurveyDraft' }),
  reply: z.object({ kept: z.int() }).meta({ id: 'SurveyDraftKept' }),
  forgetful: true,
  refusals: ['not_found', 'survey_not_open', 'survey_closed', 'survey_answered'],
});

export const answerSurvey = endpoint({
  method: 'POST',
  path: '/api/surveys/:token/responses',
  access: 'public',
  summary:
    'Hand in all answers at once. What is wrong is told by question: /body/answers/<key of the question>. An invitation answers once, and hears the same however often it is sent',
  params: Token,
  body: z
    .object({
      locale: Locale,
      answers: Answers,
      /** Chosen by chance by whoever sends, so that a second press does not answer twice through a link for many. */
      once: Id.optional(),
    })
    .meta({ id: 'SurveyAnswers' }),
  reply: z.object({ thanks: Texts }).meta({ id: 'SurveyAnswered' }),
  status: 201,
  forgetful: true,
  refusals: ['not_found', 'survey_not_open', 'survey_closed', 'survey_link_full'],
});
