import { answerFaults, questionsAsked } from '@vagval/contract';
import type { AskedQuestion, GivenAnswer } from '@vagval/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { answerRows, draftOf, idOfChance, keptTraits, windowAt } from './answering.rules.ts';
import type { Crowd, Traits } from './answering.rules.ts';

type Question = z.output<typeof AskedQuestion>;
type Given = z.output<typeof GivenAnswer>;

const question = (key: string, kind: Question['kind'], it: Partial<Question> = {}): Question => ({
  key,
  kind,
  page: 1,
  required: false,
  text: { sv: key },
  help: {},
  options: [1, 2, 9].map((value) => ({ value, text: { sv: String(value) }, alone: value === 9 })),
  rows: kind === 'matrix' ? ['a', 'b'].map((row) => ({ key: row, text: { sv: row } })) : [],
  least: kind === 'scale' ? 1 : null,
  most: kind === 'scale' ? 5 : null,
  shownIf: null,
  ...it,
});

const all: Question[] = [
  question('one', 'single', { required: true }),
  question('much', 'scale'),
  question('some', 'several', { page: 2 }),
  question('grid', 'matrix', { page: 2 }),
  question('count', 'number', { page: 2, least: 0, most: 24 }),
  question('why', 'text', { page: 3, shownIf: { question: 'one', values: [1] }, required: true }),
  question('deep', 'single', { page: 4, shownIf: { question: 'some', values: [2] } }),
  question('deeper', 'text', { page: 5, shownIf: { question: 'deep', values: [1] } }),
];

const told = (...answers: Given[]) =>
  answerFaults(all, answers).map(({ question: key, row, code }) =>
    [key, row, code].filter(Boolean).join(' '),
  );
const no: Given = { question: 'one', value: 2 };

describe('what is wrong with answers', () => {
  it.each<[string, Given[], string[]]>([
    ['nothing', [no], []],
    ['nothing sent empty', [no, { question: 'some', values: [] }, { question: 'deep' }], []],
    ['a required one left out', [], ['one required']],
    ['required where its condition is met', [{ question: 'one', value: 1 }], ['why required']],
    ['no such question', [no, { question: 'other', value: 1 }], ['other unknown']],
    ['answered in two places', [no, no], ['one twice']],
    ['of another kind', [no, { question: 'much', text: 'x' }], ['much wrong_kind']],
    ['of two kinds', [no, { question: 'much', value: 1, values: [1] }], ['much wrong_kind']],
    ['no such option', [{ question: 'one', value: 7 }], ['one invalid_value']],
    ['under the scale', [no, { question: 'much', value: 0 }], ['much too_small']],
    ['over the number', [no, { question: 'count', value: 25 }], ['count too_big']],
    ['half an hour', [no, { question: 'count', value: 1.5 }], ['count whole_number']],
    ['what excludes the rest, and the rest', [no, { question: 'some', values: [1, 9] }], ['some alone']],
    ['one of several twice', [no, { question: 'some', values: [1, 1] }], ['some twice']],
    ['a row that is not there', [no, { question: 'grid', rows: { c: 1 } }], ['grid c invalid_value']],
    ['a column that is not there', [no, { question: 'grid', rows: { a: 3 } }], ['grid a invalid_value']],
    ['a condition not met', [no, { question: 'why', text: 'x' }], ['why not_asked']],
    [
      'a condition on what was not asked itself',
      [no, { question: 'deep', value: 1 }, { question: 'deeper', text: 'x' }],
      ['deep not_asked', 'deeper not_asked'],
    ],
  ])('%s', (_, answers, expected) => expect(told(...answers)).toEqual(expected));

  it('is looked for on one page', () => {
    expect(answerFaults(all, [], { page: 2 })).toEqual([]);
    expect(answerFaults(all, [], { page: 1 })).toHaveLength(1);
  });

  it('wants every row of a required matrix', () => {
    const grid = [question('grid', 'matrix', { required: true })];
    const faults = answerFaults(grid, [{ question: 'grid', rows: { a: 1 } }]);
    expect(faults).toEqual([{ question: 'grid', row: 'b', code: 'required' }]);
  });
});

it('asks what conditions say, all the way back', () => {
  const asked = questionsAsked(all, [
    no,
    { question: 'some', values: [1, 2] },
    { question: 'deep', value: 1 },
  ]).map(({ key }) => key);
  expect(asked).toEqual(['one', 'much', 'some', 'grid', 'count', 'deep', 'deeper']);
});

it('keeps of a draft what the survey asks, the last of each', () => {
  const kept = draftOf(all, [no, { question: 'gone', value: 1 }, { question: 'one', value: 1 }]);
  expect(kept).toEqual([{ question: 'one', value: 1 }]);
});

it('makes a row of each value, each row and each text', () => {
  const rows = answerRows([
    { question: 'some', values: [1, 2] },
    { question: 'grid', rows: { a: 1 } },
    { question: 'count', value: 0 },
    { question: 'why', text: 'Därför' },
    { question: 'deeper', text: '' },
  ]);
  expect(rows.map(({ key, item, value, text }) => [key, item, value ?? text])).toEqual([
    ['some', '1', 1],
    ['some', '2', 2],
    ['grid', 'a', 1],
    ['count', '', 0],
    ['why', '', 'Därför'],
  ]);
});

it.each([
  ['draft', null, null, 'not_open_yet'],
  ['open', null, null, 'open'],
  ['open', '2027-01-02', null, 'not_open_yet'],
  ['open', '2026-12-01', '2027-01-01T00:00Z', 'closed'],
  ['open', '2026-12-01', '2027-01-01T00:01Z', 'open'],
  ['closed', null, '2028-01-01', 'closed'],
] as const)('a survey that is %s from %s to %s is %s', (state, opens, closes, expected) => {
  const [opensAt, closesAt] = [opens && new Date(opens), closes && new Date(closes)];
  expect(windowAt({ state, opensAt, closesAt }, new Date('2027-01-01T00:00Z'))).toBe(expected);
});

describe('what a response keeps of its traits', () => {
  const crowd = (count: number, ...[municipality, schoolId, grade, locale]: (string | null)[]): Crowd => ({
    count,
    municipality: municipality ?? null,
    schoolId: schoolId ?? null,
    grade: grade ?? null,
    locale: locale ?? null,
  });
  const kept = (own: Traits, ...asked: Crowd[]) =>
    Object.values(keptTraits(own, asked, 7))
      .map((it) => it ?? '-')
      .join(' ');
  const big = crowd(27, 'gbg', 's1', '9', 'sv');

  it.each<[string, Crowd, Crowd[], string]>([
    ['everything, where enough share it', big, [big], 'gbg s1 9 sv'],
    ['nothing, where fewer were asked at all', crowd(6, 'gbg', 's1', '9', 'sv'), [], '- - - -'],
    [
      'not the language of three, nor of those who would point at them',
      crowd(3, 'gbg', 's1', '9', 'ar'),
      [big],
      'gbg s1 9 -',
    ],
    ['not the grade of three', crowd(3, 'gbg', 's1', '8', 'sv'), [big], 'gbg s1 - sv'],
    ['not the school of three', crowd(3, 'gbg', 's2', '9', 'sv'), [big], 'gbg - 9 sv'],
    ['not the municipality of three', crowd(3, 'ale', 's2', '9', 'sv'), [big], '- - 9 sv'],
    ['the language of seven', crowd(7, 'gbg', 's1', '9', 'ar'), [big], 'gbg s1 9 ar'],
  ])('%s', (_, own, others, expected) => expect(kept(own, own, ...others)).toBe(expected));

  it('hides the smallest others among whom the few are hidden', () => {
    const [few, some, many] = [crowd(3, 'a'), crowd(8, 'b'), crowd(20, 'c')];
    expect([few, some, many].map((it) => kept(it, few, some, many))).toEqual([
      '- - - -',
      '- - - -',
      'c - - -',
    ]);
  });

  it('does not keep a language nobody was asked in', () => {
    expect(kept({ ...big, locale: 'ar' }, big)).toBe('gbg s1 9 -');
  });

  it('is shared by as many as the threshold asks for, whoever is asked', () => {
    const word = (...words: string[]) => fc.option(fc.constantFrom(...words), { nil: null });
    const anyCrowd = fc.record({
      count: fc.integer({ min: 1, max: 12 }),
      municipality: word('a', 'b', 'c'),
      schoolId: word('s', 't', 'u'),
      grade: word('8', '9'),
      locale: word('sv', 'ar'),
    });
    const property = fc.property(fc.array(anyCrowd, { maxLength: 14 }), (asked) => {
      const shared = new Map<string, number>();
      for (const it of asked) {
        const says = JSON.stringify(keptTraits(it, asked, 7));
        shared.set(says, (shared.get(says) ?? 0) + it.count);
      }
      const total = asked.reduce((sum, { count }) => sum + count, 0);
      return [...shared.values()].every((count) => count >= Math.min(7, total));
    });
    fc.assert(property, { numRuns: 3000 });
  });
});

it('makes ids of chance that hold no instant', () => {
  const ids = Array.from({ length: 50 }, () => idOfChance());
  expect(new Set(ids.map((it) => it[14]))).toEqual(new Set(['4']));
  expect(ids).not.toEqual(ids.toSorted());
});
