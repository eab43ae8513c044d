import { PagePattern, ReferrerHost, VisitorKey } from '@vagval/contract';
import { describe, expect, it } from 'vitest';
import { newId } from '../platform/ids.ts';
import { countedAt, saltLeft } from './traffic.rules.ts';

const now = new Date('2026-12-01T10:00:00Z');

it.each([
  ['2026-12-01T09:59:58Z', '2026-12-01T09:59:58.000Z'],
  ['2026-12-01T10:00:05Z', '2026-12-01T10:00:00.000Z'],
  ['2026-11-01T10:00:00Z', '2026-12-01T09:00:00.000Z'],
  ['2027-11-01T10:00:00Z', '2026-12-01T10:00:00.000Z'],
])('what is said to be seen at %s counts at %s', (at, counted) => {
  expect(countedAt(at, now).toISOString()).toBe(counted);
});

it.each([
  ['2026-12-01T10:00:00Z', 60_000],
  ['2026-12-01T09:59:30Z', 30_000],
  ['2026-12-01T09:59:00Z', undefined],
  ['2026-12-01T23:00:00Z', 13 * 3_600_000 + 60_000],
])('the salt of a day that ends %s lives %s ms', (endsAt, left) => {
  expect(saltLeft(new Date(endsAt), now)).toBe(left);
});

describe('what tells somebody apart does not pass', () => {
  it.each([
    ['/party/[token]', true],
    ['/', true],
    ['/party/VV1abc', false],
    [`/party/${newId()}`, false],
    ['/party/AbCdEf', false],
    ['/programme?day=x', false],
    ['programme', false],
    [`/${'a'.repeat(80)}`, false],
  ])('as a page: %s', (page, passes) => expect(PagePattern.safeParse(page).success).toBe(passes));

  it.each([
    ['none', true],
    ['other', true],
    ['www.example.se', true],
    ['xn--vgval-gra.example.xn--p1ai', true],
    ['127.0.0.1', false],
    ['2001:db8::1', false],
    ['localhost', false],
    ['a.example.se/path', false],
    ['me@example.se', false],
    ['Example.se', false],
    [`${'a'.repeat(60)}.se`, false],
  ])('as a site: %s', (host, passes) => expect(ReferrerHost.safeParse(host).success).toBe(passes));

  it.each([
    ['127.0.0.1', false],
    ['a'.repeat(22), true],
    ['a'.repeat(43), false],
  ])('as a visitor: %s', (key, passes) => expect(VisitorKey.safeParse(key).success).toBe(passes));
});
