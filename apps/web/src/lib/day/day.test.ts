import { expect, test } from 'vitest';
import { arrivalsFinding, stepsOf, stepsToShow, windowsOf } from './arrivals.ts';
import { doorState, nearestDay, roomIn, whenOf } from './occupancy.ts';
import { spanText } from './span.ts';

const at = (minutes: number) => new Date(Date.parse('2026-12-15T08:00:00Z') + minutes * 60_000).toISOString();
const arrivals = [
  { from: at(-10), came: 5, booked: 0 },
  { from: at(0), came: 60, booked: 100 },
  { from: at(10), came: 60, booked: 0 },
  { from: at(20), came: 30, booked: 80 },
  { from: at(30), came: 0, booked: 0 },
  { from: at(40), came: 0, booked: 200 },
  { from: at(50), came: 0, booked: 0 },
  { from: at(60), came: 0, booked: 0 },
];

test('bookings belong to a window, and all who came in it are compared with them', () => {
  expect(windowsOf(arrivals).map(({ came, booked }) => [came, booked])).toEqual([
    [5, 0],
    [120, 100],
    [30, 80],
    [0, 200],
    [0, 0],
  ]);
  expect(stepsOf(arrivals).map(({ booked }) => booked)).toEqual([0, 50, 50, 40, 40, 100, 100, 0]);
});

const finding = (when: 'before' | 'during' | 'after', now: number, of = arrivals) =>
  arrivalsFinding(of, { when, at: at(now), timeZone: 'Europe/Stockholm' }, 'sv');

test('the day reads as a sentence before, during and after', () => {
  expect(finding('before', -600)).toBe('Flest väntas 09.40–10.00: 200');
  expect(finding('during', 25)).toBe('Fler än bokat kom 09.00–09.20: 120. Nästa topp är 09.40.');
  expect(finding('after', 600)).toBe('Fler än bokat kom 09.00–09.20: 120');
  const fewer = arrivals.map((it) => ({ ...it, came: Math.floor(it.came / 2) }));
  expect(finding('after', 600, fewer)).toBe('Färre än bokat kom när flest kom, 09.00–09.20: 60');
  const none = arrivals.map((it) => ({ ...it, came: 0 }));
  expect(finding('during', 5, none)).toBe('Ingen har kommit än. Nästa topp är 09.40');
  expect(finding('before', -600, [])).toBe('Inga ankomster är bokade');
});

test('quiet ends are left out', () => {
  expect(
    stepsToShow(stepsOf(arrivals), 'after', at(600))
      .map(({ from }) => from)
      .at(-1),
  ).toBe(at(50));
});

const day = { date: '2026-12-15', opensAt: at(0), closesAt: at(480) };

test('a day is before, on or over; the first come early', () => {
  expect([whenOf(day, at(-31)), whenOf(day, at(-30)), whenOf(day, at(480)), whenOf(day, at(481))]).toEqual([
    'before',
    'during',
    'during',
    'after',
  ]);
});

test('the nearest day is shown, the earlier of two', () => {
  const days = [day, { ...day, date: '2026-12-17' }];
  expect(nearestDay(days, '2026-12-16')?.date).toBe('2026-12-15');
  expect(nearestDay(days, '2027-01-01')?.date).toBe('2026-12-17');
});

test('a door is silent after five minutes, and only while the day is on', () => {
  expect(doorState(at(0), 'during', at(4))).toBe('ok');
  expect(doorState(at(0), 'during', at(5))).toBe('silent');
  expect(doorState(null, 'during', at(5))).toBe('never');
  expect(doorState(at(0), 'after', at(600))).toBe('closed');
  expect(doorState(null, 'before', at(-600))).toBe('soon');
});

test('a hall is nearly full from nine tenths', () => {
  expect([roomIn(89, 100), roomIn(90, 100), roomIn(100, 100)]).toEqual(['ok', 'few', 'full']);
});

test('a span is said in its largest whole unit', () => {
  expect([spanText(20, 'sv'), spanText(14 * 60 + 9, 'sv'), spanText(0, 'sv')]).toEqual([
    '20 sekunder',
    '14 minuter',
    '0 sekunder',
  ]);
  expect(spanText(7200, 'en')).toBe('2 hours');
});
