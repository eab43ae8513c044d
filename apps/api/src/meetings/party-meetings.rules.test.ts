import { expect, it } from 'vitest';
import { joinUrlFor } from './party-meetings.rules.ts';

const meeting = {
  state: 'confirmed',
  startsAt: new Date('2027-01-19T17:00:00Z'),
  endsAt: new Date('2027-01-19T18:00:00Z'),
  joinUrl: 'https://moten.example.se/1',
};

it.each([
  ['2027-01-18T16:59:59Z', 'confirmed', null],
  ['2027-01-18T17:00:00Z', 'confirmed', meeting.joinUrl],
  ['2027-01-19T18:00:00Z', 'confirmed', meeting.joinUrl],
  ['2027-01-19T18:00:01Z', 'confirmed', null],
  ['2027-01-19T16:00:00Z', 'waiting', null],
  ['2027-01-19T16:00:00Z', 'offered', null],
])('at %s a party that is %s gets the link %s', (now, state, link) => {
  expect(joinUrlFor({ ...meeting, state }, new Date(now))).toBe(link);
});
