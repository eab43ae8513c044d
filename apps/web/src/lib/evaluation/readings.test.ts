import { expect, test } from 'vitest';
import { editionToShow } from './editions.ts';
import { dimensionsIn, pivot } from './pivot.ts';
import { differenceOf, largestFirst, readingAt, rowsOf, yearOf } from './readings.ts';
import type { FigureCut } from './readings.ts';

const cut = (dimensions: string[], cells: FigureCut['cells']): FigureCut => ({
  figure: {
    key: 'visitors',
    name: 'Besök',
    definition: '',
    source: '',
    unit: 'persons',
    certainty: 'high',
    dimensions,
  },
  cells,
});
const byDay = cut(
  ['day'],
  [
    { by: { edition: '2025', day: '1' }, value: 9 },
    { by: { edition: '2025', day: '2' }, hidden: true },
    { by: { edition: '2024', day: '1' }, missing: true },
    { by: { edition: '2024', day: '2' }, value: 0 },
  ],
);

test('hidden, missing and zero stay three things', () => {
  expect(rowsOf(byDay, ['2024', '2025'])).toEqual([
    { key: '1', cells: ['missing', 9] },
    { key: '2', cells: [0, 'hidden'] },
  ]);
  expect(readingAt(byDay, { edition: '2023', day: '1' })).toBe('missing');
  expect(largestFirst(rowsOf(byDay, ['2024'])).map(({ key }) => key)).toEqual(['2', '1']);
});

test('a single edition is not named in its cells', () => {
  expect(readingAt(cut([], [{ by: {}, value: 7 }]), { edition: '2025' })).toBe(7);
});

test('nothing is said of a change where a side is not known', () => {
  expect([differenceOf(5, 3), differenceOf(5, 'hidden'), differenceOf('missing', 5)]).toEqual([
    2,
    'hidden',
    'missing',
  ]);
  expect(differenceOf('hidden', 'missing')).toBe('hidden');
});

test('a table has editions beside each other, else the second dimension', () => {
  expect(pivot(byDay, ['day'], true)).toMatchObject({ across: 'edition', columns: ['2024', '2025'] });
  const two = cut(
    [],
    [
      { by: { day: '1', kind: 'a' }, value: 1 },
      { by: { day: '1', kind: 'b' }, hidden: true },
      { by: { day: '2', kind: 'b' }, value: 0 },
    ],
  );
  expect(pivot(two, ['day', 'kind'], false)).toEqual({
    down: ['day'],
    across: 'kind',
    columns: ['a', 'b'],
    rows: [
      { keys: ['1'], cells: [1, 'hidden'] },
      { keys: ['2'], cells: ['missing', 0] },
    ],
  });
  expect(dimensionsIn(' day, kind,')).toEqual(['day', 'kind']);
});

test('the newest finished edition is shown, or the one asked for', () => {
  const editions = [
    { slug: '2026', state: 'current' },
    { slug: '2025', state: 'finished' },
    { slug: '2024', state: 'finished' },
  ] as const;
  expect(editionToShow(editions, null)?.slug).toBe('2025');
  expect(editionToShow(editions, '2026')?.slug).toBe('2026');
  expect(editionToShow(editions, '1999')).toBeUndefined();
  expect(yearOf('Gymnasiedagarna 2025')).toBe('2025');
});
