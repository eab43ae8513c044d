import {
  acceptOffer,
  addBooking,
  cancelBooking,
  cancelParty,
  changeBooking,
  changeParty,
  declineOffer,
  readParty,
} from '@vagval/contract';
import { afterAll, afterEach, beforeEach, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { makeFair } from '../../test/fair.ts';
import type { SlotOptions, TestFair } from '../../test/fair.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { partyOf } from '../../test/parties.ts';
import type { TestParty } from '../../test/parties.ts';
import { BookingsModule } from './bookings.module.ts';
import { Line } from './line.service.ts';
import { Places } from './places.service.ts';

const early = '2026-12-10T10:00:00Z';
const late = '2027-01-18T12:00:00Z';
let app: TestApp;
let fair: TestFair;
beforeAll(async () => {
  app = await startApp({ features: [BookingsModule] });
  fair = await makeFair(app.db);
});
beforeEach(() => {
  app.clock.set(early);
});
afterEach(() => expectInvariants(app.db, app.clock.now()));
afterAll(() => app.close());

/** A slot that is full of one party's places, and others in line. */
async function fullSlot(capacity: number, lines: { size: number; partOk?: boolean }[], of: SlotOptions = {}) {
  const slot = await fair.slot({ capacity, ...of });
  const holder = await partyOf(app, fair, { size: capacity, bookings: [{ slot }] });
  const line: TestParty[] = [];
  for (const { size, partOk = false } of lines)
    line.push(await partyOf(app, fair, { size, bookings: [{ slot, ifFull: 'wait', partOk }] }));
  return { slot, holder, line };
}

const one = (party: TestParty) => ({ params: { booking: party.booking() } });

async function bookingOf(party: TestParty | undefined) {
  const answer = await party?.call(readParty);
  if (!answer?.ok) throw new Error('No such party');
  return answer.data.bookings[0];
}

const states = (parties: readonly TestParty[]) =>
  Promise.all(parties.map(async (it) => [(await bookingOf(it))?.state, (await bookingOf(it))?.places]));

const kindsOf = async ({ booked }: TestParty) => {
  const rows = await app.db.rows<{ kind: string }>(
    'SELECT kind FROM message WHERE party_id = $1 ORDER BY id',
    [booked.party.id],
  );
  return rows.map(({ kind }) => kind).sort();
};

describe('freed places', () => {
  it('are offered first come first served among those that fit', async () => {
    const { holder, line } = await fullSlot(4, [{ size: 3 }, { size: 5 }, { size: 1 }, { size: 1 }]);
    await holder.call(cancelBooking, one(holder));
    expect(await states(line)).toEqual([
      ['offered', 3],
      ['waiting', 5],
      ['offered', 1],
      ['waiting', 1],
    ]);
    expect(await bookingOf(line[0])).toMatchObject({ offerUntil: '2026-12-11T07:00:00.000Z' });
    expect(await bookingOf(line[3])).toMatchObject({ line: { place: 2, of: 2 } });
    expect(await kindsOf(line[0]!)).toEqual(['offer', 'party-confirmed']);
  });

  it('go to whoever takes a part as well', async () => {
    const { slot, holder, line } = await fullSlot(4, [{ size: 6, partOk: true }]);
    await holder.call(changeBooking, { ...one(holder), body: { places: 2 } });
    expect(await states(line)).toEqual([['offered', 2]]);
    expect(
      await app.db.rows('SELECT asked FROM booking WHERE slot_id = $1 AND state = $2', [slot, 'offered']),
    ).toEqual([{ asked: 6 }]);
  });

  it('are offered in part at once to a party that joins a line with room too small for it', async () => {
    const slot = await fair.slot({ capacity: 2 });
    const party = await partyOf(app, fair, { size: 3, bookings: [{ slot, ifFull: 'wait', partOk: true }] });
    expect(party.booked.bookings).toMatchObject([{ state: 'offered', places: 2 }]);
  });

  it('are given without asking close to the start', async () => {
    const { holder, line } = await fullSlot(2, [{ size: 2 }]);
    app.clock.set(late);
    await holder.call(cancelParty);
    expect(await states(line)).toEqual([['confirmed', 2]]);
    expect(await kindsOf(line[0]!)).toEqual(['party-confirmed', 'place-confirmed']);
  });

  it('go to nobody once the slot has begun', async () => {
    const { holder, line } = await fullSlot(2, [{ size: 2 }]);
    app.clock.set('2027-01-19T09:00:00Z');
    await holder.call(cancelParty);
    expect(await states([holder, ...line])).toEqual([
      ['confirmed', 2],
      ['waiting', 2],
    ]);
  });

  it('pass by a party that has filled the time, which keeps its place and gets them when its time is free', async () => {
    const { slot, holder, line } = await fullSlot(2, [{ size: 2 }, { size: 1 }]);
    const [first] = line as [TestParty];
    const meanwhile = await first.call(addBooking, { body: { slot: await fair.slot() } });
    if (!meanwhile.ok) throw new Error(meanwhile.code);
    const other = meanwhile.data.bookings.find((it) => it.slot.id !== slot)?.id ?? '';
    await holder.call(cancelBooking, one(holder));
    const places = async () =>
      (
        await app.db.rows<{ state: string }>(
          'SELECT state FROM booking WHERE slot_id = $1 ORDER BY line_no NULLS FIRST',
          [slot],
        )
      ).map(({ state }) => state);
    expect(await places()).toEqual(['cancelled', 'waiting', 'offered']);
    await line[1]?.call(declineOffer, one(line[1]));
    expect(await places()).toEqual(['cancelled', 'waiting', 'cancelled']);
    await first.call(cancelBooking, { params: { booking: other } });
    expect(await places()).toEqual(['cancelled', 'offered', 'cancelled']);
  });

  it('reach a party whose number has grown enough, or whose wish has shrunk enough', async () => {
    const { holder, line } = await fullSlot(3, [{ size: 3 }]);
    await holder.call(changeBooking, { ...one(holder), body: { places: 1 } });
    await line[0]!.call(changeParty, { body: { size: 2 } });
    expect(await states(line)).toEqual([['offered', 2]]);
  });
});

describe('an offer', () => {
  it('is accepted once, and again with the same answer', async () => {
    const { slot, holder, line } = await fullSlot(2, [{ size: 2 }]);
    await holder.call(cancelBooking, one(holder));
    const [party] = line as [TestParty];
    const first = await party.call(acceptOffer, one(party));
    expect(first).toMatchObject({ ok: true, data: { bookings: [{ state: 'confirmed' }] } });
    expect(await party.call(acceptOffer, one(party))).toMatchObject({
      ok: true,
      data: first.ok ? first.data : 0,
    });
    expect(await app.db.rows('SELECT taken, held FROM slot WHERE id = $1', [slot])).toEqual([
      { taken: 2, held: 0 },
    ]);
    expect(await kindsOf(party)).toEqual(['offer', 'party-changed', 'party-confirmed']);
  });

  it('that is declined goes to the next, and a second no says the same', async () => {
    const { holder, line } = await fullSlot(2, [{ size: 2 }, { size: 2 }]);
    await holder.call(cancelBooking, one(holder));
    const [party] = line as [TestParty];
    const first = await party.call(declineOffer, one(party));
    expect(first).toMatchObject({
      ok: true,
      data: { bookings: [{ state: 'cancelled', endedBy: 'declined' }] },
    });
    expect(await party.call(declineOffer, one(party))).toMatchObject({
      ok: true,
      data: first.ok ? first.data : 0,
    });
    expect(await states(line)).toEqual([
      ['cancelled', 2],
      ['offered', 2],
    ]);
  });

  it('that nobody answers ends at its time, with or without the clockwork, and goes to the next', async () => {
    const { holder, line } = await fullSlot(2, [{ size: 2 }, { size: 2 }]);
    await holder.call(cancelBooking, one(holder));
    app.clock.advance({ hours: 21 });
    const [party] = line as [TestParty];
    expect(await party.call(acceptOffer, one(party))).toMatchObject({ code: 'offer_expired' });
    expect(await party.call(declineOffer, one(party))).toMatchObject({ code: 'offer_expired' });
    await app.get(Line).expireOffers();
    await app.get(Line).expireOffers();
    expect(await states(line)).toEqual([
      ['cancelled', 2],
      ['offered', 2],
    ]);
    expect(await party.call(acceptOffer, one(party))).toMatchObject({ code: 'offer_expired' });
    expect(await kindsOf(party)).toEqual(['offer', 'offer-expired', 'party-confirmed']);
  });

  it('that was never made cannot be answered', async () => {
    const { line } = await fullSlot(2, [{ size: 2 }]);
    const [party] = line as [TestParty];
    expect(await party.call(acceptOffer, one(party))).toMatchObject({ code: 'no_offer' });
    expect(await party.call(declineOffer, one(party))).toMatchObject({ code: 'no_offer' });
  });

  it('of fewer places frees the rest', async () => {
    const { holder, line } = await fullSlot(3, [{ size: 3 }, { size: 1 }]);
    await holder.call(cancelBooking, one(holder));
    await line[0]!.call(changeBooking, { ...one(line[0]!), body: { places: 2 } });
    expect(await states(line)).toEqual([
      ['offered', 2],
      ['offered', 1],
    ]);
  });
});

describe('cancelling', () => {
  it('twice is the same as once, and sends one mail', async () => {
    const { holder } = await fullSlot(2, []);
    const first = await holder.call(cancelParty);
    expect(first).toMatchObject({
      data: { party: { state: 'cancelled' }, bookings: [{ state: 'cancelled', endedBy: 'by_party' }] },
    });
    expect(await holder.call(cancelParty)).toMatchObject({ ok: true, data: first.ok ? first.data : 0 });
    expect(await holder.call(cancelBooking, one(holder))).toMatchObject({
      ok: true,
      data: first.ok ? first.data : 0,
    });
    expect(await holder.call(addBooking, { body: { slot: await fair.slot() } })).toMatchObject({
      code: 'party_cancelled',
    });
    expect(await kindsOf(holder)).toEqual(['party-cancelled', 'party-confirmed']);
  });

  it('one’s booking in a line lets the others move up', async () => {
    const { line } = await fullSlot(1, [{ size: 1 }, { size: 1 }]);
    await line[0]!.call(cancelBooking, one(line[0]!));
    expect(await bookingOf(line[1])).toMatchObject({ state: 'waiting', line: { place: 1, of: 1 } });
  });

  it('another’s booking is not found', async () => {
    const { holder, line } = await fullSlot(1, [{ size: 1 }]);
    expect(await line[0]!.call(cancelBooking, one(holder))).toMatchObject({ code: 'not_found' });
  });
});

describe('staff', () => {
  const setCapacity = (slot: string, capacity: number) =>
    app.db.transaction((tx) => app.get(Places).setCapacity(tx, slot, capacity, app.clock.now()));

  it('raise a capacity to the good of the line, and lower it no further than what is given', async () => {
    const { slot, line } = await fullSlot(2, [{ size: 3 }, { size: 1 }]);
    await setCapacity(slot, 3);
    expect(await states(line)).toEqual([
      ['waiting', 3],
      ['offered', 1],
    ]);
    await expect(setCapacity(slot, 2)).rejects.toMatchObject({ code: 'slot_full', extra: { slot, free: 0 } });
    await setCapacity(slot, 6);
    expect(await states(line)).toEqual([
      ['offered', 3],
      ['offered', 1],
    ]);
  });

  it('release those who have not come, once their time is up', async () => {
    const { slot, holder } = await fullSlot(2, []);
    const release = () =>
      app.db.transaction((tx) => app.get(Places).releaseNoShows(tx, slot, app.clock.now()));
    app.clock.set('2027-01-19T09:09:00Z');
    expect(await release()).toBe(0);
    app.clock.advance({ minutes: 1 });
    expect(await release()).toBe(1);
    expect(await release()).toBe(0);
    expect(await bookingOf(holder)).toMatchObject({ state: 'released', endedBy: 'no_show' });
  });

  it('keep those who came', async () => {
    const { slot } = await fullSlot(2, []);
    await app.db.rows('UPDATE booking SET came = 1 WHERE slot_id = $1', [slot]);
    app.clock.set('2027-01-19T09:20:00Z');
    expect(await app.db.transaction((tx) => app.get(Places).releaseNoShows(tx, slot, app.clock.now()))).toBe(
      0,
    );
  });

  it('withdraw a slot: everybody is let go and told', async () => {
    const { slot, holder, line } = await fullSlot(2, [{ size: 2 }]);
    await app.db.transaction((tx) => app.get(Places).withdraw(tx, slot, app.clock.now()));
    expect(await bookingOf(holder)).toMatchObject({ state: 'cancelled', endedBy: 'withdrawn' });
    expect(await bookingOf(line[0])).toMatchObject({ state: 'cancelled', endedBy: 'withdrawn' });
    expect(await kindsOf(holder)).toEqual(['party-changed', 'party-confirmed']);
    expect(await app.db.rows('SELECT state, taken FROM slot WHERE id = $1', [slot])).toEqual([
      { state: 'withdrawn', taken: 0 },
    ]);
  });
});
