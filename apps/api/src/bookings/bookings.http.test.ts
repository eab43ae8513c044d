import { addBooking, bookParty, changeBooking, changeParty, readParty } from '@vagval/contract';
import type { Sent } from '@vagval/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { kind, makeFair, open } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { book, newParty, partyOf } from '../../test/parties.ts';
import { newId } from '../platform/ids.ts';
import { BookingsModule } from './bookings.module.ts';

let app: TestApp;
let fair: TestFair;
beforeAll(async () => {
  app = await startApp({ features: [BookingsModule], at: '2026-12-10T10:00:00Z' });
  fair = await makeFair(app.db);
});
afterAll(async () => {
  await expectInvariants(app.db, app.clock.now());
  await app.close();
});

/** Everything a booking writes, counted: a refusal leaves all of it as it was. */
const written = () =>
  app.db.rows(
    `SELECT (SELECT count(*) FROM party) AS parties, (SELECT count(*) FROM booking) AS bookings,
            (SELECT count(*) FROM message) AS messages, (SELECT count(*) FROM outbox) AS outbox,
            (SELECT count(*) FROM audit_entry) AS audit, (SELECT sum(taken) + sum(held) FROM slot) AS places`,
  );

type Body = ReturnType<typeof newParty>;

async function expectRefused(of: Partial<Body> & Pick<Body, 'bookings'>, problem: object) {
  const before = await written();
  expect(await book(app, fair, of)).toMatchObject({ ok: false, problem });
  expect(await written()).toEqual(before);
}

describe('a new party', () => {
  it('books one slot and gets its link, its reference and its ticket', async () => {
    const slot = await fair.slot();
    const { booked, call } = await partyOf(app, fair, { size: 4, bookings: [{ slot }] });
    expect(booked).toMatchObject({
      party: { kind: 'family', size: 4, state: 'active', days: ['2027-01-19'] },
      bookings: [
        {
          state: 'confirmed',
          places: 4,
          slot: { id: slot, title: 'Svetsa', titles: { sv: 'Svetsa', en: 'Weld' } },
        },
      ],
      link: `http://127.0.0.1:3000/party/${booked.token}`,
    });
    expect(booked.party.reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
    const { party, bookings, ticket } = booked;
    expect(await call(readParty)).toMatchObject({ ok: true, data: { party, bookings, ticket } });
  });

  it('books several slots, or waits for those that are full, in one go', async () => {
    const [first, full] = [
      await fair.slot(),
      await fair.slot({ capacity: 1, startsAt: '2027-01-20T09:00Z' }),
    ];
    await partyOf(app, fair, { bookings: [{ slot: full }] });
    const { booked } = await partyOf(app, fair, {
      bookings: [{ slot: full, ifFull: 'wait' }, { slot: first }],
      locale: 'ar',
    });
    expect(booked.bookings).toMatchObject([
      { state: 'confirmed', slot: { id: first } },
      { state: 'waiting', slot: { id: full }, line: { place: 1, of: 1 } },
    ]);
    expect(booked.link).toBe(`http://127.0.0.1:3000/ar/party/${booked.token}`);
    expect(booked.party.days).toEqual(['2027-01-19', '2027-01-20']);
  });

  it('counts a class by its pupils and staff', async () => {
    const slot = await fair.slot({ capacity: 40 });
    const of = { school: 'Exempelskolan', className: '9A', grade: '9', pupils: 26, staff: 2 } as const;
    const { booked } = await partyOf(app, fair, { kind: 'class', size: 1, class: of, bookings: [{ slot }] });
    expect(booked).toMatchObject({ party: { size: 28 }, bookings: [{ places: 28 }] });
  });

  it('books a slot whatever the case its id is written in', async () => {
    const slot = await fair.slot();
    await partyOf(app, fair, { bookings: [{ slot: slot.toUpperCase() }] });
  });

  it('promises one mail when it has an address, none when it has a phone', async () => {
    const slot = await fair.slot();
    const before = await app.db.rows('SELECT 1 FROM message');
    await partyOf(app, fair, { contact: { phone: '031-12 34 56' }, bookings: [{ slot }] });
    expect(await app.db.rows('SELECT 1 FROM message')).toHaveLength(before.length);
    const { booked } = await partyOf(app, fair, { bookings: [{ slot }] });
    expect(
      await app.db.rows('SELECT kind, state FROM message WHERE party_id = $1', [booked.party.id]),
    ).toEqual([{ kind: 'party-confirmed', state: 'queued' }]);
  });
});

describe('a refusal changes nothing and says', () => {
  it('that the edition is unknown', async () => {
    const answer = await app.call(bookParty, {
      params: { edition: 'no-such' },
      body: newParty({ bookings: [{ slot: newId() }] }),
    });
    expect(answer).toMatchObject({ ok: false, code: 'not_found' });
  });

  it('that a slot is unknown, or another edition’s', async () => {
    const other = await makeFair(app.db, { state: 'planned' });
    for (const slot of [newId(), await other.slot()])
      await expectRefused({ bookings: [{ slot }] }, { code: 'slot_unknown', slot });
  });

  it('that it is full, alone and among others, and how many are free', async () => {
    const [slot, room] = [
      await fair.slot({ capacity: 3 }),
      await fair.slot({ startsAt: '2027-01-19T13:00Z' }),
    ];
    await partyOf(app, fair, { bookings: [{ slot }] });
    await expectRefused({ size: 3, bookings: [{ slot }] }, { code: 'slot_full', slot, free: 2 });
    await expectRefused(
      { size: 3, bookings: [{ slot: room }, { slot }] },
      { code: 'slot_full', slot, free: 2 },
    );
  });

  it.each(['paused', 'withdrawn'] as const)(
    'that a %s slot is closed, for those who would wait too',
    async (state) => {
      const slot = await fair.slot({ state });
      await expectRefused({ bookings: [{ slot }] }, { code: 'slot_closed', slot });
      await expectRefused({ bookings: [{ slot, ifFull: 'wait' }] }, { code: 'slot_closed', slot });
    },
  );

  it('that a slot has begun, an edition is finished, or booking has closed', async () => {
    const begun = await fair.slot({ startsAt: '2026-12-10T10:00Z' });
    await expectRefused({ bookings: [{ slot: begun }] }, { code: 'slot_closed', slot: begun });
    await kind(app.db, 'closed-kind');
    await open(app.db, fair.edition, { of: 'closed-kind', until: '2026-12-05T00:00Z' });
    const closed = await fair.slot({ kind: 'closed-kind' });
    await expectRefused({ bookings: [{ slot: closed }] }, { code: 'slot_closed', slot: closed });
    const past = await makeFair(app.db, { state: 'finished' });
    const slot = await past.slot();
    expect(await book(app, past, { bookings: [{ slot }] })).toMatchObject({
      problem: { code: 'slot_closed', slot },
    });
  });

  it('when it opens, when it has not', async () => {
    await kind(app.db, 'later-kind');
    await open(app.db, fair.edition, { of: 'later-kind', audience: 'family', from: '2027-01-02T07:00Z' });
    const slot = await fair.slot({ kind: 'later-kind' });
    const opensAt = '2027-01-02T07:00:00.000Z';
    await expectRefused({ bookings: [{ slot }] }, { code: 'not_open_yet', slot, opensAt });
    await partyOf(app, fair, { kind: 'single', bookings: [{ slot }] });
  });

  it('that it is for others', async () => {
    const slot = await fair.slot({ audience: ['class'] });
    await expectRefused({ bookings: [{ slot }] }, { code: 'audience_mismatch', slot });
  });

  it('that there are more places than persons', async () => {
    const slot = await fair.slot();
    await expectRefused({ size: 2, bookings: [{ slot, places: 3 }] }, { code: 'over_party_size', slot });
  });

  it('that a slot is chosen twice', async () => {
    const slot = await fair.slot();
    await expectRefused(
      {
        size: 2,
        bookings: [
          { slot, places: 1 },
          { slot, places: 1 },
        ],
      },
      { code: 'already_booked', slot },
    );
  });

  it('that two choices overlap by more than the party is, while a split party may', async () => {
    const [a, b] = [await fair.slot(), await fair.slot({ startsAt: '2027-01-19T09:20Z' })];
    await expectRefused(
      { size: 4, bookings: [{ slot: a }, { slot: b, places: 1 }] },
      { code: 'overlaps', slot: b, with: a },
    );
    await partyOf(app, fair, {
      size: 4,
      bookings: [
        { slot: a, places: 3 },
        { slot: b, places: 1 },
      ],
    });
  });

  it('that the limit of the kind is reached', async () => {
    await kind(app.db, 'scarce', { partyLimit: 1 });
    const [a, b] = [
      await fair.slot({ kind: 'scarce' }),
      await fair.slot({ kind: 'scarce', startsAt: '2027-01-20T09:00Z' }),
    ];
    await expectRefused(
      { bookings: [{ slot: a }, { slot: b }] },
      { code: 'limit_reached', slot: b, limit: 1 },
    );
  });

  it('that nobody could be reached, or that details are missing', async () => {
    const slot = await fair.slot();
    await expectRefused({ contact: { name: 'Någon' }, bookings: [{ slot }] }, { code: 'contact_required' });
    await expectRefused({ kind: 'class', bookings: [{ slot }] }, { code: 'invalid' });
    await expectRefused({ kind: 'single', size: 2, bookings: [{ slot }] }, { code: 'invalid' });
    await expectRefused({ municipality: '9999', bookings: [{ slot }] }, { code: 'invalid' });
  });
});

describe('the same request twice', () => {
  it('books once and answers the same (I7)', async () => {
    const slot = await fair.slot();
    const key = { headers: { 'idempotency-key': newId() } };
    const sent = { params: { edition: fair.slug }, body: newParty({ bookings: [{ slot }] }) };
    const [first, second] = [await app.call(bookParty, sent, key), await app.call(bookParty, sent, key)];
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({ ok: true, data: first.ok ? first.data : undefined });
    expect(await app.db.rows('SELECT taken FROM slot WHERE id = $1', [slot])).toEqual([{ taken: 1 }]);
  });
});

describe('under the link', () => {
  it('adds a booking, refuses the same slot twice and what overlaps', async () => {
    const [a, b, c] = [
      await fair.slot(),
      await fair.slot(),
      await fair.slot({ startsAt: '2027-01-20T09:00Z' }),
    ];
    const party = await partyOf(app, fair, { size: 2, bookings: [{ slot: a }] });
    expect(await party.call(addBooking, { body: { slot: a } })).toMatchObject({ code: 'already_booked' });
    expect(await party.call(addBooking, { body: { slot: b } })).toMatchObject({
      problem: { code: 'overlaps', slot: b, with: a },
    });
    const added = await party.call(addBooking, { body: { slot: c, places: 1 } });
    expect(added).toMatchObject({
      ok: true,
      data: { bookings: [{ places: 2 }, { places: 1, state: 'confirmed' }] },
    });
  });

  it('takes more places while there are, and gives places back', async () => {
    const slot = await fair.slot({ capacity: 4 });
    const party = await partyOf(app, fair, { size: 5, bookings: [{ slot, places: 2 }] });
    const to = (places: number) =>
      party.call(changeBooking, { params: { booking: party.booking() }, body: { places } });
    expect(await to(5)).toMatchObject({ problem: { code: 'slot_full', slot, free: 2 } });
    expect(await to(6)).toMatchObject({ problem: { code: 'over_party_size', slot } });
    expect(await to(4)).toMatchObject({ ok: true, data: { bookings: [{ places: 4 }] } });
    expect(await to(1)).toMatchObject({ ok: true, data: { bookings: [{ places: 1 }] } });
    expect(await app.db.rows('SELECT taken FROM slot WHERE id = $1', [slot])).toEqual([{ taken: 1 }]);
  });

  it('changes its number: bookings shrink with it, and those that then overlap refuse', async () => {
    const [a, b] = [await fair.slot(), await fair.slot()];
    const one = await partyOf(app, fair, { size: 4, bookings: [{ slot: a }] });
    expect(await one.call(changeParty, { body: { size: 3 } })).toMatchObject({
      data: { party: { size: 3 }, bookings: [{ places: 3 }] },
    });
    expect(await one.call(changeParty, { body: { size: 9, locale: 'en' } })).toMatchObject({
      data: { party: { size: 9, locale: 'en' }, bookings: [{ places: 3 }] },
    });
    const split = await partyOf(app, fair, {
      size: 4,
      bookings: [
        { slot: a, places: 2 },
        { slot: b, places: 2 },
      ],
    });
    expect(await split.call(changeParty, { body: { size: 3 } })).toMatchObject({ code: 'overlaps' });
  });

  it('says, changes and takes back which interpreter is needed', async () => {
    const interpreter = { language: 'ckb', variety: 'från Sulaymaniyya' };
    const slot = await fair.slot();
    const contact = { email: 'besokare@example.se', name: 'Besökaren' };
    const party = await partyOf(app, fair, { interpreter, protected: true, contact, bookings: [{ slot }] });
    expect(party.booked.party).toMatchObject({ interpreter, protected: true });
    const changed = async (body: NonNullable<Sent<typeof changeParty>['body']>) => {
      const answer = await party.call(changeParty, { body });
      if (!answer.ok) throw new Error(answer.code);
      return answer.data.party.interpreter;
    };
    expect(await changed({ needs: ['wheelchair'] })).toEqual(interpreter);
    expect(await changed({ interpreter: { language: 'so' } })).toEqual({ language: 'so' });
    expect(await changed({ interpreter: null })).toBeUndefined();
  });

  it('is of no use once revoked', async () => {
    const party = await partyOf(app, fair, { bookings: [{ slot: await fair.slot() }] });
    await app.db.rows('UPDATE party SET link_revision = 2 WHERE id = $1', [party.booked.party.id]);
    expect(await party.call(readParty)).toMatchObject({ code: 'not_found' });
    expect(await party.call(changeParty, { body: { size: 2 } })).toMatchObject({ code: 'not_found' });
  });
});
