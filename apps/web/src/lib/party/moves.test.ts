import { expect, it } from 'vitest';
import type { Slot } from '#lib/programme/slot-state.ts';
import { movesFrom } from './moves.ts';

const slot = (id: string, activity: string, hour: number, more: Partial<Slot> = {}) =>
  ({
    id,
    activity: { id: activity },
    language: 'ar',
    startsAt: `2026-12-15T${hour}:00:00Z`,
    bookable: true,
    ...more,
  }) as Slot;
const from = slot('now', 'meeting', 12);

it('prefers the same activity, then the same language, then the same kind; each in order of time', () => {
  const slots = [
    slot('somali', 'other', 10, { language: 'so' }),
    slot('arabic', 'other', 11),
    from,
    slot('late', 'meeting', 18),
    slot('early', 'meeting', 10),
  ];
  expect(movesFrom(from, slots, []).map(({ id }) => id)).toEqual(['early', 'late', 'arabic', 'somali']);
});

it('never offers what is full, booked already or the same', () => {
  const slots = [from, slot('full', 'meeting', 13, { bookable: false }), slot('mine', 'meeting', 14)];
  expect(movesFrom(from, slots, ['mine'])).toEqual([]);
});
