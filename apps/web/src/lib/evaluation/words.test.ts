import { evaluationParts } from '@vagval/contract';
import { describe, expect, test } from 'vitest';
import { compareWords } from './compare.ts';
import type { Evaluation, FigureCut } from './readings.ts';
import { draftOf, writtenOf } from './words.ts';

const figure = (
  key: string,
  dimensions: string[],
  cells: FigureCut['cells'],
  unit = 'persons',
): FigureCut => ({
  figure: { key, name: key, definition: '', source: '', unit, certainty: 'high', dimensions },
  cells,
});
const report: Evaluation = {
  edition: { slug: 'b', name: 'Gymnasiedagarna 2025' },
  compared: { slug: 'a', name: 'Gymnasiedagarna 2024' },
  computedAt: '2026-12-01T12:00:00Z',
  basis: { passages: 0, answers: 0, pageViews: 0 },
  threshold: 7,
  words: {},
  revision: 0,
  figures: [
    figure(
      'visitors',
      [],
      [
        { by: { edition: 'b' }, value: 23041 },
        { by: { edition: 'a' }, value: 19029 },
      ],
    ),
    figure(
      'page-views',
      [],
      [
        { by: { edition: 'b' }, value: 125 },
        { by: { edition: 'a' }, value: 100 },
      ],
    ),
    figure(
      'guardians-reached',
      [],
      [
        { by: { edition: 'b' }, hidden: true },
        { by: { edition: 'a' }, value: 40 },
      ],
    ),
    figure(
      'response-rate',
      ['audience'],
      [
        { by: { edition: 'b', audience: 'guardian' }, value: 0.26 },
        { by: { edition: 'a', audience: 'guardian' }, value: 0.3 },
      ],
      'share',
    ),
  ],
  visitorsSeries: [],
  approved: null,
};
const shown = (text: string) =>
  writtenOf(text, report)
    .flatMap((it) => ('items' in it ? it.items : it.lines))
    .flat()
    .map((it) => ('text' in it ? it.text : `[${it.mark}]`))
    .join('|')
    .replaceAll('\u00a0', ' ');

describe('what staff write', () => {
  test.each([
    ['Det kom {{visitors}}.', 'Det kom |23 041|.'],
    ['Alltså {{visitors.change}}.', 'Alltså |4 012 fler än 2024|.'],
    ['{{visitors.before}} då', '19 029| då'],
    ['Det är {{page-views.percent}}', 'Det är |en ökning med 25 procent'],
    ['{{visitors.sentence}}', '23 041 besök, 4 012 fler än 2024.'],
    ['{{guardians}} kom', '[hidden]| kom'],
    ['{{guardians.change}}', '[hidden]'],
    ['{{exhibitors}}', '[missing]'],
    ['{{answered-guardian}} svarade', '26 procent| svarade'],
    ['{{answered-guardian.change}}', '4 procentenheter mindre än 2024'],
    ['{{guests}}', '{{guests}}'],
    ['<b>inte fet</b>', '<b>inte fet</b>'],
  ])('%s', (text, expected) => expect(shown(text)).toBe(expected));

  test('bold needs both its ends; lists and paragraphs are told apart', () => {
    expect(writtenOf('Ett **fett {{visitors}}** ord', report)).toEqual([
      {
        lines: [
          [
            { text: 'Ett ', bold: false },
            { text: 'fett ', bold: true },
            { text: '23\u00a0041', bold: true },
            { text: ' ord', bold: false },
          ],
        ],
      },
    ]);
    expect(shown('Två ** stjärnor')).toBe('Två |** stjärnor');
    expect(writtenOf('- ett\n- två', report)).toMatchObject([{ ordered: false, items: [[{}], [{}]] }]);
  });

  test('a first draft says what the figures say, and nothing where there are none', () => {
    expect(draftOf('basis', report)).toBe('{{answered-guardian.sentence}}');
    expect(shown(draftOf('web', report))).toContain('Sidvisningarna ökade med 25 procent');
    expect(draftOf('purpose', report)).toBe('');
    for (const part of evaluationParts) expect(shown(draftOf(part, report))).not.toMatch(/\{\{/);
  });
});

test('two texts are told apart word by word, and make each other again', () => {
  const found = compareWords('Fler kom i år.\n\nBra.', 'Fler kom än i fjol.\n\nBra.');
  expect(found).toEqual([
    { kind: 'same', text: 'Fler kom' },
    { kind: 'new', text: ' än' },
    { kind: 'same', text: ' i' },
    { kind: 'gone', text: ' år.' },
    { kind: 'new', text: ' fjol.' },
    { kind: 'same', text: '\n\nBra.' },
  ]);
  const side = (but: string) => found.filter(({ kind }) => kind !== but).map(({ text }) => text);
  expect(side('new').join('')).toBe('Fler kom i år.\n\nBra.');
  expect(side('gone').join('')).toBe('Fler kom än i fjol.\n\nBra.');
  expect(compareWords('', '')).toEqual([]);
});
