import { expect, it } from 'vitest';
import { meanOf, percentOf, topOf, valueOf } from './readings.ts';
import type { Option } from './readings.ts';

const option = (value: number, count: Option['count']): Option => ({
  value,
  label: String(value),
  count,
  share: count,
});

it('tells zero, hidden and missing apart', () => {
  expect(
    [{ value: 0 }, { hidden: true as const }, { missing: true as const }, undefined].map(valueOf),
  ).toEqual([0, 'hidden', 'missing', 'missing']);
  expect(percentOf({ value: 0.256 })).toBe(26);
  expect(percentOf({ hidden: true })).toBe('hidden');
  expect(meanOf({ value: 3.14 })).toBe(3.1);
});

it('marks the option most have chosen, unless it cannot be told', () => {
  const [few, many] = [option(1, { value: 8 }), option(2, { value: 19 })];
  expect(topOf([few, many, option(3, { hidden: true })])).toBe(many);
  expect(topOf([few, option(2, { value: 8 })])).toBeUndefined();
  expect(topOf([option(1, { hidden: true })])).toBeUndefined();
  expect(topOf([option(1, { value: 0 })])).toBeUndefined();
});
