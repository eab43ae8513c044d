import { describe, expect, it } from 'vitest';
import { canRelease, countsBy, dayAt } from './slots.ts';
import type { Party, Slot } from './slots.ts';

const slot = (from: string, to: string, more: Partial<Slot> = {}): Slot => ({
  id: from,
  activity: { id: 'a', title: 'Svetsa', titles: { sv: 'Svetsa' } },
  place: null,
  startsAt: `2026-12-15T${from}:00Z`,
  endsAt: `2026-12-15T${to}:00Z`,
  language: null,
  state: 'open',
  capacity: 8,
  taken: 0,
  dropIns: { came: 0, room: 0 },
  releasesAt: null,
  releasesItself: false,
  parties: [],
  ...more,
});
const day = [slot('09:00', '09:20'), slot('09:40', '10:00'), slot('10:20', '10:40'), slot('11:00', '11:20')];
const at = (time: string) => `2026-12-15T${time}:00Z`;
const ids = (slots: readonly Slot[]) => slots.map(({ id }) => id);

describe('the day of a station', () => {
  it('is told apart by what is on, next, later and over', () => {
    const parts = dayAt(day, at('09:50'));
    expect([parts.over, parts.now, parts.next, parts.later].map(ids)).toEqual([
      ['09:00'],
      ['09:40'],
      ['10:20'],
      ['11:00'],
    ]);
  });

  it('has nothing on between two slots, and ends', () => {
    expect(ids(dayAt(day, at('09:30')).now)).toEqual([]);
    expect(ids(dayAt(day, at('11:20')).over)).toEqual(ids(day));
  });
});

describe('what a host can do', () => {
  it('counts from half an hour before', () => {
    expect([
      countsBy(slot('09:00', '09:20'), at('08:29')),
      countsBy(slot('09:00', '09:20'), at('08:30')),
    ]).toEqual([false, true]);
  });

  it('releases from its minute on, where somebody has not come', () => {
    const party = { state: 'confirmed', came: null } as Party;
    const due = slot('09:00', '09:20', { releasesAt: at('09:05'), parties: [party] });
    expect([at('09:04'), at('09:05')].map((now) => canRelease(due, now))).toEqual([false, true]);
    expect(canRelease({ ...due, parties: [{ ...party, came: 2 }] }, at('09:10'))).toBe(false);
    expect(canRelease({ ...due, state: 'paused' }, at('09:10'))).toBe(false);
  });
});
