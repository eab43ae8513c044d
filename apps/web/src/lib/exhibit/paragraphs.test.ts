import { expect, test } from 'vitest';
import { blocksOf } from './paragraphs.ts';

test('paragraphs and numbered lists are told apart', () => {
  expect(blocksOf('Först.\nMer.\n\n1. Ett\n2. Två\n\n \n\n1. Ensam')).toEqual([
    { lines: ['Först.', 'Mer.'] },
    { items: ['Ett', 'Två'] },
    { lines: ['1. Ensam'] },
  ]);
  expect(blocksOf('')).toEqual([]);
});
