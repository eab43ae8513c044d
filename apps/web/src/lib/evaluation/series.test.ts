import { expect, test } from 'vitest';
import { breaksOf, runsOf, yearsFinding, yearsInWords } from './series.ts';
import { drawYears } from '../ui/years-chart.ts';

const point = (label: string, way: string, value: number | null) =>
  ({ label, way, value, certainty: 'high', source: 'x' }) as const;
const series = [
  point('2025', 'door', 23041),
  point('2016', 'counted', 26352),
  point('2017', 'counted', null),
  point('2018', 'more-than', 33000),
  point('2024', 'door', 19029),
];
const wide = { width: 720, height: 380 };
const drawn = (points: typeof series, dense = false) =>
  drawYears(
    runsOf(points).map(({ way, points: its }) => ({ name: way, points: its })),
    { ...wide, dense },
  );

test('a series is split by way of counting, in the order of years', () => {
  expect(runsOf(series)).toEqual([
    {
      way: 'counted',
      points: [
        { at: '2016', value: 26352 },
        { at: '2017', value: 'missing' },
      ],
    },
    { way: 'more-than', points: [{ at: '2018', value: 33000 }] },
    {
      way: 'door',
      points: [
        { at: '2024', value: 19029 },
        { at: '2025', value: 23041 },
      ],
    },
  ]);
  expect(breaksOf(runsOf(series))).toEqual(['2018', '2024']);
});

test('the finding compares only what is counted in the same way', () => {
  const finding = (points: typeof series) => yearsFinding(runsOf(points), 'sv').replaceAll('\u00a0', ' ');
  expect(finding(series)).toBe('2025 kom 4 012 fler än 2024. Åren före 2024 är räknade på andra sätt.');
  expect(finding(series.filter(({ label }) => label !== '2024'))).toBe(
    '2025 är första året som räknas på det här sättet. Åren före 2025 är räknade på andra sätt.',
  );
  expect(finding([point('2025', 'door', null)])).toBe('Det finns ingen uppgift om besök för 2025');
  expect(finding([])).toBe('Det finns inga siffror att visa här');
  expect(yearsInWords(runsOf(series), 'sv')).toContain('2017: saknas');
});

test('no line goes from one way of counting to another, or over a year nobody counted', () => {
  expect(drawn(series).lines).toHaveLength(1);
  expect(drawn(series).breaks).toHaveLength(2);
  const gap = [point('2023', 'door', 1), point('2025', 'door', 2)];
  expect(drawn(gap).lines).toEqual([]);
});

test('every year has its place, and years without a number share one on a phone', () => {
  const texts = (dense: boolean) => drawn(series, dense).axis.map(({ text }) => text);
  expect(texts(false)).toEqual(Array.from({ length: 10 }, (_, nth) => String(2016 + nth)));
  expect(texts(true)).toEqual(['2016', '…', '2018', '…', '2024', '2025']);
});

test('a year counted in both ways is a fork, dotted', () => {
  const both = [point('2024', 'old', 10), point('2025', 'old', 12), point('2025', 'door', 11)];
  const lines = drawn(both).lines;
  expect(lines.filter(({ dotted }) => dotted)).toHaveLength(1);
  expect(drawn(both).dots).toHaveLength(3);
});
