import type * as z from 'zod';
import type { AskedQuestion, GivenAnswer } from './answering.ts';

type Question = z.output<typeof AskedQuestion>;
type Given = z.output<typeof GivenAnswer>;

/**
 * What is wrong with an answer. unknown: no such question. twice: answered in two places. not_asked: its condition is
 * not met. wrong_kind: an answer of another kind. alone: chosen together with what excludes it.
 */
export type AnswerFaultCode =
  | 'unknown'
  | 'twice'
  | 'not_asked'
  | 'wrong_kind'
  | 'required'
  | 'alone'
  | 'invalid_value'
  | 'whole_number'
  | 'too_small'
  | 'too_big';

export interface AnswerFault {
  readonly question: string;
  /** Of a matrix. */
  readonly row?: string;
  readonly code: AnswerFaultCode;
}

/** Larger than any number a question without a bound of its own can mean. */
const largest = 1_000_000_000;

/** Whether anything was answered at all: a question passed by may be sent empty. */
export const isAnswered = ({ values, value, rows, text }: Given): boolean =>
  value !== undefined ||
  (values?.length ?? 0) > 0 ||
  Object.keys(rows ?? {}).length > 0 ||
  (text ?? '') !== '';

/** The values chosen; what a condition looks at. */
const chosenIn = (given: Given | undefined): readonly number[] =>
  given?.values ?? (given?.value === undefined ? [] : [given.value]);

/** The questions asked of whoever has given these answers, in order: those whose conditions are met, all the way back. */
export function questionsAsked(questions: readonly Question[], answers: readonly Given[]): Question[] {
  const asked = new Set<string>();
  const isMet = ({ shownIf }: Question): boolean => {
    if (!shownIf) return true;
    const given = answers.find(({ question }) => question === shownIf.question);
    return asked.has(shownIf.question) && chosenIn(given).some((it) => shownIf.values.includes(it));
  };
  return questions.filter((question) => {
    const met = isMet(question);
    if (met) asked.add(question.key);
    return met;
  });
}

/** Everything wrong with answers that are handed in; with `page`, what is required is looked for on that page alone. */
export function answerFaults(
  questions: readonly Question[],
  answers: readonly Given[],
  { page }: { page?: number } = {},
): AnswerFault[] {
  const asked = new Map(questionsAsked(questions, answers).map((it) => [it.key, it]));
  const known = new Set(questions.map(({ key }) => key));
  const seen = new Set<string>();
  const faults = answers.filter(isAnswered).flatMap((given): AnswerFault[] => {
    const { question: key } = given;
    const repeated = seen.has(key);
    seen.add(key);
    if (!known.has(key)) return [{ question: key, code: 'unknown' }];
    if (repeated) return [{ question: key, code: 'twice' }];
    const question = asked.get(key);
    return question ? faultsIn(question, given) : [{ question: key, code: 'not_asked' }];
  });
  const due = [...asked.values()].filter((it) => page === undefined || it.page === page);
  return [...faults, ...due.flatMap((it) => missingIn(it, answers))];
}

/** What a required question still lacks; of a matrix every row. */
function missingIn({ key, kind, required, rows }: Question, answers: readonly Given[]): AnswerFault[] {
  if (!required) return [];
  const given = answers.find(({ question }) => question === key);
  if (kind !== 'matrix') return given && isAnswered(given) ? [] : [{ question: key, code: 'required' }];
  const left = rows.filter((row) => !Object.hasOwn(given?.rows ?? {}, row.key));
  return left.map((row) => ({ question: key, row: row.key, code: 'required' }));
}

const partOf = {
  single: 'value',
  scale: 'value',
  number: 'value',
  several: 'values',
  matrix: 'rows',
  text: 'text',
} as const;
const parts = ['value', 'values', 'rows', 'text'] as const;

function faultsIn(question: Question, given: Given): AnswerFault[] {
  const { key, kind } = question;
  const foreign = parts.some((part) => part !== partOf[kind] && given[part] !== undefined);
  if (foreign) return [{ question: key, code: 'wrong_kind' }];
  if (kind === 'matrix') return faultsInRows(question, given.rows ?? {});
  const code =
    kind === 'several' ? severalFault(question, given.values ?? []) : oneFault(question, given.value);
  return code ? [{ question: key, code }] : [];
}

function faultsInRows(question: Question, rows: Readonly<Record<string, number>>): AnswerFault[] {
  const known = new Set(question.rows.map(({ key }) => key));
  return Object.entries(rows).flatMap(([row, value]): AnswerFault[] =>
    known.has(row) && isOption(question, value)
      ? []
      : [{ question: question.key, row, code: 'invalid_value' }],
  );
}

const isOption = ({ options }: Question, value: number): boolean => options.some((it) => it.value === value);

function severalFault(question: Question, values: readonly number[]): AnswerFaultCode | undefined {
  if (new Set(values).size < values.length) return 'twice';
  if (!values.every((it) => isOption(question, it))) return 'invalid_value';
  const excluding = question.options.some(({ alone, value }) => alone && values.includes(value));
  return excluding && values.length > 1 ? 'alone' : undefined;
}

function oneFault(question: Question, value: number | undefined): AnswerFaultCode | undefined {
  if (value === undefined) return undefined;
  if (question.kind === 'single') return isOption(question, value) ? undefined : 'invalid_value';
  if (!Number.isInteger(value)) return 'whole_number';
  if (value < (question.least ?? -largest)) return 'too_small';
  return value > (question.most ?? largest) ? 'too_big' : undefined;
}
