import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTooLateToAsk, walkLine } from './line.rules.ts';
import type { Waiting } from './line.rules.ts';

const waiting = (places: number, partOk = false, id = `${places}`): Waiting => ({
  bookingId: id,
  places,
  partOk,
});
const gifts = (free: number, line: readonly Waiting[]) =>
  walkLine(free, line).filter(({ verdict }) => verdict === 'given');
const given = (free: number, line: Waiting[]) =>
  gifts(free, line).map(({ bookingId, places }) => [bookingId, places]);

describe('walkLine', () => {
  it.each<[string, number, Waiting[], unknown[]]>([
    ['nobody', 4, [], []],
    ['nothing free', 0, [waiting(1), waiting(2, true)], []],
    ['the first who fits', 2, [waiting(3), waiting(2), waiting(1)], [['2', 2]]],
    [
      'the next in what is left',
      4,
      [waiting(3), waiting(2), waiting(1)],
      [
        ['3', 3],
        ['1', 1],
      ],
    ],
    ['a part', 2, [waiting(5, true)], [['5', 2]]],
    [
      'all of it to one content with a part',
      6,
      [waiting(5, true), waiting(1)],
      [
        ['5', 5],
        ['1', 1],
      ],
    ],
  ])('%s', (_, free, line, gifts) => {
    expect(given(free, line)).toEqual(gifts);
  });

  const line = fc
    .array(fc.record({ places: fc.integer({ min: 1, max: 6 }), partOk: fc.boolean() }), { maxLength: 12 })
    .map((all) => all.map(({ places, partOk }, at) => waiting(places, partOk, `${at}`)));

  it('never gives more than there is, nor more than was asked', () => {
    fc.assert(
      fc.property(fc.nat({ max: 20 }), line, (free, all) => {
        const given = gifts(free, all);
        const asked = new Map(all.map(({ bookingId, places }) => [bookingId, places]));
        expect(given.reduce((sum, { places }) => sum + places, 0)).toBeLessThanOrEqual(free);
        expect(
          given.every(({ bookingId, places }) => places > 0 && places <= (asked.get(bookingId) ?? 0)),
        ).toBe(true);
      }),
    );
  });

  it('leaves nobody in line who fits in what is left (I2)', () => {
    fc.assert(
      fc.property(fc.nat({ max: 20 }), line, (free, all) => {
        const given = gifts(free, all);
        const left = free - given.reduce((sum, { places }) => sum + places, 0);
        const served = new Set(given.map(({ bookingId }) => bookingId));
        const stay = all.filter(({ bookingId }) => !served.has(bookingId));
        expect(stay.filter(({ places, partOk }) => places <= left || (partOk && left > 0))).toEqual([]);
      }),
    );
  });

  it('serves nobody ahead of an earlier one who asked for no more', () => {
    fc.assert(
      fc.property(fc.nat({ max: 20 }), line, (free, all) => {
        const served = new Set(gifts(free, all).map(({ bookingId }) => bookingId));
        const before = (at: number) => all.slice(0, at).filter(({ bookingId }) => !served.has(bookingId));
        const overtaken = all.filter(
          (it, at) =>
            served.has(it.bookingId) && !it.partOk && before(at).some(({ places }) => places <= it.places),
        );
        expect(overtaken).toEqual([]);
      }),
    );
  });
});

describe('a party that does something else at that time', () => {
  const of = (size: number, busy: number) => new Map([['a', { size, busy }]]);
  const next = waiting(1, false, 'b');

  it('is passed by when its time is full, and keeps nobody else from it', () => {
    expect(walkLine(2, [waiting(2, false, 'a'), next], of(3, 2))).toEqual([
      { bookingId: 'a', verdict: 'passed_time', places: 2, free: 2, time: { size: 3, busy: 2 } },
      { bookingId: 'b', verdict: 'given', places: 1, free: 2 },
    ]);
  });

  it('gets what it asked for when it has persons to spare', () => {
    expect(walkLine(2, [waiting(2, false, 'a')], of(4, 2))).toMatchObject([{ verdict: 'given', places: 2 }]);
  });

  it('gets as many as it has to spare when a part will do', () => {
    expect(walkLine(3, [waiting(3, true, 'a'), next], of(3, 2))).toMatchObject([
      { verdict: 'given', places: 1 },
      { bookingId: 'b', verdict: 'given' },
    ]);
    expect(walkLine(3, [waiting(3, true, 'a')], of(3, 3))).toMatchObject([{ verdict: 'passed_time' }]);
  });
});

describe('when a place is free', () => {
  const slot = { startsAt: new Date('2027-01-19T09:00Z'), directHours: 24 };
  it.each([
    ['2027-01-18T08:59:59Z', false],
    ['2027-01-18T09:00:00Z', true],
  ])('%s is too late to ask: %s', (now, late) => {
    expect(isTooLateToAsk(slot, new Date(now))).toBe(late);
  });
});
