/** Persons by two dimensions, and the keys that are hidden where they meet. */
export interface PairTable {
  readonly a: number;
  readonly b: number;
  readonly cells: ReadonlyMap<number, ReadonlyMap<number, number>>;
  readonly as: Set<number>;
  readonly bs: Set<number>;
}

type Cells = PairTable['cells'];

export const isSmall = (persons: number, threshold: number): boolean => persons > 0 && persons < threshold;

/** A table's key, whichever of its dimensions comes first. */
export const pairKey = (a: number, b: number): number => Math.min(a, b) * 1000 + Math.max(a, b);

/**
 * Hides further lines of a table until at least two of each direction hold persons, and no sum of what is hidden in a
 * line is small: it would be found by subtracting what is shown from the line's total.
 */
export function grown(table: PairTable, threshold: number): void {
  if (table.as.size === 0 || table.bs.size === 0) return;
  const turned = turnedOf(table.cells);
  for (;;) {
    const a = nextLine(table.cells, [table.as, table.bs], threshold);
    if (a !== undefined) {
      table.as.add(a);
      continue;
    }
    const b = nextLine(turned, [table.bs, table.as], threshold);
    if (b === undefined) return;
    table.bs.add(b);
  }
}

function turnedOf(cells: Cells): Map<number, Map<number, number>> {
  const turned = new Map<number, Map<number, number>>();
  for (const [a, line] of cells)
    for (const [b, persons] of line)
      turned.set(b, (turned.get(b) ?? new Map<number, number>()).set(a, persons));
  return turned;
}

type Held = readonly [held: ReadonlySet<number>, across: ReadonlySet<number>];

/** The smallest of the lines that hold persons where they are needed; undefined when none is needed or none is left. */
function nextLine(cells: Cells, [held, across]: Held, threshold: number): number | undefined {
  const filled = [...held].filter((it) => [...across].some((to) => (cells.get(it)?.get(to) ?? 0) > 0)).length;
  const wanted =
    filled < 2 ? across : new Set([...across].filter((to) => isShort(cells, held, to, threshold)));
  if (wanted.size === 0) return undefined;
  let best: { line: number; count: number; sum: number } | undefined;
  for (const [line, row] of cells) {
    if (held.has(line)) continue;
    const found = [...wanted].map((to) => row.get(to) ?? 0).filter((it) => it > 0);
    const sum = found.reduce((all, it) => all + it, 0);
    const better = !best || found.length > best.count || (found.length === best.count && sum < best.sum);
    if (found.length > 0 && better) best = { line, count: found.length, sum };
  }
  return best?.line;
}

function isShort(cells: Cells, held: ReadonlySet<number>, to: number, threshold: number): boolean {
  let sum = 0;
  for (const it of held) sum += cells.get(it)?.get(to) ?? 0;
  return isSmall(sum, threshold);
}
