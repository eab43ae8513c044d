import { describe, expect, it } from 'vitest';
import { Day, Instant } from './words.ts';

// What PostgreSQL or a calendar cannot hold is refused here, and not met as an error there.
describe('an instant', () => {
  it.each(['2027-01-19T08:00:00Z', '2027-01-19T08:00:00.123456+01:00', '1900-01-01T00:00:00-14:00'])(
    'may be %s',
    (it) => expect(Instant.safeParse(it).success).toBe(true),
  );

  it.each([
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2027-01-19T08:00:00+15:00',
    `2027-01-19T08:00:00.${'0'.repeat(200)}Z`,
    '2027-01-19T08:00:00',
    '2027-02-30T08:00:00Z',
  ])('is never %s', (it) => expect(Instant.safeParse(it).success).toBe(false));
});

describe('a day', () => {
  it.each(['1900-01-01', '2028-02-29', '2199-12-31'])('may be %s', (it) =>
    expect(Day.safeParse(it).success).toBe(true),
  );

  it.each(['0000-01-01', '1899-12-31', '2200-01-01', '9999-12-31', '2027-02-29'])('is never %s', (it) =>
    expect(Day.safeParse(it).success).toBe(false),
  );
});
