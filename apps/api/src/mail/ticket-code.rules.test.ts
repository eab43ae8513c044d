import { decode } from 'fast-png';
import { encode as qr } from 'uqr';
import { expect, it } from 'vitest';
import { ticketPng } from './ticket-code.rules.ts';

const text = `V1.${'Ab3xYz9Q'.repeat(15)}`;

it('is a picture of exactly the code, eight dots a module, light around it', () => {
  const { width, height, depth, channels, data } = decode(ticketPng(text), { checkCrc: true });
  const { data: modules, size } = qr(text, { ecc: 'M', border: 4, maskPattern: 2 });
  expect({ width, height, depth, channels }).toEqual({
    width: size * 8,
    height: size * 8,
    depth: 1,
    channels: 1,
  });
  const drawn = Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) => data[(y * 8 + 7) * size + x] === 0x00),
  );
  expect(drawn).toEqual(modules);
  expect(drawn.slice(0, 4).flat()).not.toContain(true);
});

it('is small', () => {
  expect(ticketPng(text).length).toBeLessThan(2000);
});
