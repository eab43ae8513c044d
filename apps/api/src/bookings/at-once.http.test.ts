import {
  acceptOffer,
  addBooking,
  bookParty,
  cancelParty,
  changeBooking,
  declineOffer,
  readParty,
} from '@vagval/contract';
import { afterEach, afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { tally } from '../../test/crowd.ts';
import { makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { newParty, partyOf } from '../../test/parties.ts';
import type { TestParty } from '../../test/parties.ts';
import { newId } from '../platform/ids.ts';
import { BookingsModule } from './bookings.module.ts';
import { Line } from './line.service.ts';
import { expireOffersOf } from './line.sql.ts';
import { lockSlots } from './places.sql.ts';

// What one party does twice at once. Tried often, since a race is lost only now and then. Seen to fail: the first of
// these without the party's lock (lockParty), the one of the expiring offer without the slot's (lockSlots in offerOf).
const tries = Array.from({ length: 12 }, (_, at) => at);

let app: TestApp;
let fair: TestFair;
beforeAll(async () => {
  app = await startApp({ features: [BookingsModule], env: { DB_POOL: '10' } });
  fair = await makeFair(app.db);
});
beforeEach(() => {
  app.clock.set('2026-12-10T10:00:00Z');
});
afterEach(() => expectInvariants(app.db, app.clock.now()));
afterAll(() => app.close());

const wordOf = (it: { ok: true } | { ok: false; code: string }): string => (it.ok ? 'done' : it.code);
const one = (party: TestParty) => ({ params: { booking: party.booking() } });
const stateOf = async (party: TestParty): Promise<string | undefined> => {
  const answer = await party.call(readParty);
  return answer.ok ? answer.data.bookings[0]?.state : answer.code;
};
const mailsOf = ({ booked }: TestParty, kind: string) =>
  app.db.rows('SELECT 1 FROM message WHERE party_id = $1 AND kind = $2', [booked.party.id, kind]);

/** A party with an offer that holds until 22. */
async function offered(): Promise<TestParty> {
  const slot = await fair.slot({ capacity: 1 });
  const holder = await partyOf(app, fair, { bookings: [{ slot }] });
  const party = await partyOf(app, fair, { bookings: [{ slot, ifFull: 'wait' }] });
  await holder.call(cancelParty);
  return party;
}

it.each(tries)('two slots at the same time: one of them (%i)', async () => {
  const party = await partyOf(app, fair, {
    bookings: [{ slot: await fair.slot({ startsAt: '2027-01-20T09:00Z' }) }],
  });
  const slots = await Promise.all([fair.slot(), fair.slot(), fair.slot()]);
  const words = await Promise.all(
    slots.map(async (slot) => wordOf(await party.call(addBooking, { body: { slot } }))),
  );
  expect(tally(words)).toEqual({ done: 1, overlaps: 2 });
});

it.each(tries)('the same slot: once (%i)', async () => {
  const party = await partyOf(app, fair, {
    bookings: [{ slot: await fair.slot({ startsAt: '2027-01-20T09:00Z' }) }],
  });
  const slot = await fair.slot();
  const words = await Promise.all(
    [1, 2, 3].map(async () => wordOf(await party.call(addBooking, { body: { slot } }))),
  );
  expect(tally(words)).toEqual({ done: 1, already_booked: 2 });
});

it.each(tries)('accepting, declining and running out: one of them, wholly (%i)', async () => {
  const party = await offered();
  app.clock.advance({ hours: 11 });
  const [accepted, declined] = await Promise.all([
    party.call(acceptOffer, one(party)),
    party.call(declineOffer, one(party)),
    app.get(Line).expireOffers(new Date('2026-12-12T23:00Z')),
  ]);
  const yes = wordOf(accepted) === 'done';
  expect(await stateOf(party)).toBe(yes ? 'confirmed' : 'cancelled');
  expect([wordOf(accepted), wordOf(declined)].filter((word) => word === 'done').length).toBeLessThanOrEqual(
    1,
  );
});

it('accepting an offer that is just being ended waits for the end, and is told', async () => {
  const party = await offered();
  const [row] = await app.db.rows<{ slot: string }>('SELECT slot_id AS slot FROM booking WHERE id = $1', [
    party.booking(),
  ]);
  const slot = row?.slot ?? '';
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<undefined>();
  const { promise: isEnding, resolve: ending } = Promise.withResolvers<undefined>();
  const ended = app.db.transaction(async (tx) => {
    await lockSlots(tx, [slot]);
    await expireOffersOf(tx, slot, new Date('2026-12-12T23:00Z'));
    ending(undefined);
    await mayEnd;
  });
  await isEnding;
  const answer = party.call(acceptOffer, one(party));
  await untilSomebodyWaits();
  end(undefined);
  await ended;
  expect(wordOf(await answer)).toBe('offer_expired');
});

/** Until another connection to this database waits for a lock. */
async function untilSomebodyWaits(): Promise<void> {
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await expect.poll(() => app.db.rows(waiting), { interval: 5, timeout: 5000 }).not.toEqual([]);
}

it.each(tries)('accepting twice: one mail (%i)', async () => {
  const party = await offered();
  const words = await Promise.all([1, 2].map(async () => wordOf(await party.call(acceptOffer, one(party)))));
  expect(words).toEqual(['done', 'done']);
  expect(await mailsOf(party, 'party-changed')).toHaveLength(1);
});

it.each(tries)('cancelling twice while changing: one mail of it (%i)', async () => {
  const party = await partyOf(app, fair, { size: 3, bookings: [{ slot: await fair.slot() }] });
  const [first, second] = await Promise.all([
    party.call(cancelParty),
    party.call(cancelParty),
    party.call(changeBooking, { ...one(party), body: { places: 1 } }),
  ]);
  expect([wordOf(first), wordOf(second)]).toEqual(['done', 'done']);
  expect(await mailsOf(party, 'party-cancelled')).toHaveLength(1);
});

it.each(tries)('the same request with one key: one party (%i)', async () => {
  const slot = await fair.slot();
  const sent = { params: { edition: fair.slug }, body: newParty({ bookings: [{ slot }] }) };
  const key = { headers: { 'idempotency-key': newId() } };
  const words = await Promise.all([1, 2, 3].map(async () => wordOf(await app.call(bookParty, sent, key))));
  expect(words.filter((word) => word !== 'done' && word !== 'in_flight')).toEqual([]);
  expect(await app.db.rows('SELECT taken FROM slot WHERE id = $1', [slot])).toEqual([{ taken: 1 }]);
});

it.each(['confirmed', 'waiting'])(
  'a request that was committed and not remembered, repeated: the same party (%s)',
  async (state) => {
    const slot = await fair.slot({ capacity: 1 });
    if (state === 'waiting') await partyOf(app, fair, { bookings: [{ slot }] });
    const sent = { params: { edition: fair.slug }, body: newParty({ bookings: [{ slot, ifFull: 'wait' }] }) };
    const key = { headers: { 'idempotency-key': newId() } };
    const first = await app.call(bookParty, sent, key);
    await app.db.rows('DELETE FROM idempotent_reply');
    const again = await app.call(bookParty, sent, key);
    expect(again).toMatchObject({ data: { bookings: [{ state }] } });
    if (!first.ok || !again.ok) throw new Error('Refused');
    expect([again.data.party.id, again.data.token]).toEqual([first.data.party.id, first.data.token]);
    expect(
      await app.db.rows('SELECT places FROM booking WHERE party_id = $1', [first.data.party.id]),
    ).toHaveLength(1);
  },
);

it('a request repeated among others: only it is answered with what is there', async () => {
  const slot = await fair.slot({ capacity: 10 });
  const sent = { params: { edition: fair.slug }, body: newParty({ bookings: [{ slot }] }) };
  const keys = Array.from({ length: 9 }, () => ({ headers: { 'idempotency-key': newId() } }));
  await app.call(bookParty, sent, keys[0]);
  await app.db.rows('DELETE FROM idempotent_reply');
  const answers = await Promise.all(keys.map((key) => app.call(bookParty, sent, key)));
  expect(answers.map(wordOf)).toEqual(keys.map(() => 'done'));
  expect(await app.db.rows('SELECT taken FROM slot WHERE id = $1', [slot])).toEqual([{ taken: 9 }]);
});

it('the same key with another request is another party once the first is forgotten', async () => {
  const slot = await fair.slot();
  const send = (email: string) => {
    const body = newParty({ bookings: [{ slot }], contact: { email } });
    return app.call(
      bookParty,
      { params: { edition: fair.slug }, body },
      { headers: { 'idempotency-key': 'weak' } },
    );
  };
  const first = await send('en@example.se');
  await app.db.rows('DELETE FROM idempotent_reply');
  const other = await send('annan@example.se');
  expect(first.ok && other.ok && first.data.party.id !== other.data.party.id).toBe(true);
});

it('several slots in opposite orders never wait for each other', async () => {
  const [a, b] = [
    await fair.slot({ capacity: 100 }),
    await fair.slot({ capacity: 100, startsAt: '2027-01-19T12:00Z' }),
  ];
  const parties = Array.from({ length: 40 }, (_, at) => {
    const bookings = at % 2 ? [{ slot: a }, { slot: b }] : [{ slot: b }, { slot: a }];
    return partyOf(app, fair, { bookings });
  });
  await Promise.all(parties);
  expect(await app.db.rows('SELECT taken FROM slot WHERE id = ANY ($1::uuid[])', [[a, b]])).toEqual([
    { taken: 40 },
    { taken: 40 },
  ]);
});
