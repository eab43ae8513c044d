import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import {
  insert,
  smallBooking,
  smallEdition,
  smallFair,
  smallParty,
  smallSlot,
} from '../../test/small-fair.ts';
import type { SmallEdition } from '../../test/small-fair.ts';
import type { FamilyName } from './facts.sql.ts';
import { cutOf, figureWithKey } from './figures.rules.ts';
import { cellsOf } from './figures.sql.ts';
import type { CellRow } from './figures.sql.ts';

const threshold = 7;
let app: TestApp;
let edition: SmallEdition;

beforeAll(async () => {
  app = await startApp({ features: [], at: '2026-12-01T12:00:00+01:00' });
  edition = await smallEdition(await smallFair(app.db), 'gd-2026', [
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
  ]);
});
afterAll(() => app.close());

/** A number of persons: the unknowns it is the sum of, what it really is, and whether it was shown. */
interface Sum {
  readonly name: string;
  readonly of: readonly number[];
  readonly truth: number;
  readonly shown: boolean;
}

/** What a reader who adds and subtracts, and knows that nobody is less than nobody, finds out: sums that were not shown. */
function derived(unknowns: number, sums: readonly Sum[]): Sum[] {
  const rows = reduced(
    sums.filter((it) => it.shown).map(({ of, truth }) => [...vectorOf(of, unknowns), truth]),
  );
  const { low, high } = bounds(rows, unknowns);
  const fixed = (of: readonly number[]) => of.every((it) => high[it] === low[it]);
  return sums.filter(({ of, shown }) => !shown && (fixed(of) || spanned(rows, vectorOf(of, unknowns))));
}

const vectorOf = (of: readonly number[], unknowns: number): number[] =>
  Array.from({ length: unknowns }, (_, at) => of.filter((it) => it === at).length);

const isZero = (it: number): boolean => Math.abs(it) < 1e-7;

function reduced(rows: number[][]): number[][] {
  const done: number[][] = [];
  for (const row of rows) {
    const rest = done.reduce((left, one) => without(left, one), row);
    const pivot = rest.slice(0, -1).findIndex((it) => !isZero(it));
    if (pivot < 0) continue;
    const unit = rest.map((it) => it / (rest[pivot] ?? 1));
    done.splice(0, done.length, ...done.map((one) => without(one, unit)), unit);
  }
  return done;
}

function without(row: readonly number[], unit: readonly number[]): number[] {
  const pivot = unit.findIndex((it) => !isZero(it));
  return row.map((it, at) => it - (row[pivot] ?? 0) * (unit[at] ?? 0));
}

const spanned = (rows: readonly number[][], vector: readonly number[]): boolean =>
  rows
    .reduce((left, row) => without(left, row), [...vector])
    .every((it, at) => at >= vector.length || isZero(it));

function bounds(rows: readonly number[][], unknowns: number) {
  const low = Array.from({ length: unknowns }, () => 0);
  const high = Array.from({ length: unknowns }, () => Infinity);
  for (let round = 0; round < 30; round++)
    for (const row of rows) {
      const known = keys(low).filter((at) => !isZero(row[at] ?? 0));
      known.forEach((at) => tighten(row, at, { low, high }));
    }
  return { low, high };
}

function tighten(row: readonly number[], at: number, { low, high }: { low: number[]; high: number[] }): void {
  const factor = row[at] ?? 1;
  let [least, most] = [row.at(-1) ?? 0, row.at(-1) ?? 0];
  for (let other = 0; other < row.length - 1; other++) {
    const share = row[other] ?? 0;
    if (other === at || isZero(share)) continue;
    const ends = [share * (low[other] ?? 0), share * (high[other] ?? 0)];
    [least, most] = [least - Math.max(...ends), most - Math.min(...ends)];
  }
  const [from, to] = [least / factor, most / factor].sort((a, b) => a - b);
  low[at] = Math.max(low[at] ?? 0, Math.ceil((from ?? 0) - 1e-7));
  high[at] = Math.min(high[at] ?? Infinity, Math.floor((to ?? 0) + 1e-7));
}

const isSmall = (n: number): boolean => n > 0 && n < threshold;
const keys = <T>(numbers: readonly T[]) => numbers.map((_, at) => at);

/** Every total of a table, with the keys of its cut. */
function totals(
  name: string,
  table: readonly (readonly number[])[],
  first: number,
): { key: string; of: number[]; truth: number }[] {
  const width = table[0]?.length ?? 0;
  const at = (a: number, b: number) => first + a * width + b;
  const sum = (cells: [number, number][]) => cells.reduce((all, [a, b]) => all + (table[a]?.[b] ?? 0), 0);
  const cell = (key: string, cells: [number, number][]) => ({
    key: `${name} ${key}`,
    of: cells.map(([a, b]) => at(a, b)),
    truth: sum(cells),
  });
  const [as, bs] = [keys(table), keys(table[0] ?? [])];
  return [
    cell(
      '- -',
      as.flatMap((a) => bs.map((b): [number, number] => [a, b])),
    ),
    ...as.map((a) =>
      cell(
        `a${a} -`,
        bs.map((b): [number, number] => [a, b]),
      ),
    ),
    ...bs.map((b) =>
      cell(
        `- ${b + 1}`,
        as.map((a): [number, number] => [a, b]),
      ),
    ),
    ...as.flatMap((a) => bs.map((b) => cell(`a${a} ${b + 1}`, [[a, b]]))),
  ];
}

/** Reads figures in every cut by two dimensions and by each of them. */
async function published(family: FamilyName, names: readonly string[], [a, b]: readonly [string, string]) {
  const cuts = names.flatMap((name) =>
    [undefined, a, b, `${a},${b}`].map((by) => {
      const figure = figureWithKey(name);
      const cut = figure && cutOf(figure, by);
      if (!cut) throw new Error(`${name} by ${by}`);
      return cut;
    }),
  );
  const rows = await cellsOf(app.db, family, cuts, {
    editions: [edition.id],
    now: app.clock.now(),
  });
  const keyOf = ({ cut, a: first, b: second }: CellRow) => {
    const [name, at] = [names[Math.floor(cut / 4)], cut % 4];
    if (at === 0) return `${name} - -`;
    if (at === 1) return `${name} ${first} -`;
    return at === 2 ? `${name} - ${first}` : `${name} ${first} ${second}`;
  };
  return new Map(rows.map((row) => [keyOf(row), row]));
}

function sumsOf(cells: ReturnType<typeof totals>, found: Map<string, CellRow>): Sum[] {
  return cells.map(({ key, of, truth }) => {
    const row = found.get(key);
    if (row?.state === 'shown') expect([key, row.value]).toEqual([key, truth]);
    // A key that does not occur at all is a zero that everybody sees.
    return { name: key, of, truth, shown: row ? row.state === 'shown' : truth === 0 };
  });
}

const counts = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 60 }));
const tableOf = (rows: number, columns: number) =>
  fc.array(fc.array(counts, { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  });
const anyTable = fc.integer({ min: 1, max: 5 }).chain((rows) => tableOf(rows, 3));
const phases = ['before', 'during', 'after'];

async function fillViews(table: readonly (readonly number[])[]): Promise<void> {
  await app.db.rows('DELETE FROM page_view');
  for (const [a, row] of table.entries())
    for (const [b, views] of row.entries())
      if (views > 0)
        await insert(app.db, 'page_view', {
          edition_id: edition.id,
          hour: edition.created,
          page: `/${phases[b] ?? ''}`,
          locale: `a${a}`,
          phase: phases[b],
          views,
        });
}

const small = (it: Sum): boolean => isSmall(it.truth);

describe('what few persons are behind', () => {
  it('is neither shown nor found by adding and subtracting, in any cut', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        await fillViews(table);
        const found = await published('pageViews', ['page-views'], ['locale', 'phase']);
        const sums = sumsOf(totals('page-views', table, 0), positioned(found));
        expect(sums.filter((it) => it.shown && small(it))).toEqual([]);
        expect(derived(table.length * 3, sums).filter(small)).toEqual([]);
        expect(remainders(sums, table)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('hides no more than a square around one small cell, and nothing where none is small', async () => {
    const table = [
      [70, 80, 90],
      [60, 3, 50],
      [0, 40, 30],
    ];
    await fillViews(table);
    const found = await published('pageViews', ['page-views'], ['locale', 'phase']);
    const hidden = [...found].filter(([, row]) => row.state === 'hidden').map(([key]) => key);
    expect(hidden).toEqual(
      ['page-views a1 during', 'page-views a1 after', 'page-views a2 during', 'page-views a2 after'].sort(
        (a, b) => [...found.keys()].indexOf(a) - [...found.keys()].indexOf(b),
      ),
    );
    expect(found.get('page-views a2 before')).toMatchObject({ state: 'shown', value: 0 });
    await fillViews(table.map((row) => row.map((it) => it + 7)));
    const open = await published('pageViews', ['page-views'], ['locale', 'phase']);
    expect([...open.values()].filter((it) => it.state !== 'shown')).toEqual([]);
  });

  it('is found by the same reader when only the small cells themselves are hidden', () => {
    const cases = fc.sample(tableOf(4, 3), { numRuns: 60, seed: 7 });
    const given = cases.filter((table) => {
      const sums = totals('x', table, 0).map((it) => ({ ...it, name: it.key, shown: !isSmall(it.truth) }));
      return derived(12, sums).some(small);
    });
    expect(given.length).toBeGreaterThan(20);
  });

  it('stays unknown where figures add up to each other', { timeout: 120_000 }, async () => {
    const book = await booker();
    await fc.assert(
      fc.asyncProperty(tableOf(3, 3), tableOf(3, 3), async (came, absent) => {
        const booked = came.map((row, a) => row.map((it, b) => it + (absent[a]?.[b] ?? 0)));
        await book(came, booked);
        const found = await published('places', ['came', 'no-shows', 'booked'], ['kind', 'day-number']);
        const parts = [totals('came', came, 0), totals('no-shows', absent, 9)] as const;
        const whole = totals('booked', booked, 0).map((it) => ({
          ...it,
          of: [...it.of, ...it.of.map((one) => one + 9)],
        }));
        const sums = sumsOf([...parts[0], ...parts[1], ...whole], found);
        expect(sums.filter((it) => it.shown && small(it))).toEqual([]);
        expect(derived(18, sums).filter(small)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the guard', () => {
  it('bites: without the second lines in a table, small cells are found in the very figures', async () => {
    await app.db
      .rows(`CREATE OR REPLACE FUNCTION next_line(leaves figure_leaf[], threshold int, held text[], across text[])
      RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT NULL::text'`);
    const table = [
      [70, 80, 90],
      [60, 3, 50],
      [20, 40, 30],
    ];
    await fillViews(table);
    const rows = await published('pageViews', ['page-views'], ['locale', 'phase']);
    const sums = sumsOf(totals('page-views', table, 0), positioned(rows));
    expect(derived(9, sums).map(({ name, truth }) => [name, truth])).toEqual([['page-views a1 2', 3]]);
  });
});

/** With phases by their place in a table. */
const positioned = (rows: Map<string, CellRow>): Map<string, CellRow> =>
  new Map(
    [...rows].map(([key, row]) => [key.replace(/\w+$/, (it) => `${phases.indexOf(it) + 1 || it}`), row]),
  );

/** What is left of a shown line when its shown cells are taken away: nobody, or as many as the threshold asks for. */
function remainders(sums: readonly Sum[], table: readonly (readonly number[])[]): string[] {
  const [as, bs] = [keys(table).map((a) => `a${a}`), phases.map((_, b) => `${b + 1}`)];
  const lines = [
    { line: '- -', cells: as.map((a) => `${a} -`) },
    { line: '- -', cells: bs.map((b) => `- ${b}`) },
    ...as.map((a) => ({ line: `${a} -`, cells: bs.map((b) => `${a} ${b}`) })),
    ...bs.map((b) => ({ line: `- ${b}`, cells: as.map((a) => `${a} ${b}`) })),
  ];
  const byName = new Map(sums.map((it) => [it.name, it]));
  return lines.flatMap(({ line, cells }) => {
    const left = cells.reduce(
      (rest, it) =>
        rest + (byName.get(`page-views ${it}`)?.shown ? 0 : (byName.get(`page-views ${it}`)?.truth ?? 0)),
      0,
    );
    return byName.get(`page-views ${line}`)?.shown && isSmall(left) ? [`${line}: ${left}`] : [];
  });
}

/** Slots of three kinds on three days, and how to fill them. */
async function booker() {
  const slots = await Promise.all(
    [0, 1, 2].map((a) =>
      Promise.all(
        edition.days.map((day) =>
          smallSlot(app.db, edition, { kind: `a${a}`, startsAt: `${day}T10:00:00+01:00` }),
        ),
      ),
    ),
  );
  const { id: party } = await smallParty(app.db, edition, 400);
  return async (came: readonly (readonly number[])[], booked: readonly (readonly number[])[]) => {
    await app.db.rows('DELETE FROM booking');
    for (const [a, row] of booked.entries())
      for (const [b, places] of row.entries())
        if (places > 0)
          await smallBooking(app.db, edition, [party, slots[a]?.[b] ?? '', places], { came: came[a]?.[b] });
  };
}
