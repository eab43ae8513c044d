import { expect, test } from 'vitest';
import { findingOf, onlyOf, shownOf } from './explore.ts';
import type { FigureCut } from './readings.ts';

const cut = (cells: FigureCut['cells'], unit = 'persons'): FigureCut => ({
  figure: { key: 'x', name: 'Besök', definition: '', source: '', unit, certainty: 'high', dimensions: [] },
  cells,
});
const asked = (by: string[], compare?: string) => ({ by, edition: 'b', compare, year: '2024' });
const byTown = cut([
  { by: { edition: 'b', municipality: 'Ale' }, value: 9 },
  { by: { edition: 'b', municipality: 'Tjörn' }, value: 30 },
  { by: { edition: 'b', municipality: 'Öckerö' }, hidden: true },
  { by: { edition: 'a', municipality: 'Ale' }, value: 99 },
]);

test('parts stand by size with the year before beside them, hidden ones last', () => {
  expect(shownOf(byTown, asked(['municipality'], 'a'), 'sv')).toEqual([
    { key: 'Tjörn', label: 'Tjörn', value: 30, before: 'missing' },
    { key: 'Ale', label: 'Ale', value: 9, before: 99 },
    { key: 'Öckerö', label: 'Öckerö', value: 'hidden', before: 'missing' },
  ]);
});

test('the finding is of this edition, and never of what is hidden', () => {
  expect(findingOf(byTown, asked(['municipality'], 'a'), 'sv')).toBe('Besök: störst är Tjörn, 30.');
  const hidden = cut([{ by: {}, hidden: true }]);
  expect(findingOf(hidden, asked(['municipality']), 'sv')).toBe('Besök: för få personer för att visas.');
  expect(findingOf(cut([]), asked(['day']), 'sv')).toBe('Besök: det finns inga siffror att visa här.');
});

test('a whole is a sentence beside the year before', () => {
  const whole = cut([
    { by: { edition: 'b' }, value: 12 },
    { by: { edition: 'a' }, value: 9 },
  ]);
  expect(findingOf(whole, asked([], 'a'), 'sv')).toBe('Besök: 12, 3 fler än 2024.');
});

test('days and hours keep their order', () => {
  const hours = cut([
    { by: { hour: '10' }, value: 1 },
    { by: { hour: '08' }, value: 0 },
    { by: { hour: '09' }, value: 5 },
  ]);
  expect(shownOf(hours, asked(['hour']), 'sv').map(({ key }) => key)).toEqual(['08', '09', '10']);
});

test('one value of a dimension may hold a colon', () => {
  expect(onlyOf('school:A: B')).toEqual({ dimension: 'school', value: 'A: B' });
  expect(onlyOf('school')).toBeUndefined();
});
