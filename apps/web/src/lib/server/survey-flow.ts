import { answerFaults, GivenAnswer, isAnswered, longestAnswer, questionsAsked } from '@vagval/contract';
import type { AnswerFault } from '@vagval/contract';
import { localised, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import * as z from 'zod';
import { fieldOf } from '#lib/survey/types.ts';
import type { At, Given, Question, Sheet } from '#lib/survey/types.ts';
import type { Sent } from './form.ts';

/** Where a visitor is in a survey, with everything answered so far. */
export interface Stand {
  at: At;
  answers: Given[];
  once: string;
}

/** A fault of an answer, or a text longer than any answer may be. */
export type Fault = AnswerFault | { question: string; row?: string; code: 'too_long' };

const answersOf = z.array(GivenAnswer);

/** What a form carries of other pages' answers; nothing when somebody has meddled with it. */
export function keptIn(sent: Sent): Given[] {
  try {
    const read = answersOf.safeParse(JSON.parse(sent.text('kept') ?? '[]'));
    return read.success ? read.data : [];
  } catch {
    return [];
  }
}

/** Nothing that could turn a text round or cannot be stored; one kind of line break. */
const cleaned = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll(/[\u0000\u202a-\u202e\u2066-\u2069]/g, '');

/** What a form answers to one question; undefined when it was passed by. */
function givenIn(sent: Sent, { key, kind, rows }: Question): Given | undefined {
  const name = fieldOf(key);
  const given: Given = { question: key };
  if (kind === 'several') given.values = sent.all(name).map(Number);
  else if (kind === 'text') given.text = cleaned(sent.text(name) ?? '');
  else if (kind === 'matrix') {
    const chosen = rows.map((row) => [row.key, sent.number(fieldOf(key, row.key))] as const);
    given.rows = Object.fromEntries(chosen.filter((it): it is [string, number] => it[1] !== undefined));
  } else {
    const value = sent.number(name);
    if (value !== undefined) given.value = value;
  }
  return isAnswered(given) ? given : undefined;
}

const pageOf = (questions: readonly Question[], at: At): Question[] =>
  questions.filter(({ page }) => page === at);

/** The answers with those of this page put in the place of what was answered there before. */
export function answersWith(
  sent: Sent,
  questions: readonly Question[],
  { at, answers }: Omit<Stand, 'once'>,
): Given[] {
  const here = pageOf(questions, at);
  const others = answers.filter((it) => !here.some(({ key }) => key === it.question));
  const asked = pageOf(questionsAsked(questions, others), at);
  return [...others, ...asked.flatMap((it) => givenIn(sent, it) ?? [])];
}

/** Those that answer what is asked, and can be kept: what was asked before somebody changed an answer is left out. */
export function standing(questions: readonly Question[], answers: readonly Given[]): Given[] {
  const asked = new Set(questionsAsked(questions, answers).map(({ key }) => key));
  const storable = ({ value, text }: Given) => !Number.isNaN(value) && (text ?? '').length <= longestAnswer;
  return answers.filter((it) => asked.has(it.question) && storable(it));
}

/** What is wrong on one page; at the end, on all of them. */
export function faultsAt(questions: readonly Question[], { at, answers }: Omit<Stand, 'once'>): Fault[] {
  const asked = questionsAsked(questions, answers);
  const here = new Set((at === 'end' ? asked : pageOf(asked, at)).map(({ key }) => key));
  const long = answers
    .filter(({ text }) => (text ?? '').length > longestAnswer)
    .map(({ question }) => ({ question, code: 'too_long' as const }));
  const known = answers.filter(({ question }) => asked.some(({ key }) => key === question));
  const faults = answerFaults(questions, known, at === 'end' ? {} : { page: at });
  return [...faults, ...long].filter(({ question }) => here.has(question));
}

const pagesOf = (questions: readonly Question[]): number[] =>
  [...new Set(questions.map(({ page }) => page))].toSorted((a, b) => a - b);

/** The page after this one for whoever has answered so; end when there is none. */
export const after = (questions: readonly Question[], { at, answers }: Omit<Stand, 'once'>): At =>
  pagesOf(questionsAsked(questions, answers)).find((page) => at !== 'end' && page > at) ?? 'end';

/** The page before; undefined from the first, where the survey's own first page is before. */
export const before = (
  questions: readonly Question[],
  { at, answers }: Omit<Stand, 'once'>,
): number | undefined =>
  pagesOf(questionsAsked(questions, answers)).findLast((page) => at === 'end' || page < at);

/** Where to go on: the first page that lacks something, or the one after the last that was answered. */
export function resumeAt(questions: readonly Question[], answers: readonly Given[]): At {
  const asked = questionsAsked(questions, answers);
  const done = new Set(answers.map(({ question }) => question));
  const last = Math.max(0, ...asked.filter(({ key }) => done.has(key)).map(({ page }) => page));
  const lacking = answerFaults(questions, answers).map(
    ({ question }) => asked.find(({ key }) => key === question)?.page ?? Number.POSITIVE_INFINITY,
  );
  const next = pagesOf(asked).find((page) => page > last) ?? 'end';
  return Math.min(...lacking) <= last ? Math.min(...lacking) : next;
}

/** Whether a later question may be asked, depending on what is answered here or later. */
function mayFollow(questions: readonly Question[], { at, answers }: Omit<Stand, 'once'>): boolean {
  if (at === 'end') return false;
  const met = new Set(questionsAsked(questions, answers).map(({ key }) => key));
  const undecided = new Set(
    pageOf(questions, at)
      .filter(({ key }) => met.has(key))
      .map(({ key }) => key),
  );
  return questions.some(({ key, page, shownIf }) => {
    const may = page > at && (met.has(key) || (shownIf !== null && undecided.has(shownIf.question)));
    if (may) undecided.add(key);
    return may;
  });
}

const words: Record<string, (inputs: Record<string, never>, options: { locale: Locale }) => string> = {
  alone: m.survey_fault_alone,
  whole_number: m.survey_fault_whole,
  too_small: m.survey_fault_small,
  too_big: m.survey_fault_big,
};

function wordsFor({ code, row }: Fault, question: Question | undefined, locale: Locale): string {
  if (code === 'too_long') return m.survey_fault_long({ most: longestAnswer }, { locale });
  if (row !== undefined) return m.survey_fault_rows({}, { locale });
  if (code !== 'required') return (words[code] ?? m.survey_fault_other)({}, { locale });
  const chosen = question && question.options.length + Number(question.kind === 'scale') > 0;
  return (chosen ? m.survey_fault_choose : m.survey_fault_required)({}, { locale });
}

/** What to show of a stand: its questions with what was answered, and what is wrong beside each. */
export function sheetOf(
  questions: readonly Question[],
  stand: Stand,
  { carries, locale, faults = [], sent }: { carries: boolean; locale: Locale; faults?: Fault[]; sent?: Sent },
): Sheet {
  const { at, answers, once } = stand;
  const asked = questionsAsked(questions, answers);
  const here = pageOf(asked, at);
  const told = faults.map((it) => {
    const question = asked.find(({ key }) => key === it.question);
    const message = wordsFor(it, question, locale);
    const about =
      it.row === undefined ? question?.text : question?.rows.find(({ key }) => key === it.row)?.text;
    const summary = about ? `${message.replace(/\.$/, '')}: ${localised(about, locale).text}` : message;
    return { field: fieldOf(it.question, it.row), message, summary };
  });
  return {
    at,
    pages: pagesOf(asked),
    questions: here,
    last: !mayFollow(questions, stand),
    answers: answers.filter(({ value }) => !Number.isNaN(value)),
    typed: Object.fromEntries(here.map(({ key }) => [key, sent?.text(fieldOf(key)) ?? ''])),
    kept: carries ? JSON.stringify(standing(questions, answers)) : undefined,
    once,
    errors: Object.fromEntries(told.map(({ field, message }) => [field, message]).toReversed()),
    summary: told.map(({ field, summary }) => ({ field, message: summary })),
  };
}
