import { moveBooking, partyCalendar } from '@vagval/contract';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { kind, makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { partyOf } from '../../test/parties.ts';
import type { TestParty } from '../../test/parties.ts';
import { newId } from '../platform/ids.ts';
import { BookingsModule } from './bookings.module.ts';

let app: TestApp;
let fair: TestFair;
let from: string;
let to: string;
beforeEach(async () => {
  app = await startApp({ features: [BookingsModule], at: '2026-12-10T10:00:00Z' });
  fair = await makeFair(app.db);
  from = await fair.slot({ capacity: 3 });
  to = await fair.slot({ capacity: 3, startsAt: '2027-01-19T11:00Z' });
});
afterEach(async () => {
  await expectInvariants(app.db, app.clock.now());
  await app.close();
});

const family = (size: number, slot = from) => partyOf(app, fair, { size, bookings: [{ slot }] });
const inLine = (size: number, slot = from) =>
  partyOf(app, fair, { size, bookings: [{ slot, ifFull: 'wait' }] });
const moved = (party: TestParty, body: { slot: string; places?: number }, booking = party.booking()) =>
  party.call(moveBooking, { params: { booking }, body });
const rows = () => app.db.rows('SELECT slot_id AS slot, state, places FROM booking ORDER BY made_at, id');
const counters = () => app.db.rows('SELECT taken, held FROM slot ORDER BY starts_at');

it('moves a booking as it is; whoever waited for its places is asked', async () => {
  const party = await family(3);
  app.clock.advance({ seconds: 5 });
  await inLine(2);
  const answer = await moved(party, { slot: to.toUpperCase() });
  expect(answer).toMatchObject({
    ok: true,
    data: { bookings: [{ id: party.booking(), state: 'confirmed', places: 3, slot: { id: to } }] },
  });
  expect(await rows()).toEqual([
    { slot: to, state: 'confirmed', places: 3 },
    { slot: from, state: 'offered', places: 2 },
  ]);
  expect(await counters()).toEqual([
    { taken: 0, held: 2 },
    { taken: 3, held: 0 },
  ]);
});

it('moves the entry in the calendar, and tells once', async () => {
  const party = await family(3);
  const entry = async () => {
    const file = await party.call(partyCalendar);
    if (!file.ok) throw new Error(file.code);
    const text = await file.response.text();
    return ['UID', 'SEQUENCE', 'DTSTART'].map((name) => RegExp(`^${name}:(.*?)\r?$`, 'm').exec(text)?.[1]);
  };
  const before = await entry();
  app.clock.advance({ seconds: 5 });
  await moved(party, { slot: to });
  expect(before).toEqual([`${party.booking()}@vagval`, '0', '20270119T090000Z']);
  expect(await entry()).toEqual([`${party.booking()}@vagval`, '5', '20270119T110000Z']);
  expect(await app.db.rows(`SELECT booking_id AS booking FROM message WHERE kind = 'party-changed'`)).toEqual(
    [{ booking: party.booking() }],
  );
});

it('leaves everything as it was when the other slot is full', async () => {
  await family(2, to);
  const party = await family(3);
  const before = await rows();
  expect(await moved(party, { slot: to })).toMatchObject({
    problem: { code: 'slot_full', slot: to, free: 1 },
  });
  expect(await rows()).toEqual(before);
  expect(await moved(party, { slot: to, places: 1 })).toMatchObject({ ok: true });
  expect(await counters()).toEqual([
    { taken: 0, held: 0 },
    { taken: 3, held: 0 },
  ]);
});

it('does not count what leaves: neither its time nor the limit of its kind', async () => {
  await kind(app.db, 'try-it', { partyLimit: 1 });
  const beside = await fair.slot({ startsAt: '2027-01-19T09:10Z' });
  const party = await family(3);
  expect(await moved(party, { slot: beside })).toMatchObject({ ok: true });
});

it('counts everything else', async () => {
  const party = await partyOf(app, fair, { size: 3, bookings: [{ slot: from }, { slot: to }] });
  const beside = await fair.slot({ startsAt: '2027-01-19T11:10Z' });
  expect(await moved(party, { slot: beside })).toMatchObject({
    problem: { code: 'overlaps', slot: beside, with: to },
  });
  expect(await moved(party, { slot: to })).toMatchObject({ problem: { code: 'already_booked', slot: to } });
  expect(await moved(party, { slot: from })).toMatchObject({ problem: { code: 'already_booked' } });
  expect(await moved(party, { slot: newId() })).toMatchObject({ problem: { code: 'slot_unknown' } });
  const paused = await fair.slot({ state: 'paused', startsAt: '2027-01-19T13:00Z' });
  expect(await moved(party, { slot: paused })).toMatchObject({ problem: { code: 'slot_closed' } });
  expect(await moved(party, { slot: beside }, newId())).toMatchObject({ problem: { code: 'not_found' } });
});

it('lets nobody move what has begun or ended', async () => {
  const party = await family(3);
  app.clock.set('2027-01-19T09:00:00Z');
  expect(await moved(party, { slot: to })).toMatchObject({ problem: { code: 'slot_closed', slot: from } });
  await app.db.rows(`UPDATE booking SET state = 'released', ended_by = 'no_show'`);
  await app.db.rows('UPDATE slot SET taken = 0');
  expect(await moved(party, { slot: to })).toMatchObject({ problem: { code: 'wrong_state' } });
});

it('takes whoever waits to places there, or to the end of the other line', async () => {
  await family(3);
  const first = await inLine(2);
  expect(await moved(first, { slot: to })).toMatchObject({ data: { bookings: [{ state: 'confirmed' }] } });
  await inLine(3, to);
  app.clock.advance({ seconds: 1 });
  const last = await inLine(2);
  expect(await moved(last, { slot: to })).toMatchObject({
    data: { bookings: [{ state: 'waiting', line: { place: 2, of: 2 } }] },
  });
});

it('gives an offer back when it moves', async () => {
  const holder = await family(3);
  const offered = await inLine(2);
  const next = await inLine(2);
  await moved(holder, { slot: to });
  expect(await moved(offered, { slot: to })).toMatchObject({ problem: { code: 'slot_full' } });
  const third = await fair.slot({ capacity: 3, startsAt: '2027-01-20T09:00Z' });
  expect(await moved(offered, { slot: third })).toMatchObject({
    data: { bookings: [{ state: 'confirmed' }] },
  });
  expect(
    await next.call(moveBooking, { params: { booking: next.booking() }, body: { slot: third } }),
  ).toMatchObject({
    ok: false,
  });
  expect(await rows()).toMatchObject([{ slot: to }, { slot: third, places: 2 }, { state: 'offered' }]);
});

it('lets two who change places in full slots both keep what they have', async () => {
  const [a, b] = [await family(3), await family(3, to)];
  const answers = await Promise.all([moved(a, { slot: to }), moved(b, { slot: from })]);
  expect(answers.map(({ ok }) => ok)).toEqual([false, false]);
});

it('moves one of many into the last places', async () => {
  const parties = await Promise.all(
    Array.from({ length: 8 }, async (_, nth) => {
      const slot = await fair.slot({ startsAt: `2027-01-19T1${nth % 4}:30Z` });
      return family(3, slot);
    }),
  );
  const answers = await Promise.all(parties.map((party) => moved(party, { slot: from })));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});
