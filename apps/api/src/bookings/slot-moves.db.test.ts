import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { addBooking } from '@vagval/contract';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { book, partyOf } from '../../test/parties.ts';

let app: TestApp;
let fair: TestFair;
beforeAll(async () => {
  app = await startApp({ at: '2027-01-04T09:00:00+01:00' });
  fair = await makeFair(app.db);
});
afterAll(() => app.close());
afterEach(() => expectInvariants(app.db, app.clock.now()));

/** Moves the slot while somebody who has read when it was stands before its lock; what that request is answered. */
async function movedUnder<T>(slot: string, startsAt: string, asking: () => Promise<T>): Promise<T> {
  let answer: Promise<T> | undefined;
  await app.db.transaction(async (tx) => {
    await tx.rows('SELECT id FROM slot WHERE id = $1 FOR NO KEY UPDATE', [slot]);
    answer ??= asking();
    await expect
      .poll(async () => {
        const [row] = await app.db.rows<{ n: number }>(
          `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return row?.n;
      })
      .toBe(1);
    await tx.rows(
      `UPDATE slot SET setup_from = $2, starts_at = $2, ends_at = $2::timestamptz + interval '30 minutes' WHERE id = $1`,
      [slot, startsAt],
    );
  });
  return answer as Promise<T>;
}

it('judges a new party by when the slots are, not by when they were', async () => {
  const [early, late] = [await fair.slot(), await fair.slot({ startsAt: '2027-01-19T12:00Z' })];
  const asking = () => book(app, fair, { size: 2, bookings: [{ slot: early }, { slot: late }] });
  expect(await movedUnder(early, '2027-01-19T12:10Z', asking)).toMatchObject({ code: 'overlaps' });
});

it('judges one more booking of a party in the same way', async () => {
  const [early, late] = [await fair.slot(), await fair.slot({ startsAt: '2027-01-19T12:00Z' })];
  const party = await partyOf(app, fair, { size: 2, bookings: [{ slot: late }] });
  const asking = () => party.call(addBooking, { body: { slot: early } });
  expect(await movedUnder(early, '2027-01-19T11:50Z', asking)).toMatchObject({ code: 'overlaps' });
  expect(await party.call(addBooking, { body: { slot: await fair.slot() } })).toMatchObject({ ok: true });
});
