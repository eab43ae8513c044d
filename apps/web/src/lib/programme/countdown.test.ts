import { describe, expect, it } from 'vitest';
import { isSoon, openingsToCome, timeUntil } from './countdown.ts';

const now = new Date('2026-12-01T05:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
const hour = 60;
const day = 24 * hour;

describe('how long until', () => {
  it.each([
    [2 * day + 3 * hour, 'om 2 dagar och 3 timmar'],
    [day + hour, 'om 1 dag och 1 timme'],
    [3 * day, 'om 3 dagar'],
    [3 * day + 59, 'om 3 dagar'],
    [2 * hour + 1, 'om 2 timmar och 1 minut'],
    [hour, 'om 1 timme'],
    [59, 'om 59 minuter'],
    [1, 'om 1 minut'],
    [0.2, 'om 1 minut'],
    [-5, 'om 1 minut'],
  ])('%d minutes in Swedish: %s', (minutes, says) => {
    expect(timeUntil(later(minutes), now, 'sv')).toBe(says);
  });

  it.each([
    [day + 2 * hour, 'بعد يوم واحد وساعتين'],
    [2 * day + 3 * hour, 'بعد يومين و3 ساعات'],
    [11 * day + 11 * hour, 'بعد 11 يومًا و11 ساعة'],
    [100 * day, 'بعد 100 يوم'],
    [2 * hour + 1, 'بعد ساعتين ودقيقة واحدة'],
    [5, 'بعد 5 دقائق'],
  ])('%d minutes in Arabic, which has six plurals: %s', (minutes, says) => {
    expect(timeUntil(later(minutes), now, 'ar')).toBe(says);
  });

  it('asks to load the page again in the last hour', () => {
    expect([later(59), later(60)].map((at) => isSoon(at, now))).toEqual([true, false]);
  });
});

describe('what opens later', () => {
  const closesAt = later(90 * day);
  const openings = [
    { of: 'booking', audience: null, opensAt: later(-day), closesAt },
    { of: 'booking', audience: 'class', opensAt: later(3 * day), closesAt },
    { of: 'open-house', audience: null, opensAt: later(2 * day), closesAt },
    { of: 'registration', audience: null, opensAt: later(day), closesAt },
  ];
  const kinds = ['open-house', 'try-it'];

  it('is told for whom it is about, the next one first', () => {
    const of = (audience: string) => openingsToCome(openings, { audience, kinds, now }).map((it) => it.of);
    expect(of('family')).toEqual(['open-house']);
    expect(of('class')).toEqual(['open-house', 'booking']);
  });
});
