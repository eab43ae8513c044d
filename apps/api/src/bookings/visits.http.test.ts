import { cancelParty, readParty } from '@vagval/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { partyOf } from '../../test/parties.ts';
import type { TestParty } from '../../test/parties.ts';
import { BookingsModule } from './bookings.module.ts';
import type { Wanted } from './bookings.rules.ts';
import { Holds } from './holds.service.ts';
import { Places } from './places.service.ts';
import { Visits } from './visits.service.ts';

let app: TestApp;
let fair: TestFair;
beforeAll(async () => {
  app = await startApp({ features: [BookingsModule] });
  fair = await makeFair(app.db);
});
beforeEach(() => {
  app.clock.set('2026-12-10T10:00:00Z');
});
afterEach(() => expectInvariants(app.db, app.clock.now()));
afterAll(() => app.close());

/** Brings a party's bookings to these numbers, with what was kept for it. */
const arrange = ({ booked }: TestParty, wanted: readonly Wanted[], holdId: string | null = null) =>
  app.db.transaction(async (tx) => {
    const visit = await app.get(Visits).lock(tx, booked.party.id);
    if (!visit) throw new Error('No such party');
    const it = { wanted, now: app.clock.now(), limited: true, holdId, needsHold: true };
    await app.get(Visits).arrange(tx, visit, it);
  });

const keep = (places: Wanted[]) =>
  app.db.transaction((tx) =>
    app.get(Holds).keep(tx, { editionId: fair.edition, until: new Date('2026-12-12T10:00Z'), places }),
  );

async function bookingsOf(party: TestParty): Promise<string[]> {
  const answer = await party.call(readParty);
  if (!answer.ok) throw new Error(answer.code);
  return answer.data.bookings.map(({ state, places }) => `${state} ${places}`);
}

async function countersOf(slot: string): Promise<number[]> {
  const [row] = await app.db.rows<{ taken: number; held: number }>(
    'SELECT taken, held FROM slot WHERE id = $1',
    [slot],
  );
  return [row?.taken ?? -1, row?.held ?? -1];
}

describe('a booking that is brought to another number', () => {
  it('keeps its place in line when it waits, and takes nothing', async () => {
    const slot = await fair.slot({ capacity: 4 });
    await partyOf(app, fair, { size: 3, bookings: [{ slot }] });
    const party = await partyOf(app, fair, { size: 4, bookings: [{ slot, places: 2, ifFull: 'wait' }] });
    await arrange(party, [{ slotId: slot, places: 3 }]);
    expect(await bookingsOf(party)).toEqual(['waiting 3']);
    expect(await countersOf(slot)).toEqual([3, 0]);
  });

  it('holds more when it is offered', async () => {
    const slot = await fair.slot({ capacity: 4 });
    const first = await partyOf(app, fair, { size: 4, bookings: [{ slot }] });
    const party = await partyOf(app, fair, { size: 4, bookings: [{ slot, places: 2, ifFull: 'wait' }] });
    await first.call(cancelParty);
    await arrange(party, [{ slotId: slot, places: 3 }]);
    expect(await bookingsOf(party)).toEqual(['offered 3']);
    expect(await countersOf(slot)).toEqual([0, 3]);
  });

  it('is never larger than its party', async () => {
    const slot = await fair.slot({ capacity: 9 });
    const party = await partyOf(app, fair, { size: 2, bookings: [{ slot }] });
    await expect(arrange(party, [{ slotId: slot, places: 3 }])).rejects.toMatchObject({
      code: 'over_party_size',
    });
    await arrange(party, [{ slotId: slot, places: 1 }]);
    expect(await bookingsOf(party)).toEqual(['confirmed 1']);
  });
});

describe('what was kept for a party', () => {
  it('becomes its bookings, once', async () => {
    const [slot, later, other] = [
      await fair.slot(),
      await fair.slot({ startsAt: '2027-01-19T11:00Z' }),
      await fair.slot({ startsAt: '2027-01-19T13:00Z' }),
    ];
    const party = await partyOf(app, fair, { size: 2, bookings: [{ slot: other }] });
    const wanted = [slot, later].map((slotId) => ({ slotId, places: 2 }));
    const holdId = await keep(wanted);
    await arrange(party, wanted, holdId);
    expect(await bookingsOf(party)).toEqual(['confirmed 2', 'confirmed 2', 'confirmed 2']);
    expect(await countersOf(slot)).toEqual([2, 0]);
    await expect(arrange(party, wanted, holdId)).rejects.toMatchObject({ code: 'hold_ended' });
  });

  it('is as it was when the party is busy, too small, or the slot is gone', async () => {
    const slot = await fair.slot();
    const party = await partyOf(app, fair, { size: 2, bookings: [{ slot }] });
    const beside = [{ slotId: await fair.slot({ startsAt: '2027-01-19T09:10Z' }), places: 1 }];
    const clashing = await keep(beside);
    await expect(arrange(party, beside, clashing)).rejects.toMatchObject({ code: 'overlaps' });
    const later = await fair.slot({ startsAt: '2027-01-19T11:00Z' });
    const larger = await keep([{ slotId: later, places: 3 }]);
    await expect(arrange(party, [{ slotId: later, places: 3 }], larger)).rejects.toMatchObject({
      code: 'over_party_size',
    });
    const gone = await keep([{ slotId: later, places: 1 }]);
    await app.db.transaction((tx) => app.get(Places).withdraw(tx, later, app.clock.now()));
    await expect(arrange(party, [{ slotId: later, places: 1 }], gone)).rejects.toMatchObject({
      code: 'slot_closed',
      extra: { slot: later },
    });
    expect(await bookingsOf(party)).toEqual(['confirmed 2']);
    expect(await countersOf(beside[0]?.slotId ?? '')).toEqual([0, 1]);
    await arrange(party, [{ slotId: slot, places: 0 }]);
    await arrange(party, beside, clashing);
    expect(await countersOf(beside[0]?.slotId ?? '')).toEqual([1, 0]);
  });
});
