import { expect, test } from 'vitest';
import { beforeOf, beside, titleOf } from './published.ts';
import type { Published } from './published.ts';

const published = (key: string, by: string, value: number, changed = false): Published => ({
  id: '0198c000-0000-7000-8000-000000000000',
  figure: {
    key,
    name: 'Besök',
    definition: 'd',
    source: 's',
    unit: 'persons',
    certainty: 'high',
    dimensions: [],
  },
  cells: [{ by: by ? { [by]: 'x' } : {}, value }],
  by,
  only: '',
  threshold: 7,
  publishedAt: '2026-11-24T09:00:00Z',
  changed,
});

test('a title says what the figure is cut by', () => {
  expect(titleOf({ ...published('visitors', '', 1), name: 'Besök' }, 'sv')).toBe('Besök');
  expect(titleOf({ ...published('visitors', 'municipality', 1), name: 'Besök' }, 'sv')).toBe(
    'Besök, uppdelad efter kommun',
  );
});

test('only the same question, counted in the same way, is put beside', () => {
  const it = published('visitors', 'municipality', 10);
  const same = published('visitors', 'municipality', 8);
  expect(beforeOf(it, [published('visitors', '', 9), same])).toBe(same);
  expect(beforeOf(it, [published('visitors', 'municipality', 8, true)])).toBeUndefined();
  expect(beforeOf({ ...it, changed: true }, [same])).toBeUndefined();
  expect(beforeOf(published('visitors', 'day', 1), [published('visitors', 'day', 1)])).toBeUndefined();
});

test('beside each other every cell says of which year it is', () => {
  const it = published('visitors', '', 10);
  expect(beside(it, undefined, ['2025', '2024']).cells).toEqual([{ by: {}, value: 10 }]);
  expect(beside(it, published('visitors', '', 8), ['2025', '2024']).cells).toEqual([
    { by: { edition: '2025' }, value: 10 },
    { by: { edition: '2024' }, value: 8 },
  ]);
});
