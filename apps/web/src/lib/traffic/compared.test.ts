import { m } from '@vagval/text';
import { describe, expect, it } from 'vitest';
import { keyText } from '#lib/evaluation/labels.ts';
import type { FigureCut } from '#lib/evaluation/readings.ts';
import { byNumber, overSameDays, rowsBy, sentenceOf } from './compared.ts';

const cutOf = (cells: FigureCut['cells']): FigureCut => ({ cells }) as FigureCut;
const views = cutOf([
  { by: { edition: 'now', 'day-number': '-1' }, value: 10 },
  { by: { edition: 'now', 'day-number': '-2' }, value: 20 },
  { by: { edition: 'now', 'day-number': '1' }, value: 0 },
  { by: { edition: 'before', 'day-number': '-1' }, value: 8 },
  { by: { edition: 'before', 'day-number': '-2' }, value: 16 },
  { by: { edition: 'before', 'day-number': '1' }, value: 500 },
]);

describe('two editions', () => {
  const rows = byNumber(rowsBy(views, 'day-number', ['before', 'now']));

  it('stand beside each other in the order of the days', () => {
    expect(rows.map(({ key }) => key)).toEqual(['-2', '-1', '1']);
    expect(rows[0]?.cells).toEqual([16, 20]);
  });

  it('are compared over as many days as the newer one has had', () => {
    expect(overSameDays(rows)).toEqual({ now: 30, before: 24 });
  });

  it('leave out a day that is hidden in one of them', () => {
    const days = [
      ...rows,
      { key: '0', cells: ['hidden', 9] as const },
      { key: '1', cells: [7, 'hidden'] as const },
    ];
    expect(overSameDays(days)).toEqual({ now: 30, before: 24 });
  });

  it('are not compared where nothing was counted', () => {
    expect(overSameDays([{ key: '1', cells: ['missing', 9] }])).toEqual({ now: 9, before: 'missing' });
    expect(overSameDays([])).toEqual({ now: 'missing', before: 'missing' });
  });
});

it.each([
  [{ now: 125, before: 100 }, '125 sidvisningar, 25 procent fler än 2025.'],
  [{ now: 75, before: 100 }, '75 sidvisningar, 25 procent färre än 2025.'],
  [{ now: 100, before: 100 }, '100 sidvisningar, ungefär lika många som 2025.'],
  [{ now: 100, before: 'hidden' as const }, '100 sidvisningar.'],
  [{ now: 'missing' as const, before: 100 }, 'Här finns inget att visa än.'],
])('%o is said as "%s"', (readings, words) => {
  expect(sentenceOf({ ...readings, year: '2025' }, m.traffic_amount_views, 'sv')).toBe(words);
});

it.each([
  ['referrer', 'none', 'Direkt, eller okänt'],
  ['referrer', 'none.example', 'none.example'],
  ['page', '/', '/'],
  ['device', 'other', 'Annan enhet'],
  ['fair-week', '0', 'Mässveckan'],
  ['fair-week', '-3', '3 v. före mässan'],
  ['step', '2-booked', 'Sällskap som bokade'],
])('%s %s is called %s', (dimension, key, words) => {
  expect(keyText(dimension, key, 'sv')).toBe(words);
});
