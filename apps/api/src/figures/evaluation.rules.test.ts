import { cutAtPlaceholders, placed, placeholderNamed, unknownPlaceholder } from '@vagval/contract';
import { expect, it } from 'vitest';
import { differsBetween } from './evaluation.rules.ts';
import type { Evaluation } from './evaluation.rules.ts';

it('knows a figure in the words by its name and how it is said', () => {
  expect(placeholderNamed(' visitors ')).toMatchObject({ name: 'visitors', aspect: 'number' });
  expect(placeholderNamed('visitors.change')?.aspect).toBe('change');
  for (const unknown of ['', 'guests', 'visitors.size', 'visitors.change.more', 'constructor', '__proto__'])
    expect(placeholderNamed(unknown)).toBeUndefined();
  expect(Object.keys(placed).every((name) => placeholderNamed(name))).toBe(true);
});

it('finds the first figure that does not exist, and leaves braces that are none', () => {
  expect(unknownPlaceholder('{{visitors}} kom, {{visitors.change}}.')).toBeUndefined();
  expect(unknownPlaceholder('{{visitors}} och {{guests}}')).toBe('guests');
  expect(unknownPlaceholder('Ett {ensamt} par, {{ öppet')).toBeUndefined();
  expect(cutAtPlaceholders('Det kom {{visitors}}.')).toEqual([
    'Det kom ',
    expect.objectContaining({ name: 'visitors' }),
    '.',
  ]);
  expect(cutAtPlaceholders('{{guests}}')).toEqual(['{{guests}}']);
});

const report = (words: Evaluation['words'], cells: Evaluation['figures'][number]['cells']): Evaluation => ({
  edition: { slug: 'a', name: 'A' },
  compared: null,
  computedAt: '2026-12-01T12:00:00Z',
  basis: { passages: 0, answers: 0, pageViews: 0 },
  threshold: 7,
  words,
  revision: 1,
  figures: [
    {
      figure: {
        key: 'visitors',
        name: 'Besök',
        definition: '',
        source: '',
        unit: 'persons',
        certainty: 'high',
        dimensions: ['day'],
      },
      cells,
    },
  ],
  visitorsSeries: [],
  approved: null,
});

it('tells what differs from what was approved, and nothing where only the order does', () => {
  const kept = report({ purpose: 'Att välja.' }, [
    { by: { day: '1', edition: 'a' }, value: 9 },
    { by: { edition: 'a', day: '2' }, hidden: true },
  ]);
  const turned = report({ purpose: 'Att välja.', focus: null }, [
    { by: { day: '2', edition: 'a' }, hidden: true },
    { by: { edition: 'a', day: '1' }, value: 9 },
  ]);
  expect(differsBetween(kept, turned)).toEqual({ words: [], figures: [] });
  const later = report({ purpose: 'Att välja själv.' }, [
    { by: { day: '1', edition: 'a' }, value: 9 },
    { by: { day: '2', edition: 'a' }, value: 8 },
  ]);
  expect(differsBetween(kept, later)).toEqual({ words: ['purpose'], figures: ['Besök'] });
});
