import { expect, test } from 'vitest';
import { blocksOf } from './paragraphs.ts';

test('paragraphs and lists are told apart', () => {
  expect(blocksOf('Först.\nMer.\n\n1. Ett\n2. Två\n\n \n\n1. Ensam')).toEqual([
    { lines: ['Först.', 'Mer.'] },
    { items: ['Ett', 'Två'], ordered: true },
    { lines: ['1. Ensam'] },
  ]);
  expect(blocksOf('- Ett\n- Två\n\n-5 grader')).toEqual([
    { items: ['Ett', 'Två'], ordered: false },
    { lines: ['-5 grader'] },
  ]);
  expect(blocksOf('')).toEqual([]);
});
