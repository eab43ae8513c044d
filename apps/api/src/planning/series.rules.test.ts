import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantAt, later, shifted, startsOn, timesOf, wallOf } from './series.rules.ts';

const zone = 'Europe/Stockholm';
const [spring, autumn, plainDay] = ['2027-03-28', '2027-10-31', '2026-12-15'];

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
const series = fc.record({
  days: fc.uniqueArray(fc.constantFrom(spring, autumn, plainDay, '2027-03-27', '2027-11-01'), {
    minLength: 1,
    maxLength: 4,
  }),
  from: clock,
  to: clock,
  every: fc.integer({ min: 5, max: 120 }),
  length: fc.integer({ min: 5, max: 90 }),
  pauses: fc.array(
    fc.tuple(clock, clock).map(([a, b]) => ({ from: a < b ? a : b, to: a < b ? b : a })),
    { maxLength: 3 },
  ),
});
const minutes = (it: string) => Number(it.slice(0, 2)) * 60 + Number(it.slice(3));

describe('a series', () => {
  it('is one slot without an end, one after the other without a step, and begins anew after a pause', () => {
    const one = { days: [plainDay], from: '09:00', length: 20 };
    expect(startsOn(one)).toEqual(['09:00']);
    expect(startsOn({ ...one, to: '10:00' })).toEqual(['09:00', '09:20', '09:40']);
    expect(startsOn({ ...one, to: '10:10', every: 40 })).toEqual(['09:00', '09:40']);
    const lunch = { ...one, to: '13:20', every: 60, length: 45, pauses: [{ from: '11:30', to: '12:30' }] };
    expect(startsOn(lunch)).toEqual(['09:00', '10:00', '12:30']);
  });

  it('stays within its hours, out of its pauses and in order', () => {
    fc.assert(
      fc.property(series, (it) => {
        const starts = startsOn(it).map(minutes);
        for (const start of starts) {
          expect(start).toBeGreaterThanOrEqual(minutes(it.from));
          expect(start + it.length).toBeLessThanOrEqual(minutes(it.to));
          for (const { from, to } of it.pauses)
            if (from < to) expect(start >= minutes(to) || start + it.length <= minutes(from)).toBe(true);
        }
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
      }),
    );
  });

  it('lasts as long as was said and shows the asked time on the wall, also when the clocks change', () => {
    fc.assert(
      fc.property(series, (it) => {
        const { times, skipped } = timesOf(it, zone);
        expect(times.length + skipped).toBe(startsOn(it).length * it.days.length);
        const starts = times.map(({ startsAt }) => startsAt.getTime());
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        for (const { startsAt, endsAt } of times) {
          expect(endsAt).toEqual(later(startsAt, it.length));
          const wall = wallOf(startsAt, zone);
          expect(it.days).toContain(wall.day);
          expect(startsOn(it)).toContain(wall.clock);
        }
        if (!it.days.includes(spring)) expect(skipped).toBe(0);
      }),
    );
  });
});

describe('the days the clocks change', () => {
  it('has no half past two in spring', () => {
    expect(instantAt(spring, '02:30', zone)).toBeUndefined();
    const night = { days: [spring], from: '01:30', to: '04:00', every: 30, length: 30 };
    const { times, skipped } = timesOf(night, zone);
    expect(skipped).toBe(2);
    expect(times.map(({ startsAt }) => startsAt.toISOString().slice(11, 16))).toEqual([
      '00:30',
      '01:00',
      '01:30',
    ]);
  });

  it('takes the first half past two in autumn', () => {
    expect(instantAt(autumn, '02:30', zone)?.toISOString()).toBe('2027-10-31T00:30:00.000Z');
    expect(instantAt(autumn, '03:00', zone)?.toISOString()).toBe('2027-10-31T02:00:00.000Z');
  });

  it('keeps the time on the wall when it moves over the change', () => {
    const before = instantAt('2027-03-26', '16:30', zone) ?? new Date(0);
    const after = shifted(before, { days: 3, minutes: 0 }, zone);
    expect(after?.toISOString()).toBe('2027-03-29T14:30:00.000Z');
    expect(before.toISOString()).toBe('2027-03-26T15:30:00.000Z');
    expect(shifted(before, { days: 2, minutes: -14 * 60 }, zone)).toBeUndefined();
  });
});
