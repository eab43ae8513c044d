import { expect, it } from 'vitest';
import { fitted, wrongsOf } from './bank.rules.ts';
import type { NewWording } from './bank.rules.ts';

const text = { sv: 'Hur gick det?' };
const option = (value: number, more: object = {}) => ({ value, text, ...more });
const row = (key: string) => ({ key, text });
const two = [option(1), option(2)];

it.each<[string, Omit<NewWording, 'text'>, string[]]>([
  ['one of two', { kind: 'single', options: two }, []],
  ['one of one', { kind: 'single', options: [option(1)] }, ['options_missing']],
  ['one of none', { kind: 'single' }, ['options_missing']],
  ['the same value twice', { kind: 'single', options: [option(1), option(1)] }, ['option_twice']],
  [
    'alone where one alone can be chosen',
    { kind: 'single', options: [option(1), option(2, { alone: true })] },
    ['alone_unused'],
  ],
  ['alone among several', { kind: 'several', options: [option(1), option(2, { alone: true })] }, []],
  ['a scale', { kind: 'scale', least: 1, most: 5 }, []],
  [
    'a scale with words for its ends',
    { kind: 'scale', least: 1, most: 5, options: [option(1), option(5)] },
    [],
  ],
  [
    'a scale with words beyond its end',
    { kind: 'scale', least: 1, most: 5, options: [option(6)] },
    ['option_outside'],
  ],
  ['a scale without bounds', { kind: 'scale' }, ['bounds_missing']],
  ['a scale that goes backwards', { kind: 'scale', least: 5, most: 1 }, ['bounds_turned']],
  ['a scale of a hundred steps', { kind: 'scale', least: 1, most: 100 }, ['scale_too_long']],
  ['a scale of halves', { kind: 'scale', least: 0.5, most: 3 }, ['scale_too_long']],
  ['a matrix', { kind: 'matrix', options: two, rows: [row('a1'), row('b1')] }, []],
  ['a matrix without rows', { kind: 'matrix', options: two }, ['rows_missing']],
  [
    'a matrix with a row twice',
    { kind: 'matrix', options: two, rows: [row('a1'), row('a1')] },
    ['row_twice'],
  ],
  ['a matrix of nothing', { kind: 'matrix' }, ['options_missing', 'rows_missing']],
  ['any number', { kind: 'number' }, []],
  ['a number above', { kind: 'number', least: 0 }, []],
  ['a number between', { kind: 'number', least: 0, most: 90 }, []],
  ['a number between nothing', { kind: 'number', least: 9, most: 9 }, ['bounds_turned']],
  ['words', { kind: 'text' }, []],
])('finds in %s what cannot be asked', (_what, wording, codes) => {
  expect(wrongsOf({ text, ...wording }).map(({ code }) => code)).toEqual(codes);
});

it.each<[NewWording['kind'], string[]]>([
  ['single', ['options']],
  ['several', ['options']],
  ['scale', ['least', 'most', 'options']],
  ['matrix', ['options', 'rows']],
  ['number', ['least', 'most']],
  ['text', []],
])('keeps of a %s only what it has use for', (kind, kept) => {
  const whole = { kind, text, options: two, rows: [row('a1')], least: 1, most: 5 };
  expect(
    Object.keys(fitted(whole))
      .filter((name) => name !== 'kind' && name !== 'text')
      .sort(),
  ).toEqual(kept);
});
