import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, it } from 'vitest';
import { readTicket, signTicket, ticketKey } from './index.ts';
import type { TicketPayload } from './index.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const rawKey = (publicKey.export({ format: 'jwk' }) as { x: string }).x;
const signer = (bytes: Uint8Array) => sign(null, bytes, privateKey);
const payload: TicketPayload = {
  party: '019c8f0a-7a3b-7c11-8d2e-0123456789ab',
  edition: '019c8f0a-7a3b-7c11-8d2e-ba9876543210',
  size: 28,
  kind: 'class',
  days: 0b101,
  revision: 3,
};

it('reads what was signed', async () => {
  const text = signTicket(payload, signer);
  expect(text).toMatch(/^VV1[0-9A-HJKMNP-TV-Z]{165}$/);
  expect(await readTicket(text, await ticketKey(rawKey))).toEqual(payload);
});

it('refuses a ticket with any one character changed', async () => {
  const key = await ticketKey(rawKey);
  const text = signTicket(payload, signer);
  const changed = Array.from(
    text,
    (one, at) => text.slice(0, at) + (one === '0' ? '1' : '0') + text.slice(at + 1),
  );
  expect(changed.filter((it) => it === text)).toEqual([]);
  const read = await Promise.all(changed.map((it) => readTicket(it, key)));
  expect(read.filter((it) => it !== undefined)).toEqual([]);
});

it('refuses a ticket signed by somebody else', async () => {
  const other = generateKeyPairSync('ed25519').privateKey;
  const forged = signTicket(payload, (bytes) => sign(null, bytes, other));
  expect(await readTicket(forged, await ticketKey(rawKey))).toBeUndefined();
});

it('refuses lower case, cut, lengthened and foreign texts, and spare bits', async () => {
  const key = await ticketKey(rawKey);
  const text = signTicket(payload, signer);
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const spare = text.slice(0, -1) + String(alphabet[alphabet.indexOf(text.slice(-1)) ^ 1]);
  for (const wrong of [text.toLowerCase(), text.slice(0, -1), `${text}0`, 'https://example.se', '', spare])
    expect(await readTicket(wrong, key)).toBeUndefined();
});

it.each([
  ['a size of 0', { size: 0 }],
  ['a size beyond 16 bits', { size: 65_536 }],
  ['a day beyond the eighth', { days: 256 }],
  ['an id that is none', { party: 'x' }],
])('does not sign %s', (_, wrong) => {
  expect(() => signTicket({ ...payload, ...wrong }, signer)).toThrow(RangeError);
});
