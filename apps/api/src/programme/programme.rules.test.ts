import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alternativesTo, slotRefusal } from './programme.rules.ts';
import type { Candidate, EditionFacts, SlotFacts } from './programme.rules.ts';

const now = new Date('2026-12-01T10:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const edition: EditionFacts = {
  state: 'current',
  openings: [
    { of: 'booking', audience: null, opensAt: later(-48), closesAt: later(480) },
    { of: 'open-house', audience: null, opensAt: later(240), closesAt: later(480) },
  ],
};
const family = { audience: 'family', size: 2 } as const;
const slot: SlotFacts = {
  kind: 'try-it',
  audience: ['family', 'class'],
  state: 'open',
  startsAt: later(24),
  free: 3,
  counts: 'persons',
};

describe('slotRefusal', () => {
  it.each([
    ['room', {}, undefined],
    ['room for just this party', { free: 2 }, undefined],
    ['room for a part of it', { free: 1 }, { code: 'slot_full' }],
    ['room for a party, whatever its size', { free: 1, counts: 'parties' }, undefined],
    ['no room for a party', { free: 0, counts: 'parties' }, { code: 'slot_full' }],
    ['full', { free: 0 }, { code: 'slot_full' }],
    ['started', { startsAt: now }, { code: 'slot_closed' }],
    ['paused', { state: 'paused' }, { code: 'slot_closed' }],
    ['withdrawn', { state: 'withdrawn' }, { code: 'slot_closed' }],
    ['for others', { audience: ['class'] }, { code: 'audience_mismatch' }],
    ['not open yet', { kind: 'open-house' }, { code: 'not_open_yet', opensAt: later(240) }],
    ['not open yet and full', { kind: 'open-house', free: 0 }, { code: 'not_open_yet', opensAt: later(240) }],
  ] as const)('%s', (_, change, expected) => {
    expect(slotRefusal(edition, { ...slot, ...change }, family, now)).toEqual(expected);
  });

  it('refuses everything of an edition that is not current, and without an opening', () => {
    expect(slotRefusal({ ...edition, state: 'finished' }, slot, family, now)).toEqual({
      code: 'slot_closed',
    });
    expect(slotRefusal({ ...edition, openings: [] }, slot, family, now)).toEqual({ code: 'slot_closed' });
  });
});

describe('alternativesTo', () => {
  const one = (
    id: string,
    activityId: string,
    language: string,
    hours: number,
    kind = 'meeting',
  ): Candidate => ({
    id,
    activityId,
    kind,
    language,
    startsAt: later(hours),
  });
  const full = one('full', 'arabic', 'ar', 10);

  it('prefers the same activity, then the same language, then the nearest of the kind', () => {
    const others = [
      one('somali', 'somali', 'so', 10),
      one('arabic far', 'arabic', 'ar', 90),
      one('arabic online', 'arabic online', 'ar', 12),
      one('other kind', 'talk', 'ar', 10, 'talk'),
      full,
    ];
    expect(alternativesTo(full, others).map(({ id }) => id)).toEqual([
      'arabic far',
      'arabic online',
      'somali',
    ]);
  });

  it('never gives more than three, itself or another kind', () => {
    const any = fc.record({
      id: fc.uuid(),
      activityId: fc.constantFrom('a', 'b'),
      kind: fc.constantFrom('meeting', 'talk'),
      language: fc.constantFrom('sv', 'ar', null),
      startsAt: fc.date({ noInvalidDate: true }),
    });
    fc.assert(
      fc.property(fc.array(any), (candidates) => {
        const given = alternativesTo(full, [...candidates, full]);
        const possible = candidates.filter(({ kind }) => kind === 'meeting').length;
        expect(given.length).toBe(Math.min(3, possible));
        expect(given.every((it) => it.kind === 'meeting' && it.id !== 'full')).toBe(true);
      }),
    );
  });
});
