import {
  acceptOffer,
  acceptProposal,
  addBooking,
  bookParty,
  cancelParty,
  changeBooking,
  changeClass,
  changeSlot,
  chooseWindow,
  countDropIns,
  declineOffer,
  declineProposal,
  holdPlaces,
  importSchools,
  moveBooking,
  pauseStation,
  proposeGroups,
  readClass,
  recordCame,
  releaseNoShows,
  resumeStation,
  swapVisit,
  wishStations,
  withdrawSlot,
} from '@vagval/contract';
import type { Call, Endpoint, Result } from '@vagval/contract';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { crowd, served, tally } from '../../test/crowd.ts';
import { brokenInvariants, expectInvariants } from '../../test/invariants.ts';
import { newParty, partyOf } from '../../test/parties.ts';
import type { TestParty } from '../../test/parties.ts';
import { makeClass, makeSchools } from '../../test/teaching.ts';
import type { ClassReply, TestSchools } from '../../test/teaching.ts';
import { newId } from '../platform/ids.ts';
import { Holds } from './holds.service.ts';

// Two cores shared with everything else may need long; nothing here is measured in time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const connections = 48;
const work = Array.from({ length: 600 }, (_, at) => at);
/** A slot begins at ten; a quarter of an hour later places nobody has come to may be released. */
const before = '2026-12-10T09:00:00Z';
const begins = '2026-12-10T10:00:00Z';
const now = '2026-12-10T10:15:00Z';

let app: TestApp;
let region: TestSchools;
let server: Awaited<ReturnType<typeof served>>;
let leader: Call;
let host: Call;
const words: string[] = [];

beforeAll(async () => {
  app = await startApp({ at: before, env: { DB_POOL: '16', LIMIT_FACTOR: '1000' } });
  region = await makeSchools(app);
  server = await served(app);
  leader = await app.as('leader', { organiser: region.organiser });
  host = await app.as('host', { organiser: region.organiser });
});
afterAll(() => app.close());

/** Notes how every call was answered: done, refused by a name its contract has, or anything else with what it was. */
const noting = (call: Call): Call =>
  (async (endpoint: Endpoint, ...args: []) => {
    const answer = (await call(endpoint, ...args)) as Result<Endpoint>;
    const isNamed = !answer.ok && endpoint.refusals?.some((code) => code === answer.code);
    const how = answer.ok ? 'done' : isNamed ? 'refused' : JSON.stringify(answer);
    words.push(`${endpoint.method} ${endpoint.path} ${how}`);
    return answer;
  }) as Call;

/** A slot that is on, two that staff keep moving, one that will be withdrawn, one that stands still, and six stations. */
async function aFair() {
  const { fair } = region;
  const place = newId();
  await app.db.rows(`INSERT INTO place (id, edition_id, kind, name) VALUES ($1, $2, 'station', 'Svetsen')`, [
    place,
    fair.edition,
  ]);
  const begun = await fair.slot({ startsAt: begins, minutes: 60, capacity: 20 });
  const laterThere = await fair.slot({ startsAt: '2026-12-10T14:00Z', capacity: 40 });
  await app.db.rows('UPDATE slot SET place_id = $2, drop_in = 4 WHERE id = ANY ($1::uuid[])', [
    [begun, laterThere],
    place,
  ]);
  const moving = [
    await fair.slot({ capacity: 90 }),
    await fair.slot({ capacity: 90, startsAt: '2027-01-19T12:00Z' }),
  ];
  const doomed = await fair.slot({ capacity: 30, startsAt: '2027-01-20T09:00Z' });
  const times = ['2027-01-19T08:40Z', '2027-01-19T09:20Z', '2027-01-19T10:00Z'];
  const stations = [await region.station(times, 24), await region.station(times, 24)];
  return { fair, place, begun, laterThere, moving, doomed, stations };
}

type Fair = Awaited<ReturnType<typeof aFair>>;

/** Half of them have a place and the others stand in line. */
const waitingFor = (slot: string): Promise<TestParty[]> =>
  crowd(Array.from({ length: 40 }), 8, () =>
    partyOf(app, region.fair, { bookings: [{ slot, ifFull: 'wait' }] }),
  );

/** Classes with a time to come and wishes. */
function wishing({ stations }: Fair, window: string): Promise<ClassReply[]> {
  const wishes = stations.map(({ activity }) => ({ activity, weight: 3 }));
  return crowd(Array.from({ length: 8 }), 2, async () => {
    const made = await makeClass(region, { pupils: 18 });
    const params = { class: made.id };
    await region.teacher(chooseWindow, { params, body: { slot: window } });
    await region.teacher(wishStations, { params, body: { wishes, visits: 1 } });
    return made;
  });
}

/** Capacity, time and language of what is being booked, and one slot withdrawn in the middle of it all. */
async function staff(at: number, { moving, doomed, laterThere }: Fair): Promise<void> {
  const call = noting(leader);
  const change = (slot: string, body: object) => call(changeSlot, { params: { slot }, body });
  const [early = '', late = ''] = moving;
  if (at === 40) await call(withdrawSlot, { params: { slot: doomed }, body: {} });
  else if (at % 5 === 0) await change(at % 2 ? early : late, { capacity: 70 + ((at * 7) % 60) });
  else if (at % 5 === 1) await change(late, { from: ['13:00', '13:10', '10:15'][at % 3] });
  else if (at % 5 === 2) await change(early, { from: at % 2 ? '10:00' : '10:10', language: 'so' });
  else if (at % 5 === 3) await change(laterThere, { from: at % 2 ? '15:00' : '15:20', dropIn: at % 7 });
  else await bring(call, at);
}

/** The register of schools is read in while others book; every second time it brings other names. */
async function bring(call: Call, at: number): Promise<void> {
  const lines = Array.from({ length: 60 }, (_, no) => `${40_000_000 + no};Skola ${no} ${at % 2};1480`);
  const body = { csv: lines.join('\n'), dryRun: false };
  await call(importSchools, { params: { edition: region.fair.slug }, body });
}

/** At the stand: who came, who just came, places released, and the station standing still and going on. */
async function stand(at: number, { begun, place }: Fair, parties: readonly TestParty[]): Promise<void> {
  const call = noting(host);
  const slot = { params: { slot: begun } };
  const booking = parties[at % parties.length]?.booking() ?? '';
  if (at % 9 === 0) await call(releaseNoShows, slot);
  else if (at % 9 === 1) await call(pauseStation, { params: { place } });
  else if (at % 9 < 4) await call(resumeStation, { params: { place } });
  else if (at % 9 < 6) await call(countDropIns, { ...slot, body: { count: at % 4 ? 1 : -1 } });
  else await call(recordCame, { params: { booking }, body: { came: at % 2 } });
}

/** A teacher asks for a proposal, moves a group in it, takes it or lets it go, and changes the number of pupils. */
async function teach(at: number, classes: readonly ClassReply[]): Promise<void> {
  const call = noting(region.teacher);
  const params = { class: classes[at % classes.length]?.id ?? '' };
  if (at % 7 === 0) await call(changeClass, { params, body: { pupils: 12 + (at % 9) } });
  await call(proposeGroups, { params });
  const seen = await call(readClass, { params });
  const [group] = (seen.ok && seen.data.proposal?.groups) || [];
  const visit = group?.visits[0];
  const to = visit?.alternatives[0]?.id;
  if (group && to) await call(swapVisit, { params, body: { group: group.no, from: visit.id, to } });
  await call(at % 3 ? acceptProposal : declineProposal, { params });
}

/** A visitor keeps a place first, or books at once, and then thinks again. */
async function visit(at: number, { moving, doomed, laterThere, stations, fair }: Fair): Promise<void> {
  const slots = [...moving, ...moving, doomed, laterThere, ...stations.flatMap((station) => station.slots)];
  const slot = slots[(at * 7) % slots.length] ?? '';
  const call = noting(server.call);
  const params = { edition: fair.slug };
  const bookings = [{ slot, ...(at % 3 && { ifFull: 'wait' as const }), partOk: at % 5 === 0 }];
  const size = 1 + (at % 3);
  const kept =
    at % 4 === 0 &&
    (await call(holdPlaces, { params, body: { kind: 'family', size, bookings: [{ slot }] } }));
  const hold = kept && kept.ok ? { hold: kept.data.hold } : {};
  const booked = await call(bookParty, { params, body: newParty({ size, bookings, ...hold }) });
  if (booked.ok)
    await thinkAgain(at, server.callWith(booked.data.token), {
      booking: booked.data.bookings[0]?.id ?? '',
      moving,
    });
}

async function thinkAgain(
  at: number,
  own: Call,
  { booking, moving }: { booking: string; moving: string[] },
): Promise<void> {
  const call = noting(own);
  const params = { booking };
  const slot = moving[at % 2] ?? '';
  if (at % 6 === 0) await call(cancelParty);
  else if (at % 6 === 1) await answerAnOffer(at);
  else if (at % 6 === 2) await call(changeBooking, { params, body: { places: 1 } });
  else if (at % 6 === 3) await call(moveBooking, { params, body: { slot } });
  else await call(addBooking, { body: { slot, places: 1, ifFull: 'wait' } });
}

/** Somebody with an offer takes it or lets it go; there may be several of them with the same one. */
async function answerAnOffer(at: number): Promise<void> {
  const [offer] = await app.db.rows<{ booking: string; party: string }>(
    `SELECT id AS booking, party_id AS party FROM booking WHERE state = 'offered' ORDER BY offered_at LIMIT 1`,
  );
  if (!offer) return;
  const call = noting(app.withLink('party', offer.party, 1));
  await call(at % 4 === 1 ? declineOffer : acceptOffer, { params: { booking: offer.booking } });
}

/** As it is committed in the middle of everything: no counter is off for an instant. */
async function countersNow(): Promise<void> {
  const broken = Object.keys(await brokenInvariants(app.db, app.clock.now()));
  words.push(broken.some((name) => name.startsWith('I1')) ? 'counters off in the middle' : 'counters right');
}

it('never overfills while staff move and withdraw slots, hosts release, teachers take proposals and schools are read in', async () => {
  const fair = await aFair();
  const parties = await waitingFor(fair.begun);
  const classes = await wishing(fair, await region.window('2027-01-19T08:00Z', { capacity: 300 }));
  app.clock.set(now);
  await crowd(work, connections, async (at) => {
    if (at % 100 === 99) await countersNow();
    else if (at % 8 === 0) await staff(at / 8, fair);
    else if (at % 8 === 1) await stand((at - 1) / 8, fair, parties);
    else if (at % 8 === 2) await teach((at - 2) / 8, classes);
    else await visit(at, fair);
  });
  const counted = tally(words);
  const strange = Object.keys(counted).filter((word) => !/ (done|refused)$|^counters right$/.test(word));
  expect(strange).toEqual([]);
  expect(neverDone(counted)).toEqual([]);
  await expectInvariants(app.db, app.clock.now());
  await app.get(Holds).endExpired(new Date('2026-12-10T11:00:00Z'));
  await expectInvariants(app.db, app.clock.now());
});

/** What was only ever refused proves nothing. */
const neverDone = (counted: Readonly<Record<string, number>>): string[] =>
  Object.keys(counted)
    .filter((word) => word.endsWith(' refused'))
    .filter((word) => !counted[word.replace(/refused$/, 'done')]);
