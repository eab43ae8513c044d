import {
  acceptOffer,
  addBooking,
  bookParty,
  cancelBooking,
  cancelParty,
  changeBooking,
  changeParty,
  declineOffer,
  partyCalendar,
  partyTicket,
  readParty,
} from '@vagval/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { kind, makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { partyOf } from '../../test/parties.ts';
import { BookingsModule } from './bookings.module.ts';

let app: TestApp;
let fair: TestFair;
beforeAll(async () => {
  app = await startApp({ features: [BookingsModule], at: '2026-12-10T10:00:00Z' });
  fair = await makeFair(app.db);
});
afterAll(() => app.close());

describe('a new party', () => {
  it('books one slot and gets its link, its reference and its ticket', async () => {
    const slot = await fair.slot();
    const family = await partyOf(app, fair, { size: 4, bookings: [{ slot }] });
    expect(family.booked).toMatchObject({
      party: { kind: 'family', size: 4, state: 'active', days: ['2027-01-19'] },
      bookings: [{ state: 'confirmed', places: 4, slot: { id: slot } }],
      link: `http://127.0.0.1:3000/party/${family.booked.token}`,
    });
    expect(await family.call(readParty)).toMatchObject({ ok: true, data: { party: family.booked.party } });
    await expectInvariants(app.db);
  });
});
