import { randomBytes } from 'node:crypto';
import { answerFaults, isAnswered } from '@vagval/contract';
import type { AskedQuestion, GivenAnswer } from '@vagval/contract';
import type * as z from 'zod';
import { refuse } from '../platform/contract/refusal.ts';
import type { Refusal } from '../platform/contract/refusal.ts';

type Question = z.output<typeof AskedQuestion>;
type Given = z.output<typeof GivenAnswer>;

/** When a survey can be answered. */
export interface Window {
  readonly state: 'draft' | 'open' | 'closed';
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
}

/** Whether it can be answered now; a draft of staff's is one that has not opened. */
export function windowAt(
  { state, opensAt, closesAt }: Window,
  now: Date,
): 'not_open_yet' | 'open' | 'closed' {
  if (state === 'closed' || (closesAt && closesAt <= now)) return 'closed';
  return state === 'draft' || (opensAt && opensAt > now) ? 'not_open_yet' : 'open';
}

const refusalOf = { not_open_yet: 'survey_not_open', closed: 'survey_closed' } as const;

/** Why it cannot be answered now, if so. */
export function shutAt(window: Window, now: Date): Refusal<'survey_not_open' | 'survey_closed'> | undefined {
  const state = windowAt(window, now);
  return state === 'open' ? undefined : refuse(refusalOf[state]);
}

/** What is wrong with the answers as one refusal: the key of a question stands for its place in the list. */
export function refusedAnswers(questions: readonly Question[], answers: readonly Given[]) {
  const faults = answerFaults(questions, answers);
  if (faults.length === 0) return undefined;
  const errors = faults.map(({ question, row, code }) => ({
    path: `/body/answers/${question}${row === undefined ? '' : `/${escaped(row)}`}`,
    code,
    message: code.replaceAll('_', ' '),
  }));
  return refuse('invalid', { errors: errors.slice(0, 50) });
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** What a draft keeps: answers to questions of the survey. Whether they are right is judged when they are handed in. */
export function draftOf(questions: readonly Question[], answers: readonly Given[]): Given[] {
  const known = new Set(questions.map(({ key }) => key));
  const byKey = new Map(answers.filter(isAnswered).map((it) => [it.question, it]));
  return [...byKey.values()].filter(({ question }) => known.has(question));
}

/** A row of `answer`: of several one for each value chosen, of a matrix one for each row. */
export interface AnswerRow {
  readonly key: string;
  readonly item: string;
  readonly value: number | null;
  readonly text: string | null;
}

export const answerRows = (answers: readonly Given[]): AnswerRow[] =>
  answers.flatMap(({ question: key, values, value, rows, text }): AnswerRow[] => {
    if (values) return values.map((it) => ({ key, item: String(it), value: it, text: null }));
    if (rows) return Object.entries(rows).map(([item, it]) => ({ key, item, value: it, text: null }));
    if (value !== undefined) return [{ key, item: '', value, text: null }];
    return text ? [{ key, item: '', value: null, text }] : [];
  });

/** What is known of whoever answers, from the coarsest to the finest. */
export const traits = ['municipality', 'schoolId', 'grade', 'locale'] as const;
export type Traits = Readonly<Record<(typeof traits)[number], string | null>>;

/** How many of those asked share these traits. */
export interface Crowd extends Traits {
  readonly count: number;
}

/**
 * What a response may keep of its traits. Those asked are parted by one trait after the other, from the coarsest: a
 * part of fewer than the threshold keeps no value, together with all such parts, and when even they together are too
 * few with the smallest part that would have kept its own. So whatever a response says of itself, what it does not
 * say included, is shared by as many as the threshold asks for, or it says nothing.
 */
export function keptTraits(own: Traits, asked: readonly Crowd[], threshold: number): Traits {
  const kept: Record<string, string | null> = {};
  let crowd = asked;
  for (const trait of traits) {
    const told = tellable(crowd, trait, threshold);
    const value = own[trait] !== null && told.has(own[trait]) ? own[trait] : null;
    kept[trait] = value;
    crowd = crowd.filter((it) => (value === null ? !told.has(it[trait] ?? '') : it[trait] === value));
  }
  return kept as Traits;
}

/** The values of a trait that may be told of this crowd. */
function tellable(crowd: readonly Crowd[], trait: keyof Traits, threshold: number): Set<string> {
  const counts = new Map<string, number>();
  for (const it of crowd)
    if (it[trait] !== null) counts.set(it[trait], (counts.get(it[trait]) ?? 0) + it.count);
  const told = [...counts].filter(([, count]) => count >= threshold).sort(([, a], [, b]) => b - a);
  let rest =
    crowd.reduce((sum, { count }) => sum + count, 0) - told.reduce((sum, [, count]) => sum + count, 0);
  while (rest > 0 && rest < threshold && told.length > 0) rest += told.pop()?.[1] ?? 0;
  return new Set(told.map(([value]) => value));
}

/** A UUID of version 4: chance alone, no instant. */
export function idOfChance(bytes: Buffer = randomBytes(16)): string {
  const hex = Buffer.from(bytes.subarray(0, 16));
  hex[6] = ((hex[6] ?? 0) & 0x0f) | 0x40;
  hex[8] = ((hex[8] ?? 0) & 0x3f) | 0x80;
  return hex.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
