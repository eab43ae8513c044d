import { expect, test } from 'vitest';
import { addressIn, splitLocale } from './address.ts';

test.each([
  ['/', { locale: 'sv', path: '/' }],
  ['/programme', { locale: 'sv', path: '/programme' }],
  ['/en', { locale: 'en', path: '/' }],
  ['/ar/party/x', { locale: 'ar', path: '/party/x' }],
  ['/english', { locale: 'sv', path: '/english' }],
  ['/sv/programme', { locale: 'sv', path: '/sv/programme' }],
  ['/constructor', { locale: 'sv', path: '/constructor' }],
])('the language of %s', (address, expected) => {
  expect(splitLocale(address)).toEqual(expected);
});

test.each([
  ['sv', '/programme', '/programme'],
  ['en', '/', '/en'],
  ['en', '/?day=2027-10-12', '/en?day=2027-10-12'],
  ['ar', '/programme?day=2027-10-12', '/ar/programme?day=2027-10-12'],
  ['ar', '//elsewhere.example', '//elsewhere.example'],
  ['ar', 'mailto:a@example.se', 'mailto:a@example.se'],
] as const)('in %s %s is %s', (locale, path, expected) => {
  expect(addressIn(locale, path)).toBe(expected);
});
