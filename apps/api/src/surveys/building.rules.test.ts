import { describe, expect, it } from 'vitest';
import {
  arranged,
  changedSince,
  comparableBetween,
  conditionFits,
  missingIn,
  phaseOf,
  unfit,
  untranslatedIn,
} from './building.rules.ts';
import type { Condition, Standing } from './building.rules.ts';

const said = { sv: 'Ja', en: 'Yes' };
const options = [
  { value: 1, text: said },
  { value: 2, text: said },
];
const standing = (key: string, page: number, more: Partial<Standing> = {}): Standing => ({
  key,
  page,
  kind: 'single',
  options,
  shownIf: null,
  ...more,
});

describe('a condition', () => {
  const all = [
    standing('tried', 1),
    standing('learnt', 1, { kind: 'several' }),
    standing('view', 1, { kind: 'scale' }),
    standing('new', 1, { kind: 'text', options: [] }),
    standing('later', 3),
  ];
  it.each<[string, number, Condition | null, boolean]>([
    ['none', 1, null, true],
    ['one option on the page before', 2, { question: 'tried', values: [1] }, true],
    ['any of several options', 2, { question: 'learnt', values: [1, 2] }, true],
    ['a question on the same page', 1, { question: 'tried', values: [1] }, false],
    ['a question on a later page', 2, { question: 'later', values: [1] }, false],
    ['an option there is not', 2, { question: 'tried', values: [1, 9] }, false],
    ['a scale', 2, { question: 'view', values: [1] }, false],
    ['words', 2, { question: 'new', values: [1] }, false],
    ['a question that is not asked', 2, { question: 'gone', values: [1] }, false],
    ['itself', 2, { question: 'why', values: [1] }, false],
  ])('of %s fits or not', (_what, page, shownIf, fits) => {
    const it = standing('why', page, { shownIf });
    expect(conditionFits(it, [...all, it])).toBe(fits);
  });

  it('is found broken when what it rests on moves or goes', () => {
    const why = standing('why', 2, { shownIf: { question: 'tried', values: [1] } });
    expect(unfit([standing('tried', 1), why])).toEqual([]);
    expect(unfit([standing('tried', 2), why])).toEqual(['why']);
    expect(unfit([why])).toEqual(['why']);
  });
});

it.each([
  [1, 1, 'bacd'],
  [1, 2, 'abcd'],
  [2, 1, 'abcd'],
  [2, 3, 'acbd'],
  [2, 9, 'acdb'],
  [3, 1, 'acdb'],
])('puts what moves to page %i, place %i in the order %s', (page, position, order) => {
  const all = [standing('a', 1), standing('b', 1), standing('c', 2), standing('d', 2)];
  const moved = arranged(all, { ...standing('b', page) }, position);
  expect(moved.map(({ key }) => key).join('')).toBe(order);
});

const at = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour));

it.each<['draft' | 'open' | 'closed', number | null, number | null, string]>([
  ['draft', 9, 15, 'draft'],
  ['draft', null, null, 'draft'],
  ['open', 13, 15, 'scheduled'],
  ['open', 12, 15, 'open'],
  ['open', 9, 12, 'closed'],
  ['open', 9, 13, 'open'],
  ['closed', 9, 15, 'closed'],
])('calls what is %s from %s to %s at noon %s', (state, opens, closes, phase) => {
  const window = {
    state,
    opensAt: opens === null ? null : at(opens),
    closesAt: closes === null ? null : at(closes),
  };
  expect(phaseOf(window, at(12))).toBe(phase);
});

it('cannot be opened without questions or times', () => {
  const window = { state: 'draft', opensAt: at(9), closesAt: at(15) } as const;
  expect(missingIn(window, 1)).toEqual([]);
  expect(missingIn({ ...window, closesAt: null }, 0)).toEqual(['questions', 'window']);
});

it('finds what is not said in a language it is offered in', () => {
  const question = { key: 'tried', text: { sv: 'Prova', en: 'Try', ar: 'جرّب' }, help: {}, options, rows: [] };
  const texts = { title: { sv: 'Enkät', ar: 'استبيان' }, intro: {}, thanks: { sv: 'Tack' } };
  expect(untranslatedIn({ ...texts, languages: ['sv', 'en', 'ar'] }, [question])).toEqual([
    { what: 'title', key: '', language: 'en' },
    { what: 'thanks', key: '', language: 'en' },
    { what: 'thanks', key: '', language: 'ar' },
    { what: 'question', key: 'tried', language: 'ar' },
  ]);
  expect(untranslatedIn({ ...texts, languages: ['sv'] }, [question])).toEqual([]);
});

it.each([
  [1, 1, [], true],
  [1, 3, [], true],
  [1, 3, [3], false],
  [1, 3, [2], false],
  [2, 3, [2], true],
  [3, 1, [2], false],
])('compares version %i with %i, when %j break the series: %s', (one, other, breaks, compares) => {
  expect(comparableBetween(one, other, breaks)).toBe(compares);
});

it('says what is new since the edition before', () => {
  const asks = (key: string, version: number, breaks: number[] = []) => ({ key, version, breaks });
  expect(
    changedSince(
      [asks('same', 1), asks('gone', 1), asks('other', 1, [2]), asks('words', 1)],
      [asks('same', 1), asks('other', 2, [2]), asks('words', 2), asks('fresh', 1)],
    ),
  ).toEqual({
    added: ['fresh'],
    left: ['gone'],
    reworded: [
      { key: 'other', from: 1, to: 2, comparable: false },
      { key: 'words', from: 1, to: 2, comparable: true },
    ],
  });
});
