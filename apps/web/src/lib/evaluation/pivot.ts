import { readingOf } from './readings.ts';
import type { FigureCut, Reading } from './readings.ts';

/** A figure as a table: what is left of its dimensions down, one of them across. */
export interface Pivot {
  /** Dimensions down the side, in order. */
  readonly down: readonly string[];
  /** The dimension across, if any. */
  readonly across: string | undefined;
  readonly columns: readonly string[];
  readonly rows: readonly { keys: readonly string[]; cells: readonly Reading[] }[];
}

/** Editions stand beside each other, oldest first; without a comparison the second dimension goes across. */
export function pivot({ cells }: FigureCut, by: readonly string[], compared: boolean): Pivot {
  const across = compared ? 'edition' : by[1];
  const down = by.filter((it) => it !== across);
  const found = [...new Set(cells.map((cell) => (across && cell.by[across]) ?? ''))];
  const columns = compared ? found.toReversed() : across === 'edition' ? found : found.toSorted();
  const rows = Map.groupBy(cells, (cell) => JSON.stringify(down.map((it) => cell.by[it] ?? '')));
  return {
    down,
    across,
    columns,
    rows: [...rows].map(([keys, row]) => ({
      keys: JSON.parse(keys) as string[],
      cells: columns.map((column) =>
        readingOf(row.find((cell) => ((across && cell.by[across]) ?? '') === column)),
      ),
    })),
  };
}

/** The dimensions in an address: "municipality,day". */
export const dimensionsIn = (by: string | undefined): string[] =>
  (by ?? '')
    .split(',')
    .map((it) => it.trim())
    .filter((it) => it !== '');
