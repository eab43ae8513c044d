import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doerOf, masked, searchesOf } from './assist.rules.ts';

describe('a search', () => {
  it.each([
    ['4K7M-2QXN', ['reference 4K7M2QXN', 'words 4K7M-2QXN']],
    ['4kom 2qin', ['reference 4K0M2Q1N', 'words 4kom 2qin']],
    ['Ekskolan', ['reference EKSK01AN', 'words Ekskolan']],
    ['Someone@Example.se', ['email someone@example.se']],
    ['+46 31 368 40 00', ['phone 313684000']],
    ['031-70 70 700', ['phone 317070700']],
    ['31 70 70 70', ['reference 31707070', 'phone 31707070']],
    ['9B', ['words 9B']],
    ['Hvitfeldtska', ['words Hvitfeldtska']],
  ])('%s is meant as %s', (q, meant) => {
    expect(searchesOf(q).map(({ by, text }) => `${by} ${text}`)).toEqual(meant);
  });

  it('always means something', () => {
    fc.assert(fc.property(fc.string(), (q) => searchesOf(q).length > 0));
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
