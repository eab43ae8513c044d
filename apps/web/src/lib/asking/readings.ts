import type { QuestionResult, Reading } from '@vagval/contract';
import type * as z from 'zod';

export type ReadingOf = z.output<typeof Reading>;
export type Question = z.output<typeof QuestionResult>;
export type Option = Question['options'][number];
type Value = number | 'hidden' | 'missing';

/** What a figure shows: a number, hidden or missing are three different things. */
export const valueOf = (it: ReadingOf | undefined): Value =>
  !it || 'missing' in it ? 'missing' : 'hidden' in it ? 'hidden' : it.value;

/** A share between 0 and 1 as whole per cent. */
export const percentOf = (it: ReadingOf | undefined): Value => {
  const value = valueOf(it);
  return typeof value === 'number' ? Math.round(value * 100) : value;
};

/** To one decimal. */
export const meanOf = (it: ReadingOf | undefined): Value => {
  const value = valueOf(it);
  return typeof value === 'number' ? Math.round(value * 10) / 10 : value;
};

/** The option most have chosen, where it can be told; undefined when two share that place. */
export function topOf(options: readonly Option[]): Option | undefined {
  const counted = options.flatMap((it) => ('value' in it.count ? [{ it, count: it.count.value }] : []));
  const [first, second] = counted.toSorted((a, b) => b.count - a.count);
  return first && first.count > 0 && first.count !== second?.count ? first.it : undefined;
}
