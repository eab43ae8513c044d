import { randomBytes, randomInt } from 'node:crypto';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { bookParty, checkTicket, contract, readParty, startSession, watchOccupancy } from '@vagval/contract';
import { readTicket, ticketKey } from '@vagval/ticket';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newCode, newId } from '../src/platform/ids.ts';
import { Links } from '../src/platform/links.ts';
import type { LinkPurpose } from '../src/platform/links.ts';
import { Tickets } from '../src/platform/tickets.ts';
import { startApp } from './app.ts';
import type { TestApp } from './app.ts';
import { served } from './crowd.ts';
import { makeFair } from './fair.ts';
import type { TestFair } from './fair.ts';
import { hostilePieces } from './hostile.ts';
import { expectInvariants } from './invariants.ts';
import { newParty, partyOf } from './parties.ts';
import { insert } from './small-fair.ts';

let app: TestApp;
let fair: TestFair;
let server: Awaited<ReturnType<typeof served>>;
beforeAll(async () => {
  app = await startApp({ at: '2026-12-10T10:00:00Z' });
  fair = await makeFair(app.db);
  server = await served(app);
});
afterEach(() => expectInvariants(app.db, app.clock.now()));
afterAll(() => app.close());

const random = (bytes: number) => randomBytes(bytes).toString('base64url');

/** The same text with one character exchanged for another that may stand there. */
function oneWrong(text: string, alphabet: string): string {
  const at = randomInt(text.length);
  const others = [...alphabet].filter((it) => it !== text[at]);
  return text.slice(0, at) + (others[randomInt(others.length)] ?? '') + text.slice(at + 1);
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const purposes: LinkPurpose[] = ['party', 'device', 'survey', 'class-survey', 'sign-in', 'class'];

describe('ten thousand guesses', () => {
  it.each(purposes)('open no link of a %s, however near', (purpose) => {
    const links = app.get(Links);
    const real = links.mint(purpose, newId(), 1);
    const guesses = Array.from({ length: 10_000 }, (_, at) =>
      at % 2 ? oneWrong(real, base64url) : random(35).slice(0, 46),
    );
    expect(guesses.filter((it) => links.read(purpose, it))).toEqual([]);
    expect(purposes.filter((it) => links.read(it, real))).toEqual([purpose]);
  });

  it('make no ticket, however near', async () => {
    const { booked } = await partyOf(app, fair, { bookings: [{ slot: await fair.slot() }] });
    const key = await ticketKey(app.get(Tickets).publicKey);
    expect(await readTicket(booked.ticket, key)).toMatchObject({ party: booked.party.id });
    const guesses = Array.from({ length: 10_000 }, () => oneWrong(booked.ticket, crockford));
    const read = await Promise.all(guesses.map((it) => readTicket(it, key)));
    expect(read.filter((it) => it !== undefined)).toEqual([]);
  });

  it('find no party by its reference, nor by its link, over HTTP', async () => {
    const [door, hall] = [newId(), newId()];
    await insert(app.db, 'place', { id: hall, edition_id: fair.edition, kind: 'hall', name: 'Hall A' });
    await insert(app.db, 'door', {
      id: door,
      edition_id: fair.edition,
      hall_id: hall,
      name: 'Entré',
      position: 1,
    });
    const leader = await app.as('leader');
    for (let guess = 0; guess < 200; guess++) {
      const told = await leader(checkTicket, { body: { ticket: newCode(), door } });
      expect(told).toMatchObject({ ok: true, data: { verdict: 'unknown', party: null } });
      const authorization = `Bearer ${random(35).slice(0, 46)}`;
      expect(await app.callWith({ authorization })(readParty)).toMatchObject({ code: 'unauthenticated' });
      const token = random(35).slice(0, 46);
      expect(await app.call(startSession, { body: { token } })).toMatchObject({ code: 'not_found' });
    }
  });
});

const parties = async (): Promise<number> => {
  const [row] = await app.db.rows<{ parties: number }>('SELECT count(*) AS parties FROM party');
  return row?.parties ?? 0;
};

async function booking() {
  const slot = await fair.slot();
  const sent = { params: { edition: fair.slug }, body: newParty({ bookings: [{ slot }] }) };
  const key = newId();
  const body = JSON.stringify(sent.body);
  const head = [
    `POST ${bookParty.path.replace(':edition', fair.slug)} HTTP/1.1`,
    'host: api',
    'content-type: application/json',
    `idempotency-key: ${key}`,
    `content-length: ${body.length}`,
    'connection: close',
  ];
  const again = () => server.call(bookParty, sent, { headers: { 'idempotency-key': key } });
  return { slot, again, bytes: `${head.join('\r\n')}\r\n\r\n${body}` };
}

async function connected(): Promise<Socket> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  socket.once('connect', () => resolve(undefined)).once('error', reject);
  await promise;
  return socket.on('error', () => undefined);
}

const sent = (socket: Socket, bytes: string) =>
  new Promise<void>((resolve) => void socket.write(bytes, () => resolve()));

async function statusOf(socket: Socket): Promise<number> {
  let answer = '';
  for await (const piece of socket.setEncoding('utf8')) answer += String(piece);
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}

/** Sends again until the first one is done, as a client does that was told to wait. */
async function done(again: () => Promise<{ ok: boolean }>): Promise<{ ok: boolean }> {
  const answer = await again();
  return 'code' in answer && answer.code === 'in_flight' ? done(again) : answer;
}

describe('a connection', () => {
  it('that breaks in the middle of a booking books nothing', async () => {
    const before = await parties();
    const { bytes } = await booking();
    for (const part of [0.3, 0.6, 0.9, 0.999]) {
      const socket = await connected();
      await sent(socket, bytes.slice(0, Math.floor(bytes.length * part)));
      socket.destroy();
    }
    const other = await booking();
    expect(await other.again()).toMatchObject({ ok: true });
    expect(await parties()).toBe(before + 1);
  });

  it.each(Array.from({ length: 8 }, (_, at) => at))(
    'that breaks before the answer books once, when the same is sent again (%i)',
    async () => {
      const before = await parties();
      const { slot, again, bytes } = await booking();
      const socket = await connected();
      await sent(socket, bytes);
      socket.destroy();
      expect(await done(again)).toMatchObject({ ok: true });
      expect(await parties()).toBe(before + 1);
      expect(await app.db.rows('SELECT taken FROM slot WHERE id = $1', [slot])).toEqual([{ taken: 1 }]);
    },
  );

  it.each(Array.from({ length: 8 }, (_, at) => at))(
    'and another with the same at the same instant book once (%i)',
    async () => {
      const before = await parties();
      const { again, bytes } = await booking();
      const sockets = await Promise.all([connected(), connected(), connected()]);
      for (const socket of sockets) socket.write(bytes);
      const statuses = await Promise.all(sockets.map(statusOf));
      expect(statuses.filter((it) => it !== 201 && it !== 409)).toEqual([]);
      expect(statuses).toContain(201);
      expect(await done(again)).toMatchObject({ ok: true });
      expect(await parties()).toBe(before + 1);
    },
  );

  it.each([
    ['no length', 'POST /api/sign-in HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n\r\n'],
    [
      'two lengths',
      'POST /api/sign-in HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}',
    ],
    [
      'length and pieces',
      'POST /api/sign-in HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a header in two lines', 'GET /api/health/live HTTP/1.1\r\nhost: a\r\nx: a\r\n b\r\n\r\n'],
    ['NUL in a header', 'GET /api/health/live HTTP/1.1\r\nhost: a\r\nx: a\0b\r\n\r\n'],
    ['a long address', `GET /api/${'a'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`],
    ['a long header', `GET /api/health/live HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`],
    ['no HTTP', 'hej\r\n\r\n'],
    ['an odd method', 'BREW /api/party HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['no host', 'GET /api/health/live HTTP/1.1\r\n\r\n'],
  ])('with %s is refused, and the next one is served', async (_, bytes) => {
    const socket = await connected();
    await sent(socket, bytes);
    socket.end();
    const status = await statusOf(socket);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect((await fetch(`${server.url}/api/health/live`)).status).toBe(200);
  });
});

describe('a method', () => {
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'] as const;
  const paths = Map.groupBy(Object.values(contract), ({ path }) => path);

  it.each([...paths])('nobody promised is refused at %s', async (path, endpoints) => {
    const promised = new Set<string>(endpoints.map(({ method }) => method));
    if (promised.has('GET')) promised.add('HEAD');
    const asked = path.replace(/:\w+/g, () => newId());
    for (const method of methods.filter((it) => !promised.has(it))) {
      const { statusCode, headers } = await app.app.inject({ method: method as 'GET', url: asked });
      // Other paths may have a name where this one has a word.
      expect([method, [401, 404, 405, 422].includes(statusCode)]).toEqual([method, true]);
      if (method !== 'HEAD') expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    }
  });
});

describe('the stream of the day', () => {
  it('refuses what it does not know, whatever the address, as any other call', async () => {
    const { cookie } = await app.signIn('leader');
    const paths = hostilePieces.filter((it) => it.length < 9000);
    for (const piece of ['nothing', ...paths]) {
      const url = server.url + watchOccupancy.path.replace(':edition', () => piece);
      const answer = await fetch(url, { headers: { cookie }, signal: AbortSignal.timeout(5000) });
      const { status } = answer;
      await answer.body?.cancel();
      expect([piece, status >= 400 && status < 500]).toEqual([piece, true]);
    }
  });
});
