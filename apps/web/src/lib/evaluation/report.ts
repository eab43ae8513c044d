import { evaluationParts } from '@vagval/contract';
import type { EvaluationPart } from '@vagval/contract';
import { formatNumber, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { keyIn } from './labels.ts';
import { figureIn, largestFirst, percentOf, readingAt, rowsOf, yearOf } from './readings.ts';
import type { Evaluation, FigureCut, Reading, Row } from './readings.ts';
import { countSentence } from './sentences.ts';
import type { Said } from './sentences.ts';

/** The parts of the report in GR's order; what staff write has the same names. */
export const parts = evaluationParts;
export type Part = EvaluationPart;

const titles: Record<Part, (inputs: Record<string, never>, options: { locale: Locale }) => string> = {
  purpose: m.organise_eval_part_purpose,
  basis: m.organise_eval_part_basis,
  activities: m.organise_eval_part_activities,
  focus: m.organise_eval_part_focus,
  guardians: m.organise_eval_part_guardians,
  financing: m.organise_eval_part_financing,
  web: m.organise_eval_part_web,
  visitors: m.organise_eval_part_visitors,
  stand: m.organise_eval_part_stand,
  discussion: m.organise_eval_part_discussion,
  open: m.organise_eval_part_open,
};

export const partTitle = (part: Part, locale: Locale): string => titles[part]({}, { locale });

/** The editions of the report, oldest first, this one last. */
export const editionsOf = ({ edition, compared }: Evaluation): { slug: string; year: string }[] =>
  [compared, edition].flatMap((it) => (it ? [{ slug: it.slug, year: yearOf(it.name) }] : []));

/** What is needed to say one reading in a sentence: with the year before, and a name for where there is no number. */
export function saidOf(report: Evaluation, key: string, at: Record<string, string> = {}): Said {
  const cut = figureIn(report, key, Object.keys(at).join());
  const { edition, compared } = report;
  return {
    name: cut?.figure.name ?? key,
    now: readingAt(cut, { ...at, edition: edition.slug }),
    before: compared ? readingAt(cut, { ...at, edition: compared.slug }) : undefined,
    year: compared ? yearOf(compared.name) : '',
  };
}

export const rowsIn = (report: Evaluation, cut: FigureCut | undefined): Row[] =>
  rowsOf(
    cut,
    editionsOf(report).map(({ slug }) => slug),
  );

export interface ChartBar {
  readonly label: string;
  readonly value: Reading;
  readonly finding: boolean;
}

/** This edition's bars of a cut, the longest first; `stands` tells which is the finding. */
export function barsOf(
  cut: FigureCut | undefined,
  rows: readonly Row[],
  locale: Locale,
  stands: (value: Reading, nth: number) => boolean = (_, nth) => nth === 0,
): ChartBar[] {
  const [dimension = ''] = cut?.figure.dimensions ?? [];
  const share = cut?.figure.unit === 'share';
  return largestFirst(rows).map(({ key, cells }, nth) => {
    const reading = cells.at(-1) ?? 'missing';
    const value = share ? percentOf(reading) : reading;
    return { label: keyIn(cut, dimension, [key, locale]), value, finding: stands(value, nth) };
  });
}

type Finding = (inputs: { label: string; value: string }, options: { locale: Locale }) => string;

/** "Flest kom till mötena på svenska: 360", from the longest bar. */
export function topFinding(bars: readonly ChartBar[], say: Finding, locale: Locale): string {
  const [top] = bars;
  if (!top || typeof top.value !== 'number') return m.organise_eval_chart_nothing({}, { locale });
  return say({ label: top.label, value: formatNumber(top.value, locale) }, { locale });
}

/** "706 klasser från 79 skolor i 13 kommuner kom." Nothing where any of the three is unknown: the sentence needs all. */
export function reachSentence(report: Evaluation, locale: Locale): string {
  const of = (what: string) => saidOf(report, 'reach', { of: what });
  const [classes, schools, municipalities] = [of('class'), of('school'), of('municipality')];
  if (
    typeof classes.now !== 'number' ||
    typeof schools.now !== 'number' ||
    typeof municipalities.now !== 'number'
  )
    return countSentence({ ...classes, before: undefined }, m.organise_eval_reach_classes, locale);
  const words = (count: number, say: typeof m.organise_eval_reach_classes) =>
    say({ count, value: formatNumber(count, locale) }, { locale });
  return m.organise_eval_reach(
    {
      classes: words(classes.now, m.organise_eval_reach_classes),
      schools: words(schools.now, m.organise_eval_reach_schools),
      municipalities: words(municipalities.now, m.organise_eval_reach_municipalities),
    },
    { locale },
  );
}
