import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openReader, sumOf as all } from '../../test/reader.ts';
import { hidingOf, pairsOf } from './hiding.rules.ts';
import type { Atom, Hiding, Population } from './hiding.rules.ts';

const threshold = 7;

/** A set of keys in some dimensions: one number that may be shown. */
interface Cell {
  readonly keys: Readonly<Record<string, string>>;
  readonly persons: number;
}

function cellsOf({ dimensions, atoms, cuts }: Population): Cell[] {
  const all = [
    [],
    ...dimensions.map((it) => [it]),
    ...cuts.flatMap((it) => [...pairsOf([...it.keys()]).map(([a, b]) => [it[a] ?? '', it[b] ?? '']), it]),
  ];
  return [...new Map(all.map((it) => [it.toSorted().join(), it])).values()].flatMap((cut) =>
    combinations(
      cut.map((name) => [...new Set(atoms.map((it) => it.keys[dimensions.indexOf(name)] ?? ''))]),
    ).map((found) => {
      const keys = Object.fromEntries(cut.map((name, at) => [name, found[at] ?? '']));
      return { keys, persons: sumOf(atoms.filter((it) => matches(it.keys, keys, dimensions))) };
    }),
  );
}

const combinations = (lists: readonly (readonly string[])[]): string[][] =>
  lists.reduce<string[][]>((found, list) => found.flatMap((it) => list.map((key) => [...it, key])), [[]]);
const sumOf = (atoms: readonly Atom[]): number => atoms.reduce((sum, it) => sum + it.persons, 0);
const matches = (keys: readonly string[], wanted: Cell['keys'], dimensions: readonly string[]): boolean =>
  Object.entries(wanted).every(([name, key]) => keys[dimensions.indexOf(name)] === key);

function isHidden({ keys, persons }: Cell, { whole, few, blocks }: Hiding): boolean {
  return (
    whole ||
    (persons > 0 && persons < threshold) ||
    Object.entries(keys).some(([name, key]) => few[name]?.includes(key)) ||
    blocks.some(({ a, b, as, bs }) => as.includes(keys[a] ?? '') && bs.includes(keys[b] ?? ''))
  );
}

/** Numbers of one to six persons that a reader of everything shown can tell are so few, and are not nobody. */
async function foundIn(population: Population, hiding: Hiding): Promise<string[]> {
  const { dimensions, atoms } = population;
  const unknowns = possible(population);
  const cells = cellsOf(population).map((cell) => ({
    ...cell,
    of: all([...unknowns.keys()].filter((at) => matches(unknowns[at] ?? [], cell.keys, dimensions))),
    hidden: isHidden(cell, hiding),
  }));
  const reads = cells
    .filter((it) => !it.hidden)
    .map(({ of, persons }) => ({ of, low: persons, high: persons }));
  const ask = await openReader(unknowns.length, reads, Math.max(50, sumOf(atoms)));
  const small = cells.filter((it) => it.persons > 0 && it.persons < threshold);
  return small.flatMap(({ keys, of, persons }) => {
    const { least, most } = ask(of);
    return least > 0 && most < threshold ? [`${JSON.stringify(keys)} = ${persons}: ${least}–${most}`] : [];
  });
}

/** All combinations of keys, except those nobody can have. */
function possible({ dimensions, atoms, known }: Population): string[][] {
  const lists = dimensions.map((_, at) => [...new Set(atoms.map((it) => it.keys[at] ?? ''))]);
  const pick = (keys: readonly string[], names: readonly string[]) =>
    names.map((it) => keys[dimensions.indexOf(it)]).join();
  const seen = known.map((names) => new Set(atoms.map((it) => pick(it.keys, names))));
  return combinations(lists).filter((keys) => known.every((names, at) => seen[at]?.has(pick(keys, names))));
}

const persons = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 2, arbitrary: fc.integer({ min: 7, max: 40 }) },
);

interface Shape {
  readonly sizes: readonly number[];
  readonly cuts: readonly (readonly string[])[];
  readonly known?: readonly (readonly string[])[];
  /** Each key of the second dimension lies inside one of the first. */
  readonly inside?: boolean;
}

function populations({ sizes, cuts, known = [], inside = false }: Shape) {
  const dimensions = sizes.map((_, at) => `d${at}`);
  const keys = combinations(
    sizes.map((size, at) => Array.from({ length: size }, (_, key) => `${at}${key}`)),
  ).filter(([wide, narrow]) => !inside || Number(narrow?.at(-1)) % 2 === Number(wide?.at(-1)));
  return fc.array(persons, { minLength: keys.length, maxLength: keys.length }).map((numbers): Population => ({
    dimensions,
    threshold,
    cuts,
    known,
    atoms: keys.map((it, at) => ({ keys: it, persons: numbers[at] ?? 0 })).filter((it) => it.persons > 0),
  }));
}

const allPairs = (count: number) => pairsOf([...Array(count).keys()]).map(([a, b]) => [`d${a}`, `d${b}`]);
const runs = Number(process.env['HIDING_RUNS'] ?? 5);

describe('what is hidden', () => {
  it.each<[string, Shape]>([
    ['a table', { sizes: [3, 4], cuts: allPairs(2) }],
    ['three dimensions by twos', { sizes: [3, 3, 2], cuts: allPairs(3) }],
    ['four dimensions by twos', { sizes: [2, 3, 2, 2], cuts: allPairs(4) }],
    ['three dimensions at once', { sizes: [3, 2, 2], cuts: [['d0', 'd1', 'd2']] }],
    ['combinations everybody knows', { sizes: [3, 3, 3], cuts: allPairs(3), known: [['d0', 'd1']] }],
    ['one inside the other', { sizes: [2, 4, 3], cuts: allPairs(3), known: [['d0', 'd1']], inside: true }],
  ])('cannot be told from everything else that is shown: %s', { timeout: 600_000 }, async (_, shape) => {
    await fc.assert(
      fc.asyncProperty(populations(shape), async (population) => {
        expect(await foundIn(population, hidingOf(population))).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it('is no total and nothing at all where nothing is small', () => {
    const many = (it: Population) => ({
      ...it,
      atoms: it.atoms.map((one) => ({ ...one, persons: one.persons + 7 })),
    });
    fc.assert(
      fc.property(populations({ sizes: [3, 3, 2], cuts: allPairs(3) }), (population) => {
        expect(hidingOf(many(population))).toEqual({ whole: false, few: {}, blocks: [] });
      }),
    );
  });

  it('would be told if only the small numbers were hidden', async () => {
    const cases = fc.sample(populations({ sizes: [3, 3, 2], cuts: allPairs(3) }), { numRuns: 12, seed: 7 });
    const found = await Promise.all(cases.map((it) => foundIn(it, { whole: false, few: {}, blocks: [] })));
    expect(found.filter((it) => it.length > 0).length).toBeGreaterThan(8);
  });
});
