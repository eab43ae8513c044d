import type { EvaluationView, FigureView } from '@vagval/contract';
import type * as z from 'zod';

export type Evaluation = z.output<typeof EvaluationView>;
export type FigureCut = z.output<typeof FigureView>;
type Cell = FigureCut['cells'][number];

/** What stands in a cell: a number, hidden because too few persons are behind it, or never counted. */
export type Reading = number | 'hidden' | 'missing';

export function readingOf(cell: Cell | undefined): Reading {
  if (!cell) return 'missing';
  if ('value' in cell) return cell.value;
  return 'hidden' in cell ? 'hidden' : 'missing';
}

/** A figure of the report in one cut; `by` as the report cuts it, nothing for the whole. */
export const figureIn = (report: Evaluation, key: string, by = ''): FigureCut | undefined =>
  report.figures.find(({ figure }) => figure.key === key && figure.dimensions.join() === by);

/** The reading at a place in a cut. An edition is left out of the cells where only one is shown. */
export const readingAt = (cut: FigureCut | undefined, at: Record<string, string>): Reading =>
  readingOf(cut?.cells.find(({ by }) => isAt(by, at)));

function isAt(by: Record<string, string>, at: Record<string, string>): boolean {
  const asked = Object.entries(at).filter(([dimension]) => dimension !== 'edition' || by['edition']);
  return Object.keys(by).length === asked.length && asked.every(([dimension, key]) => by[dimension] === key);
}

/** What was more or less; nothing is known about a change where either side is hidden or missing. */
export function differenceOf(now: Reading, before: Reading): Reading {
  if (now === 'hidden' || before === 'hidden') return 'hidden';
  if (now === 'missing' || before === 'missing') return 'missing';
  return Math.round((now - before) * 100) / 100;
}

/** A share as whole per cent. */
export const percentOf = (share: Reading): Reading =>
  typeof share === 'number' ? Math.round(share * 100) : share;

export interface Row {
  readonly key: string;
  /** One for each edition, in the order asked for. */
  readonly cells: readonly Reading[];
}

/** The rows of a cut by one dimension, beside each other for editions. */
export function rowsOf(cut: FigureCut | undefined, editions: readonly string[]): Row[] {
  const [dimension = ''] = cut?.figure.dimensions ?? [];
  const keys = new Set(cut?.cells.map(({ by }) => by[dimension] ?? ''));
  return [...keys].map((key) => ({
    key,
    cells: editions.map((edition) => readingAt(cut, { edition, [dimension]: key })),
  }));
}

/** The rows with the largest number last in line first; what has no number stands after. */
export const largestFirst = (rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => numberOf(b.cells.at(-1)) - numberOf(a.cells.at(-1)));

const numberOf = (reading: Reading | undefined): number => (typeof reading === 'number' ? reading : -1);

/** How an edition is called in a sentence: its year, where the name has one. */
export const yearOf = (name: string): string => /\d{4}/.exec(name)?.[0] ?? name;
