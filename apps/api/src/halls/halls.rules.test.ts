import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boothState, decimetresOf, fits, metresOf } from './halls.rules.ts';

const now = new Date('2027-03-15T09:00:00Z');
const later = new Date('2027-03-15T09:00:01Z');

describe('lengths', () => {
  it('comes back as the same metres from decimetres', () => {
    const whole = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(fc.record({ x: whole, y: whole, width: whole, depth: whole }), (it) => {
        expect(decimetresOf(metresOf(it))).toEqual(it);
      }),
    );
  });

  it.each([
    [0, 0, 500, 300, true],
    [460, 280, 40, 20, true],
    [461, 280, 40, 20, false],
    [460, 281, 40, 20, false],
    [-1, 0, 40, 20, false],
    [0, -1, 40, 20, false],
    [0, 0, 501, 20, false],
  ])('at %i, %i a booth of %i by %i is inside: %s', (x, y, width, depth, inside) => {
    expect(fits({ x, y, width, depth }, { width: 500, depth: 300 })).toBe(inside);
  });
});

it.each([
  [false, null, 'free'],
  [false, later, 'held'],
  [false, now, 'free'],
  [true, null, 'taken'],
  [true, later, 'taken'],
] as const)('a booth taken: %s, held until %s is %s', (taken, heldUntil, state) => {
  expect(boothState({ taken, heldUntil }, now)).toBe(state);
});
