import { openSolver } from './split-solver.ts';

/** A number somebody has read: the sum of these unknown numbers of persons lies between low and high. */
export interface Read {
  readonly of: readonly number[];
  readonly low: number;
  readonly high: number;
}

/** What somebody who has read everything can say of a sum of unknowns: at least, and at most (never above `ceiling`). */
export interface Known {
  readonly least: number;
  readonly most: number;
}

/** A reader with a solver, who knows that persons are whole and never fewer than none. */
export async function openReader(
  unknowns: number,
  reads: readonly Read[],
  ceiling: number,
): Promise<(of: readonly number[]) => Known> {
  const solve = await openSolver();
  const about = modelOf(unknowns, reads, ceiling);
  return (of) => ({
    least: Math.round(solve(about('Minimize', of))),
    most: Math.min(ceiling, Math.round(solve(about('Maximize', of)))),
  });
}

const sumText = (of: readonly number[]): string => {
  const times = Map.groupBy(of, (it) => it);
  return [...times].map(([it, all]) => `+ ${all.length} x${it}`).join(' ') || '0 x0';
};

/** The ceiling keeps a question without an answer from having no end; small numbers are all that is asked about. */
function modelOf(unknowns: number, reads: readonly Read[], ceiling: number) {
  const all = Array.from({ length: unknowns }, (_, at) => `x${at}`);
  const constraints = reads.flatMap(({ of, low, high }, at) =>
    low === high
      ? [`r${at}: ${sumText(of)} = ${low}`]
      : [`l${at}: ${sumText(of)} >= ${low}`, `h${at}: ${sumText(of)} <= ${high}`],
  );
  const bounds = all.map((it) => `0 <= ${it} <= 100000`);
  return (sense: 'Minimize' | 'Maximize', of: readonly number[]): string =>
    [
      sense,
      `obj: ${sumText(of)}`,
      'Subject To',
      ...constraints,
      ...(sense === 'Maximize' ? [`top: ${sumText(of)} <= ${ceiling}`] : []),
      'Bounds',
      ...bounds,
      'General',
      all.join(' '),
      'End',
      '',
    ].join('\n');
}
