import {
  addBooking,
  assistParty,
  bookParty,
  correctParty,
  readParty,
  readPartyHistory,
  searchParties,
  sendAgain,
} from '@vagval/contract';
import type { Call } from '@vagval/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { newParty, partyOf } from '../../test/parties.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { BookingsModule } from '../bookings/bookings.module.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { newId } from '../platform/ids.ts';
import { AssistModule } from './assist.module.ts';

let app: TestApp;
let fair: TestFair;
let staff: Call;
let slot: string;

beforeAll(async () => {
  app = await startApp({
    features: [AccountsModule, EditionsModule, BookingsModule, AssistModule],
    at: '2027-01-10T09:00:00Z',
  });
  fair = await makeFair(app.db);
  staff = await app.as('leader');
  slot = await fair.slot({ capacity: 400 });
});
afterEach(() => expectInvariants(app.db, app.clock.now()));
afterAll(() => app.close());

const inEdition = (party: string) => ({ edition: fair.slug, party });
const idOf = (party: { booked: { party: { id: string } } }) => party.booked.party.id;

async function found(q: string, who = staff) {
  const answer = await who(searchParties, { params: { edition: fair.slug }, body: { q } });
  if (!answer.ok) throw new Error(answer.code);
  return answer.data.items;
}

describe('a booking for a caller', () => {
  it('needs no address, and is marked as made by staff', async () => {
    const body = newParty({ contact: {}, bookings: [{ slot }] });
    expect(await app.call(bookParty, { params: { edition: fair.slug }, body })).toMatchObject({
      code: 'contact_required',
    });
    const answer = await staff(bookParty, {
      params: { edition: fair.slug },
      body: { ...body, assisted: true },
    });
    expect(answer.ok).toBe(true);
    if (!answer.ok) return;
    expect((await found(answer.data.party.reference))[0]).toMatchObject({ assisted: true, email: null });
  });

  it('can be claimed by nobody else', async () => {
    const call = { params: { edition: fair.slug }, body: newParty({ assisted: true, bookings: [{ slot }] }) };
    const answers = [await app.call(bookParty, call), await (await app.as('host'))(bookParty, call)];
    expect(answers.map((it) => (it.ok ? 'ok' : it.code))).toEqual(['forbidden', 'forbidden']);
  });
});

describe('a search', () => {
  it('finds by reference, address, telephone, name and class, and shows no whole address', async () => {
    const family = await partyOf(app, fair, {
      contact: { email: 'Sokes@example.se', phone: '031-368 41 77', name: 'Efter Namn' },
      bookings: [{ slot }],
    });
    const group = await partyOf(app, fair, {
      kind: 'class',
      size: 21,
      class: { school: 'Bokskolan', className: '9K', grade: '9', pupils: 20, staff: 1 },
      bookings: [{ slot }],
    });
    const id = idOf(family);
    const { reference } = family.booked.party;
    for (const q of [reference, reference.toLowerCase(), 'sokes@EXAMPLE.se', '+46 31 368 41 77', 'efter n'])
      expect((await found(q)).map((it) => it.id)).toEqual([id]);
    expect((await found('9K Bokskolan')).map((it) => it.id)).toEqual([idOf(group)]);
    expect((await found('sokes@example.se'))[0]?.email?.toLowerCase()).toBe('s…@example.se');
    expect(await found('100%')).toEqual([]);
  });

  it('finds whoever is protected by the reference alone, and names nothing', async () => {
    const hidden = await partyOf(app, fair, {
      protected: true,
      contact: { email: 'alias-9@example.se', phone: '070-111 22 33', name: 'Skyddat Namn' },
      municipality: undefined,
      bookings: [{ slot }],
    });
    for (const q of ['alias-9@example.se', '070-111 22 33', 'Skyddat']) expect(await found(q)).toEqual([]);
    expect(await found(hidden.booked.party.reference)).toMatchObject([{ label: null, protected: true }]);
    expect(await app.db.rows('SELECT name FROM party WHERE id = $1', [idOf(hidden)])).toEqual([
      { name: null },
    ]);
  });

  it('does not reach another organiser’s fair', async () => {
    const other = newId();
    await app.db.rows('INSERT INTO organiser VALUES ($1::uuid, $1::text, $1::text, $2)', [
      other,
      'o@example.se',
    ]);
    const stranger = await app.as('leader', { organiser: other });
    const params = inEdition(idOf(await partyOf(app, fair, { bookings: [{ slot }] })));
    const answers = [
      await stranger(searchParties, { params: { edition: fair.slug }, body: { q: '9K' } }),
      await stranger(readPartyHistory, { params }),
      await stranger(assistParty, { params }),
      await stranger(correctParty, { params, body: {} }),
      await stranger(sendAgain, { params }),
    ];
    expect(answers.map((it) => (it.ok ? 'ok' : it.code))).toEqual(answers.map(() => 'not_found'));
  });
});

describe('the visit of a caller', () => {
  it('is opened, changed with the party’s own means, and the history tells who did what', async () => {
    const other = await fair.slot({ startsAt: '2027-01-20T09:00:00Z' });
    const party = await partyOf(app, fair, { bookings: [{ slot }] });
    const opened = await staff(assistParty, { params: inEdition(idOf(party)) });
    if (!opened.ok) throw new Error(opened.code);
    const bearer = app.callWith({ authorization: `Bearer ${opened.data.token}` });
    expect((await bearer(addBooking, { body: { slot: other } })).ok).toBe(true);
    const history = await staff(readPartyHistory, { params: inEdition(idOf(party)) });
    expect(history.ok && history.data.items.map(({ action, by }) => [action, by])).toEqual([
      ['booking.made', 'party'],
      ['party.assisted', 'staff'],
      ['booking.made', 'party'],
    ]);
  });

  it('says which of its changes staff made by its page', async () => {
    const other = await fair.slot({ startsAt: '2027-01-20T10:00:00Z' });
    const party = await partyOf(app, fair, { bookings: [{ slot }] });
    const { cookie, account } = await app.signIn('leader');
    const both = app.callWith({ cookie, authorization: `Bearer ${party.booked.token}` });
    await both(addBooking, { body: { slot: other } });
    const history = await staff(readPartyHistory, { params: inEdition(idOf(party)) });
    expect(history.ok && history.data.items[0]).toMatchObject({
      action: 'booking.made',
      by: 'staff',
      staff: `leader-${account}@example.se`,
    });
  });

  it('gets its ticket at another address, and can be protected from now on', async () => {
    const party = await partyOf(app, fair, {
      contact: { email: 'fel@example.se', name: 'Ett Namn' },
      bookings: [{ slot }],
    });
    const params = inEdition(idOf(party));
    expect(await staff(correctParty, { params, body: { email: null } })).toMatchObject({
      code: 'contact_required',
    });
    const corrected = await staff(correctParty, {
      params,
      body: { email: 'ratt@example.se', protected: true },
    });
    expect(corrected).toMatchObject({
      ok: true,
      data: { email: 'r…@example.se', protected: true, label: null },
    });
    expect((await staff(sendAgain, { params })).ok).toBe(true);
    expect(
      await app.db.rows(
        `SELECT count(*)::int AS letters FROM message WHERE party_id = $1 AND kind = 'party-confirmed'`,
        [idOf(party)],
      ),
    ).toEqual([{ letters: 3 }]);
    expect((await party.call(readParty)).ok).toBe(true);
  });
});
