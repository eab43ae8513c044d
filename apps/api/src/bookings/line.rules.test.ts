import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasFilledTheTime, isTooLateToAsk, offerEnds, walkLine } from './line.rules.ts';
import type { Waiting } from './line.rules.ts';

const waiting = (places: number, partOk = false, id = `${places}`): Waiting => ({
  bookingId: id,
  partyId: id,
  places,
  partOk,
});
const given = (free: number, line: Waiting[]) =>
  walkLine(free, line).map(({ bookingId, places }) => [bookingId, places]);

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
        const gifts = walkLine(free, all);
        const asked = new Map(all.map(({ bookingId, places }) => [bookingId, places]));
        expect(gifts.reduce((sum, { places }) => sum + places, 0)).toBeLessThanOrEqual(free);
        expect(
          gifts.every(({ bookingId, places }) => places > 0 && places <= (asked.get(bookingId) ?? 0)),
        ).toBe(true);
      }),
    );
  });

  it('leaves nobody in line who fits in what is left (I2)', () => {
    fc.assert(
      fc.property(fc.nat({ max: 20 }), line, (free, all) => {
        const gifts = walkLine(free, all);
        const left = free - gifts.reduce((sum, { places }) => sum + places, 0);
        const served = new Set(gifts.map(({ bookingId }) => bookingId));
        const stay = all.filter(({ bookingId }) => !served.has(bookingId));
        expect(stay.filter(({ places, partOk }) => places <= left || (partOk && left > 0))).toEqual([]);
      }),
    );
  });

  it('serves nobody ahead of an earlier one who asked for no more', () => {
    fc.assert(
      fc.property(fc.nat({ max: 20 }), line, (free, all) => {
        const served = new Set(walkLine(free, all).map(({ bookingId }) => bookingId));
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

describe('when a place is free', () => {
  const slot = {
    startsAt: new Date('2027-01-19T09:00Z'),
    endsAt: new Date('2027-01-19T10:00Z'),
    directHours: 24,
    offerHours: 12,
  };
  it.each([
    ['2027-01-18T08:59:59Z', false],
    ['2027-01-18T09:00:00Z', true],
  ])('%s is too late to ask: %s', (now, late) => {
    expect(isTooLateToAsk(slot, new Date(now))).toBe(late);
  });

  it('offers for the hours of the kind, never past the start', () => {
    expect(offerEnds(slot, new Date('2027-01-10T09:00Z'))).toEqual(new Date('2027-01-10T21:00Z'));
    expect(offerEnds(slot, new Date('2027-01-19T01:00Z'))).toEqual(slot.startsAt);
  });

  it('passes by a party whose time is full, not one that has persons to spare', () => {
    const visit = { slotId: 'x', places: 2, startsAt: slot.startsAt, endsAt: slot.endsAt };
    const gift = { bookingId: 'b', partyId: 'p', places: 2 };
    expect(hasFilledTheTime(gift, { size: 3, visits: [visit], still: true }, slot)).toBe(true);
    expect(hasFilledTheTime(gift, { size: 4, visits: [visit], still: true }, slot)).toBe(false);
  });
});
