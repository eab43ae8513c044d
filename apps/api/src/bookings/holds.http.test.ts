import { addBooking, bookParty, holdPlaces, releaseHold } from '@vagval/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { makeFair, open } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { book, newParty, partyOf } from '../../test/parties.ts';
import { newId } from '../platform/ids.ts';
import { BookingsModule } from './bookings.module.ts';
import { Holds } from './holds.service.ts';

let app: TestApp;
let fair: TestFair;
let slot: string;
let later: string;
beforeEach(async () => {
  app = await startApp({ features: [BookingsModule], at: '2026-12-10T10:00:00Z' });
  fair = await makeFair(app.db);
  slot = await fair.slot({ capacity: 4 });
  later = await fair.slot({ capacity: 4, startsAt: '2027-01-19T11:00Z' });
});
afterEach(async () => {
  await expectInvariants(app.db, app.clock.now());
  await app.close();
});

type Wanted = { slot: string; places?: number };
const hold = (bookings: Wanted[], size = 3, replaces?: string) =>
  app.call(holdPlaces, {
    params: { edition: fair.slug },
    body: { kind: 'family', size, bookings, ...(replaces && { replaces }) },
  });
const held = async (bookings: Wanted[], size = 3, replaces?: string): Promise<string> => {
  const answer = await hold(bookings, size, replaces);
  if (!answer.ok) throw new Error(answer.code);
  return answer.data.hold;
};
const countersOf = async (id: string) => {
  const [row] = await app.db.rows<{ taken: number; held: number }>(
    'SELECT taken, held FROM slot WHERE id = $1',
    [id],
  );
  return [row?.taken, row?.held];
};
const statesIn = (id: string) =>
  app.db
    .rows<{ state: string }>('SELECT state FROM booking WHERE slot_id = $1 ORDER BY made_at, id', [id])
    .then((rows) => rows.map(({ state }) => state));
const waitFor = (size: number) => partyOf(app, fair, { size, bookings: [{ slot, ifFull: 'wait' }] });

describe('a visitor who checks the choice', () => {
  it('has the places kept for five minutes, against everybody else', async () => {
    const answer = await hold([{ slot }, { slot: later, places: 1 }]);
    expect(answer).toMatchObject({ ok: true, data: { until: '2026-12-10T10:05:00.000Z' } });
    expect(await countersOf(slot)).toEqual([0, 3]);
    expect(await countersOf(later)).toEqual([0, 1]);
    expect(await book(app, fair, { size: 2, bookings: [{ slot }] })).toMatchObject({
      ok: false,
      code: 'slot_full',
      problem: { free: 1 },
    });
  });

  it('gets all or none', async () => {
    await partyOf(app, fair, { size: 2, bookings: [{ slot: later }] });
    expect(await hold([{ slot }, { slot: later }])).toMatchObject({
      code: 'slot_full',
      problem: { slot: later, free: 2 },
    });
    expect(await countersOf(slot)).toEqual([0, 0]);
    expect(await app.db.rows('SELECT 1 FROM hold')).toEqual([]);
  });

  it('is judged as a booking would be', async () => {
    expect(await hold([{ slot: newId() }])).toMatchObject({ code: 'slot_unknown' });
    expect(await hold([{ slot, places: 4 }])).toMatchObject({ code: 'over_party_size' });
    expect(await hold([{ slot }, { slot }])).toMatchObject({ code: 'already_booked' });
    const beside = await fair.slot({ startsAt: '2027-01-19T09:10Z' });
    expect(await hold([{ slot }, { slot: beside }])).toMatchObject({ code: 'overlaps' });
    const forClasses = await fair.slot({ audience: ['class'] });
    expect(await hold([{ slot: forClasses }])).toMatchObject({ code: 'audience_mismatch' });
    await open(app.db, fair.edition, { of: 'booking', audience: 'family', from: '2026-12-24T07:00Z' });
    expect(await hold([{ slot }])).toMatchObject({ code: 'not_open_yet' });
    expect(await countersOf(slot)).toEqual([0, 0]);
  });

  it('books what was kept, and gives back what is not asked for', async () => {
    const token = await held([{ slot }, { slot: later }]);
    const waiting = await partyOf(app, fair, { size: 2, bookings: [{ slot: later, ifFull: 'wait' }] });
    const answer = await book(app, fair, { size: 3, bookings: [{ slot }], hold: token });
    expect(answer).toMatchObject({ ok: true, data: { bookings: [{ state: 'confirmed', places: 3 }] } });
    expect(await countersOf(slot)).toEqual([3, 0]);
    expect(await countersOf(later)).toEqual([0, 2]);
    const again = await waiting.call(addBooking, { body: { slot: later } });
    expect(again).toMatchObject({ code: 'already_booked' });
    expect(await statesIn(later)).toEqual(['offered']);
  });

  it('is served before those in line', async () => {
    const token = await held([{ slot }]);
    await waitFor(4);
    expect(await book(app, fair, { size: 3, bookings: [{ slot }], hold: token })).toMatchObject({ ok: true });
    expect(await statesIn(slot)).toEqual(['waiting', 'confirmed']);
  });

  it('keeps the hold when the booking is refused', async () => {
    const token = await held([{ slot, places: 2 }]);
    await partyOf(app, fair, { size: 2, bookings: [{ slot }] });
    const refused = await book(app, fair, { size: 3, bookings: [{ slot }], hold: token });
    expect(refused).toMatchObject({ code: 'slot_full' });
    expect(await countersOf(slot)).toEqual([2, 2]);
  });

  it('books as everybody else once the hold has ended, was spent, or never was', async () => {
    const spent = await held([{ slot, places: 1 }]);
    await app.call(releaseHold, { body: { hold: spent } });
    for (const token of [spent, 'x', app.mint('party', newId(), 1), app.mint('hold', newId(), 1)])
      expect(await book(app, fair, { bookings: [{ slot }], hold: token })).toMatchObject({ ok: true });
    expect(await countersOf(slot)).toEqual([4, 0]);
  });

  it('replaces a hold by another; refused, the old one stands', async () => {
    const first = await held([{ slot }, { slot: later }]);
    const second = await held([{ slot, places: 2 }], 4, first);
    expect(await countersOf(slot)).toEqual([0, 2]);
    expect(await countersOf(later)).toEqual([0, 0]);
    await partyOf(app, fair, { size: 2, bookings: [{ slot }] });
    expect(await hold([{ slot, places: 3 }], 3, second)).toMatchObject({ code: 'slot_full' });
    expect(await countersOf(slot)).toEqual([2, 2]);
  });

  it('gives places back at once, and a second time nothing happens', async () => {
    const token = await held([{ slot }]);
    await waitFor(4);
    for (const body of [{ hold: token }, { hold: token }, { hold: 'x' }])
      expect(await app.call(releaseHold, { body })).toMatchObject({ ok: true, data: { released: true } });
    expect(await statesIn(slot)).toEqual(['offered']);
  });

  it('keeps no more than a school behind one address needs', async () => {
    await app.close();
    app = await startApp({
      features: [BookingsModule],
      at: '2026-12-10T10:00:00Z',
      env: { LIMIT_FACTOR: '0.02' },
    });
    fair = await makeFair(app.db);
    slot = await fair.slot({ capacity: 10 });
    const codes = [];
    for (let nth = 0; nth < 5; nth++) {
      const answer = await hold([{ slot, places: 1 }]);
      codes.push(answer.ok ? 'kept' : answer.code);
    }
    expect(codes).toEqual(['kept', 'kept', 'kept', 'too_many_requests', 'too_many_requests']);
  });
});

describe('a hold whose time is up', () => {
  it('goes to the line when it is swept, and not a moment before', async () => {
    const token = await held([{ slot }]);
    await waitFor(4);
    app.clock.advance({ minutes: 4, seconds: 59 });
    await app.get(Holds).endExpired();
    expect(await statesIn(slot)).toEqual(['waiting']);
    app.clock.advance({ seconds: 1 });
    await app.get(Holds).endExpired();
    expect(await statesIn(slot)).toEqual(['offered']);
    expect(await book(app, fair, { size: 3, bookings: [{ slot }], hold: token })).toMatchObject({
      code: 'slot_full',
    });
  });

  it('is still its holder’s until then', async () => {
    const token = await held([{ slot }]);
    await waitFor(4);
    app.clock.advance({ minutes: 6 });
    expect(await book(app, fair, { size: 3, bookings: [{ slot }], hold: token })).toMatchObject({ ok: true });
  });
});

it('gives the last places to one of many who ask at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, nth) =>
      nth % 2
        ? hold([{ slot }, { slot: later }], 3)
        : app.call(bookParty, {
            params: { edition: fair.slug },
            body: newParty({ size: 3, bookings: [{ slot: later }, { slot }] }),
          }),
    ),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});
