import { formatNumber, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { differenceOf } from './readings.ts';
import type { Evaluation, Reading } from './readings.ts';
import { directionOf } from './sentences.ts';

type Point = Evaluation['visitorsSeries'][number];

/** Years counted in one way. No line is ever drawn from one run to another. */
export interface Run {
  readonly way: string;
  readonly points: readonly { at: string; value: Reading }[];
}

/** A series split by way of counting, in the order the ways were first used. */
export function runsOf(series: readonly Point[]): Run[] {
  const years = series.toSorted((a, b) => a.label.localeCompare(b.label));
  const ways = Map.groupBy(years, ({ way }) => way);
  return [...ways].map(([way, points]) => ({
    way,
    points: points.map(({ label, value }) => ({ at: label, value: value ?? 'missing' })),
  }));
}

/** The first year of every way but the first: where the series breaks. */
export const breaksOf = (runs: readonly Run[]): string[] =>
  runs.slice(1).flatMap(({ points }) => points[0]?.at ?? []);

/** What the line shows, in words. Compares only years counted in the same way. */
export function yearsFinding(runs: readonly Run[], locale: Locale): string {
  const last = runs.at(-1);
  const now = last?.points.at(-1);
  if (!last || !now) return m.organise_eval_chart_nothing({}, { locale });
  const finding = changeOf(last, now, locale);
  const first = last.points[0]?.at ?? now.at;
  return runs.length > 1 ? m.organise_eval_years_ways({ finding, first }, { locale }) : finding;
}

function changeOf({ points }: Run, { at: year, value }: Run['points'][number], locale: Locale): string {
  if (typeof value !== 'number') return m.organise_eval_years_none({ year }, { locale });
  const before = points.slice(0, -1).findLast((it) => typeof it.value === 'number');
  const direction = before && directionOf(value, before.value);
  if (!before || !direction) return m.organise_eval_years_first({ year }, { locale });
  const difference = differenceOf(value, before.value);
  const change = typeof difference === 'number' ? formatNumber(Math.abs(difference), locale) : '';
  return findings[direction]({ year, change, before: before.at }, { locale });
}

const findings = {
  more: m.organise_eval_years_more,
  fewer: m.organise_eval_years_fewer,
  equal: m.organise_eval_years_equal,
};

type Words = (inputs: Record<string, never>, options: { locale: Locale }) => string;
const ways: Record<string, Words> = {
  counted: m.organise_eval_way_counted,
  'more-than': m.organise_eval_way_more_than,
  digital: m.organise_eval_way_digital,
  door: m.organise_eval_way_door,
};

/** A way of counting in a word or two; one nobody has named yet is shown as it is. */
export const wayText = (way: string, locale: Locale): string => ways[way]?.({}, { locale }) ?? way;

/** Every value of the line in words, for those who do not see it. */
export function yearsInWords(runs: readonly Run[], locale: Locale): string {
  const words = runs.map(({ way, points }) => {
    const values = points.map(({ at, value }) => `${at}: ${valueText(value, locale)}`);
    return `${wayText(way, locale)}: ${values.join(', ')}`;
  });
  return words.join('. ');
}

function valueText(value: Reading, locale: Locale): string {
  if (typeof value === 'number') return formatNumber(value, locale);
  return value === 'hidden' ? m.shell_hidden_short({}, { locale }) : m.shell_missing_short({}, { locale });
}
