import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clashIn, mayBook, openingFor, overlap, peakDuring } from './bookings.rules.ts';
import type { Held, Opening, PartyKind, Question, SlotFacts, Span } from './bookings.rules.ts';

const at = (hour: number): Date => new Date(Date.UTC(2027, 0, 19, 0, hour * 60));
const now = at(8);

const slot = (it: Partial<SlotFacts> = {}): SlotFacts => ({
  id: 'a',
  kind: 'try-it',
  state: 'open',
  audience: ['family'],
  partyLimit: 2,
  counts: 'persons',
  startsAt: at(10),
  endsAt: at(11),
  ...it,
});
const opening = (it: Partial<Opening> = {}): Opening => ({
  of: 'booking',
  audience: null,
  opensAt: at(0),
  closesAt: at(20),
  ...it,
});
const held = (it: Partial<Held>): Held => ({ ...slot(), slotId: 'h', places: 1, state: 'confirmed', ...it });

const asking = ({
  slots = [slot()],
  ...it
}: Partial<Omit<Question, 'slots'>> & { slots?: SlotFacts[] } = {}): Question => ({
  now,
  finished: false,
  party: { kind: 'family', size: 4 },
  openings: [opening()],
  wanted: [{ slotId: 'a', places: 4 }],
  held: [],
  ...it,
  slots: new Map(slots.map((one) => [one.id, one])),
});

const codeOf = (it: Question): string => mayBook(it)?.code ?? 'booked';

describe('mayBook', () => {
  const b = slot({ id: 'b', startsAt: at(10.5), endsAt: at(11.5) });
  const both = (a: number, places: number) => [
    { slotId: 'a', places: a },
    { slotId: 'b', places },
  ];
  it.each<[string, Parameters<typeof asking>[0], string]>([
    ['an open slot', {}, 'booked'],
    ['a slot nobody knows', { wanted: [{ slotId: 'x', places: 1 }] }, 'slot_unknown'],
    ['a paused slot', { slots: [slot({ state: 'paused' })] }, 'slot_closed'],
    ['a withdrawn slot', { slots: [slot({ state: 'withdrawn' })] }, 'slot_closed'],
    ['a slot that begins now', { slots: [slot({ startsAt: now })] }, 'slot_closed'],
    ['a finished edition', { finished: true }, 'slot_closed'],
    ['a slot for classes', { slots: [slot({ audience: ['class'] })] }, 'audience_mismatch'],
    ['before it opens', { openings: [opening({ opensAt: at(9) })] }, 'not_open_yet'],
    ['the instant it opens', { openings: [opening({ opensAt: now })] }, 'booked'],
    ['the instant it closes', { openings: [opening({ closesAt: now })] }, 'slot_closed'],
    ['what never opens', { openings: [] }, 'slot_closed'],
    ['more places than persons', { wanted: [{ slotId: 'a', places: 5 }] }, 'over_party_size'],
    [
      'the same slot twice',
      {
        wanted: [
          { slotId: 'a', places: 2 },
          { slotId: 'a', places: 2 },
        ],
      },
      'already_booked',
    ],
    ['a slot it waits for', { held: [held({ slotId: 'a', state: 'waiting' })] }, 'already_booked'],
    ['overlapping slots for all', { slots: [slot(), b], wanted: both(4, 1) }, 'overlaps'],
    ['overlapping slots, split', { slots: [slot(), b], wanted: both(3, 1) }, 'booked'],
    ['what overlaps a booking', { held: [held({ startsAt: at(10.5) })] }, 'overlaps'],
    ['what overlaps an offer', { held: [held({ state: 'offered' })] }, 'overlaps'],
    ['what overlaps a line it stands in', { held: [held({ state: 'waiting' })] }, 'booked'],
    ['what begins as another ends', { held: [held({ startsAt: at(9), endsAt: at(10) })] }, 'booked'],
    [
      'the third of two',
      { held: [held({ startsAt: at(12), endsAt: at(13) }), held({ startsAt: at(14), endsAt: at(15) })] },
      'limit_reached',
    ],
    [
      'another kind than the full one',
      {
        held: [
          held({ kind: 'x', startsAt: at(12), endsAt: at(13) }),
          held({ kind: 'x', startsAt: at(14), endsAt: at(15) }),
        ],
      },
      'booked',
    ],
  ])('%s', (_, question, code) => {
    expect(codeOf(asking(question))).toBe(code);
  });
});

describe('openingFor', () => {
  const rows = (['try-it', 'booking'] as const).flatMap((of) =>
    (['family', null] as const).map((audience) => opening({ of, audience })),
  );
  it('lets the most particular row speak', () => {
    for (const [first, row] of rows.entries())
      expect(openingFor(rows.slice(first).toReversed(), 'try-it', 'family')).toBe(row);
    expect(openingFor(rows, 'try-it', 'class')).toBe(rows[1]);
    expect(openingFor(rows, 'other', 'class')).toBe(rows[3]);
    expect(openingFor(rows.slice(0, 1), 'try-it', 'class')).toBeUndefined();
  });

  it('never answers with a row of another kind or audience', () => {
    const kinds = fc.constantFrom('try-it', 'meeting', 'booking', 'registration');
    const audiences = fc.constantFrom<PartyKind | null>('family', 'class', null);
    const some = fc.array(fc.record({ of: kinds, audience: audiences }).map((it) => opening(it)));
    fc.assert(
      fc.property(some, (openings) => {
        const found = openingFor(openings, 'try-it', 'family');
        return (
          !found || (['try-it', 'booking'].includes(found.of) && [null, 'family'].includes(found.audience))
        );
      }),
    );
  });
});

const span = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 6 }))
  .map(([from, hours]): Span => ({ startsAt: at(from), endsAt: at(from + hours) }));
const visit = fc
  .tuple(span, fc.integer({ min: 1, max: 5 }), fc.uuid())
  .map(([it, places, slotId]) => ({ ...it, places, slotId }));
const visits = fc.array(visit, { maxLength: 8 });

/** The slow and obvious way: hour by hour. */
const byTheHour = (it: Span, all: readonly (Span & { places: number })[]): number => {
  const hours = Array.from({ length: 30 }, (_, hour) => at(hour)).filter(
    (hour) => hour >= it.startsAt && hour < it.endsAt,
  );
  return Math.max(
    ...hours.map((hour) =>
      all
        .filter(({ startsAt, endsAt }) => startsAt <= hour && hour < endsAt)
        .reduce((sum, { places }) => sum + places, 0),
    ),
  );
};

describe('a party in several places', () => {
  it('peaks where counting hour by hour says', () => {
    fc.assert(fc.property(span, visits, (it, all) => peakDuring(it, all) === byTheHour(it, all)));
  });

  it('clashes exactly when some instant has more places than the party is', () => {
    const day = { startsAt: at(0), endsAt: at(30) };
    fc.assert(
      fc.property(visits, fc.integer({ min: 5, max: 12 }), (all, size) => {
        const asked = all.map((it) => ({ ...it, counts: 'persons' as const }));
        expect(clashIn(asked, size) !== undefined).toBe(byTheHour(day, all) > size);
      }),
    );
  });

  it('overlaps both ways or not at all', () => {
    fc.assert(fc.property(span, span, (a, b) => overlap(a, b) === overlap(b, a)));
  });
});
