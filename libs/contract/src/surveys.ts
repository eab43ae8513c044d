import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Edition, Instant, line, Locale, prose } from './words.ts';

const Count = z.int();

/** Who is asked, each with a survey of its own in an edition. */
export const surveyAudiences = [
  'pupil-before',
  'pupil-after',
  'guardian',
  'counsellor',
  'exhibitor',
  'working-life',
  'reference-group',
  'municipality',
  'visitor',
] as const;
export const SurveyAudience = z.enum(surveyAudiences);
export const questionKinds = ['single', 'several', 'scale', 'matrix', 'number', 'text'] as const;
export const QuestionKind = z.enum(questionKinds);

/** What a question is called from year to year. */
export const QuestionKey = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);

/** Draft: being built. Open: fixed; answered between its two times. Closed for good once invitations are forgotten. */
export const SurveyState = z.enum(['draft', 'open', 'closed']);
/** The state as the clock sees it: scheduled is open, and its time has not come. */
export const SurveyPhase = z.enum(['draft', 'scheduled', 'open', 'closed']);

const Said = z.object({ sv: line(300), en: line(300).optional(), ar: line(300).optional() });
const SaidOrNot = z.object({ sv: line(300).optional(), en: line(300).optional(), ar: line(300).optional() });
const paragraphs = prose(2000).min(1).optional();
const Paragraphs = z.object({ sv: paragraphs, en: paragraphs, ar: paragraphs });

const OptionValue = z.int().min(0).max(1000);
const Bound = z.number().min(-1_000_000).max(1_000_000);

/** A question as it is asked: what makes a version of it. */
export const Wording = z.object({
  kind: QuestionKind,
  text: Said,
  help: SaidOrNot.optional(),
  /** To choose from (single, several, the columns of a matrix), or words for values of a scale. */
  options: z
    .array(z.object({ value: OptionValue, text: Said, alone: z.boolean().optional() }))
    .max(20)
    .optional(),
  /** Of a matrix. */
  rows: z
    .array(z.object({ key: QuestionKey, text: Said }))
    .max(12)
    .optional(),
  /** Of a scale or a number. */
  least: Bound.optional(),
  most: Bound.optional(),
});

const Texts = z.record(z.string(), z.string());

const WordingView = z.object({
  kind: QuestionKind,
  text: Texts,
  help: Texts,
  options: z.array(z.object({ value: z.number(), text: Texts, alone: z.boolean().optional() })),
  rows: z.array(z.object({ key: z.string(), text: Texts })),
  least: z.number().nullable(),
  most: z.number().nullable(),
});

const Version = WordingView.extend({
  key: z.string(),
  version: Count,
  /** Whether its answers compare with those of the version before. */
  comparable: z.boolean(),
  madeAt: Instant,
});

const Use = z.object({
  edition: z.string(),
  editionName: z.string(),
  audience: SurveyAudience,
  version: Count,
});

const BankQuestion = Version.extend({ retired: z.boolean(), used: z.array(Use) });

const BankKey = Edition.extend({ key: QuestionKey });

export const listBank = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/bank',
  access: 'survey.read',
  summary: 'The bank of questions of an edition’s organiser, each in its newest version',
  params: Edition,
  query: z.object({
    kind: QuestionKind.optional(),
    audience: SurveyAudience.optional(),
    words: z.string().trim().max(100).optional(),
    retired: z.stringbool().optional(),
  }),
  reply: z.object({ items: z.array(BankQuestion), total: Count }).meta({ id: 'BankQuestionList' }),
  refusals: ['not_found'],
});

export const readBankQuestion = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/bank/:key',
  access: 'survey.read',
  summary: 'One question in all its versions, newest first, and where they are asked',
  params: BankKey,
  reply: z
    .object({ key: z.string(), retired: z.boolean(), versions: z.array(Version), used: z.array(Use) })
    .meta({ id: 'BankQuestion' }),
  refusals: ['not_found'],
});

export const addBankQuestion = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/bank',
  access: 'survey.write',
  summary: 'Add a question to the bank',
  params: Edition,
  body: Wording.extend({ key: QuestionKey }).meta({ id: 'NewBankQuestion' }),
  reply: Version.meta({ id: 'BankQuestionVersion' }),
  status: 201,
  refusals: ['not_found', 'question_key_taken'],
});

export const addBankVersion = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/bank/:key/versions',
  access: 'survey.write',
  summary: 'Ask a question in other words from now on; those who have been asked keep theirs',
  params: BankKey,
  body: Wording.extend({
    /** The version that this one follows. */
    after: z.int().min(1).max(30_000),
    comparable: z.boolean(),
  }).meta({ id: 'NewBankVersion' }),
  reply: Version,
  status: 201,
  refusals: ['not_found', 'version_made'],
});

export const retireBankQuestion = endpoint({
  method: 'PUT',
  path: '/api/editions/:edition/bank/:key/retired',
  access: 'survey.write',
  summary: 'Offer a question no longer for new surveys, or again',
  params: BankKey,
  body: z.object({ retired: z.boolean() }).meta({ id: 'Retiring' }),
  reply: null,
  refusals: ['not_found'],
});

const OfEdition = Edition.extend({ audience: SurveyAudience });
const Earlier = z.object({ edition: z.string(), name: z.string() });

const SurveyLine = z.object({
  audience: SurveyAudience,
  title: Texts,
  state: SurveyState,
  phase: SurveyPhase,
  opensAt: Instant.nullable(),
  closesAt: Instant.nullable(),
  questions: Count,
});

export const listSurveys = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/surveys',
  access: 'survey.read',
  summary: 'The surveys of an edition, and of which audiences one can be copied from an earlier edition',
  params: Edition,
  reply: z
    .object({
      items: z.array(SurveyLine),
      total: Count,
      earlier: z.array(Earlier.extend({ audience: SurveyAudience })),
    })
    .meta({ id: 'SurveyList' }),
  refusals: ['not_found'],
});

const ShownIf = z.object({ question: QuestionKey, values: z.array(OptionValue).min(1).max(20) });

const Placed = WordingView.extend({
  key: z.string(),
  version: Count,
  page: Count,
  position: Count,
  required: z.boolean(),
  shownIf: z.object({ question: z.string(), values: z.array(z.number()) }).nullable(),
  /** A newer version in the bank, and whether answers compare all the way to it. */
  newest: z.object({ version: Count, text: Texts, comparable: z.boolean() }).nullable(),
});

const SurveyView = z
  .object({
    audience: SurveyAudience,
    state: SurveyState,
    phase: SurveyPhase,
    title: Texts,
    intro: Texts,
    thanks: Texts,
    languages: z.array(Locale),
    opensAt: Instant.nullable(),
    closesAt: Instant.nullable(),
    questions: z.array(Placed),
    /** What stops it from being opened. */
    missing: z.array(z.enum(['questions', 'window'])),
    /** What is not said in a language that it is offered in; it can be opened all the same. */
    untranslated: z.array(
      z.object({ what: z.enum(['title', 'intro', 'thanks', 'question']), key: z.string(), language: Locale }),
    ),
    /** Against the same audience's survey in the edition before; null when there is none. */
    changed: z
      .object({
        edition: z.string(),
        name: z.string(),
        added: z.array(z.string()),
        left: z.array(z.string()),
        reworded: z.array(z.object({ key: z.string(), from: Count, to: Count, comparable: z.boolean() })),
      })
      .nullable(),
    /** Whether it can be opened again after having been closed before its time. */
    reopens: z.boolean(),
  })
  .meta({ id: 'Survey' });

export const makeSurvey = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys',
  access: 'survey.write',
  summary:
    'Begin a survey of an audience: empty, or with the questions of an earlier edition in their newest words',
  params: Edition,
  body: z.object({ audience: SurveyAudience, from: z.string().max(40).optional() }).meta({ id: 'NewSurvey' }),
  reply: SurveyView,
  status: 201,
  refusals: ['not_found', 'survey_exists'],
});

export const readSurvey = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/surveys/:audience',
  access: 'survey.read',
  summary: 'A survey with its questions in order, what is missing, and what is new since the edition before',
  params: OfEdition,
  reply: SurveyView,
  refusals: ['not_found'],
});

export const writeSurvey = endpoint({
  method: 'PUT',
  path: '/api/editions/:edition/surveys/:audience',
  access: 'survey.write',
  summary: 'Set texts, languages and times; of an open survey only texts and when it closes',
  params: OfEdition,
  body: z
    .object({
      title: Said,
      intro: Paragraphs,
      thanks: Paragraphs,
      languages: z.array(Locale).min(1).max(3),
      opensAt: Instant.nullable(),
      closesAt: Instant.nullable(),
    })
    .meta({ id: 'SurveyWords' }),
  reply: SurveyView,
  refusals: ['not_found', 'survey_fixed'],
});

export const removeSurvey = endpoint({
  method: 'DELETE',
  path: '/api/editions/:edition/surveys/:audience',
  access: 'survey.write',
  summary: 'Take a draft away',
  params: OfEdition,
  reply: null,
  refusals: ['not_found', 'survey_fixed'],
});

const Place = {
  page: z.int().min(1).max(20),
  required: z.boolean(),
  /** Asked only of those who chose one of these values of a question on an earlier page. */
  shownIf: ShownIf.nullable(),
};
const notWhileOpen = ['not_found', 'survey_fixed'] as const;

export const placeQuestion = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys/:audience/questions',
  access: 'survey.write',
  summary: 'Put a question of the bank last on a page, in its newest version',
  params: OfEdition,
  body: z
    .object({ ...Place, shownIf: Place.shownIf.optional(), key: QuestionKey })
    .meta({ id: 'NewPlacedQuestion' }),
  reply: SurveyView,
  status: 201,
  refusals: [...notWhileOpen, 'question_unknown', 'question_placed', 'condition_unfit'],
});

export const changePlaced = endpoint({
  method: 'PUT',
  path: '/api/editions/:edition/surveys/:audience/questions/:key',
  access: 'survey.write',
  summary: 'Move a question, ask it of some only, demand an answer, or take another version of it',
  params: OfEdition.extend({ key: QuestionKey }),
  body: z
    .object({
      ...Place,
      version: z.int().min(1).max(30_000),
      /** Its place among all questions, from 1; the pages go before it. */
      position: z.int().min(1).max(200),
    })
    .meta({ id: 'PlacedQuestion' }),
  reply: SurveyView,
  refusals: [...notWhileOpen, 'question_unknown', 'condition_unfit', 'question_needed'],
});

export const removePlaced = endpoint({
  method: 'DELETE',
  path: '/api/editions/:edition/surveys/:audience/questions/:key',
  access: 'survey.write',
  summary: 'Take a question out of a survey; it stays in the bank',
  params: OfEdition.extend({ key: QuestionKey }),
  reply: SurveyView,
  refusals: [...notWhileOpen, 'question_needed'],
});

export const setSurveyState = endpoint({
  method: 'PUT',
  path: '/api/editions/:edition/surveys/:audience/state',
  access: 'survey.write',
  summary: 'Open a survey for its time, close it, or take it back before its time has come',
  params: OfEdition,
  body: z.object({ state: SurveyState }).meta({ id: 'SurveyStateChange' }),
  reply: SurveyView,
  refusals: ['not_found', 'survey_incomplete', 'survey_over', 'wrong_state'],
});
