import { expect, test } from 'vitest';
import type { Booth, Feature, Hall } from './plan.ts';
import { lettersIn, readZoom, zoomBeside } from './plan.ts';
import { walkTo } from './walk.ts';

const booth = (code: string, x: number, y: number, width = 3, depth = 2): Booth => ({
  id: code,
  code,
  size: '3x2',
  ...{ x, y, width, depth },
  state: 'free',
  exhibitor: null,
});
const feature = (kind: string, label: string, x: number, y: number, width = 4, depth = 1): Feature => ({
  kind,
  label,
  ...{ x, y, width, depth },
});
const hall = (booths: Booth[], features: Feature[]): Hall => ({
  id: 'a',
  name: 'Hall A',
  width: 30,
  depth: 20,
  booths,
  features,
});
const door = feature('entrance', 'Entré 5', 2, 19);

test('the way goes from the nearest entrance, around what stands between', () => {
  const target = booth('A01', 10, 4);
  const wall = booth('A02', 0, 10, 21, 2);
  const far = feature('entrance', 'Entré 8', 26, 19);
  const straight = walkTo(hall([target], [door, far]), target);
  const around = walkTo(hall([target, wall], [door, far]), target);
  expect(straight?.from).toBe('Entré 5');
  expect(around?.from).toBe('Entré 8');
  expect(around?.metres).toBeGreaterThan(straight?.metres ?? 0);
  expect(around?.d).toMatch(/^M26|^M27|^M28/);
});

test('no entrance, or a booth walled in: no way rather than a wrong one', () => {
  const target = booth('A01', 10, 8);
  expect(walkTo(hall([target], []), target)).toBeUndefined();
  const shut = booth('A02', 0, 13, 30, 2);
  expect(walkTo(hall([target, shut], [door]), target)).toBeUndefined();
});

test('letters fit their booth', () => {
  expect(lettersIn('A30', 3, 2)).toBe(1.2);
  expect(lettersIn('A130', 2, 2)).toBeLessThan(0.8);
});

test('zoom goes by known steps and stops at the ends', () => {
  expect(readZoom(null)).toBe(1);
  expect(readZoom('77')).toBe(1);
  expect(readZoom('0')).toBe(0);
  expect(zoomBeside(1, 1)).toBe(1.6);
  expect(zoomBeside(2.4, 1)).toBeUndefined();
  expect(zoomBeside(0, -1)).toBeUndefined();
});
