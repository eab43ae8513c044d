import { formatNumber, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { readingOf } from '#lib/evaluation/readings.ts';
import type { FigureCut, Reading, Row } from '#lib/evaluation/readings.ts';

/** The rows of a cut by one dimension for editions beside each other, the one before first. */
export function rowsBy(cut: FigureCut | undefined, dimension: string, editions: readonly string[]): Row[] {
  const keys = [...new Set(cut?.cells.map(({ by }) => by[dimension] ?? ''))];
  const at = (key: string, edition: string) =>
    cut?.cells.find(({ by }) => by[dimension] === key && (by['edition'] ?? edition) === edition);
  return keys.map((key) => ({ key, cells: editions.map((edition) => readingOf(at(key, edition))) }));
}

/** Rows whose keys are numbers, in their order. */
export const byNumber = (rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => Number(a.key) - Number(b.key));

/**
 * What two editions come to over as many days: until the last day of the newer one that has been counted. A day that is
 * hidden in one of them, as one that has only begun, is left out of both.
 */
export function overSameDays(days: readonly Row[]): { now: Reading; before: Reading } {
  const open = days.filter(({ cells }) => !cells.includes('hidden'));
  const last = Math.max(
    ...open.filter(({ cells }) => Number(cells.at(-1)) > 0).map(({ key }) => Number(key)),
  );
  const until = open.filter(({ key }) => Number(key) <= last);
  return { now: sumOf(until, -1), before: sumOf(until, 0) };
}

function sumOf(rows: readonly Row[], place: number): Reading {
  const known = rows.map(({ cells }) => cells.at(place)).filter((it) => typeof it === 'number');
  return known.length > 0 ? known.reduce((sum, it) => sum + it, 0) : 'missing';
}

type Amount = (inputs: { value: string }, options: { locale: Locale }) => string;

/** "515 625 sidvisningar, 25 procent fler än 2025." */
export function sentenceOf(
  { now, before, year }: { now: Reading; before: Reading; year: string },
  amountOf: Amount,
  locale: Locale,
): string {
  const options = { locale };
  if (typeof now !== 'number') return m.traffic_unknown({}, options);
  const amount = amountOf({ value: formatNumber(now, locale) }, options);
  if (typeof before !== 'number' || before === 0) return m.traffic_alone({ amount }, options);
  const share = Math.round(((now - before) / before) * 100);
  const words = { amount, year, percent: formatNumber(Math.abs(share), locale) };
  if (share === 0) return m.traffic_equal(words, options);
  return share > 0 ? m.traffic_more(words, options) : m.traffic_fewer(words, options);
}
