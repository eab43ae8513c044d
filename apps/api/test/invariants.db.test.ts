import { afterAll, beforeEach, expect, it } from 'vitest';
import { BookingsModule } from '../src/bookings/bookings.module.ts';
import { newId } from '../src/platform/ids.ts';
import { startApp } from './app.ts';
import type { TestApp } from './app.ts';
import { makeFair } from './fair.ts';
import { brokenInvariants, expectInvariants } from './invariants.ts';
import { partyOf } from './parties.ts';

// Each check is shown to bite: a healthy database, one row made wrong, and that check alone speaks.
let app: TestApp;
let slot: string;
beforeEach(async () => {
  await app?.close();
  app = await startApp({ features: [BookingsModule], at: '2026-12-10T10:00:00Z' });
  const fair = await makeFair(app.db);
  slot = await fair.slot({ capacity: 2 });
  await partyOf(app, fair, { size: 2, bookings: [{ slot }] });
  for (const size of [2, 2]) {
    await partyOf(app, fair, { size, bookings: [{ slot, ifFull: 'wait' }] });
    app.clock.advance({ seconds: 1 });
  }
  await expectInvariants(app.db, app.clock.now());
});
afterAll(() => app.close());

const broken = async () => Object.keys(await brokenInvariants(app.db, app.clock.now()));

it('a counter that is not the sum', async () => {
  await app.db.rows('UPDATE slot SET taken = taken - 1, held = 1');
  expect(await broken()).toEqual(['I1 counters equal sums, within capacity']);
});

it('more than the capacity', async () => {
  await app.db.rows('ALTER TABLE slot DROP CONSTRAINT slot_within_capacity');
  await app.db.rows('UPDATE slot SET capacity = 1');
  expect(await broken()).toEqual(['I1 counters equal sums, within capacity']);
});

it('somebody waiting who would fit', async () => {
  await app.db.rows('UPDATE slot SET capacity = 4');
  expect(await broken()).toEqual(['I2 nobody waits who would fit']);
});

it('somebody served ahead of an earlier one', async () => {
  await app.db.rows('UPDATE slot SET capacity = 4, held = 2');
  await app.db.rows(
    `UPDATE booking SET state = 'offered', offer_until = $1, offered_at = $2, changed_at = $2
     WHERE line_no = (SELECT max(line_no) FROM booking)`,
    [new Date('2026-12-11T10:00Z'), app.clock.now()],
  );
  expect(await broken()).toEqual([
    'I2 nobody is served ahead of an earlier one who fits',
    'I6 what is promised has one message, and its announcement',
    'I2 the log of every line agrees with the rules',
  ]);
});

it('a party in two places', async () => {
  await app.db.rows(
    `UPDATE party SET size = 1 WHERE id = (SELECT party_id FROM booking WHERE state = 'confirmed')`,
  );
  expect(await broken()).toEqual(['I3 a party is in one place at a time']);
});

it('a message that was never announced', async () => {
  await app.db.rows('DELETE FROM outbox');
  expect(await broken()).toEqual(['I6 what is promised has one message, and its announcement']);
});

it('a slot booked twice by one party', async () => {
  await app.db.rows('DROP INDEX booking_once');
  await app.db.rows(
    `INSERT INTO booking (id, edition_id, party_id, slot_id, places, asked, state, line_no, made_at, changed_at)
     SELECT $1, edition_id, party_id, slot_id, places, asked, state, nextval('line_no'), made_at, changed_at
     FROM booking WHERE state = 'waiting' LIMIT 1`,
    [newId()],
  );
  expect(await broken()).toEqual(['I7 one live booking per party and slot']);
});
