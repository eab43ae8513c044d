import { expect, it } from 'vitest';
import { suggest, worthOneMore } from './demand.rules.ts';

const evening = 18 * 60;
const asked = (language: string, waiting: number, minuteOfDay = evening) => ({
  language,
  kind: 'guardian-meeting',
  waiting,
  minuteOfDay,
  minutes: 60,
});
const free = (place: string, day: number, minuteOfDay: number) => ({
  place,
  minuteOfDay,
  startsAt: new Date(Date.UTC(2027, 0, day, 0, minuteOfDay)),
});

it('suggests nothing for a short line, and nothing where nothing is free', () => {
  expect(suggest([asked('so', worthOneMore - 1)], [free('G3', 19, evening)]).size).toBe(0);
  expect(suggest([asked('so', worthOneMore)], []).size).toBe(0);
});

it('suggests the nearest time of day, then the earliest day', () => {
  const so = asked('so', 23);
  const best = free('G3', 20, evening + 30);
  const found = suggest([so], [free('G2', 19, 10 * 60), free('G3', 21, evening + 30), best]);
  expect(found.get(so)).toBe(best);
});

it('gives a room once at a time: the longest line chooses first', () => {
  const [so, ar] = [asked('so', 12), asked('ar', 40)];
  const [early, late] = [free('G3', 20, evening), free('G3', 20, evening + 90)];
  const between = free('G3', 20, evening + 30);
  const found = suggest([so, ar], [early, between, late]);
  expect([found.get(ar), found.get(so)]).toEqual([early, late]);
});
