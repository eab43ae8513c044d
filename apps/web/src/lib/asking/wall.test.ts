import { expect, it } from 'vitest';
import { instantOf } from './wall.ts';

it.each([
  ['2027-01-19', '08:00', '2027-01-19T07:00:00.000Z'],
  ['2027-07-01', '00:30', '2027-06-30T22:30:00.000Z'],
  ['2027-03-28', '01:59', '2027-03-28T00:59:00.000Z'],
  ['2027-03-28', '03:00', '2027-03-28T01:00:00.000Z'],
  ['2027-10-31', '04:00', '2027-10-31T03:00:00.000Z'],
])('%s %s in Gothenburg is %s', (day, time, instant) => {
  expect(instantOf(day, time, 'Europe/Stockholm')).toBe(instant);
});

it('knows no instant of what is no day or time', () => {
  expect(instantOf('', '', 'Europe/Stockholm')).toBeUndefined();
  expect(instantOf('2027-13-40', '08:00', 'Europe/Stockholm')).toBeUndefined();
  expect(instantOf('2027-01-19', '8', 'Europe/Stockholm')).toBeUndefined();
});
