import type { In, readSheet } from '@vagval/contract';
import type { View } from './figures.service.ts';

export type SheetKind = In<typeof readSheet>['params']['kind'];

/** A figure on a sheet; `by` is what it is divided by besides whom the sheet is about, `whole` when it is about all. */
interface Line {
  readonly figure: string;
  readonly by?: string;
  readonly whole?: true;
  /** The median of the others stands beside it. */
  readonly neighbours?: true;
}

interface SheetPlan {
  readonly dimension: string;
  /** Cut by the dimension, it tells who has a sheet: those it shows a number for. */
  readonly index: string;
  readonly lines: readonly Line[];
}

export const sheetPlans: Readonly<Record<SheetKind, SheetPlan>> = {
  branch: {
    dimension: 'branch',
    index: 'came',
    lines: [
      { figure: 'slot-use' },
      { figure: 'places-offered' },
      { figure: 'booked' },
      { figure: 'came' },
      { figure: 'no-shows' },
      { figure: 'drop-ins' },
      { figure: 'stand-reach', by: 'of' },
      { figure: 'slot-use', by: 'station' },
      { figure: 'came', by: 'day-number' },
      { figure: 'came', by: 'municipality' },
      { figure: 'attitude-change', by: 'question', whole: true },
    ],
  },
  municipality: {
    dimension: 'municipality',
    index: 'class-visitors',
    lines: [
      { figure: 'class-visitors' },
      { figure: 'reach-share' },
      { figure: 'guardians-reached' },
      { figure: 'visitors', by: 'audience' },
      { figure: 'visitors', by: 'day-number' },
      { figure: 'booked', by: 'kind' },
      { figure: 'came', by: 'kind' },
      { figure: 'came', by: 'station' },
    ],
  },
  school: {
    dimension: 'school',
    index: 'class-visitors',
    lines: [
      { figure: 'class-visitors' },
      { figure: 'booked', by: 'kind' },
      { figure: 'came', by: 'kind' },
      { figure: 'no-shows', by: 'kind' },
      { figure: 'came', by: 'station' },
    ],
  },
  exhibitor: {
    dimension: 'school',
    index: 'open-houses',
    lines: [
      { figure: 'open-houses', neighbours: true },
      { figure: 'open-houses-booked', neighbours: true },
      { figure: 'open-houses-came', neighbours: true },
      { figure: 'open-houses', by: 'week' },
      { figure: 'open-houses-booked', by: 'week' },
      { figure: 'open-houses-came', by: 'week' },
    ],
  },
};

/** What is nobody's own: bookings without a branch, municipalities outside the region. */
const nobody: ReadonlySet<string> = new Set(['none', 'unknown', 'outside', 'other', 'all']);

/** Who has a sheet, from the figure that tells: those for whom it shows a number, in the order of their names. */
export function keysWithSheet({ cells }: Pick<View, 'cells'>, dimension: string, edition: string): string[] {
  const shown = cells.filter(
    (it) => (it.by['edition'] ?? edition) === edition && 'value' in it && it.value > 0,
  );
  return shown
    .flatMap(({ by }) => by[dimension] ?? [])
    .filter((key) => !nobody.has(key))
    .sort((a, b) => a.localeCompare(b, 'sv'));
}

const enoughNeighbours = 5;

/** The median of what is shown for the others in an edition; undefined where too few are. */
export function neighboursOf(
  { cells }: Pick<View, 'cells'>,
  { dimension, key, edition }: { dimension: string; key: string; edition: string },
): number | undefined {
  const others = cells
    .filter(({ by }) => by[dimension] !== key && (by['edition'] ?? edition) === edition)
    .flatMap((it) => ('value' in it ? it.value : []))
    .sort((a, b) => a - b);
  if (others.length < enoughNeighbours) return undefined;
  const middle = (others.length - 1) / 2;
  return ((others[Math.floor(middle)] ?? 0) + (others[Math.ceil(middle)] ?? 0)) / 2;
}
