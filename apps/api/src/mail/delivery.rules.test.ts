import { expect, it } from 'vitest';
import { isAddress, masked, patienceOf, verdictOn, waitAfter } from './delivery.rules.ts';

const smtp = (responseCode: number, command: string, response: string, code = 'EENVELOPE') =>
  Object.assign(new Error(response), { responseCode, command, response, code });

it.each([
  [smtp(550, 'RCPT TO', '550 5.1.1 <a@example.se>: unknown'), { again: false, error: '550 5.1.1' }],
  [smtp(554, 'DATA', '554 refused a@example.se', 'EMESSAGE'), { again: false, error: '554' }],
  [smtp(451, 'RCPT TO', '451-4.7.1 later a@example.se'), { again: true, error: '451 4.7.1' }],
  [smtp(421, 'DATA', '421 4.3.2 closing', 'EMESSAGE'), { again: true, error: '421 4.3.2' }],
  [smtp(535, 'AUTH PLAIN', '535 5.7.8 bad credentials', 'EAUTH'), { again: true, error: '535 5.7.8' }],
  [smtp(554, 'CONN', '554 5.7.1 go away', 'EPROTOCOL'), { again: true, error: '554 5.7.1' }],
  [
    Object.assign(new Error('Timeout a@example.se'), { code: 'ETIMEDOUT' }),
    { again: true, error: 'ETIMEDOUT' },
  ],
  [Object.assign(new Error('no recipients'), { code: 'EENVELOPE' }), { again: false, error: 'EENVELOPE' }],
  [new TypeError('a@example.se is not a function'), { again: true, error: 'TypeError' }],
])('%s', (error, verdict) => {
  expect(verdictOn(error)).toEqual(verdict);
});

it('waits twice as long each time, and ends within three hours', () => {
  const patience = patienceOf(1);
  const tries = Array.from({ length: patience.maxAttempts - 1 }, (_, index) =>
    waitAfter(index + 1, patience),
  );
  expect(tries.map((ms) => ms / 60_000)).toEqual([1, 2, 4, 8, 16, 32, 64]);
});

it.each(['a@example.se', "o'hara+x@sub.example.se", 'å@exempel.se'])('%s is an address', (text) => {
  expect(isAddress(text)).toBe(true);
});

it.each([
  '',
  'a',
  'a@',
  '@b',
  'a@b@c',
  'a@b\r\nRCPT TO:<c@d>',
  'a@b, c@d',
  '<a@b>',
  'a@b;c',
  'A <a@b>',
  'a @b',
  'a@b\0',
])('%j is none', (text) => {
  expect(isAddress(text)).toBe(false);
});

it('masks addresses', () => {
  expect(['anna@example.se', 'ö@example.se', null].map(masked)).toEqual([
    'a…@example.se',
    'ö…@example.se',
    '–',
  ]);
});
