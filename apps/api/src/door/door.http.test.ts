import { randomUUID } from 'node:crypto';
import {
  checkTicket,
  enrolDevice,
  listDoors,
  readOccupancy,
  readRoster,
  recordPassages,
} from '@vagval/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import {
  smallBooking,
  smallEdition,
  smallFair,
  smallParty,
  smallPassage,
  smallSlot,
} from '../../test/small-fair.ts';
import type { SmallEdition, SmallFair } from '../../test/small-fair.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { sha256 } from '../platform/keys.ts';
import { Tickets } from '../platform/tickets.ts';
import { DoorModule } from './door.module.ts';

const days = ['2026-11-24', '2026-11-25', '2026-11-26'] as const;
const noon = '2026-11-24T12:00:00+01:00';
const size = 4;

let app: TestApp;
let fair: SmallFair;
let edition: SmallEdition;
let device: TestApp['call'];

beforeAll(async () => {
  app = await startApp({ features: [EditionsModule, AccountsModule, DoorModule], at: noon });
  fair = await smallFair(app.db);
  edition = await smallEdition(fair, 'gd-2026', days, 'current');
  device = await enrolled(edition.door);
});
afterAll(() => app.close());

async function enrolled(door: string) {
  const reply = await (await app.as('door', { organiser: fair.organiser }))(enrolDevice, { body: { door } });
  if (!reply.ok) throw new Error('Not enrolled');
  return app.callWith({ authorization: `Bearer ${reply.data.token}` });
}

const ticketOf = (party: string, revision = 1, of = edition.id) =>
  app.get(Tickets).sign({ party, edition: of, size, kind: 'family', days: 0, revision });
const passage = (extra: object = {}) => ({
  id: randomUUID(),
  at: noon,
  door: edition.door,
  direction: 'in' as const,
  count: size,
  ...extra,
});
type Passage = ReturnType<typeof passage> & { ticket?: string; party?: string };

async function record(...items: Passage[]) {
  const reply = await device(recordPassages, { body: { items } });
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return reply.data.items.map(({ outcome }) => outcome);
}
async function check(ticket: string, door = edition.door) {
  const reply = await device(checkTicket, { body: { ticket, door } });
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return reply.data;
}
async function occupancy(day: string = days[0]) {
  const reply = await device(readOccupancy, { params: { edition: edition.slug }, query: { day } });
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return reply.data;
}
const stored = async () => (await app.db.rows<{ n: number }>('SELECT count(*) AS n FROM passage'))[0]?.n;

describe('a ticket', () => {
  it('is welcome, then already in with the first time and door', async () => {
    const { id, reference } = await smallParty(app.db, edition, size);
    const party = { id, kind: 'family', size, reference, label: null, days: [] };
    expect(await check(ticketOf(id))).toEqual({
      verdict: 'welcome',
      party,
      at: null,
      door: null,
      inToday: 0,
    });
    expect(await record(passage({ ticket: ticketOf(id), count: 3 }))).toEqual(['counted']);
    expect(await check(`gd-${reference.toLowerCase()}`)).toMatchObject({ verdict: 'welcome', inToday: 3 });
    expect(
      await record(
        passage({ ticket: reference, count: 1, door: edition.south, at: '2026-11-24T12:00:30+01:00' }),
      ),
    ).toEqual(['counted']);
    const at = new Date(noon).toISOString();
    expect(await check(reference)).toEqual({ verdict: 'already_in', party, at, door: 'Norra', inToday: 4 });
    const again = await device(recordPassages, {
      body: { items: [passage({ ticket: reference, at: '2026-11-24T12:01:00+01:00' })] },
    });
    expect(again.ok && again.data.items[0]).toMatchObject({ outcome: 'already_in', at });
  });

  it('is for its booked days alone', async () => {
    const { id, reference } = await smallParty(app.db, edition, size);
    const slot = await smallSlot(app.db, edition, { startsAt: `${days[1]}T00:30:00+01:00` });
    await smallBooking(app.db, edition, [id, slot, size]);
    expect(await check(reference)).toMatchObject({ verdict: 'wrong_day', party: { days: [days[1]] } });
    const before = await stored();
    expect(await record(passage({ party: id }))).toEqual(['wrong_day']);
    expect(await stored()).toBe(before);
  });

  it('is revoked by cancelling and by a newer revision', async () => {
    const cancelled = await smallParty(app.db, edition, size, { state: 'cancelled' });
    const renewed = await smallParty(app.db, edition, size, { link_revision: 2 });
    expect(await check(cancelled.reference)).toMatchObject({ verdict: 'revoked' });
    expect(await check(ticketOf(renewed.id, 1))).toMatchObject({ verdict: 'revoked' });
    expect(await check(ticketOf(renewed.id, 2))).toMatchObject({ verdict: 'welcome' });
    const before = await stored();
    const sent = [passage({ party: cancelled.id }), passage({ ticket: ticketOf(renewed.id, 1) })];
    expect(await record(...sent)).toEqual(['revoked', 'revoked']);
    expect(await stored()).toBe(before);
  });

  it('of nobody, of another edition or forged is unknown and counts nothing', async () => {
    const other = await smallEdition(fair, 'other-2026', days);
    const stranger = await smallParty(app.db, other, size);
    const signed = ticketOf(stranger.id, 1, other.id);
    const own = ticketOf((await smallParty(app.db, edition, size)).id);
    const forged = own.slice(0, -5) + (own.at(-5) === '0' ? '1' : '0') + own.slice(-4);
    const before = await stored();
    const sent = [
      { ticket: 'ZZZZZZZZ' },
      { ticket: signed },
      { ticket: forged },
      { party: stranger.id },
      { party: randomUUID() },
    ];
    expect(await record(...sent.map(passage))).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(await check(stranger.reference)).toEqual({
      verdict: 'unknown',
      party: null,
      at: null,
      door: null,
      inToday: 0,
    });
    expect(await stored()).toBe(before);
  });

  it('does not say who a class is that must not be named', async () => {
    const { reference } = await smallParty(app.db, edition, 9, { kind: 'class', protected: true });
    expect(await check(reference)).toMatchObject({ party: { label: null, size: 9 } });
  });

  it('of a class names school and class, and counts those who really came', async () => {
    const { id, reference } = await smallParty(app.db, edition, 28, { kind: 'class' });
    expect(await check(reference)).toMatchObject({ party: { label: 'Skolan 9A', size: 28 } });
    const before = await occupancy();
    expect(await record(passage({ party: id, count: 31 }))).toEqual(['counted']);
    expect((await occupancy()).cameToday - before.cameToday).toBe(31);
  });
});

describe('passages are a set', () => {
  const minutes = [-10, -6, -1, 0, 2, 7, 10];

  it('whatever their order, delay and repetition', async () => {
    const [family, klass] = [
      await smallParty(app.db, edition, 4),
      await smallParty(app.db, edition, 25, { kind: 'class' }),
    ];
    const counts = [2, 1, 4, 12, 16, 3, 5];
    const items = minutes.map((minute, at) =>
      passage({
        at: new Date(new Date(noon).getTime() + minute * 60_000).toISOString(),
        count: counts[at],
        direction: at === 5 ? 'out' : 'in',
        door: at % 2 ? edition.south : edition.door,
        ...(at < 3 ? { party: family.id } : at < 5 ? { party: klass.id } : {}),
      }),
    );
    await app.db.rows('DELETE FROM passage');
    const order = fc.shuffledSubarray([...items, ...items, ...items], { minLength: items.length * 3 });
    await fc.assert(
      fc.asyncProperty(order, fc.integer({ min: 1, max: 6 }), async (sent, batch) => {
        await app.db.rows('DELETE FROM passage');
        for (let at = 0; at < sent.length; at += batch) await record(...sent.slice(at, at + batch));
        expect(await record(...items)).toEqual([
          'counted',
          'counted',
          'counted',
          'counted',
          'counted',
          'counted',
          'counted',
        ]);
        const { inside, cameToday, halls, doors, arrivals } = await occupancy();
        // Family LEAST(7, 4), class GREATEST(25, 16) of 28, walk-ins 5 in and 3 out.
        expect({ inside, cameToday }).toEqual({ inside: 4 + 25 + 2, cameToday: 4 + 25 + 5 });
        expect(doors.map((it) => [it.in, it.out])).toEqual([
          [27, 0],
          [13, 3],
        ]);
        expect(halls.map((it) => it.inside)).toEqual([4 + 16 + 5, 1 + 12]);
        expect(arrivals.reduce((sum, it) => sum + it.came, 0)).toBe(cameToday);
      }),
      { numRuns: 15 },
    );
  });

  it('would count a ticket twice without the rule of counting', async () => {
    await app.db.rows('DELETE FROM passage');
    const { id } = await smallParty(app.db, edition, 4);
    await record(passage({ party: id }), passage({ party: id }));
    expect((await occupancy()).cameToday).toBe(4);
    const rule = (body: string) =>
      app.db.rows(`CREATE OR REPLACE FUNCTION counted_persons(n bigint, size int, largest int) RETURNS bigint
        LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ${body}`);
    await rule('n');
    expect((await occupancy()).cameToday).toBe(8);
    await rule('CASE WHEN size IS NULL THEN n ELSE LEAST(n, GREATEST(size, largest)) END');
  });

  it('puts a clock that is far ahead right, and tells a whole party that comes again', async () => {
    const { id } = await smallParty(app.db, edition, 4);
    const late = passage({ party: id, at: '2026-11-25T09:00:00+01:00' });
    const first = passage({ party: id, at: '2026-11-24T11:00:00+01:00' });
    expect(await record(late, first)).toEqual(['already_in', 'counted']);
    expect(await record(first)).toEqual(['counted']);
    expect(await record(late)).toEqual(['already_in']);
    const rows = await app.db.rows<{ day: string }>('SELECT day FROM passage WHERE party_id = $1', [id]);
    expect(rows).toEqual([{ day: days[0] }, { day: days[0] }]);
  });

  it('lets a party leave after it has been cancelled', async () => {
    const { id } = await smallParty(app.db, edition, 4);
    await record(passage({ party: id }));
    const { inside } = await occupancy();
    await app.db.rows(`UPDATE party SET state = 'cancelled' WHERE id = $1`, [id]);
    expect(await record(passage({ party: id, direction: 'out' }))).toEqual(['counted']);
    expect((await occupancy()).inside).toBe(inside - 4);
  });

  it('never says that fewer than none are inside', async () => {
    await smallPassage(app.db, edition, 9, { day: days[2], direction: 'out' });
    expect(await occupancy(days[2])).toMatchObject({ inside: 0, cameToday: 0 });
  });

  it('stores none when a door is unknown', async () => {
    const before = await stored();
    const reply = await device(recordPassages, {
      body: { items: [passage(), passage({ door: randomUUID() })] },
    });
    expect(reply).toMatchObject({ ok: false, problem: { code: 'unknown_door' } });
    expect(await stored()).toBe(before);
  });
});

describe('the day on one screen', () => {
  it('shows windows to arrive, next classes, slots soon and mails', async () => {
    await app.db.rows('DELETE FROM passage');
    const klass = await smallParty(app.db, edition, 28, {
      kind: 'class',
      arrival: 'bus',
      email: 'larare@example.se',
    });
    const window = await smallSlot(app.db, edition, {
      kind: 'arrival',
      startsAt: '2026-11-24T12:15:00+01:00',
      place: edition.entrance,
    });
    await smallBooking(app.db, edition, [klass.id, window, 28]);
    const soon = await smallSlot(app.db, edition, { startsAt: '2026-11-24T12:20:00+01:00' });
    await smallSlot(app.db, edition, { startsAt: '2026-11-24T12:40:00+01:00' });
    await app.db.rows(
      `INSERT INTO message (id, edition_id, purpose_key, kind, party_id, locale, state, queued_at)
       VALUES ($1, $2, 'a', 'booked', $3, 'sv', 'queued', $4), ($5, $2, 'b', 'booked', $3, 'sv', 'failed', $4)`,
      [randomUUID(), edition.id, klass.id, '2026-11-24T11:59:00+01:00', randomUUID()],
    );
    await record(passage({ party: klass.id, count: 27 }));
    const shown = await occupancy();
    const at = (time: string) => new Date(`2026-11-24T${time}:00+01:00`).toISOString();
    expect(shown.arrivals.filter((it) => it.came || it.booked)).toEqual([
      { from: at('12:00'), came: 27, booked: 0 },
      { from: at('12:10'), came: 0, booked: 28 },
    ]);
    expect(shown.arrivals.length).toBe(60);
    expect(shown.next).toEqual([{ at: at('12:15'), label: 'Skolan 9A', size: 28, arrival: 'bus' }]);
    expect(shown.soon).toEqual([
      { id: soon, startsAt: at('12:20'), title: { sv: 'Svetsa' }, taken: 0, capacity: 50 },
    ]);
    expect(shown.mails).toEqual({ waiting: 1, failed: 1, oldestSeconds: 60 });
    expect(shown.limit).toBe(1500);
    expect(shown.doors.map((it) => it.lastSeenAt)).toEqual([at('12:00'), null]);
    expect(JSON.stringify(shown)).not.toContain('larare@');
  });

  it('shows the nearest day when today is none of the fair', async () => {
    const { db } = app;
    await smallPassage(db, edition, 11, { day: days[2] });
    app.clock.set('2026-12-24T12:00:00+01:00');
    const reply = await device(readOccupancy, { params: { edition: edition.slug } });
    app.clock.set(noon);
    expect(reply.ok && reply.data.cameToday).toBe(11);
    expect(
      await device(readOccupancy, { params: { edition: edition.slug }, query: { day: '2026-12-24' } }),
    ).toMatchObject({
      ok: false,
      problem: { code: 'not_found' },
    });
  });

  it('is sent again after a passage', { timeout: 20_000 }, async () => {
    const server = app.app;
    await server.listen(0, '127.0.0.1');
    const { cookie } = await app.signIn('host', { organiser: fair.organiser });
    const ended = new AbortController();
    const reply = await fetch(`${await server.getUrl()}/api/editions/${edition.slug}/occupancy/stream`, {
      headers: { cookie },
      signal: ended.signal,
    });
    expect(reply.headers.get('content-type')).toContain('text/event-stream');
    const came: number[] = [];
    const sent = { yet: false };
    for await (const text of reply.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      for (const [, data] of text.matchAll(/^data: (.*)$/gm))
        came.push((JSON.parse(data ?? '') as { cameToday: number }).cameToday);
      if (came.length > 0 && !sent.yet) {
        sent.yet = true;
        await record(passage({ count: 3 }));
      }
      if (came.at(-1) === (came[0] ?? 0) + 3) break;
    }
    ended.abort();
    expect(came.at(-1)).toBe((came[0] ?? 0) + 3);
  });
});

describe('the roster', () => {
  it('holds what a door needs and no name, and then only what has changed', async () => {
    const { id, reference } = await smallParty(app.db, edition, 3, {
      email: 'familj@example.se',
      name: 'Familjen',
    });
    const slot = await smallSlot(app.db, edition, { startsAt: `${days[2]}T10:00:00+01:00` });
    await smallBooking(app.db, edition, [id, slot, 3]);
    const whole = await device(readRoster, {});
    if (!whole.ok) throw new Error('No roster');
    expect(whole.data.items.find((it) => it.party === id)).toEqual({
      party: id,
      revision: 1,
      size: 3,
      kind: 'family',
      referenceHash: sha256(reference).toString('base64url'),
      days: 0b100,
      state: 'active',
    });
    expect(whole.data.edition).toEqual({ id: edition.id, days: [...days], timeZone: 'Europe/Stockholm' });
    expect(whole.data.publicKey).toBe(app.get(Tickets).publicKey);
    expect(JSON.stringify(whole.data)).not.toMatch(/example\.se|Familjen/);
    expect(JSON.stringify(whole.data)).not.toContain(reference);
    app.clock.advance({ minutes: 1 });
    const since = app.clock.now();
    await app.db.rows(`UPDATE party SET state = 'cancelled', cancelled_at = $2 WHERE id = $1`, [id, since]);
    const delta = await device(readRoster, { query: { since: since.toISOString() } });
    app.clock.set(noon);
    expect(delta.ok && delta.data.items.map((it) => [it.party, it.state])).toEqual([[id, 'cancelled']]);
  });
});

describe('who may', () => {
  const body = () => ({ items: [passage()] });

  it('record and read: a device and door staff of the organiser, and nobody else', async () => {
    const door = await app.as('door', { organiser: fair.organiser });
    expect(await door(recordPassages, { body: body() })).toMatchObject({ ok: true });
    expect(await app.call(recordPassages, { body: body() })).toMatchObject({
      problem: { code: 'unauthenticated' },
    });
    for (const role of ['analyst', 'funder', 'teacher', 'host'] as const) {
      const other = await app.as(role, { organiser: fair.organiser });
      expect(await other(recordPassages, { body: body() })).toMatchObject({ problem: { code: 'forbidden' } });
    }
  });

  it('not at the doors of another organiser', async () => {
    const elsewhere = await smallFair(app.db);
    const stranger = await app.as('leader', { organiser: elsewhere.organiser });
    const params = { edition: edition.slug };
    expect(await stranger(recordPassages, { body: body() })).toMatchObject({
      problem: { code: 'unknown_door' },
    });
    expect(await stranger(enrolDevice, { body: { door: edition.door } })).toMatchObject({
      problem: { code: 'unknown_door' },
    });
    expect(await stranger(listDoors, { params })).toMatchObject({ problem: { code: 'not_found' } });
    expect(await stranger(readOccupancy, { params })).toMatchObject({ problem: { code: 'not_found' } });
    expect(await stranger(readRoster, {})).toMatchObject({ problem: { code: 'not_found' } });
    const own = await app.as('leader', { organiser: fair.organiser });
    expect(await own(listDoors, { params })).toMatchObject({
      data: {
        items: [
          { id: edition.door, name: 'Norra' },
          { id: edition.south, name: 'Södra' },
        ],
        total: 2,
      },
    });
  });

  it('not with a device that has been revoked', async () => {
    const lost = await enrolled(edition.door);
    expect(await lost(recordPassages, { body: body() })).toMatchObject({ ok: true });
    await app.db.rows('UPDATE device SET revoked_at = $1', [app.clock.now()]);
    expect(await lost(recordPassages, { body: body() })).toMatchObject({
      problem: { code: 'unauthenticated' },
    });
    expect(await lost(readRoster, {})).toMatchObject({ problem: { code: 'unauthenticated' } });
  });
});
