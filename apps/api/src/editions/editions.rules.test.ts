import { describe, expect, it } from 'vitest';
import { openingFor } from './editions.rules.ts';
import type { Audience, Opening } from './editions.rules.ts';

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const opening = (of: string, audience: Audience | null, from: number, to: number): Opening => ({
  of,
  audience,
  opensAt: at(from),
  closesAt: at(to),
});

describe('openingFor', () => {
  const general = opening('booking', null, 10, 20);
  const families = opening('booking', 'family', 12, 20);
  const houses = opening('open-house', null, 14, 20);
  const houseClasses = opening('open-house', 'class', 16, 20);
  const all = [general, families, houses, houseClasses];

  it.each([
    ['try-it', 'single', 11, { state: 'open', closesAt: at(20) }],
    ['try-it', 'family', 11, { state: 'not_open_yet', opensAt: at(12) }],
    ['open-house', 'family', 13, { state: 'not_open_yet', opensAt: at(14) }],
    ['open-house', 'class', 15, { state: 'not_open_yet', opensAt: at(16) }],
    ['open-house', 'single', 15, { state: 'open', closesAt: at(20) }],
    ['try-it', 'single', 9, { state: 'not_open_yet', opensAt: at(10) }],
  ] as const)('%s for %s on day %i', (kind, audience, day, expected) => {
    expect(openingFor(all, kind, audience, at(day))).toEqual(expected);
  });

  it('is open at the instant of opening and closed at the instant of closing', () => {
    expect(openingFor([general], 'try-it', 'family', at(10)).state).toBe('open');
    expect(openingFor([general], 'try-it', 'family', at(20))).toEqual({ state: 'slot_closed' });
  });

  it('is closed without an opening, and an opening for registration opens no booking', () => {
    expect(openingFor([], 'try-it', 'family', at(11))).toEqual({ state: 'slot_closed' });
    expect(openingFor([opening('registration', null, 1, 30)], 'try-it', 'family', at(11))).toEqual({
      state: 'slot_closed',
    });
  });

  it('does not fall back to a wider opening when the narrow one has closed', () => {
    const closed = opening('try-it', null, 1, 5);
    expect(openingFor([general, closed], 'try-it', 'family', at(11))).toEqual({ state: 'slot_closed' });
  });
});
