import { Email } from '@vagval/contract';
import type { Headcount, Segment, SurveyAudience } from '@vagval/contract';
import type * as z from 'zod';

export type SegmentKey = z.output<typeof Segment>;
type Count = z.output<typeof Headcount>;

export type Audience = z.output<typeof SurveyAudience>;

/** How each audience is asked: by letter to segments, by a link for each class, or only by links for anybody. */
export const segmentsOf: Readonly<Record<Audience, readonly SegmentKey[]>> = {
  'pupil-before': [],
  'pupil-after': [],
  guardian: ['meeting', 'any'],
  counsellor: ['list'],
  exhibitor: ['placed'],
  'working-life': ['list'],
  'reference-group': ['list'],
  municipality: ['list'],
  visitor: [],
};

/** Pupils are asked together, in a lesson. */
export const isAskedInClass = (audience: Audience): boolean => audience.startsWith('pupil-');

export const remindersAtMost = 2;
export const lettersAtMost = 5;

/** Fewer than the threshold are not told; nobody at all is. */
export const headcount = (n: number, threshold: number): Count =>
  n > 0 && n < threshold ? { hidden: true } : { value: n };

interface Window {
  readonly state: 'draft' | 'open' | 'closed';
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
}

/** Whether somebody who follows a link now may answer. */
export const isOpen = ({ state, opensAt, closesAt }: Window, now: Date): boolean =>
  state === 'open' && (opensAt === null || opensAt <= now) && (closesAt === null || now < closesAt);

export const isOver = ({ state, closesAt }: Window, now: Date): boolean =>
  state === 'closed' || (closesAt !== null && closesAt <= now);

export interface Pasted {
  readonly addresses: readonly string[];
  /** Lines with an address that an earlier line has. */
  readonly repeated: number;
  /** Numbers of the lines that hold something else, counted from 1. */
  readonly invalid: readonly number[];
}

/** `Namn <a@b.se>`, `a@b.se;` and `a@b.se` are all that people paste. */
const addressIn = (text: string): string =>
  (/<([^<>]*)>/.exec(text)?.[1] ?? text)
    .replace(/[;,]+\s*$/, '')
    .trim()
    .toLowerCase();

/** One address on a line; empty lines are passed over. */
export function readPasted(text: string): Pasted {
  const seen = new Set<string>();
  const invalid: number[] = [];
  let repeated = 0;
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    const address = addressIn(line);
    if (address === '') continue;
    if (!Email.safeParse(address).success) invalid.push(at + 1);
    else if (seen.has(address)) repeated++;
    else seen.add(address);
  }
  return { addresses: [...seen], repeated, invalid };
}

/** A few come to a lesson that nobody counted on; a whole other class does not. */
export const mostFor = (pupils: number): number => Math.max(pupils + 2, Math.ceil(pupils * 1.2));

const secondsFor: Readonly<Record<string, number>> = { text: 40, matrix: 45, several: 20 };

/** How many minutes a survey takes, for the letter that asks for them. */
export function minutesFor(kinds: readonly string[]): number {
  const seconds = kinds.reduce((sum, kind) => sum + (secondsFor[kind] ?? 12), 20);
  return Math.max(1, Math.ceil(seconds / 60));
}

/** What stands where a name stood; as long for every name. */
export const struckOut = '▇▇▇▇▇';

/** The text without a passage, wherever it stands; undefined when it does not stand there. */
export function maskedText(text: string, passage: string): string | undefined {
  const sought = passage.trim();
  if (sought === '' || !text.includes(sought)) return undefined;
  return text.replaceAll(sought, struckOut);
}

/** For lists that staff read: a…@example.se */
export const maskedAddress = (address: string): string => address.replace(/^(.)[^@]*@/u, '$1…@');
