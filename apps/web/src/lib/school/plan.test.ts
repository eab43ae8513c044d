import { describe, expect, test } from 'vitest';
import { stationsOf, windowDays, wishesIn } from './plan.ts';

const slot = (id: string, startsAt: string, bookable: boolean, title = 'Mura en vägg') =>
  ({
    id,
    startsAt,
    endsAt: startsAt,
    free: 3,
    bookable,
    activity: { id: title, titles: { sv: title } },
  }) as unknown as Parameters<typeof windowDays>[0][number];

describe('times of arrival', () => {
  const slots = [
    slot('late', '2026-12-16T23:30:00Z', true),
    slot('own', '2026-12-15T09:00:00Z', false),
    slot('first', '2026-12-15T08:00:00Z', true),
    slot('full', '2026-12-15T08:20:00Z', false),
  ];

  test('stand under the day of the fair, in the order of the clock', () => {
    const days = windowDays(slots, undefined, 'Europe/Stockholm');
    expect(days.map(({ date }) => date)).toEqual(['2026-12-15', '2026-12-17']);
    expect(days[0]?.choices.map(({ id }) => id)).toEqual(['first', 'full', 'own']);
  });

  test('can be chosen where all fit, and the own one is kept though it is full', () => {
    const [day] = windowDays(slots, 'own', 'Europe/Stockholm');
    expect(day?.choices.map(({ fits }) => fits)).toEqual([true, false, true]);
  });
});

test('a station stands once, by its name in Swedish order', () => {
  const slots = ['Öppna', 'Mura', 'Mura', 'Åk'].map((title, at) =>
    slot(String(at), '2026-12-15T08:00:00Z', true, title),
  );
  expect(stationsOf(slots, 'sv').map(({ text }) => text)).toEqual(['Mura', 'Åk', 'Öppna']);
});

test('what is not wished is left out; the strongest wish stands first', () => {
  const sent = { slot: ['x'], 'wish.a': ['1'], 'wish.b': ['0'], 'wish.c': ['3'] };
  expect(wishesIn(sent)).toEqual([
    { activity: 'c', weight: 3 },
    { activity: 'a', weight: 1 },
  ]);
});
