import { expect, test } from 'vitest';
import { slotSays, slotState } from './slot-state.ts';

const now = new Date('2027-08-30T04:00:00Z');
const base = { counts: 'persons' as const, capacity: 40, free: 26, waiting: 0, bookable: true };

test.each([
  [base, 'free', '26 platser kvar'],
  [{ ...base, free: 4 }, 'few', 'Bara 4 platser kvar'],
  [{ ...base, capacity: 8, free: 1 }, 'few', 'Bara 1 plats kvar'],
  [{ ...base, counts: 'parties' as const, capacity: 3, free: 1 }, 'few', 'Plats för 1 sällskap'],
  [{ ...base, free: 2, bookable: false, refusal: 'slot_full' }, 'short', 'Bara 2 platser kvar'],
  [{ ...base, free: 0, waiting: 11, bookable: false, refusal: 'slot_full' }, 'full', 'Fullt, 11 väntar'],
  [{ ...base, free: 0, bookable: false }, 'full', 'Fullt'],
  [{ ...base, bookable: false, refusal: 'slot_closed' }, 'full', 'Stängt för bokning'],
  [
    { ...base, bookable: false, refusal: 'not_open_yet', opensAt: '2027-09-01T07:00:00Z' },
    'soon',
    'Öppnar onsdag 1 september 09.00, om 2 dagar och 3 timmar',
  ],
])('%o is %s', (slot, state, says) => {
  expect(slotState(slot)).toBe(state);
  expect(slotSays(slot, { locale: 'sv', timeZone: 'Europe/Stockholm', now })).toBe(says);
});
