import {
  acceptOffer,
  addBooking,
  cancelBooking,
  changeBooking,
  changeParty,
  declineOffer,
  readSlotLine,
} from '@vagval/contract';
import type { Call } from '@vagval/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { crowd, served, tally } from '../../test/crowd.ts';
import { makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { unfairLines } from '../../test/line-log.ts';
import { partyOf } from '../../test/parties.ts';
import type { TestParty } from '../../test/parties.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { BookingsModule } from './bookings.module.ts';
import { Line } from './line.service.ts';
import { Places } from './places.service.ts';

let app: TestApp;
let fair: TestFair;
let staff: Call;
beforeAll(async () => {
  app = await startApp({
    features: [BookingsModule, AccountsModule],
    env: { DB_POOL: '8' },
  });
  fair = await makeFair(app.db);
});
beforeEach(async () => {
  app.clock.set('2026-12-10T10:00:00Z');
  staff = await leaderOf(fair);
});
afterEach(() => expectInvariants(app.db, app.clock.now()));
afterAll(() => app.close());

async function leaderOf({ edition }: TestFair): Promise<Call> {
  const [row] = await app.db.rows<{ organiser: string }>(
    'SELECT f.organiser_id AS organiser FROM edition e JOIN fair f ON f.id = e.fair_id WHERE e.id = $1',
    [edition],
  );
  return app.as('leader', { organiser: row?.organiser ?? '' });
}

const one = (party: TestParty) => ({ params: { booking: party.booking() } });
const wait = (slot: string, size: number, partOk = false) =>
  partyOf(app, fair, { size, bookings: [{ slot, ifFull: 'wait', partOk }] });

async function lineOf(slot: string, query: { booking?: string; reference?: string; before?: number } = {}) {
  const answer = await staff(readSlotLine, { params: { edition: fair.slug, slot }, query });
  if (!answer.ok) throw new Error(answer.code);
  return answer.data;
}

const wordsOf = async (slot: string, query = {}) =>
  (await lineOf(slot, query)).decisions
    .map(({ what, places, free }) => (free === null ? `${what} ${places}` : `${what} ${places} of ${free}`))
    .reverse();

describe('the log of a line', () => {
  it('holds who came, what every walk found and why, and what became of the offers', async () => {
    const slot = await fair.slot({ capacity: 4 });
    const beside = await fair.slot();
    const holder = await partyOf(app, fair, { size: 4, bookings: [{ slot }] });
    const [big, busy, three] = [await wait(slot, 5), await wait(slot, 2), await wait(slot, 3)];
    await busy.call(addBooking, { body: { slot: beside } });
    await holder.call(cancelBooking, one(holder));
    await three.call(declineOffer, one(three));
    await big.call(changeBooking, { ...one(big), body: { places: 4 } });
    await big.call(acceptOffer, one(big));
    await busy.call(cancelBooking, one(busy));
    expect(await wordsOf(slot)).toEqual([
      'joined 5',
      'joined 2',
      'joined 3',
      'walked 3 of 4',
      'passed_size 5 of 4',
      'passed_time 2 of 4',
      'offered 3 of 4',
      'declined 3',
      'walked 0 of 4',
      'passed_size 5 of 4',
      'passed_time 2 of 4',
      'changed 4',
      'walked 4 of 4',
      'offered 4 of 4',
      'accepted 4',
      'left 2',
    ]);
  });

  it('is silent when nobody waits, and when nothing is free', async () => {
    const slot = await fair.slot({ capacity: 2 });
    const party = await partyOf(app, fair, { size: 2, bookings: [{ slot }] });
    await party.call(changeBooking, { ...one(party), body: { places: 1 } });
    await party.call(cancelBooking, one(party));
    expect(await wordsOf(slot)).toEqual([]);
  });

  it('tells of offers nobody answered, of a slot withdrawn, and of places given close to the start', async () => {
    const slot = await fair.slot({ capacity: 2, startsAt: '2026-12-20T09:00Z' });
    const holder = await partyOf(app, fair, { size: 2, bookings: [{ slot }] });
    await Promise.all([wait(slot, 2), wait(slot, 2)]);
    await holder.call(cancelBooking, one(holder));
    app.clock.set('2026-12-19T12:00:00Z');
    await app.get(Line).expireOffers();
    const last = await wait(slot, 1);
    staff = await leaderOf(fair);
    await app.db.transaction((tx) => app.get(Places).withdraw(tx, slot, app.clock.now()));
    expect((await wordsOf(slot)).slice(2)).toEqual([
      'walked 2 of 2',
      'offered 2 of 2',
      'expired 2',
      'walked 2 of 2',
      'confirmed 2 of 2',
      'joined 1',
      'withdrawn 1',
    ]);
    expect((await lineOf(slot)).items).toEqual([]);
    expect(await lineOf(slot, { booking: last.booking() })).toMatchObject({ about: { state: 'cancelled' } });
  });

  it('is found out when somebody is let ahead behind its back', async () => {
    const slot = await fair.slot({ capacity: 2 });
    await partyOf(app, fair, { size: 2, bookings: [{ slot }] });
    await wait(slot, 1);
    const sly = await wait(slot, 1);
    await app.db.rows(
      `UPDATE booking SET state = 'confirmed', offered_at = $2, changed_at = $2 WHERE id = $1`,
      [sly.booking(), app.clock.now()],
    );
    expect(await unfairLines(app.db)).toMatchObject([{ slot }]);
    await app.db.rows(`DELETE FROM booking WHERE slot_id = $1`, [slot]);
    await app.db.rows(`DELETE FROM line_event WHERE slot_id = $1`, [slot]);
    await app.db.rows(`UPDATE slot SET taken = 0 WHERE id = $1`, [slot]);
  });
});

describe('why not me', () => {
  it('is answered with what concerns the booking, and who was given places before it', async () => {
    const slot = await fair.slot({ capacity: 3 });
    const holder = await partyOf(app, fair, { size: 3, bookings: [{ slot }] });
    const ahead = await wait(slot, 2);
    const asking = await wait(slot, 2);
    const behind = await wait(slot, 1);
    await holder.call(cancelBooking, one(holder));
    const { reference } = asking.booked.party;
    const typed = `${reference.slice(0, 4)}-${reference.slice(4)}`.toLowerCase();
    const line = await lineOf(slot, { reference: typed });
    expect(line).toMatchObject({
      slot: { id: slot, capacity: 3, taken: 0, held: 3 },
      items: [{ place: 1, reference, kind: 'family', size: 2, places: 2, partOk: false }],
      total: 1,
      about: { booking: asking.booking(), reference, state: 'waiting', place: 1 },
      more: false,
    });
    expect(line.decisions.map(({ what, stands }) => [what, stands])).toEqual([
      ['offered', 'behind'],
      ['passed_size', 'self'],
      ['offered', 'before'],
      ['walked', null],
      ['joined', 'self'],
    ]);
    expect(line.decisions.map((it) => it.reference)).toEqual([
      behind.booked.party.reference,
      reference,
      ahead.booked.party.reference,
      null,
      reference,
    ]);
    expect(await lineOf(slot, { booking: asking.booking() })).toEqual(line);
    expect(await lineOf(slot, { reference: 'ZZZZZZZZ' })).toMatchObject({ about: null, decisions: [] });
    const last = line.decisions.at(-2)?.id ?? 0;
    expect((await lineOf(slot, { before: last })).decisions.length).toBeGreaterThan(0);
  });

  it('is said in codes alone: no name and no address', async () => {
    const slot = await fair.slot({ capacity: 1 });
    await partyOf(app, fair, { bookings: [{ slot }] });
    await partyOf(app, fair, {
      contact: { email: 'hemlig@example.se', name: 'Ett Namn', phone: '031-12 34 56' },
      bookings: [{ slot, ifFull: 'wait' }],
    });
    const said = JSON.stringify(await lineOf(slot));
    expect(said).not.toMatch(/hemlig|Namn|031/);
  });

  it('is answered to the staff of the fair alone', async () => {
    const slot = await fair.slot();
    const other = await makeFair(app.db);
    const stranger = await leaderOf(other);
    const asked = { params: { edition: fair.slug, slot } };
    expect(await stranger(readSlotLine, asked)).toMatchObject({ code: 'not_found' });
    expect(
      await staff(readSlotLine, { params: { edition: other.slug, slot: await other.slot() } }),
    ).toMatchObject({ code: 'not_found' });
    expect(await (await app.as('analyst'))(readSlotLine, asked)).toMatchObject({ code: 'forbidden' });
  });
});

it('agrees with the rules after a crowd has come, changed its mind and gone, all at once', async () => {
  const { call, callWith } = await served(app);
  const clients = {
    call,
    callWith: ({ authorization = '' }: Record<string, string>) =>
      callWith(authorization.replace('Bearer ', '')),
  };
  const slots = await Promise.all([5, 3, 8].map((capacity) => fair.slot({ capacity })));
  const sizes = [1, 2, 3, 4];
  const parties = await crowd(
    Array.from({ length: 90 }, (_, n) => n),
    16,
    (n) =>
      partyOf(clients, fair, {
        size: sizes[n % 4] ?? 1,
        contact: n % 3 ? { email: 'besokare@example.se' } : { phone: '031-12 34 56' },
        bookings: [{ slot: slots[n % 3] ?? '', ifFull: 'wait', partOk: n % 5 === 0 }],
      }),
  );
  const answers = await crowd(
    [...parties, ...parties, ...parties].map((party, n) => ({ party, n })),
    16,
    async ({ party, n }) => {
      const does = (n * 7 + Math.floor(n / 90) * 2) % 5;
      if (n % 40 === 0) await app.get(Line).expireOffers(new Date('2026-12-12T10:00:00Z'));
      if (does === 0) return party.call(cancelBooking, one(party));
      if (does === 1) return party.call(declineOffer, one(party));
      if (does === 2) return party.call(changeParty, { body: { size: 1 + (n % 4) } });
      if (does === 3)
        return party.call(addBooking, { body: { slot: slots[(n + 1) % 3] ?? '', ifFull: 'wait' } });
      return party.call(acceptOffer, one(party));
    },
  );
  const words = tally(answers.map((it) => (it.ok ? 'done' : it.code)));
  expect(words['done']).toBeGreaterThan(60);
  const [log] = await app.db.rows<{ given: number; walked: number }>(
    `SELECT count(*) FILTER (WHERE what IN ('offered', 'confirmed')) AS given,
            count(*) FILTER (WHERE what = 'walked') AS walked FROM line_event WHERE slot_id = ANY ($1::uuid[])`,
    [slots],
  );
  expect(log?.given).toBeGreaterThan(10);
  expect(log?.walked).toBeGreaterThan(10);
  expect(await unfairLines(app.db)).toEqual([]);
}, 60_000);
