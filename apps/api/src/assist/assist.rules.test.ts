import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doerOf, masked, searchOf } from './assist.rules.ts';

describe('a search', () => {
  it.each([
    ['4K7M-2QXN', 'reference', '4K7M2QXN'],
    ['4k7m 2qxn', 'reference', '4K7M2QXN'],
    ['4KOM 2QIN', 'reference', '4K0M2Q1N'],
    ['Someone@Example.se', 'email', 'someone@example.se'],
    ['+46 31 368 40 00', 'phone', '313684000'],
    ['031 368 40 00', 'phone', '313684000'],
    ['031-70 70 700', 'phone', '317070700'],
    ['9B', 'words', '9B'],
    ['Hvitfeldtska', 'words', 'Hvitfeldtska'],
    ['Ekskolan', 'words', 'Ekskolan'],
  ])('%s is meant by %s', (q, by, text) => {
    expect(searchOf(q)).toEqual({ by, text });
  });

  it('always means something', () => {
    fc.assert(fc.property(fc.string(), (q) => searchOf(q).by.length > 0));
  });
});

describe('an address', () => {
  it('is shown with most of it left out', () => {
    expect(masked('anna.svensson@example.se')).toBe('a…@example.se');
    expect(masked('"odd@name"@example.se')).toBe('"…@example.se');
    expect(masked(null)).toBeNull();
  });
});

describe('who did something', () => {
  it('is told by the account, else by what it was', () => {
    expect(doerOf({ action: 'booking.made', accountId: 'x' })).toBe('staff');
    expect(doerOf({ action: 'booking.made', accountId: null })).toBe('party');
    expect(doerOf({ action: 'offer.expired', accountId: null })).toBe('system');
  });
});
