import { takeTraffic } from '@vagval/contract';
import { describe, expect, it } from 'vitest';
import type { Note } from './note.ts';
import { Tally } from './tally.ts';

const now = new Date('2026-12-01T10:00:00Z');
const note = (given: Partial<Note> = {}): Note => ({
  page: '/',
  locale: 'sv',
  referrer: 'none',
  device: 'phone',
  visitor: 'a'.repeat(22),
  ...given,
});
const tally = () => new Tally(() => crypto.randomUUID());
const visitor = (at: number) => String(at).padStart(22, '_');

describe('a tally', () => {
  it('sums views, and keeps of a visitor how the first view came', () => {
    const one = tally();
    one.add(note({ referrer: 'example.se' }), now);
    one.add(note(), now);
    one.add(note({ page: '/book', visitor: visitor(1) }), now);
    const [batch] = one.batches;
    expect(batch).toMatchObject({
      at: '2026-12-01T10:00:00.000Z',
      views: [
        { page: '/', views: 2 },
        { page: '/book', views: 1 },
      ],
      visitors: [
        { referrer: 'example.se', keys: ['a'.repeat(22)] },
        { referrer: 'none', keys: [visitor(1)] },
      ],
    });
    expect(takeTraffic.body.safeParse(batch).success).toBe(true);
  });

  it('has nothing to send when nothing was seen', () => {
    expect(tally().batches).toEqual([]);
  });

  it('keeps a batch as it is until it is done', () => {
    const one = tally();
    one.add(note(), now);
    const [first] = one.batches;
    one.add(note(), now);
    expect(one.batches[0]).toBe(first);
    expect(one.batches).toHaveLength(2);
    if (first) one.done(first);
    expect(one.batches).toHaveLength(1);
  });

  it('begins another batch with another hour', () => {
    const one = tally();
    one.add(note(), now);
    one.add(note(), new Date('2026-12-01T11:00:01Z'));
    expect(one.batches.map(({ at }) => at)).toEqual(['2026-12-01T10:00:00.000Z', '2026-12-01T11:00:01.000Z']);
  });

  it('makes no batch the API would not take, however many come from however many places', () => {
    const one = tally();
    for (let at = 0; at < 3000; at += 1)
      one.add(
        note({ page: `/${'x'.repeat(at % 70)}`, visitor: visitor(at), referrer: `s${at}.example` }),
        now,
      );
    const sent = one.batches;
    expect(sent.every((it) => takeTraffic.body.safeParse(it).success)).toBe(true);
    expect(sent.flatMap(({ visitors }) => visitors.flatMap(({ keys }) => keys))).toHaveLength(3000);
    expect(Math.max(...sent.map((it) => JSON.stringify(it).length))).toBeLessThan(256 * 1024);
  });

  it('keeps a bounded number while nobody takes them', () => {
    const one = tally();
    for (let at = 0; at < 400; at += 1) {
      one.add(note(), now);
      expect(one.batches.length).toBeLessThanOrEqual(150);
    }
    expect(one.lost).toBe(250);
  });
});
