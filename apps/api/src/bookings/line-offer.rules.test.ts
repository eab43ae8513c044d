import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeringHours, offerEnds } from './line-offer.rules.ts';

const timeZone = 'Europe/Stockholm';
const far = new Date('2028-01-01T00:00Z');
const ends = (at: string, offerHours: number, startsAt = far) =>
  offerEnds({ startsAt, offerHours, timeZone }, new Date(at)).toISOString();

describe('an offer', () => {
  it.each([
    ['in the evening goes on in the morning', '2027-01-10T20:00+01:00', 12, '2027-01-11T17:00+01:00'],
    ['in the morning ends the same day', '2027-01-10T08:00+01:00', 12, '2027-01-10T20:00+01:00'],
    ['may end as the evening does', '2027-01-10T10:00+01:00', 12, '2027-01-10T22:00+01:00'],
    ['at night begins in the morning', '2027-01-10T23:30+01:00', 12, '2027-01-11T19:00+01:00'],
    ['before dawn too', '2027-01-10T03:00+01:00', 2, '2027-01-10T09:00+01:00'],
    ['of many hours lasts for days', '2027-01-10T20:00+01:00', 40, '2027-01-13T15:00+01:00'],
    ['over the night summer time begins', '2027-03-27T20:00+01:00', 12, '2027-03-28T17:00+02:00'],
    ['over the night summer time ends', '2027-10-30T20:00+02:00', 12, '2027-10-31T17:00+01:00'],
    ['in the night summer time begins', '2027-03-28T01:30+01:00', 1, '2027-03-28T08:00+02:00'],
    ['in the hour that comes twice', '2027-10-31T02:30+02:00', 1, '2027-10-31T08:00+01:00'],
  ])('%s', (_, at, hours, until) => {
    expect(ends(at, hours)).toBe(new Date(until).toISOString());
  });

  it.each([
    ['by day', '2027-01-19T08:00Z', '2027-01-19T09:30Z'],
    ['next morning', '2027-01-18T20:00Z', '2027-01-19T08:00Z'],
    ['before anybody has to answer', '2027-01-18T22:00Z', '2027-01-19T05:00Z'],
  ])('never stands past a start %s', (_, at, starts) => {
    expect(ends(at, 12, new Date(starts))).toBe(new Date(starts).toISOString());
  });
});

const quarter = 15 * 60_000;
const hourAt = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
const isDay = (at: number): boolean => {
  const hour = Number(hourAt.format(at));
  return hour >= answeringHours.from && hour < answeringHours.until;
};

/** Quarters of an hour by day between two instants, counted one by one. */
function dayQuarters(from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += quarter) if (isDay(at)) sum += 1;
  return sum;
}

it('has as many hours of the day as its kind gives, or ends with the start', () => {
  // Around both nights the clocks change, and a week without.
  const weekends = ['2027-03-26T12:00Z', '2027-10-29T12:00Z', '2027-01-12T12:00Z'];
  const now = fc
    .tuple(fc.constantFrom(...weekends), fc.nat({ max: 4 * 24 * 4 }))
    .map(([from, quarters]) => Date.parse(from) + quarters * quarter);
  fc.assert(
    fc.property(
      now,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 500 }),
      (at, offerHours, ahead) => {
        const startsAt = new Date(at + ahead * quarter);
        const end = offerEnds({ startsAt, offerHours, timeZone }, new Date(at)).getTime();
        const counted = dayQuarters(at, end);
        expect(end).toBeLessThanOrEqual(startsAt.getTime());
        if (end < startsAt.getTime()) {
          expect(counted).toBe(offerHours * 4);
          expect(isDay(end - 1)).toBe(true);
        } else expect(counted).toBeLessThanOrEqual(offerHours * 4);
      },
    ),
    { numRuns: 500 },
  );
});
