import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  addBooking,
  addCrew,
  addSlots,
  assignCrew,
  changeActivity,
  changeSlot,
  copyActivity,
  listCrew,
  listPlanned,
  listSlots,
  makeActivity,
  planningChoices,
  readParty,
  readPlannedActivity,
  readPlannedSlot,
  withdrawActivity,
  withdrawSlot,
} from '@vagval/contract';
import type { Call, Sent } from '@vagval/contract';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { kind, makeFair, open } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { partyOf } from '../../test/parties.ts';
import type { MessageRow } from '../mail/mail.entity.ts';
import { MailKinds } from '../mail/mail.service.ts';
import { newId } from '../platform/ids.ts';

type Series = Sent<typeof addSlots>['body'];

let app: TestApp;
let fair: TestFair;
let leader: Call;
let [room, hall, net] = ['', '', ''];

async function place(name: string, of: string): Promise<string> {
  const id = newId();
  await app.db.rows('INSERT INTO place (id, edition_id, kind, name) VALUES ($1, $2, $3, $4)', [
    id,
    fair.edition,
    of,
    name,
  ]);
  return id;
}

beforeAll(async () => {
  app = await startApp({ at: '2027-01-04T09:00:00+01:00' });
  fair = await makeFair(app.db);
  leader = await app.as('leader');
  await kind(app.db, 'guardian-meeting');
  await app.db.rows(`UPDATE activity_kind SET exclusive_place = true WHERE key = 'guardian-meeting'`);
  [room, hall, net] = [
    await place('Rum G2', 'room'),
    await place('Sal 1', 'room'),
    await place('På nätet', 'online'),
  ];
}, 60_000);
afterAll(() => app.close());
afterEach(() => expectInvariants(app.db, app.clock.now()));

const meeting = {
  kind: 'guardian-meeting',
  phase: 'during' as const,
  titles: { sv: 'Möte på somaliska' },
  audience: ['family' as const],
};
const base: Series = { days: ['2027-01-19'], from: '10:00', length: 60, capacity: 30 };

async function activity(): Promise<string> {
  const made = await leader(makeActivity, { params: { edition: fair.slug }, body: meeting });
  if (!made.ok) throw new Error(made.code);
  return made.data.id;
}
const series = (id: string, body: Partial<Series> = {}, call = leader) =>
  call(addSlots, { params: { activity: id }, body: { ...base, ...body } });
async function slotOf(body: Partial<Series> = {}): Promise<string> {
  const id = await activity();
  const added = await series(id, body);
  if (!added.ok) throw new Error(added.code);
  return added.data.slots[0]?.id ?? '';
}
const change = (slot: string, body: NonNullable<Sent<typeof changeSlot>['body']>) =>
  leader(changeSlot, { params: { slot }, body });
const messages = async () =>
  (await app.db.rows<{ n: number }>('SELECT count(*) AS n FROM message'))[0]?.n ?? 0;
/** Everything a preview must leave as it was. */
const everything = () =>
  app.db.rows(`SELECT (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM slot t) slots,
    (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM activity t) activities,
    (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM booking t) bookings,
    (SELECT count(*) FROM message) messages, (SELECT count(*) FROM outbox) announced,
    (SELECT count(*) FROM slot_crew) crew, (SELECT count(*) FROM audit_entry) audit`);

it('makes a series over days, times, places and languages in one go', async () => {
  const id = await activity();
  const body = {
    days: ['2027-01-19', '2027-01-20'],
    from: '09:00',
    to: '12:30',
    every: 60,
    length: 45,
    pauses: [{ from: '11:00', to: '11:30' }],
    places: [net],
    languages: ['so', 'ar'],
    joinUrl: 'https://moten.example.se/so',
  };
  const before = await everything();
  const tried = await series(id, { ...body, preview: true });
  expect(tried).toMatchObject({ ok: true, data: { possible: true, made: 12, preview: true, clashes: [] } });
  expect(await everything()).toEqual(before);

  expect(await series(id, body)).toMatchObject({ ok: true, data: { made: 12, preview: false } });
  const read = await leader(readPlannedActivity, { params: { activity: id } });
  const slots = read.ok ? read.data.slots : [];
  const day = ['08:00', '08:00', '09:00', '09:00', '10:30', '10:30'];
  expect(slots.map(({ startsAt }) => startsAt.slice(11, 16))).toEqual([...day, ...day]);
  expect(slots[0]).toMatchObject({ joinUrl: 'https://moten.example.se/so', place: 'På nätet' });
  const shown = await app.call(listSlots, { params: { edition: fair.slug }, query: { language: 'so' } });
  expect(shown.ok && shown.data.total).toBe(6);
  expect(JSON.stringify(shown)).not.toContain('moten.example.se');
});

it('says what to think about: hours, openings and times no clock shows', async () => {
  const tried = await series(await activity(), { from: '16:30', preview: true });
  expect(tried).toMatchObject({ data: { possible: true, remarks: [{ code: 'outside_hours', count: 1 }] } });
  await open(app.db, fair.edition, { of: 'guardian-meeting', audience: 'class', from: '2027-01-15T08:00Z' });
  await open(app.db, fair.edition, { of: 'guardian-meeting', audience: 'group', until: '2027-01-02T08:00Z' });
  const body = { ...meeting, audience: ['family', 'class', 'group'] as ('family' | 'class' | 'group')[] };
  const made = await leader(makeActivity, {
    params: { edition: fair.slug },
    body: { ...body, preview: true },
  });
  expect(made).toMatchObject({
    data: {
      remarks: [
        { code: 'not_open_yet', audience: 'class', startsAt: '2027-01-15T08:00:00.000Z' },
        { code: 'no_opening', audience: 'group' },
      ],
    },
  });
});

it('lets one of two who want the same room at the same time have it', async () => {
  const ids = [await activity(), await activity()];
  const answers = await Promise.all(
    ids.flatMap((id) => Array.from({ length: 4 }, () => series(id, { places: [hall], from: '13:00' }))),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  for (const it of answers) if (!it.ok) expect(it.code).toBe('place_taken');
  const tried = await series(ids[0] ?? '', { places: [hall], from: '13:30', preview: true });
  expect(tried).toMatchObject({
    data: { possible: false, clashes: [{ code: 'place_taken', what: 'Sal 1: Möte på somaliska' }] },
  });
  // Setup time is counted in.
  const before = await series(ids[0] ?? '', {
    places: [hall],
    from: '14:10',
    setupMinutes: 20,
    preview: true,
  });
  expect(before).toMatchObject({ data: { possible: false } });
  expect(await series(ids[0] ?? '', { places: [hall], from: '14:10', preview: true })).toMatchObject({
    data: { possible: true },
  });
  // A series can stand in its own way.
  expect(await series(ids[0] ?? '', { places: [room], to: '13:00', every: 30, preview: true })).toMatchObject(
    {
      data: { possible: false },
    },
  );
});

it('tells everybody when a slot is moved, and counts the letters before', async () => {
  const slot = await slotOf({ places: [room], capacity: 2, from: '15:00' });
  const booked = await partyOf(app, fair, { size: 2, bookings: [{ slot }] });
  await partyOf(app, fair, { size: 1, bookings: [{ slot, ifFull: 'wait' }] });
  const [before, letters] = [await everything(), await messages()];
  const tried = await change(slot, { day: '2027-01-20', from: '09:30', place: hall, preview: true });
  expect(tried).toMatchObject({
    data: { possible: true, mails: 2, booked: { parties: 1, places: 2, waiting: 1 } },
  });
  expect(await everything()).toEqual(before);
  app.clock.advance({ minutes: 5 });
  const moved = await change(slot, { day: '2027-01-20', from: '09:30', place: hall });
  expect(moved).toMatchObject({ data: { mails: 2, slots: [{ startsAt: '2027-01-20T08:30:00.000Z' }] } });
  expect((await messages()) - letters).toBe(2);
  expect(await change(slot, { language: 'so' })).toMatchObject({ data: { mails: 2 } });
  const [message] = await app.db.rows<MessageRow>(
    `SELECT id, purpose_key AS "purposeKey", kind, party_id AS "partyId", booking_id AS "bookingId", locale
     FROM message WHERE booking_id = $1 AND purpose_key LIKE '%:moved:%'`,
    [booked.booking()],
  );
  const letter = message && (await app.get(MailKinds).find('party-changed')?.(message));
  expect(letter).toMatchObject({
    subject: 'Ny tid eller plats: Möte på somaliska',
    calendar: { method: 'REQUEST' },
  });
  expect(letter?.lead).toContain('onsdag 20 januari 09.30, Sal 1');
  expect(letter?.calendar?.content).toMatch(/SEQUENCE:[1-9]/);
  const party = await booked.call(readParty);
  expect(party).toMatchObject({
    data: {
      bookings: [{ state: 'confirmed', slot: { startsAt: '2027-01-20T08:30:00.000Z', place: 'Sal 1' } }],
    },
  });
  const [row] = await app.db.rows<{ later: boolean }>(
    'SELECT changed_at > made_at AS later FROM booking WHERE id = $1',
    [booked.booking()],
  );
  expect(row?.later).toBe(true);
});

it('refuses a time at which a party would be in two places', async () => {
  const [slot, beside] = [
    await slotOf({ from: '08:00', days: ['2027-01-20'] }),
    await fair.slot({ startsAt: '2027-01-20T12:00Z' }),
  ];
  await partyOf(app, fair, { size: 2, bookings: [{ slot }, { slot: beside }] });
  expect(await change(slot, { from: '13:00', preview: true })).toMatchObject({
    data: { possible: false, clashes: [{ code: 'party_overlaps', count: 1 }] },
  });
  expect(await change(slot, { from: '13:00' })).toMatchObject({
    problem: { code: 'party_overlaps', parties: 1 },
  });
  expect(await change(slot, { from: '14:00' })).toMatchObject({ ok: true });
});

it('keeps a party that books meanwhile out of two places', async () => {
  const [slot, beside] = [
    await slotOf({ from: '10:15', days: ['2027-01-20'] }),
    await fair.slot({ startsAt: '2027-01-20T14:30Z' }),
  ];
  const parties = await Promise.all(
    Array.from({ length: 4 }, () => partyOf(app, fair, { size: 2, bookings: [{ slot }] })),
  );
  const [moved] = await Promise.all([
    change(slot, { from: '15:15' }),
    ...parties.map((it) => it.call(addBooking, { body: { slot: beside } })),
  ]);
  if (!moved.ok) expect(moved.code).toBe('party_overlaps');
});

it('raises the capacity for the line, and lowers it no further than what is taken', async () => {
  const slot = await slotOf({ capacity: 2, from: '11:30' });
  await partyOf(app, fair, { size: 2, bookings: [{ slot }] });
  await partyOf(app, fair, { size: 3, bookings: [{ slot, ifFull: 'wait' }] });
  expect(await change(slot, { capacity: 1, preview: true })).toMatchObject({
    data: { possible: false, clashes: [{ code: 'slot_full', count: 2 }] },
  });
  expect(await change(slot, { capacity: 1 })).toMatchObject({ problem: { code: 'slot_full' } });
  expect(await change(slot, { capacity: 5, preview: true })).toMatchObject({ data: { mails: 1 } });
  expect(await change(slot, { capacity: 5 })).toMatchObject({ data: { mails: 1 } });
  expect(await leader(readPlannedSlot, { params: { slot } })).toMatchObject({
    data: { taken: 2, held: 3, waiting: 0 },
  });
});

it('withdraws a slot, and an activity with what has not begun; everybody is told', async () => {
  const id = await activity();
  const added = await series(id, { from: '08:00', to: '10:00', capacity: 5 });
  const [first = '', second = ''] = added.ok ? added.data.slots.map((it) => it.id) : [];
  await partyOf(app, fair, { size: 2, bookings: [{ slot: first }] });
  await partyOf(app, fair, { size: 2, bookings: [{ slot: second }] });
  const before = await everything();
  const tried = await leader(withdrawSlot, { params: { slot: first }, body: { preview: true } });
  expect(tried).toMatchObject({ data: { withdrawn: 1, mails: 1, booked: { parties: 1 } } });
  expect(await everything()).toEqual(before);
  expect(await leader(withdrawSlot, { params: { slot: first }, body: {} })).toMatchObject({
    data: { mails: 1 },
  });
  expect(await leader(withdrawSlot, { params: { slot: first }, body: {} })).toMatchObject({
    code: 'wrong_state',
  });
  expect(await leader(withdrawActivity, { params: { activity: id }, body: {} })).toMatchObject({
    data: { withdrawn: 1, mails: 1, booked: { parties: 1, places: 2 } },
  });
  expect(await series(id)).toMatchObject({ code: 'wrong_state' });
  const listed = await leader(listPlanned, { params: { edition: fair.slug } });
  expect(listed.ok && listed.data.items.some((it) => it.activity.id === id)).toBe(false);
});

it('copies the times to another day and language', async () => {
  const id = await activity();
  await series(id, { from: '09:15', to: '10:15', languages: ['so'], places: [room] });
  const there = await leader(copyActivity, { params: { activity: id }, body: { preview: true } });
  expect(there).toMatchObject({ data: { possible: false, clashes: [{ code: 'place_taken' }] } });
  const copied = await leader(copyActivity, {
    params: { activity: id },
    body: { days: 1, minutes: -30, language: 'fa', titles: { sv: 'Möte på persiska' } },
  });
  const copy = copied.ok ? copied.data.id : '';
  expect(await leader(readPlannedActivity, { params: { activity: copy } })).toMatchObject({
    data: {
      titles: { sv: 'Möte på persiska' },
      slots: [{ language: 'fa', startsAt: '2027-01-20T07:45:00.000Z', place: 'Rum G2' }],
    },
  });
  const body = { phase: 'before' as const, titles: { sv: 'Ny' }, audience: ['single' as const] };
  expect(await leader(changeActivity, { params: { activity: copy }, body })).toMatchObject({
    data: { remarks: [{ code: 'wrong_phase' }] },
  });
});

it('has one person at one place at a time', async () => {
  const [one, two] = [await slotOf({ from: '14:00' }), await slotOf({ from: '14:30' })];
  const added = await leader(addCrew, {
    params: { edition: fair.slug },
    body: { name: 'Värd 1', languages: ['so'], roles: ['host'] },
  });
  const crew = added.ok ? added.data.id : '';
  const assign = (slot: string, preview = false) =>
    leader(assignCrew, { params: { slot }, body: { crew: [{ crew, role: 'host' }], preview } });
  const answers = await Promise.all([assign(one), assign(two), assign(one), assign(two)]);
  const [there, other] = answers[0].ok ? [one, two] : [two, one];
  expect(await assign(other, true)).toMatchObject({
    data: { possible: false, clashes: [{ code: 'crew_busy', what: 'Värd 1: Möte på somaliska' }] },
  });
  expect(await assign(other)).toMatchObject({ problem: { code: 'crew_busy' } });
  const [{ n } = { n: 0 }] = await app.db.rows<{ n: number }>('SELECT count(*) AS n FROM slot_crew');
  expect(n).toBe(1);
  // Whoever is moved with the slot cannot be where somebody else needs them; withdrawn, they are free.
  await leader(withdrawSlot, { params: { slot: there }, body: {} });
  expect(await assign(other)).toMatchObject({ ok: true });
  expect(await leader(listCrew, { params: { edition: fair.slug } })).toMatchObject({
    data: { items: [{ name: 'Värd 1', slots: [{ id: other }] }] },
  });
  const same = { name: 'Värd 1', languages: [], roles: ['speaker' as const] };
  expect(await leader(addCrew, { params: { edition: fair.slug }, body: same })).toMatchObject({
    code: 'crew_name_taken',
  });
});

it('takes no address that is not https, no place of another edition and no unknown programme', async () => {
  const id = await activity();
  expect(await series(id, { joinUrl: 'http://moten.example.se' })).toMatchObject({ code: 'invalid' });
  expect(await series(id, { joinUrl: 'javascript:alert(1)' })).toMatchObject({ code: 'invalid' });
  expect(await series(id, { places: [newId()] })).toMatchObject({ code: 'invalid' });
  expect(await series(id, { to: '10:30' })).toMatchObject({ code: 'invalid' });
  expect(await series(id, { days: ['2027-01-03'] })).toMatchObject({ code: 'slot_past' });
  const body = { ...meeting, programmes: ['XX'] };
  expect(await leader(makeActivity, { params: { edition: fair.slug }, body })).toMatchObject({
    code: 'invalid',
  });
  expect(await leader(planningChoices, { params: { edition: fair.slug } })).toMatchObject({
    data: { places: expect.arrayContaining([expect.objectContaining({ name: 'Rum G2' })]) },
  });
});

it('is for the organiser’s own staff', async () => {
  const other = await makeFair(app.db);
  const [{ id: organiser } = { id: '' }] = await app.db.rows<{ id: string }>(
    'SELECT f.organiser_id AS id FROM edition e JOIN fair f ON f.id = e.fair_id WHERE e.id = $1',
    [other.edition],
  );
  const stranger = await app.as('leader', { organiser });
  const [slot, id] = [await slotOf({ from: '12:00' }), await activity()];
  expect(await stranger(changeSlot, { params: { slot }, body: { capacity: 1 } })).toMatchObject({
    code: 'not_found',
  });
  expect(await series(id, {}, stranger)).toMatchObject({ code: 'not_found' });
  expect(await stranger(listPlanned, { params: { edition: fair.slug } })).toMatchObject({
    code: 'not_found',
  });
  const host = await app.as('host');
  expect(await series(id, {}, host)).toMatchObject({ code: 'forbidden' });
});
