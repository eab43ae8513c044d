import { percent } from './figure.rules.ts';
import type { Figure } from './figure.rules.ts';

const ofAnswers = { certainty: 'high', public: false } as const;
const traits = ['municipality', 'grade', 'locale', 'via'];

const ofChoices = {
  ...ofAnswers,
  family: 'choices',
  dimensions: ['question', 'option', ...traits],
  always: ['question', 'option'],
  apart: 'question',
  needs: ['option'],
  together: 'rated',
  rests: [['chosen', 'GREATEST(of_all - chosen, 0)']],
} as const;

/** The figures of surveys. A question is a table of its own. */
export const answersFigures: readonly Figure[] = [
  {
    ...ofAnswers,
    key: 'response-rate',
    family: 'asked',
    value: percent('answered', 'invited'),
    unit: 'share',
    dimensions: ['audience'],
    rests: [['invited', 'answered', 'GREATEST(invited - answered, 0)']],
  },
  {
    ...ofAnswers,
    key: 'asked',
    family: 'asked',
    value: 'invited',
    unit: 'persons',
    dimensions: ['audience'],
    rests: [['invited', 'answered', 'GREATEST(invited - answered, 0)']],
  },
  {
    ...ofAnswers,
    key: 'answers',
    family: 'responses',
    value: 'answered',
    unit: 'persons',
    dimensions: ['audience', ...traits],
    rests: [['answered']],
  },
  {
    ...ofAnswers,
    key: 'answers-in-class',
    family: 'responses',
    value: 'in_class',
    unit: 'persons',
    dimensions: ['audience', ...traits],
    rests: [['answered'], ['in_class', 'answered - in_class']],
  },
  {
    ...ofAnswers,
    key: 'question-answers',
    family: 'answered',
    value: 'persons',
    unit: 'persons',
    dimensions: ['question', ...traits],
    always: ['question'],
    apart: 'question',
    rests: [['persons']],
  },
  { ...ofChoices, key: 'answer-share', value: percent('chosen', 'of_all'), unit: 'share' },
  { ...ofChoices, key: 'answer-count', value: 'chosen', unit: 'persons' },
  {
    ...ofAnswers,
    key: 'answer-themes',
    family: 'themes',
    value: 'named',
    unit: 'persons',
    dimensions: ['question', 'theme', ...traits],
    always: ['question', 'theme'],
    apart: 'question',
    needs: ['theme'],
    rests: [['named', 'GREATEST(of_all - named, 0)']],
  },
  {
    ...ofAnswers,
    key: 'mean',
    family: 'ratings',
    value: 'round(total::numeric / nullif(persons, 0), 2)',
    unit: 'points',
    dimensions: ['question', ...traits],
    always: ['question'],
    apart: 'question',
    rests: [['persons', 'low', 'high']],
  },
  {
    ...ofAnswers,
    key: 'attitude-change',
    family: 'attitudes',
    value:
      'round(after_sum::numeric / nullif(after_n, 0), 2) - round(before_sum::numeric / nullif(before_n, 0), 2)',
    unit: 'points',
    dimensions: ['question', ...traits],
    always: ['question'],
    apart: 'question',
    rests: [
      ['before_n', 'before_low', 'before_high'],
      ['after_n', 'after_low', 'after_high'],
    ],
  },
];
