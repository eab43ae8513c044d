import { addBooking, cancelParty, changeBooking, changeParty, holdPlaces, readParty } from '@vagval/contract';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { kind, makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { brokenInvariants, expectInvariants } from '../../test/invariants.ts';
import { book, partyOf } from '../../test/parties.ts';
import { BookingsModule } from './bookings.module.ts';

// A talk with a counsellor: a place is for a party whatever its size, and the whole party is busy meanwhile (I3).
let app: TestApp;
let fair: TestFair;
let talk: string;
beforeEach(async () => {
  app = await startApp({ features: [BookingsModule], at: '2026-12-10T10:00:00Z' });
  fair = await makeFair(app.db);
  await kind(app.db, 'guidance-talk');
  await app.db.rows(`UPDATE activity_kind SET counts = 'parties' WHERE key = 'guidance-talk'`);
  talk = await fair.slot({ kind: 'guidance-talk', capacity: 2 });
});
afterEach(async () => {
  await expectInvariants(app.db, app.clock.now());
  await app.close();
});

const family = (size: number, slot = talk) => partyOf(app, fair, { size, bookings: [{ slot }] });
const takenOf = async (slot = talk) => {
  const [row] = await app.db.rows<{ n: number }>('SELECT taken + held AS n FROM slot WHERE id = $1', [slot]);
  return row?.n;
};

it('takes one place whatever the size, and whatever is asked for', async () => {
  const first = await family(5);
  expect(first.booked.bookings).toMatchObject([{ places: 1, slot: { counts: 'parties' } }]);
  const body = { kind: 'family' as const, size: 4, bookings: [{ slot: talk, places: 3 }] };
  expect(await app.call(holdPlaces, { params: { edition: fair.slug }, body })).toMatchObject({ ok: true });
  expect(await takenOf()).toBe(2);
  expect(await book(app, fair, { size: 1, bookings: [{ slot: talk }] })).toMatchObject({ code: 'slot_full' });
});

it('keeps its place when the party grows, shrinks, or wants more places', async () => {
  const party = await family(3);
  for (const size of [6, 2]) await party.call(changeParty, { body: { size } });
  const params = { booking: party.booking() };
  expect(await party.call(changeBooking, { params, body: { places: 2 } })).toMatchObject({ ok: true });
  expect(await party.call(readParty)).toMatchObject({ data: { bookings: [{ places: 1 }] } });
  expect(await takenOf()).toBe(1);
});

it('has the whole party busy: nobody of it is anywhere else meanwhile', async () => {
  const beside = await fair.slot({ startsAt: '2027-01-19T09:10Z' });
  const party = await family(3);
  expect(await party.call(addBooking, { body: { slot: beside, places: 1 } })).toMatchObject({
    code: 'overlaps',
  });
  const other = await partyOf(app, fair, { size: 3, bookings: [{ slot: beside, places: 1 }] });
  expect(await other.call(addBooking, { body: { slot: talk } })).toMatchObject({ code: 'overlaps' });
});

it('passes a party by in line that has somebody elsewhere', async () => {
  const beside = await fair.slot({ startsAt: '2027-01-19T09:10Z' });
  const holders = [await family(1), await family(1)];
  const busy = await partyOf(app, fair, { size: 3, bookings: [{ slot: talk, ifFull: 'wait' }] });
  app.clock.advance({ seconds: 1 });
  const next = await partyOf(app, fair, { size: 4, bookings: [{ slot: talk, ifFull: 'wait' }] });
  await busy.call(addBooking, { body: { slot: beside, places: 1 } });
  await holders[0]?.call(cancelParty);
  expect(await busy.call(readParty)).toMatchObject({ data: { bookings: [{ state: 'waiting' }, {}] } });
  expect(await next.call(readParty)).toMatchObject({ data: { bookings: [{ state: 'offered', places: 1 }] } });
});

it('is told when somebody of it is elsewhere all the same', async () => {
  const beside = await fair.slot({ startsAt: '2027-01-19T12:00Z' });
  const party = await partyOf(app, fair, {
    size: 3,
    bookings: [{ slot: talk }, { slot: beside, places: 1 }],
  });
  expect(party.booked.bookings).toHaveLength(2);
  const moved = `UPDATE slot SET setup_from = $2, starts_at = $2, ends_at = $2::timestamptz + interval '1 hour' WHERE id = $1`;
  await app.db.rows(moved, [beside, '2027-01-19T09:10Z']);
  expect(Object.keys(await brokenInvariants(app.db, app.clock.now()))).toEqual([
    'I3 a party is in one place at a time',
  ]);
  await app.db.rows(moved, [beside, '2027-01-19T12:00Z']);
});
