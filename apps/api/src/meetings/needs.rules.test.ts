import { describe, expect, it } from 'vitest';
import { isDue, isMet, markOf, markReached } from './needs.rules.ts';

it.each([
  [40, null],
  [29, null],
  [28, 28],
  [15, 28],
  [14, 14],
  [8, 14],
  [7, 7],
  [0, 7],
])('with %i days left the last mark reached is %s', (daysLeft, mark) => {
  expect(markOf(daysLeft)).toBe(mark);
});

it.each([
  [29, undefined],
  [28, 28],
  [26, 28],
  [25, undefined],
  [14, 14],
  [11, undefined],
  [7, 7],
  [4, undefined],
])('with %i days left the mark to tell of is %s, two days late at most', (daysLeft, mark) => {
  expect(markReached(daysLeft)).toBe(mark);
});

describe('a need is met', () => {
  const room = { access: ['wheelchair', 'hearing-loop'], online: false, language: 'so' };

  it.each([
    ['wheelchair', '', true],
    ['hearing-loop', '', true],
    ['quiet', '', false],
    ['interpreter', 'so', true],
    ['interpreter', 'ar', false],
    ['interpreter', '', false],
    ['language-guide', '', false],
    ['sign-language', '', false],
  ])('%s %s: %s', (need, language, met) => {
    expect(isMet({ need, language }, room)).toBe(met);
  });

  it('where one sits at home, and where signing is the language', () => {
    const online = { access: [], online: true, language: null };
    expect(isMet({ need: 'wheelchair', language: '' }, online)).toBe(true);
    expect(isMet({ need: 'interpreter', language: 'ar' }, online)).toBe(false);
    expect(isMet({ need: 'sign-language', language: '' }, { ...online, language: 'sgn-SE' })).toBe(true);
  });
});

describe('a slot is due', () => {
  const line = { need: 'interpreter', language: 'ar', met: false, orderedParties: null };

  it('from four weeks before, until everything is met or ordered', () => {
    expect(isDue(29, [line])).toBe(false);
    expect(isDue(28, [line])).toBe(true);
    expect(
      isDue(28, [
        { ...line, met: true },
        { ...line, orderedParties: 1 },
      ]),
    ).toBe(false);
    expect(isDue(3, [{ ...line, orderedParties: 1 }, line])).toBe(true);
  });
});
