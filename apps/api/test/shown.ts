import { crowdsOf, partDimension } from '../src/figures/crowds.rules.ts';
import { families } from '../src/figures/facts.sql.ts';
import type { FamilyName } from '../src/figures/facts.sql.ts';
import { cutsOf, figures, tableOf } from '../src/figures/figures.rules.ts';
import type { Cut } from '../src/figures/figures.rules.ts';
import { cellsOf } from '../src/figures/figures.sql.ts';
import type { Database } from '../src/platform/database.ts';
import { openReader, sumOf } from './reader.ts';
import type { Read } from './reader.ts';

type Keys = Readonly<Record<string, string>>;
interface Group {
  readonly keys: Keys;
  readonly persons: number;
}

/** What is asked about: one edition's figures of these families, which are about the same people. */
export interface Asking {
  readonly edition: string;
  readonly now: Date;
  readonly families: readonly FamilyName[];
  /** Left out: all dimensions; otherwise only cuts by these, so that a solver can hold them. */
  readonly dimensions?: readonly string[];
  /** Shows all that is not small itself, as a control of the reader. */
  readonly naive?: boolean;
}

/** What was shown, and what of it a reader with a solver can tell to be a few persons, and not nobody. */
export interface Finding {
  readonly shown: number;
  readonly hidden: number;
  /** Cells of one to six persons. */
  readonly small: number;
  readonly shownSmall: readonly string[];
  readonly found: readonly string[];
}

const threshold = 7;

/** All the people a family's figures tell of, each in one part, whichever crowd they are in. */
function allOf(family: FamilyName) {
  const crowds = crowdsOf(family);
  const named = (key: string, part: string) => `${key} ${part}`;
  const parts = crowds.flatMap(({ key, parts: all }) =>
    Object.entries(all).map(([part, sql]) => [named(key, part), sql] as const),
  );
  const measures: Record<string, string[]> = {};
  for (const { key, measures: all } of crowds)
    for (const [name, told] of Object.entries(all))
      (measures[name] ??= []).push(...told.map((it) => named(key, it)));
  return { parts: Object.fromEntries(parts), measures, known: crowds[0]?.known ?? [] };
}

/** Reads every cut of every figure of the families as the service does, and tries to find out what is hidden. */
export async function findingIn(db: Database, asking: Asking): Promise<Finding> {
  const [first] = asking.families;
  if (!first) throw new Error('no family');
  const dimensions = dimensionsOf(asking);
  const people = await peopleOf(db, first, { ...asking, dimensions });
  const unknowns = possible(people, dimensions, first);
  const shown = (await Promise.all(asking.families.map((it) => shownOf(db, it, asking)))).flat();
  const cells = asking.naive ? naively(shown, unknowns, people) : shown;
  const capacities = new Map(
    cells.filter((it) => it.cut.figure.key === 'places-offered').map((it) => [keyOf(it.keys), it.value ?? 0]),
  );
  const reads = cells.flatMap((cell) => readOf(cell, unknowns, capacities) ?? []);
  const ask = await openReader(unknowns.length, reads, 500);
  const smalls = smallIn(cells, unknowns, people);
  const found = smalls.flatMap(({ name, of, persons }) => {
    const { least, most } = ask(sumOf(of));
    return least > 0 && most < threshold ? [`${name} = ${persons}: ${least} to ${most}`] : [];
  });
  return {
    shown: cells.filter((it) => it.state === 'shown').length,
    hidden: cells.filter((it) => it.state === 'hidden').length,
    small: smalls.length,
    shownSmall: smalls.filter((it) => it.cell.state === 'shown').map((it) => it.name),
    found,
  };
}

const dimensionsOf = ({ families: names, dimensions }: Asking): string[] => {
  const cuts = figures.filter((it) => names.includes(it.family)).flatMap((it) => cutsOf(it).flatMap(tableOf));
  return [...new Set(cuts)].filter((it) => it !== 'day' && (dimensions?.includes(it) ?? true));
};

async function peopleOf(
  db: Database,
  family: FamilyName,
  { edition, now, dimensions }: { edition: string; now: Date; dimensions: readonly string[] },
): Promise<Group[]> {
  const parts = Object.entries(allOf(family).parts).filter(([part]) =>
    crowdsOf(family).some((it) => it.family === family && part.startsWith(it.key)),
  );
  const rows = await db.rows<{ keys: string[]; persons: number[] }>(
    `WITH asked AS (SELECT $1::uuid AS edition_id), said AS (SELECT $2::timestamptz AS now)
     SELECT ARRAY[${dimensions.map((it) => `"${it}"`).join(', ')}]::text[] AS keys,
       ARRAY[${parts.map(([, it]) => `coalesce(sum(${it}), 0)::int`).join(', ')}] AS persons
     FROM (${families[family].facts(new Set(dimensions))}) row GROUP BY 1`,
    [edition, now],
  );
  return rows.flatMap(({ keys, persons }) =>
    parts.map(([part], at) => ({
      keys: {
        ...Object.fromEntries(dimensions.map((it, place) => [it, keys[place] ?? ''])),
        [partDimension]: part,
      },
      persons: persons[at] ?? 0,
    })),
  );
}

/** Every combination of keys, but for those that everybody knows cannot be. */
function possible(people: readonly Group[], dimensions: readonly string[], family: FamilyName): Keys[] {
  const all = [...dimensions, partDimension].reduce<Keys[]>(
    (found, name) => {
      const keys = [...new Set(people.map((it) => it.keys[name] ?? ''))];
      return found.flatMap((it) => keys.map((key) => ({ ...it, [name]: key })));
    },
    [{}],
  );
  const known = allOf(family).known.map((names) => {
    const pick = (keys: Keys) => names.map((it) => keys[it] ?? '').join('|');
    const seen = new Set(people.filter((it) => it.persons > 0).map((it) => pick(it.keys)));
    return (keys: Keys) => seen.has(pick(keys));
  });
  return all.filter((keys) => known.every((is) => is(keys)));
}

interface Shown {
  readonly cut: Cut;
  readonly keys: Keys;
  readonly state: 'shown' | 'hidden' | 'missing';
  readonly value: number | null;
}

async function shownOf(
  db: Database,
  family: FamilyName,
  { edition, now, dimensions }: Asking,
): Promise<Shown[]> {
  const cuts = figures
    .filter((it) => it.family === family)
    .flatMap(cutsOf)
    .filter((cut) => tableOf(cut).every((it) => it !== 'day' && (dimensions?.includes(it) ?? true)));
  const rows = await cellsOf(db, family, cuts, { editions: [edition], now });
  return rows.flatMap((row) => {
    const cut = cuts[row.cut];
    if (!cut) return [];
    const within = cut.figure.within ? { [cut.figure.within.dimension]: cut.figure.within.value } : {};
    const keys = { ...within, ...Object.fromEntries(cut.by.map((it, at) => [it, row.keys[at] ?? ''])) };
    return [{ cut, keys, state: row.state, value: row.value }];
  });
}

/** The unknowns a cell's value is the sum of. */
function unknownsOf({ cut, keys }: Shown, unknowns: readonly Keys[], measure: string): number[] {
  const parts = allOf(cut.figure.family).measures[measure] ?? [];
  return [...unknowns.keys()].filter(
    (at) =>
      Object.entries(keys).every(([name, key]) => unknowns[at]?.[name] === key) &&
      parts.includes(unknowns[at]?.[partDimension] ?? ''),
  );
}

const keyOf = (keys: Keys): string => JSON.stringify(Object.entries(keys).sort());
const share = /^round\((\w+)::numeric \/ nullif\((\w+), 0\), 2\)$/;

/** What a shown cell says: an equation; a rounded share of what is known besides says its part to a few persons. */
function readOf(
  cell: Shown,
  unknowns: readonly Keys[],
  capacities: ReadonlyMap<string, number>,
): Read | undefined {
  const { figure } = cell.cut;
  if (cell.state !== 'shown' || cell.value === null) return undefined;
  const of = (measure: string) => sumOf(unknownsOf(cell, unknowns, measure));
  if (/^\w+$/.test(figure.value) && of(figure.value).size > 0)
    return { of: of(figure.value), low: cell.value, high: cell.value };
  const [, part = ''] = share.exec(figure.value) ?? [];
  const whole = capacities.get(keyOf(cell.keys));
  if (whole === undefined || of(part).size === 0) return undefined;
  return {
    of: of(part),
    low: Math.ceil((cell.value - 0.005) * whole - 1e-6),
    high: Math.floor((cell.value + 0.005) * whole + 1e-6),
  };
}

/** As if only what is small were hidden. */
function naively(cells: readonly Shown[], unknowns: readonly Keys[], people: readonly Group[]): Shown[] {
  const persons = new Map(people.map((it) => [keyOf(it.keys), it.persons]));
  return cells.map((cell) => {
    const of = unknownsOf(cell, unknowns, cell.cut.figure.value);
    const value = of.reduce((sum, at) => sum + (persons.get(keyOf(unknowns[at] ?? {})) ?? 0), 0);
    return { ...cell, value, state: value > 0 && value < threshold ? 'hidden' : 'shown' };
  });
}

/** Numbers of a few persons that the interface has a cell for. */
function smallIn(cells: readonly Shown[], unknowns: readonly Keys[], people: readonly Group[]) {
  const persons = new Map(people.map((it) => [keyOf(it.keys), it.persons]));
  const truth = (of: readonly number[]) =>
    of.reduce(
      (sum, at) => sum + (persons.get(JSON.stringify(Object.entries(unknowns[at] ?? {}).sort())) ?? 0),
      0,
    );
  return cells
    .filter(({ cut }) => /^\w+$/.test(cut.figure.value))
    .map((cell) => {
      const of = unknownsOf(cell, unknowns, cell.cut.figure.value);
      return { cell, of, persons: truth(of), name: `${cell.cut.figure.key} ${JSON.stringify(cell.keys)}` };
    })
    .filter((it) => it.persons > 0 && it.persons < threshold);
}
