import { expect, it } from 'vitest';
import { minutesLeft, readHold } from './hold.ts';

const until = '2026-12-01T10:05:00.000Z';
const hold = { token: '0198c000-token', until };

it('stands in the address, whole or not at all', () => {
  const read = (query: string) => readHold(new URLSearchParams(query));
  expect(read(`hold=${hold.token}&until=${until}`)).toEqual(hold);
  expect(read(`hold=${hold.token}`)).toBeUndefined();
  expect(read(`hold=<script>&until=${until}`)).toBeUndefined();
  expect(read(`hold=${hold.token}&until=soon`)).toBeUndefined();
});

it.each([
  ['2026-12-01T10:00:00Z', 5],
  ['2026-12-01T10:04:01Z', 1],
  ['2026-12-01T10:05:00Z', 0],
  ['2026-12-01T11:00:00Z', 0],
])('at %s there are %d minutes left', (now, minutes) => {
  expect(minutesLeft(hold, new Date(now))).toBe(minutes);
});
