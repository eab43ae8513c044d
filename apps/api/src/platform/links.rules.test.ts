import { expect, it } from 'vitest';
import { testEnvironment } from '../../test/database.ts';
import { readConfig } from './config.ts';
import { newCode, newId } from './ids.ts';
import { Keys } from './keys.ts';
import { Links } from './links.ts';

const linksOf = (env: Record<string, string> = {}) =>
  new Links(new Keys(readConfig({ ...testEnvironment('postgres://127.0.0.1/none'), ...env })));
const links = linksOf();
const id = newId();
const token = links.mint('party', id, 3);

it('reads what it minted, and mints the same again', () => {
  expect(links.read('party', token)).toEqual({ id, revision: 3 });
  expect(linksOf().mint('party', id, 3)).toBe(token);
  expect(token).toMatch(/^[\w-]{46}$/);
});

it('reads it for that purpose alone, and with that installation alone', () => {
  expect(links.read('device', token)).toBeUndefined();
  expect(linksOf({ INSTALLATION_KEY: '00'.repeat(32) }).read('party', token)).toBeUndefined();
});

it('refuses every changed character, spare bits, cuts and other texts', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const next = (one: string) => letters[(letters.indexOf(one) + 1) % 64] ?? '';
  const changed = Array.from(token, (one, at) => token.slice(0, at) + next(one) + token.slice(at + 1));
  const wrong = [...changed, token.slice(1), `${token}A`, '', ' '.repeat(46), token.replace(/.$/, '=')];
  expect(wrong.filter((it) => links.read('party', it) !== undefined)).toEqual([]);
});

it('makes another token for another revision', () => {
  expect(links.mint('party', id, 4)).not.toBe(token);
  expect(links.read('party', links.mint('party', id, 65_535))).toEqual({ id, revision: 65_535 });
  expect(() => links.mint('party', id, 65_536)).toThrow(RangeError);
});

it('makes codes that can be read aloud', () => {
  const codes = Array.from({ length: 2000 }, newCode);
  expect(codes.filter((code) => !/^[0-9A-HJKMNP-TV-Z]{8}$/.test(code))).toEqual([]);
  expect(new Set(codes).size).toBe(2000);
});

it('makes ids that sort by time', () => {
  const ids = [1e12, 2e12, 3e12].map((at) => newId(new Date(at)));
  expect(ids.toSorted()).toEqual(ids);
});
