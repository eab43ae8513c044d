import { openSolver } from './split-solver.ts';

/** A number somebody has read: unknown numbers of persons, each as often as it says, lie between low and high in sum. */
export interface Read {
  readonly of: ReadonlyMap<number, number>;
  readonly low: number;
  readonly high: number;
}

/** What somebody who has read everything can say of a sum of unknowns: at least, and at most (never above `ceiling`). */
export interface Known {
  readonly least: number;
  readonly most: number;
}

/** Each of these unknowns once. */
export const sumOf = (unknowns: readonly number[]): Map<number, number> =>
  new Map(unknowns.map((it) => [it, 1]));

/** A reader with a solver, who knows that persons are whole and never fewer than none. */
export async function openReader(
  unknowns: number,
  reads: readonly Read[],
  ceiling: number,
): Promise<(of: ReadonlyMap<number, number>) => Known> {
  const solve = await openSolver();
  const about = modelOf(unknowns, reads, ceiling);
  return (of) => ({
    least: Math.round(solve(about('Minimize', of))),
    most: Math.min(ceiling, Math.round(solve(about('Maximize', of)))),
  });
}

const sumText = (of: ReadonlyMap<number, number>): string =>
  [...of].map(([it, times]) => `${times < 0 ? '-' : '+'} ${Math.abs(times)} x${it}`).join(' ') || '0 x0';

/** The ceiling keeps a question without an answer from having no end; small numbers are all that is asked about. */
function modelOf(unknowns: number, reads: readonly Read[], ceiling: number) {
  const all = Array.from({ length: unknowns }, (_, at) => `x${at}`);
  const constraints = reads.flatMap(({ of, low, high }, at) =>
    low === high
      ? [`r${at}: ${sumText(of)} = ${low}`]
      : [`l${at}: ${sumText(of)} >= ${low}`, `h${at}: ${sumText(of)} <= ${high}`],
  );
  return (sense: 'Minimize' | 'Maximize', of: ReadonlyMap<number, number>): string =>
    [
      sense,
      `obj: ${sumText(of)}`,
      'Subject To',
      ...constraints,
      ...(sense === 'Maximize' ? [`top: ${sumText(of)} <= ${ceiling}`] : []),
      'Bounds',
      ...all.map((it) => `0 <= ${it} <= 100000`),
      'General',
      all.join(' '),
      'End',
      '',
    ].join('\n');
}
