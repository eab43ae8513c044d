import { grown, isSmall, pairKey } from './hiding-table.rules.ts';
import type { PairTable } from './hiding-table.rules.ts';
import { fewOf } from './hiding-few.rules.ts';
import { certified, widened } from './hiding-swap.rules.ts';

/** Persons with the same keys; `keys` in the order of the dimensions. */
export interface Atom {
  readonly keys: readonly string[];
  readonly persons: number;
}

/** What a decision is made about: everything one family can show of one edition. */
export interface Population {
  readonly dimensions: readonly string[];
  readonly atoms: readonly Atom[];
  readonly threshold: number;
  /** Every set of dimensions that can be shown together. */
  readonly cuts: readonly (readonly string[])[];
  /** Dimensions whose combinations everybody knows: no school lies in two municipalities, no slot starts twice. */
  readonly known: readonly (readonly string[])[];
  /** What was hidden of the same people before: it stays hidden. */
  readonly before?: Hiding;
}

/** A cell is hidden when one of its keys is among the few, or two of its keys in one of the blocks. */
export interface Hiding {
  readonly whole: boolean;
  readonly few: Readonly<Record<string, readonly string[]>>;
  readonly blocks: readonly {
    readonly a: string;
    readonly b: string;
    readonly as: readonly string[];
    readonly bs: readonly string[];
  }[];
}

/** The people behind the figures while the decision is made: keys as numbers, keys of few persons as one. */
export interface Crowd extends Population {
  readonly rows: readonly (readonly number[])[];
  readonly sizes: readonly number[];
  readonly names: readonly (readonly string[])[];
  readonly tables: ReadonlyMap<number, PairTable>;
  /** The same by the places of both dimensions. */
  readonly tableAt: readonly (readonly (PairTable | undefined)[])[];
  /** Places of dimensions that change hands together. */
  readonly moves: readonly (readonly number[])[];
  readonly knownAt: readonly { readonly at: readonly number[]; readonly seen: ReadonlySet<string> }[];
}

/** Keys (one for each place) that are shown together, and how many persons have them. */
export interface Small {
  readonly at: readonly number[];
  readonly keys: readonly number[];
  readonly persons: number;
}

/**
 * What to hide of all that one family can show of one edition, in all its cuts at once: every number of persons that
 * is small, what it could be found from by subtraction, and whatever else is needed so that for each of them other
 * people could be behind the very same figures: nobody, or as many as the threshold asks for (decision 0014).
 */
export function hidingOf(population: Population, round = 0): Hiding {
  const total = population.atoms.reduce((sum, it) => sum + it.persons, 0);
  if (total < population.threshold) return { whole: total > 0, few: {}, blocks: [] };
  const few = fewOf(population);
  const crowd = crowdOf(population, few);
  for (const table of crowd.tables.values()) start(table, crowd);
  const open = smallOf(crowd).filter((small) => !closed(small, crowd));
  const hiding = { whole: false, few, blocks: blocksOf(crowd) };
  if (open.length === 0 || round === mostRounds) return hiding;
  return hidingOf(
    { ...population, before: { ...hiding, few: withFew(few, open, { crowd, round }) } },
    round + 1,
  );
}

const mostRounds = 4;
const mostTries = 40;

/** Hides what it takes until other people could be behind this number; false when all of that is not enough. */
function closed(small: Small, crowd: Crowd): boolean {
  holdOnePair(small, crowd);
  for (let tries = 0; tries < mostTries; tries++) {
    if (certified(small, crowd)) return true;
    if (!widened(small, crowd)) return false;
  }
  return false;
}

/**
 * Where too few combinations can be for anybody to change places (one station in Arabic), keys are hidden wherever they
 * stand: those of the number itself first, at last all keys of its dimensions.
 */
function withFew(
  few: Hiding['few'],
  open: readonly Small[],
  { crowd, round }: { crowd: Crowd; round: number },
): Hiding['few'] {
  const more = new Map(Object.entries(few).map(([name, keys]) => [name, new Set(keys)]));
  for (const { at, keys } of open)
    for (const [index, place] of at.entries()) {
      const name = crowd.dimensions[place] ?? '';
      const all = crowd.names[place] ?? [];
      const held = round + 1 === mostRounds ? all : [all[keys[index] ?? -1] ?? ''];
      more.set(name, new Set([...(more.get(name) ?? []), ...held.filter((it) => it !== '\u0000few')]));
    }
  return Object.fromEntries([...more].map(([name, keys]) => [name, [...keys].sort()]));
}

function crowdOf(population: Population, few: Hiding['few']): Crowd {
  const { dimensions, known } = population;
  const codes = dimensions.map(() => new Map<string, number>());
  const sums = new Map<string, { row: number[]; persons: number }>();
  for (const { keys, persons } of population.atoms) {
    const row = dimensions.map((name, at) =>
      codeOf(codes[at], few[name]?.includes(keys[at] ?? '') ? null : keys[at]),
    );
    const found = sums.get(row.join());
    if (found) found.persons += persons;
    else sums.set(row.join(), { row, persons });
  }
  const [rows, sizes] = [[...sums.values()].map((it) => it.row), [...sums.values()].map((it) => it.persons)];
  const tables = tablesOf(population, rows, sizes);
  const groups = known.map((names) => names.map((it) => dimensions.indexOf(it)).filter((at) => at >= 0));
  return {
    ...population,
    rows,
    sizes,
    names: codes.map((it) => [...it.keys()]),
    tables,
    tableAt: dimensions.map((_, a) => dimensions.map((__, b) => tables.get(pairKey(a, b)))),
    moves: [...dimensions.map((_, at) => [at]), ...groups.filter((it) => it.length > 1)],
    knownAt: groups.map((at) => ({ at, seen: new Set(rows.map((row) => at.map((it) => row[it]).join())) })),
  };
}

/** Keys of few persons share a code, under a name no key has. */
function codeOf(codes: Map<string, number> | undefined, key: string | null | undefined): number {
  const name = key ?? '\u0000few';
  const found = codes?.get(name);
  if (found !== undefined) return found;
  codes?.set(name, codes.size);
  return (codes?.size ?? 1) - 1;
}

/** Keys nobody has any longer are left out. */
const codeIn = (names: readonly string[] | undefined, key: string): number => names?.indexOf(key) ?? -1;

function tablesOf(
  { dimensions, cuts }: Population,
  rows: readonly (readonly number[])[],
  sizes: readonly number[],
): Map<number, PairTable> {
  const tables = new Map<number, PairTable>();
  for (const cut of cuts)
    for (const [a, b] of pairsOf(cut.map((it) => dimensions.indexOf(it)).sort((x, y) => x - y)))
      if (!tables.has(pairKey(a, b))) tables.set(pairKey(a, b), tableOf([a, b], rows, sizes));
  return tables;
}

function tableOf(
  [a, b]: readonly [number, number],
  rows: readonly (readonly number[])[],
  sizes: readonly number[],
): PairTable {
  const cells = new Map<number, Map<number, number>>();
  for (const [at, row] of rows.entries()) {
    const line = cells.get(row[a] ?? 0) ?? new Map<number, number>();
    line.set(row[b] ?? 0, (line.get(row[b] ?? 0) ?? 0) + (sizes[at] ?? 0));
    cells.set(row[a] ?? 0, line);
  }
  return { a, b, cells, as: new Set(), bs: new Set() };
}

export function pairsOf(places: readonly number[]): [number, number][] {
  return places.flatMap((a, at) => places.slice(at + 1).map((b): [number, number] => [a, b]));
}

function start(table: PairTable, { threshold, dimensions, names, before }: Crowd): void {
  for (const { a, b, as, bs } of before?.blocks ?? [])
    if (dimensions[table.a] === a && dimensions[table.b] === b) {
      for (const key of as) table.as.add(codeIn(names[table.a], key));
      for (const key of bs) table.bs.add(codeIn(names[table.b], key));
    }
  for (const [a, line] of table.cells)
    for (const [b, persons] of line)
      if (isSmall(persons, threshold)) {
        table.as.add(a);
        table.bs.add(b);
      }
  grown(table, threshold);
}

/** Every small number of persons in a cut by two dimensions or more. */
function smallOf(crowd: Crowd): Small[] {
  const cuts = new Map(
    crowd.cuts.map((cut) => {
      const at = cut.map((it) => crowd.dimensions.indexOf(it)).sort((x, y) => x - y);
      return [at.join(), at] as const;
    }),
  );
  for (const { a, b } of crowd.tables.values()) cuts.set([a, b].join(), [a, b]);
  return [...cuts.values()].filter((at) => at.length > 1).flatMap((at) => smallIn(at, crowd));
}

function smallIn(at: readonly number[], { rows, sizes, threshold }: Crowd): Small[] {
  const sums = new Map<string, { keys: number[]; persons: number }>();
  for (const [place, row] of rows.entries()) {
    const keys = at.map((it) => row[it] ?? 0);
    const found = sums.get(keys.join());
    if (found) found.persons += sizes[place] ?? 0;
    else sums.set(keys.join(), { keys, persons: sizes[place] ?? 0 });
  }
  return [...sums.values()].filter((it) => isSmall(it.persons, threshold)).map((it) => ({ at, ...it }));
}

/** A small number by three dimensions is hidden by hiding it by two of them: where fewest are. */
function holdOnePair({ at, keys }: Small, { tables, threshold }: Crowd): void {
  const pairs = pairsOf([...at.keys()]).flatMap(([one, other]) => {
    const table = tables.get(pairKey(at[one] ?? 0, at[other] ?? 0));
    return table ? [{ table, a: keys[one] ?? 0, b: keys[other] ?? 0 }] : [];
  });
  if (pairs.some(({ table, a, b }) => table.as.has(a) && table.bs.has(b))) return;
  const persons = ({ table, a, b }: (typeof pairs)[number]) => table.cells.get(a)?.get(b) ?? 0;
  const [first] = pairs.sort((x, y) => persons(x) - persons(y));
  if (!first) return;
  first.table.as.add(first.a);
  first.table.bs.add(first.b);
  grown(first.table, threshold);
}

function blocksOf({ tables, dimensions, names }: Crowd): Hiding['blocks'] {
  const named = (place: number, keys: ReadonlySet<number>) =>
    [...keys]
      .map((it) => names[place]?.[it] ?? '')
      .filter((it) => it !== '\u0000few')
      .sort();
  return [...tables.values()]
    .filter(({ as, bs }) => as.size > 0 && bs.size > 0)
    .map(({ a, b, as, bs }) => ({
      a: dimensions[a] ?? '',
      b: dimensions[b] ?? '',
      as: named(a, as),
      bs: named(b, bs),
    }));
}
