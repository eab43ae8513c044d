import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { SurveyAudience } from './surveys.ts';
import { Edition } from './words.ts';

/** A number; hidden (fewer persons than the threshold, or hidden so that no other can be found); missing (not counted). */
export const Reading = z
  .union([
    z.object({ value: z.number() }),
    z.object({ hidden: z.literal(true) }),
    z.object({ missing: z.literal(true) }),
  ])
  .meta({ id: 'Reading' });

const OptionResult = z.object({
  value: z.int(),
  label: z.string(),
  count: Reading,
  share: Reading,
  /** The share in the edition before. */
  before: Reading.optional(),
});

const Said = {
  answered: Reading,
  options: z.array(OptionResult),
  /** Of scales and numbers. */
  mean: Reading.optional(),
  meanBefore: Reading.optional(),
};

export const QuestionResult = z
  .object({
    key: z.string(),
    version: z.int(),
    kind: z.enum(['single', 'several', 'scale', 'matrix', 'number', 'text']),
    text: z.string(),
    /** Asked in the edition before in words that do not compare: nothing stands beside. */
    breaks: z.boolean(),
    ...Said,
    /** Of a matrix. */
    rows: z.array(z.object({ key: z.string(), text: z.string(), ...Said })).optional(),
    /** Of answers in words: what staff call them. */
    themes: z.array(z.object({ name: z.string(), count: Reading })).optional(),
  })
  .meta({ id: 'QuestionResult' });

export const SurveyResults = z
  .object({
    survey: z.object({
      audience: SurveyAudience,
      title: z.string(),
      state: z.enum(['draft', 'open', 'closed']),
      asked: Reading,
      answered: Reading,
      inClass: Reading,
    }),
    /** The latest edition before with the same survey. */
    before: z.object({ slug: z.string(), name: z.string() }).optional(),
    questions: z.array(QuestionResult),
  })
  .meta({ id: 'SurveyResults' });

export const readSurveyResults = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/surveys/:audience/results',
  access: 'survey.read',
  summary: 'What a survey’s answers say, question by question, beside the edition before',
  params: Edition.extend({ audience: SurveyAudience }),
  query: z.object({
    /** `dimension:value`, of municipality, grade, locale or via: only those answers. */
    for: z
      .string()
      .max(160)
      .regex(/^[a-z-]{1,40}:[^\p{Cc}]+$/u)
      .optional(),
  }),
  reply: SurveyResults,
  refusals: ['not_found', 'dimension_unknown'],
});
