import { bookParty } from '@vagval/contract';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { tally } from '../../test/crowd.ts';
import { makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { book, newParty } from '../../test/parties.ts';
import type { Database } from '../platform/database.ts';
import { newCode, newId } from '../platform/ids.ts';
import { BookingsModule } from './bookings.module.ts';
import type { NewPartyRow } from './bookings.sql.ts';
import { Collector } from './collector.service.ts';
import { bookTogether } from './collector.sql.ts';
import type { OneBooking } from './collector.sql.ts';

// Bookings that are written together. Seen to fail: without the counter's condition in bookTogether, without its look
// at municipalities, without the single tries after it, without the busy slots, and with the tries turned round. The
// order of the locks shows only as deadlocks, and these too seldom for a test to tell.
let app: TestApp;
let fair: TestFair;
beforeAll(async () => {
  app = await startApp({ features: [BookingsModule], at: '2026-12-10T10:00:00Z', env: { DB_POOL: '10' } });
});
beforeEach(async () => {
  await app.db.rows('TRUNCATE organiser, audit_entry, outbox CASCADE');
  fair = await makeFair(app.db);
});
afterAll(() => app.close());

const party = (it: Partial<NewPartyRow> = {}): NewPartyRow => ({
  id: newId(),
  editionId: fair.edition,
  kind: 'family',
  size: 4,
  reference: newCode(),
  locale: 'sv',
  email: 'besokare@example.se',
  phone: null,
  name: null,
  municipality: null,
  needs: ['hearing', 'a "quoted, {need}'],
  school: null,
  className: null,
  grade: null,
  pupils: null,
  staff: null,
  arrival: null,
  schoolId: null,
  accountId: null,
  assistedBy: null,
  protected: false,
  interpreterLanguage: null,
  interpreterVariety: null,
  createdAt: app.clock.now(),
  ...it,
});

const choice = (slotId: string, places = 1): OneBooking => ({
  slotId,
  places,
  bookingId: newId(),
  messageId: newId(),
  partOk: false,
});

const takenOf = async (slotId: string): Promise<number> => {
  const [row] = await app.db.rows<{ taken: number }>('SELECT taken FROM slot WHERE id = $1', [slotId]);
  return row?.taken ?? -1;
};

const countOf = async (table: string): Promise<number> => {
  const [row] = await app.db.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`);
  return row?.n ?? -1;
};

/** The words they are answered with, in the order of asking; all ask in one breath. */
const wordsOf = (asked: readonly { party: NewPartyRow; it: OneBooking }[], by = app.get(Collector)) =>
  Promise.all(
    asked.map(({ party, it }) => by.book(party, it).then(({ booked }) => (booked ? 'booked' : 'refused'))),
  );

const written = ['party', 'booking', 'message', 'outbox', 'audit_entry'];

it('writes everything of those whose slot has room for all, and nothing of a slot that has not', async () => {
  const [wide, tight, paused] = [
    await fair.slot({ capacity: 9 }),
    await fair.slot({ capacity: 3 }),
    await fair.slot({ state: 'paused' }),
  ];
  const asked = [wide, tight, wide, tight, paused].map((slot) => ({ party: party(), it: choice(slot, 2) }));
  const booked = await bookTogether(app.db, asked);
  expect(asked.map(({ it }) => booked.has(it.bookingId))).toEqual([true, false, true, false, false]);
  expect([await takenOf(wide), await takenOf(tight), await takenOf(paused)]).toEqual([4, 0, 0]);
  expect(await Promise.all(written.map(countOf))).toEqual([2, 2, 2, 2, 2]);
  const rows = await app.db.rows('SELECT needs, email, created_at AS at FROM party WHERE id = $1', [
    asked[0]?.party.id,
  ]);
  expect(rows).toEqual([{ needs: party().needs, email: 'besokare@example.se', at: app.clock.now() }]);
  await expectInvariants(app.db, app.clock.now());
});

it('promises no mail to a party without an address', async () => {
  const slot = await fair.slot();
  await bookTogether(app.db, [
    { party: party({ email: null, phone: '0700000000' }), it: choice(slot) },
    { party: party(), it: choice(slot) },
  ]);
  expect(await Promise.all(written.map(countOf))).toEqual([2, 2, 1, 1, 2]);
});

it('leaves out those who came after the slot began, whoever else asked for it', async () => {
  const slot = await fair.slot({ startsAt: '2027-01-19T09:00Z' });
  const late = party({ createdAt: new Date('2027-01-19T09:00Z') });
  expect(
    await wordsOf([
      { party: party(), it: choice(slot) },
      { party: late, it: choice(slot) },
      { party: party(), it: choice(slot) },
    ]),
  ).toEqual(['booked', 'refused', 'booked']);
});

it('gives what there is in the order of asking, and passes by who does not fit', async () => {
  const [slot, other] = [await fair.slot({ capacity: 5 }), await fair.slot({ capacity: 100 })];
  const places = [2, 4, 1, 3, 2, 1];
  const asked = places.flatMap((n) => [
    { party: party(), it: choice(slot, n) },
    { party: party(), it: choice(other, 1) },
  ]);
  const words = await wordsOf(asked);
  expect(words.filter((_, at) => at % 2 === 0)).toEqual([
    'booked',
    'refused',
    'booked',
    'refused',
    'booked',
    'refused',
  ]);
  expect(words.filter((_, at) => at % 2)).toEqual(Array.from({ length: 6 }, () => 'booked'));
  await expectInvariants(app.db, app.clock.now());
});

it('lets nobody overtake those who are still being tried', async () => {
  const slot = await fair.slot({ capacity: 3 });
  const first = wordsOf([3, 3, 3, 3].map((n) => ({ party: party({ size: n }), it: choice(slot, n) })));
  await new Promise(setImmediate);
  const then = wordsOf([1, 1, 1].map((n) => ({ party: party(), it: choice(slot, n) })));
  expect(await first).toEqual(['booked', 'refused', 'refused', 'refused']);
  expect(await then).toEqual(['refused', 'refused', 'refused']);
});

it('a code drawn twice or an unknown municipality spoils nothing for the others', async () => {
  const slots = await Promise.all(Array.from({ length: 5 }, () => fair.slot()));
  const taken = party();
  await bookTogether(app.db, [{ party: taken, it: choice(slots[0] ?? '') }]);
  const strange = [{}, { reference: taken.reference }, {}, { municipality: '9999' }, {}];
  const answers = await Promise.allSettled(
    strange.map((it, at) => app.get(Collector).book(party(it), choice(slots[at] ?? ''))),
  );
  expect(answers.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(await Promise.all(slots.map(takenOf))).toEqual([2, 0, 1, 0, 1]);
  expect(await Promise.all(written.map(countOf))).toEqual([4, 4, 4, 4, 4]);
});

it('an unknown municipality alone does not keep the others from being written together', async () => {
  const slot = await fair.slot();
  const asked = [{}, { municipality: '9999' }].map((it) => ({ party: party(it), it: choice(slot) }));
  expect((await bookTogether(app.db, asked)).size).toBe(1);
});

it('through HTTP each is told its own: a place, a place in line, what is wrong', async () => {
  const [slot, full] = [await fair.slot({ capacity: 3 }), await fair.slot({ capacity: 0 })];
  const wrong = { ...newParty({ bookings: [{ slot }] }), municipality: '9999' };
  const answers = await Promise.all([
    book(app, fair, { bookings: [{ slot }] }),
    book(app, fair, { bookings: [{ slot: full, ifFull: 'wait' }] }),
    app.call(bookParty, { params: { edition: fair.slug }, body: wrong }),
    book(app, fair, { bookings: [{ slot: full }] }),
    book(app, fair, { bookings: [{ slot }] }),
  ]);
  expect(answers.map((it) => (it.ok ? it.data.bookings[0]?.state : it.code))).toEqual([
    'confirmed',
    'waiting',
    'invalid',
    'slot_full',
    'confirmed',
  ]);
  await expectInvariants(app.db, app.clock.now());
});

it('two processes writing for the same slots at once never overbook, nor stand in each other’s way', async () => {
  const slots = await Promise.all(Array.from({ length: 12 }, () => fair.slot({ capacity: 20 })));
  const failed: unknown[] = [];
  const told = spying(app.db, failed);
  const both = [new Collector(told), new Collector(told)];
  const words = await Promise.all(
    Array.from({ length: 40 }, (_, wave) =>
      wordsOf(
        Array.from({ length: 12 }, (_, at) => ({
          party: party(),
          // Each wave names the slots in another order.
          it: choice(slots[(at * (1 + (wave % 5)) + wave) % 12] ?? ''),
        })),
        both[wave % 2],
      ),
    ),
  );
  expect(tally(words.flat())).toEqual({ booked: 240, refused: 240 });
  expect(failed).toEqual([]);
  await expectInvariants(app.db, app.clock.now());
});

/** A door to the same database that retries nothing and notes what fails, deadlocks too. */
const spying = ({ source }: Database, failed: unknown[]): Database =>
  ({
    rows: (text: string, values?: unknown[]) =>
      source.query(text, values).catch((error: unknown) => {
        failed.push(error);
        throw error;
      }),
  }) as unknown as Database;
