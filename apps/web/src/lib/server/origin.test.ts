import { expect, test } from 'vitest';
import { isForeignWrite, originOf } from './origin.ts';

const own = 'http://127.0.0.1:3000';
const form = 'application/x-www-form-urlencoded; charset=utf-8';
const request = (method: string, headers: Record<string, string>) =>
  new Request(`${own}/`, { method, headers });

test.each([
  ['a form of our own', 'POST', { origin: own, 'content-type': form }, false],
  ['a form of another site', 'POST', { origin: 'http://evil.example', 'content-type': form }, true],
  [
    'the same host under another scheme',
    'POST',
    { origin: 'https://127.0.0.1:3000', 'content-type': form },
    true,
  ],
  ['a sandboxed page', 'POST', { origin: 'null', 'content-type': form }, true],
  ['a form that names no origin', 'POST', { 'content-type': form }, true],
  ['a write without any type', 'DELETE', {}, true],
  ['text posing as JSON', 'POST', { 'content-type': 'text/plain' }, true],
  ['a program that sends JSON', 'POST', { 'content-type': 'application/json' }, false],
  [
    'JSON from another site',
    'POST',
    { origin: 'http://evil.example', 'content-type': 'application/json' },
    true,
  ],
  [
    'JSON across sites without an origin',
    'POST',
    { 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
    true,
  ],
  ['reading from anywhere', 'GET', { origin: 'http://evil.example' }, false],
] as const)('%s', (_, method, headers, expected) => {
  expect(isForeignWrite(request(method, headers), own)).toBe(expected);
});

test('the origin is plain http and the host unless a proxy or the configuration says otherwise', () => {
  const plain = request('GET', { host: 'localhost:3000' });
  const proxied = request('GET', {
    host: '10.0.0.2',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'fair.example',
  });
  expect(originOf(plain, '')).toBe('http://localhost:3000');
  expect(originOf(proxied, '')).toBe('https://fair.example');
  expect(originOf(proxied, 'https://set.example')).toBe('https://set.example');
});
