import {
  countDropIns,
  listStations,
  pauseStation,
  readParty,
  readStation,
  recordCame,
  releaseNoShows,
  resumeStation,
} from '@vagval/contract';
import type { Call, Result } from '@vagval/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { makeFair } from '../../test/fair.ts';
import type { SlotOptions, TestFair } from '../../test/fair.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { book, partyOf } from '../../test/parties.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { BookingsModule } from '../bookings/bookings.module.ts';
import { Seats } from '../bookings/seats.service.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { newId } from '../platform/ids.ts';
import { StandModule } from './stand.module.ts';

/** Slots begin at ten where the fair is, and nobody's places are kept longer than ten minutes. */
const begins = '2027-01-19T09:00:00Z';
const booked = '2027-01-10T09:00:00Z';
let app: TestApp;
let fair: TestFair;
let host: Call;

beforeAll(async () => {
  app = await startApp({ features: [AccountsModule, EditionsModule, BookingsModule, StandModule] });
  fair = await makeFair(app.db);
  app.clock.set('2027-01-19T06:00:00Z');
  host = await app.as('host');
});
beforeEach(() => {
  app.clock.set(booked);
});
afterEach(() => expectInvariants(app.db, app.clock.now()));
afterAll(() => app.close());

/** A station of its own with one slot, and families booked there. */
async function station(of: SlotOptions & { dropIn?: number }, ...sizes: number[]) {
  const [place, slot] = [newId(), await fair.slot({ startsAt: begins, ...of })];
  await app.db.rows(
    `INSERT INTO place (id, edition_id, kind, name) VALUES ($1::uuid, $2, 'station', $1::text)`,
    [place, fair.edition],
  );
  await app.db.rows('UPDATE slot SET place_id = $2, drop_in = $3 WHERE id = $1', [
    slot,
    place,
    of.dropIn ?? 0,
  ]);
  const parties = [];
  for (const size of sizes) parties.push(await partyOf(app, fair, { size, bookings: [{ slot }] }));
  return { place, slot, parties };
}

const later = (minutes: number) => new Date(new Date(begins).getTime() + minutes * 60_000);
const came = (booking: string, count: number | null, who = host) =>
  who(recordCame, { params: { booking }, body: { came: count } });
const dropIn = (slot: string, count: number) => host(countDropIns, { params: { slot }, body: { count } });
const release = (slot: string) => host(releaseNoShows, { params: { slot } });
const codeOf = (answer: Result<typeof recordCame>) => (answer.ok ? 'ok' : answer.code);
const kindsTo = async (party: { booked: { party: { id: string } } }) =>
  (
    await app.db.rows<{ kind: string }>(
      'SELECT kind FROM message WHERE party_id = $1 ORDER BY queued_at, kind',
      [party.booked.party.id],
    )
  ).map(({ kind }) => kind);

async function slotAt(place: string, day = '2027-01-19') {
  const answer = await host(readStation, { params: { place }, query: { day } });
  if (!answer.ok) throw new Error(answer.code);
  return answer.data.items[0];
}

describe('the list of a station', () => {
  it('says who comes, with no name and no address', async () => {
    const { place, slot } = await station({ capacity: 40 });
    await book(app, fair, {
      size: 2,
      contact: { email: 'hemlig@example.se', name: 'Hemligt Namn', phone: '031-000000' },
      needs: ['interpreter'],
      interpreter: { language: 'ar', variety: 'syrisk' },
      bookings: [{ slot }],
    });
    await book(app, fair, {
      kind: 'class',
      size: 22,
      class: { school: 'Ekskolan', className: '9B', grade: '9', pupils: 20, staff: 2 },
      bookings: [{ slot, places: 8 }],
    });
    const shown = await slotAt(place);
    expect(
      shown?.parties
        .map(({ label, places, interpreter }) => ({ label, places, interpreter }))
        .sort((one, other) => other.places - one.places),
    ).toEqual([
      { label: '9B, Ekskolan', places: 8, interpreter: null },
      { label: null, places: 2, interpreter: { language: 'ar', variety: 'syrisk' } },
    ]);
    expect(JSON.stringify(shown)).not.toMatch(/hemlig|031-/i);
  });

  it('does not name a class that must not be named', async () => {
    const { place, slot } = await station({ capacity: 40 });
    await book(app, fair, {
      kind: 'class',
      size: 9,
      protected: true,
      class: { school: 'Ekskolan', className: '9B', grade: '9', pupils: 8, staff: 1 },
      bookings: [{ slot }],
    });
    expect((await slotAt(place))?.parties.map(({ label }) => label)).toEqual([null]);
  });

  it('shows the stations of the day nearest to now', async () => {
    const { place } = await station({});
    const answer = await host(listStations, { params: { edition: fair.slug }, query: {} });
    expect(answer.ok && answer.data.day).toBe('2027-01-19');
    expect(answer.ok && answer.data.items.find(({ id }) => id === place)).toMatchObject({
      slots: 1,
      paused: false,
    });
  });

  it('does not exist for the staff of another organiser', async () => {
    const other = newId();
    await app.db.rows('INSERT INTO organiser VALUES ($1::uuid, $1::text, $1::text, $2)', [
      other,
      'o@example.se',
    ]);
    const stranger = await app.as('host', { organiser: other });
    const { place, slot, parties } = await station({}, 2);
    const refused = [
      await stranger(listStations, { params: { edition: fair.slug }, query: {} }),
      await stranger(readStation, { params: { place }, query: {} }),
      await came(parties[0]?.booking() ?? '', 2, stranger),
      await stranger(countDropIns, { params: { slot }, body: { count: 1 } }),
      await stranger(releaseNoShows, { params: { slot } }),
      await stranger(pauseStation, { params: { place } }),
      await stranger(resumeStation, { params: { place } }),
    ];
    expect(refused.map((it) => (it.ok ? 'ok' : it.code))).toEqual(refused.map(() => 'not_found'));
  });
});

describe('who came', () => {
  it('is counted, may be fewer or more than booked, and can be taken back', async () => {
    const { place, parties } = await station({ capacity: 8 }, 4);
    const id = parties[0]?.booking() ?? '';
    expect(codeOf(await came(id, 3))).toBe('too_early');
    app.clock.set(later(-20));
    for (const count of [3, 5, null]) {
      expect(codeOf(await came(id, count))).toBe('ok');
      expect((await slotAt(place))?.parties[0]?.came).toBe(count);
    }
  });

  it('lets in who comes late to released places, as long as nobody else has them', async () => {
    const { slot, parties } = await station({ capacity: 4 }, 2, 2);
    app.clock.set(later(10));
    expect((await release(slot)).ok).toBe(true);
    expect((await dropIn(slot, 2)).ok).toBe(true);
    expect(codeOf(await came(parties[0]?.booking() ?? '', 2))).toBe('ok');
    expect(codeOf(await came(parties[1]?.booking() ?? '', 2))).toBe('slot_full');
  });

  it('lets in who stands in line once the slot has begun, and not before', async () => {
    const { slot } = await station({ capacity: 4 }, 4);
    const waiting = await partyOf(app, fair, { size: 3, bookings: [{ slot, ifFull: 'wait' }] });
    app.clock.set(later(-10));
    expect(codeOf(await came(waiting.booking(), 3))).toBe('too_early');
    app.clock.set(later(10));
    expect(codeOf(await came(waiting.booking(), 3))).toBe('slot_full');
    await release(slot);
    expect(codeOf(await came(waiting.booking(), 3))).toBe('ok');
    const read = await waiting.call(readParty);
    expect(read.ok && read.data.bookings[0]).toMatchObject({ state: 'confirmed', places: 3 });
  });

  it('is not said of who has cancelled', async () => {
    const { parties } = await station({}, 2);
    await app.db.rows(`UPDATE slot SET taken = 0 WHERE id = (SELECT slot_id FROM booking WHERE id = $1)`, [
      parties[0]?.booking(),
    ]);
    await app.db.rows(`UPDATE booking SET state = 'cancelled', ended_by = 'by_party' WHERE id = $1`, [
      parties[0]?.booking(),
    ]);
    app.clock.set(later(1));
    expect(codeOf(await came(parties[0]?.booking() ?? '', 2))).toBe('wrong_state');
  });
});

describe('places nobody has come to', () => {
  it('are released at their minute, not earlier, and only those', async () => {
    const { place, slot, parties } = await station({ capacity: 6 }, 2, 4);
    app.clock.set(later(5));
    await came(parties[0]?.booking() ?? '', 2);
    expect(await release(slot)).toMatchObject({
      ok: false,
      code: 'too_early',
      problem: { from: later(10).toISOString() },
    });
    app.clock.set(later(10));
    expect(await release(slot)).toMatchObject({ ok: true, data: { taken: 2, dropIns: { room: 4 } } });
    expect((await slotAt(place))?.parties.map(({ state }) => state).toSorted()).toEqual([
      'confirmed',
      'released',
    ]);
  });

  it('are released without the host where the station does so by itself, at its own minute', async () => {
    const [own, other] = [await station({ capacity: 3 }, 3), await station({ capacity: 3 }, 3)];
    await app.db.rows(
      `UPDATE activity SET releases_itself = true, no_show_minutes = 3
       WHERE id = (SELECT activity_id FROM slot WHERE id = $1)`,
      [own.slot],
    );
    const taken = async () => [(await slotAt(own.place))?.taken, (await slotAt(other.place))?.taken];
    await app.get(Seats).releaseDue(later(2));
    expect(await taken()).toEqual([3, 3]);
    await app.get(Seats).releaseDue(later(3));
    expect(await taken()).toEqual([0, 3]);
  });
});

describe('those who just come', () => {
  it('have their own places, and the others once the slot has begun', async () => {
    const { slot } = await station({ capacity: 4, dropIn: 1 }, 2);
    app.clock.set(later(-5));
    expect((await dropIn(slot, 1)).ok).toBe(true);
    expect(await dropIn(slot, 1)).toMatchObject({ ok: false, code: 'slot_full' });
    app.clock.set(later(0));
    expect(await dropIn(slot, 2)).toMatchObject({ ok: true, data: { dropIns: { came: 3, room: 0 } } });
    expect(await dropIn(slot, -3)).toMatchObject({ ok: true, data: { dropIns: { came: 0, room: 3 } } });
    expect(await dropIn(slot, -1)).toMatchObject({ ok: false, code: 'slot_full' });
  });

  it('never come to more than there is room for, however many hosts count at once', async () => {
    const { place, slot } = await station({ capacity: 5, dropIn: 2 }, 2);
    app.clock.set(later(1));
    const answers = await Promise.all(Array.from({ length: 20 }, () => dropIn(slot, 1)));
    expect(answers.filter(({ ok }) => ok).length).toBe(5);
    expect((await slotAt(place))?.dropIns).toEqual({ came: 5, room: 0 });
  });
});

describe('a station that stands still', () => {
  it('takes no bookings, tells everybody with a place, and goes on with the line served', async () => {
    const { place, slot, parties } = await station({ capacity: 4 }, 2);
    app.clock.set(later(-120));
    expect(await host(pauseStation, { params: { place } })).toMatchObject({
      ok: true,
      data: { slots: 1, told: 1 },
    });
    expect(await host(pauseStation, { params: { place } })).toMatchObject({
      ok: true,
      data: { slots: 0, told: 0 },
    });
    expect((await book(app, fair, { bookings: [{ slot }] })).ok).toBe(false);
    expect(await host(resumeStation, { params: { place } })).toMatchObject({
      ok: true,
      data: { slots: 1, told: 1 },
    });
    expect((await book(app, fair, { bookings: [{ slot }] })).ok).toBe(true);
    expect(await kindsTo(parties[0] ?? (Promise.reject(new Error('nobody')) as never))).toEqual([
      'party-confirmed',
      'slot-paused',
      'slot-resumed',
    ]);
  });

  it('lets slots of other days and those that are over be', async () => {
    const { place, slot } = await station({});
    app.clock.set('2027-01-18T09:00:00Z');
    expect(await host(pauseStation, { params: { place } })).toMatchObject({ data: { slots: 0 } });
    app.clock.set(later(45));
    expect(await host(pauseStation, { params: { place } })).toMatchObject({ data: { slots: 0 } });
    expect(await app.db.rows('SELECT state FROM slot WHERE id = $1', [slot])).toEqual([{ state: 'open' }]);
  });
});
