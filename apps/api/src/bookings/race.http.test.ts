import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  acceptOffer,
  bookParty,
  cancelParty,
  changeBooking,
  declineOffer,
  holdPlaces,
  moveBooking,
  readParty,
  releaseHold,
} from '@vagval/contract';
import type { Call } from '@vagval/contract';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { crowd, served, tally } from '../../test/crowd.ts';
import { makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { brokenInvariants, expectInvariants } from '../../test/invariants.ts';
import { newParty } from '../../test/parties.ts';
import type { Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { BookingsModule } from './bookings.module.ts';
import { Holds } from './holds.service.ts';
import { Line } from './line.service.ts';
import { Places } from './places.service.ts';

// Two cores shared with everything else may need long; nothing here is measured in time.
vi.setConfig({ testTimeout: 120_000 });

const connections = 64;
const parties = Array.from({ length: 1000 }, (_, at) => at);
const seats = 300;

let app: TestApp;
let fair: TestFair;
let server: Awaited<ReturnType<typeof served>>;
beforeEach(async () => {
  app = await startApp({
    features: [BookingsModule],
    at: '2026-12-10T10:00:00Z',
    env: { DB_POOL: '16', LIMIT_FACTOR: '1000' },
  });
  fair = await makeFair(app.db);
  server = await served(app);
});
afterEach(() => app.close());

type Choice = { slot: string; ifFull?: 'wait'; partOk?: boolean };
type Asked = { word: string; call?: Call; booking?: string };

/** One party of one family member asks for one slot; the word it is answered with. */
const askedFor = async (choice: Choice, hold?: string): Promise<Asked> => {
  const answer = await server.call(bookParty, {
    params: { edition: fair.slug },
    body: newParty({ bookings: [choice], ...(hold && { hold }) }),
  });
  if (!answer.ok) return { word: answer.code };
  const [booking] = answer.data.bookings;
  return { word: booking?.state ?? '', call: server.callWith(answer.data.token), booking: booking?.id ?? '' };
};

const takenOf = async (slot: string): Promise<number> => {
  const [row] = await app.db.rows<{ n: number }>('SELECT taken + held AS n FROM slot WHERE id = $1', [slot]);
  return row?.n ?? -1;
};

it('gives a slot of 300 to exactly 300 of 1,000', async () => {
  const slot = await fair.slot({ capacity: seats });
  const answers = await crowd(parties, connections, () => askedFor({ slot }));
  expect(tally(answers.map(({ word }) => word))).toEqual({ confirmed: 300, slot_full: 700 });
  expect(await takenOf(slot)).toBe(seats);
  await expectInvariants(app.db, app.clock.now());
});

it('fills 200 slots of 4 and refuses what is over', async () => {
  const slots = await Promise.all(Array.from({ length: 200 }, () => fair.slot({ capacity: 4 })));
  const answers = await crowd(parties, connections, (at) => askedFor({ slot: slots[at % 200] ?? '' }));
  expect(tally(answers.map(({ word }) => word))).toEqual({ confirmed: 800, slot_full: 200 });
  await expectInvariants(app.db, app.clock.now());
});

it('keeps counters and line right while staff change the capacity and others cancel, change and answer', async () => {
  const slot = await fair.slot({ capacity: seats });
  const words = await crowd(parties, connections, async (at) => {
    if (at % 20 === 0) return resized(slot, seats - 40 + ((at * 7) % 90));
    if (at % 50 === 1)
      return app
        .get(Line)
        .expireOffers()
        .then(() => 'expired');
    const { word, call, booking } = await askedFor({
      slot,
      ...(at % 3 && { ifFull: 'wait' as const }),
      partOk: at % 5 === 0,
    });
    return call && booking ? thereafter(at, call, booking) : word;
  });
  const allowed = [
    'done',
    'slot_full',
    'no_offer',
    'offer_expired',
    'wrong_state',
    'over_party_size',
    'resized',
    'expired',
  ];
  expect(Object.keys(tally(words)).filter((word) => !allowed.includes(word))).toEqual([]);
  await answerOffers();
  await expectInvariants(app.db, app.clock.now());
});

it('never overfills while visitors hold, let go, book what they held, and move between two slots', async () => {
  const slots = [
    await fair.slot({ capacity: seats }),
    await fair.slot({ capacity: seats, startsAt: '2027-01-19T12:00Z' }),
  ];
  const words = await crowd(parties, connections, async (at) => {
    const [from = '', to = ''] = at % 2 ? slots : slots.toReversed();
    if (at % 50 === 1)
      return app
        .get(Holds)
        .endExpired(new Date('2026-12-10T10:06:00Z'))
        .then(() => 'ended');
    if (at % 3 === 0) return checkedThenBooked(at, from);
    const { word, call, booking } = await askedFor({
      slot: from,
      ...(at % 4 && { ifFull: 'wait' as const }),
    });
    if (!call || !booking) return word;
    const answer = await call(moveBooking, { params: { booking }, body: { slot: to } });
    return answer.ok ? 'done' : answer.code;
  });
  expect(Object.keys(tally(words)).filter((word) => !['done', 'slot_full', 'ended'].includes(word))).toEqual(
    [],
  );
  await expectInvariants(app.db, app.clock.now());
  await app.get(Holds).endExpired(new Date('2026-12-10T10:06:00Z'));
  await expectInvariants(app.db, app.clock.now());
  expect(await Promise.all(slots.map(takenOf))).toEqual([seats, seats]);
});

/** Keeps a place for one, and then books it, lets it go, or walks away. */
async function checkedThenBooked(at: number, slot: string): Promise<string> {
  const answer = await server.call(holdPlaces, {
    params: { edition: fair.slug },
    body: { kind: 'family', size: 1, bookings: [{ slot }] },
  });
  if (!answer.ok) return answer.code;
  const { hold } = answer.data;
  if (at % 5 === 0) return 'done';
  if (at % 7 === 0) return server.call(releaseHold, { body: { hold } }).then(() => 'done');
  const { word } = await askedFor({ slot }, hold);
  return word === 'confirmed' ? 'done' : word;
}

const resized = (slot: string, capacity: number): Promise<string> =>
  app.db
    .transaction((tx) => app.get(Places).setCapacity(tx, slot, capacity, app.clock.now()))
    .then(() => 'resized')
    .catch((error: { code?: string }) => error.code ?? 'unexpected');

/** What a party does once it has asked: some cancel, some change their mind, those who wait look after an offer. */
async function thereafter(at: number, call: Call, booking: string): Promise<string> {
  const params = { booking };
  const answers = [
    () => call(cancelParty),
    () => call(acceptOffer, { params }),
    () => call(declineOffer, { params }),
    () => call(changeBooking, { params, body: { places: 1 } }),
    () => call(readParty),
  ];
  const answer = await (answers[at % 5] ?? (() => call(readParty)))();
  return answer.ok ? 'done' : answer.code;
}

/** Those who hold an offer answer all at once, some yes, some no. */
async function answerOffers(): Promise<void> {
  const offered = await app.db.rows<{ id: string; party: string }>(
    `SELECT id, party_id AS party FROM booking WHERE state = 'offered' ORDER BY id`,
  );
  const words = await crowd(offered, connections, async ({ id, party }, at) => {
    const answer = await app.withLink(
      'party',
      party,
      1,
    )(at % 2 ? acceptOffer : declineOffer, { params: { booking: id } });
    return answer.ok ? 'done' : answer.code;
  });
  expect(Object.keys(tally(words)).filter((word) => word !== 'done')).toEqual([]);
}

// The positive control: what this driver is for. The guard is taken out (count, then insert; no constraint), and the
// same crowd gets in. If this ever fails to overbook, the crowd above proves nothing.
it('overbooks when a count decides', async () => {
  const slot = await fair.slot({ capacity: seats });
  await app.db.rows('ALTER TABLE slot DROP CONSTRAINT slot_within_capacity');
  const unguarded = createServer((_, response) => {
    void countThenInsert(app.db, fair.edition, slot).then((booked) =>
      response.writeHead(booked ? 201 : 409).end(),
    );
  });
  await new Promise<void>((ready) => unguarded.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(unguarded.address() as AddressInfo).port}`;
  const answers = await crowd(parties, connections, () =>
    fetch(url, { method: 'POST' }).then(({ status }) => status),
  );
  unguarded.close();
  expect(answers.filter((status) => status === 201).length).toBeGreaterThan(seats);
  expect(await takenOf(slot)).toBeGreaterThan(seats);
  expect(Object.keys(await brokenInvariants(app.db, app.clock.now()))).toContain(
    'I1 counters equal sums, within capacity',
  );
});

function countThenInsert(db: Database, edition: string, slot: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [seen] = await tx.rows<{ room: boolean }>(
      'SELECT count(*) < (SELECT capacity FROM slot WHERE id = $1) AS room FROM booking WHERE slot_id = $1',
      [slot],
    );
    if (!seen?.room) return false;
    const party = newId();
    await tx.rows(
      `INSERT INTO party (id, edition_id, kind, size, reference, locale, created_at) VALUES ($1, $2, 'family', 1, $3, 'sv', now())`,
      [party, edition, party],
    );
    await tx.rows(
      `INSERT INTO booking (id, edition_id, party_id, slot_id, places, asked, state, made_at, changed_at)
       VALUES ($1, $2, $3, $4, 1, 1, 'confirmed', now(), now())`,
      [newId(), edition, party, slot],
    );
    await tx.rows('UPDATE slot SET taken = taken + 1 WHERE id = $1', [slot]);
    return true;
  });
}
