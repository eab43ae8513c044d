import { Controller, Module } from '@nestjs/common';
import { cancelParty, contract, endpoint, roles } from '@vagval/contract';
import type { Endpoint, In, Role } from '@vagval/contract';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { features } from '../src/app.module.ts';
import { Handle } from '../src/platform/contract/handle.ts';
import { refuse } from '../src/platform/contract/refusal.ts';
import type { Sql } from '../src/platform/database.ts';
import { Database } from '../src/platform/database.ts';
import { newId } from '../src/platform/ids.ts';
import { mayEnter } from '../src/platform/session/access.guard.ts';
import type { Caller } from '../src/platform/session/caller.ts';
import { Cookie } from '../src/platform/session/session-cookie.ts';
import type { SessionCookie } from '../src/platform/session/session-cookie.ts';
import { startApp } from './app.ts';
import type { TestApp } from './app.ts';
import { makeAsked } from './asked.ts';
import { makeBegun } from './begun.ts';
import { builds, makeBuilt } from './built.ts';
import { makeEvaluated, openHouseAt } from './evaluated.ts';
import { insertApplication, insertOrganisation, makeFair } from './exhibiting.ts';
import { open } from './fair.ts';
import { files, makeFiles } from './filed.ts';
import { requestsTo, wrongIn } from './fuzzing.ts';
import type { Answer, Asked, Pools } from './fuzzing.ts';
import { expectInvariants } from './invariants.ts';
import { makeAround } from './meetings.ts';
import { partyOf } from './parties.ts';
import { makeSchool, teachAt } from './teaching.ts';
import { makePlanned } from './planned.ts';
import { insert } from './small-fair.ts';
import { everyKind, invite, makeLink, makeSurvey } from './surveys.ts';

// Everything the contract lets callers send, and everything it does not (C6), to every endpoint as its rightful caller:
// what is asked follows from the schemas, so a new endpoint is covered on the day it is written. FUZZ_RUNS=1000 for the
// long run, FUZZ_SEED for another one.
const runs = Number(process.env['FUZZ_RUNS'] ?? 30);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_123);
/** The fair's first morning: registration, booking and the doors are all open. */
const now = '2027-10-12T09:00:00+02:00';

interface Visitor {
  headers: Record<string, string>;
  caller: Caller;
}

const planted = { access: 'public', summary: 's', method: 'POST', refusals: ['not_found'] } as const;
const body = z.object({ text: z.string().max(200) });
const reply = z.object({ done: z.literal(true) });
const decodesTwice = endpoint({ ...planted, path: '/api/planted/decodes-twice', body, reply });
const tellsInHeader = endpoint({ ...planted, path: '/api/planted/tells-in-header', body, reply });
const keepsRefused = endpoint({ ...planted, path: '/api/planted/keeps-refused', body, reply });
const promisesLess = endpoint({ ...planted, path: '/api/planted/promises-less', body, reply });

@Controller()
class PlantedController {
  constructor(private readonly db: Database) {}

  @Handle(decodesTwice)
  async decodesTwice({ body }: In<typeof decodesTwice>) {
    await this.db.rows('SELECT $1::text', [body.text.replaceAll('%00', '\0')]);
    return { done: true as const };
  }

  @Handle(tellsInHeader)
  tellsInHeader({ body }: In<typeof tellsInHeader>, @Cookie() cookie: SessionCookie) {
    cookie.open(body.text.replaceAll(/[^\x20-\x7e]/g, ''), 1);
    return { done: true as const };
  }

  @Handle(keepsRefused)
  async keepsRefused({ body }: In<typeof keepsRefused>) {
    await this.db.rows(`UPDATE municipality SET name = name || 'x'`);
    return body.text.includes('HYPERLINK') ? refuse('not_found') : { done: true as const };
  }

  @Handle(promisesLess)
  promisesLess({ body }: In<typeof promisesLess>) {
    return /^[^'<]*$/.test(body.text) ? { done: true as const } : refuse('forbidden' as 'not_found');
  }
}
@Module({ controllers: [PlantedController] })
class PlantedModule {}

let app: TestApp;
let fair: Awaited<ReturnType<typeof makeFair>>;
let slots: string[];
let tables: string;
let fixed: Pools;
let school: string;
let teacher: Visitor;
const visitors: Visitor[] = [];

async function addSlot(capacity: number, startsAt: string): Promise<string> {
  const [activity, id] = [newId(), newId()];
  const edition_id = fair.edition;
  const audience = ['family', 'single', 'group', 'class'];
  await insert(app.db, 'activity', {
    id: activity,
    edition_id,
    kind: 'try-it',
    phase: 'during',
    title: { sv: 'Svetsa' },
    audience,
  });
  const times = {
    setup_from: startsAt,
    starts_at: startsAt,
    ends_at: new Date(new Date(startsAt).getTime() + 1_200_000),
  };
  await insert(app.db, 'slot', {
    id,
    edition_id,
    activity_id: activity,
    capacity,
    exclusive: false,
    language: 'sv',
    ...times,
  });
  return id;
}

/** One wide, one that is full and one in the afternoon. */
async function openSlots(): Promise<string[]> {
  const full = await addSlot(1, '2027-10-12T11:00Z');
  const edition = { edition: fair.edition, slug: fair.slug, slot: () => addSlot(1, now) };
  await partyOf(app, edition, { bookings: [{ slot: full }] });
  return [await addSlot(100_000, '2027-10-12T10:00Z'), full, await addSlot(100_000, '2027-10-12T13:00Z')];
}

/** One statement over every table: how many rows it has and what they say together. */
async function everyTable(db: Sql): Promise<string> {
  const rows = await db.rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
       AND table_name NOT IN ('outbox', 'idempotent_reply', 'session', 'migrations') ORDER BY 1`,
  );
  const one = ({ name }: { name: string }) =>
    `SELECT '${name}' AS name, count(*) AS rows, sum(hashtextextended(t::text, 0)::numeric)::text AS says FROM ${name} t`;
  return rows.map(one).join(' UNION ALL ');
}

/** How many statements that may write this process has sent. */
let written = 0;
const { query } = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
Object.assign(pg.Client.prototype, {
  query(this: pg.Client, ...args: unknown[]): unknown {
    const text = typeof args[0] === 'string' ? args[0] : (args[0] as { text?: string }).text;
    if (!/^\s*SELECT\b/i.test(text ?? '')) written++;
    return query.apply(this, args);
  },
});

interface Kept {
  written: number;
  rows: string;
}

/** What is kept; read again only when something may have been written since `last`. */
async function kept(last?: Kept): Promise<Kept> {
  if (written === last?.written) return last;
  const rows = JSON.stringify(await app.db.rows(tables));
  return { written, rows };
}

async function signInAll(): Promise<void> {
  const ofOrganisation: readonly Role[] = ['exhibitor', 'teacher'];
  for (const role of roles) {
    const seat = ofOrganisation.includes(role)
      ? { organisation: fair.school }
      : { organiser: fair.organiser };
    const { account, cookie } = await app.signIn(role, seat);
    visitors.push({
      headers: { cookie },
      caller: { account: { id: account, roles: [role], organisations: [], organisers: [] } },
    });
    if (role === 'teacher') {
      teacher = visitors.at(-1) as Visitor;
      const membership = { id: newId(), account_id: account, role, organisation_id: school };
      await insert(app.db, 'membership', membership);
    }
  }
  visitors.push({ headers: {}, caller: {} });
  const pages = { authorization: `Bearer ${app.config.trafficKey}` };
  visitors.push({ headers: pages, caller: { pageServer: true } });
}

async function openDoors(): Promise<{ door: string }> {
  const [door, device] = [newId(), newId()];
  const edition_id = fair.edition;
  await insert(app.db, 'door', { id: door, edition_id, hall_id: fair.hall, name: 'Entré', position: 1 });
  await insert(app.db, 'device', { id: device, edition_id, door_id: door, enrolled_at: now });
  visitors.push({
    headers: { authorization: `Bearer ${app.mint('device', device, 1)}` },
    caller: { device: { id: device, revision: 1 } },
  });
  return { door };
}

async function applications(): Promise<string[]> {
  const of = (organisation: string, state: string) =>
    insertApplication(app.db, { edition: fair.edition, organisation, state, name: 'Skolan' });
  const placed = await of(await insertOrganisation(app.db, 'company', 'Företaget'), 'placed');
  await app.db.rows('UPDATE booth SET application_id = $1 WHERE id = $2', [placed, fair.booths.A03]);
  return [
    await of(fair.school, 'draft'),
    await of(fair.other, 'submitted'),
    await of(fair.branch, 'approved'),
    placed,
  ];
}

/** What earlier requests have used up is there again: a party with everything, applications in every state. */
async function renewed(): Promise<{ pools: Pools; party: Visitor; atStand: Pools; answering: Pools }> {
  slots = await openSlots();
  await makeEvaluated(app, fair.edition, fair.slug);
  const { plannedSlot, ...planned } = await makePlanned(app.db, fair.edition, '2027-10-13');
  const [wide = '', full = '', afternoon = ''] = slots;
  const edition = { edition: fair.edition, slug: fair.slug, slot: () => addSlot(1, '2027-10-12T12:00Z') };
  const single = await edition.slot();
  const holder = await partyOf(app, edition, { bookings: [{ slot: single }] });
  const party = await partyOf(app, edition, {
    size: 3,
    bookings: [{ slot: wide }, { slot: full, ifFull: 'wait' }, { slot: single, places: 1, ifFull: 'wait' }],
  });
  await holder.call(cancelParty);
  const where = { edition: fair.edition, slug: fair.slug, day: '2027-10-13', school };
  const taught = await teachAt(app, { ...where, teacher: app.callWith(teacher.headers) });
  const [draft, submitted, approved] = fixed['application'] ?? [];
  await app.db.rows(
    `UPDATE application SET display_name = 'Skolan', contact_name = 'Kontakten', contact_email = 'kontakt@example.se',
       contact_phone = '031-123456', booth_size = 'small', programmes = '{BA}', programmes_saved_at = $2 WHERE id = $1`,
    [draft, now],
  );
  await app.db.rows(
    `UPDATE application SET state = CASE id WHEN $1 THEN 'draft' WHEN $2 THEN 'submitted' WHEN $3 THEN 'approved' ELSE state END
     WHERE id = ANY ($4::uuid[])`,
    [draft, submitted, approved, fixed['application']],
  );
  await app.db.rows(
    `INSERT INTO guideline_acceptance SELECT $1, g.id, $2, $3 FROM guideline g WHERE g.edition_id = $4 ON CONFLICT DO NOTHING`,
    [draft, visitors[0]?.caller.account?.id, now, fair.edition],
  );
  await app.db.rows(`UPDATE message SET state = 'failed' WHERE id = $1`, [fixed['message']?.[0]]);
  const [link, leader] = [newId(), visitors[0]?.caller.account?.id];
  await app.db.rows(`INSERT INTO sign_in_link VALUES ($1, $2, $3, $3::timestamptz + interval '1 hour')`, [
    link,
    leader,
    now,
  ]);
  const { token, ticket } = party.booked;
  const { id, reference } = party.booked.party;
  const bookings = await app.db.rows<{ id: string }>(
    `SELECT id FROM booking WHERE party_id = $1 ORDER BY state <> 'offered', state`,
    [id],
  );
  const around = await Promise.all(
    bookings
      .slice(0, 2)
      .map((it, nth) => makeAround(app, { slot: slots[nth] ?? wide, booking: it.id, party: id })),
  );
  const begun = await makeBegun(app, fair.edition);
  const atStand = {
    slot: [begun.slot, wide],
    place: [begun.place],
    booking: [begun.booking, holder.booking()],
  };
  const pools = {
    ...fixed,
    slot: [afternoon, plannedSlot, ...slots, single, taught.arrival, newId(), taught.arrival],
    ...Object.fromEntries(Object.entries(planned).map(([name, id]) => [name, [id]])),
    class: [...taught.classes],
    activity: [taught.activity, planned.activity],
    split: [taught.split],
    from: [...(fixed['from'] ?? []), taught.from],
    to: [...(fixed['to'] ?? []), taught.to],
    school: [school],
    places: [planned.place],
    place: [planned.place],
    ids: [slots.join(), wide, `${wide},`, 'x'],
    booking: [...bookings.map((it) => it.id), holder.booking()],
    ticket: [ticket, reference, `GD ${reference.toLowerCase()}`, ticket.slice(0, -1), 'VV1AAAA'],
    party: [id, holder.booked.party.id],
    question: around.map((it) => it.question),
    material: around.map((it) => it.material),
    token: [app.mint('sign-in', link, 1), app.mint('party', id, 1)],
  };
  const headers = { authorization: `Bearer ${token}` };
  const answering = {
    token: await surveyTokens(),
    question: ['tried', 'helped', 'why', 'parts', 'hours', 'what'],
  };
  return { pools, party: { headers, caller: { party: { id, revision: 1 } } }, atStand, answering };
}

let survey: string | undefined;

/** Ways into one survey whose first question is not required, so that the smallest answer may do. */
async function surveyTokens(): Promise<string[]> {
  const questions = everyKind.map((it) => ({ ...it, required: false }));
  survey ??= await makeSurvey(app.db, fair.edition, { questions });
  const link = await makeLink(app.db, survey, { kind: 'open' });
  return [app.mint('survey', await invite(app.db, survey), 0), app.mint('class-survey', link, 0)];
}

beforeAll(async () => {
  app = await startApp({
    at: now,
    features: [...features, PlantedModule],
    contract: { ...contract, decodesTwice, tellsInHeader, keepsRefused, promisesLess },
    env: { LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent' },
  });
  fair = await makeFair(app.db);
  await app.db.rows(`UPDATE opening SET closes_at = '2027-12-01' WHERE edition_id = $1`, [fair.edition]);
  await open(app.db, fair.edition, { of: 'booking', from: '2027-01-01T00:00Z', until: '2027-10-13T00:00Z' });
  await app.db.rows(
    `INSERT INTO activity_kind (key, title, position, exclusive_place, party_limit, offer_hours, direct_hours)
     VALUES ('try-it', '{"sv": "Prova"}', 1, false, 500, 1, 1), ('theme-week', '{"sv": "Temavecka"}', 2, false, 500, 1, 1)`,
  );
  await app.db.rows('UPDATE activity_kind SET takes_questions = true');
  await app.db.rows(`INSERT INTO municipality VALUES ('1480', 'Göteborg', true)`);
  const edition = { edition: fair.edition, slug: fair.slug, slot: () => addSlot(1, now) };
  const holder = await partyOf(app, edition, { bookings: [{ slot: (await openSlots())[0] ?? '' }] });
  school = await makeSchool(app);
  await signInAll();
  const { door } = await openDoors();
  const application = await applications();
  const message = newId();
  await insert(app.db, 'message', {
    id: message,
    edition_id: fair.edition,
    purpose_key: `test:${message}`,
    kind: 'party-changed',
    party_id: holder.booked.party.id,
    locale: 'sv',
    state: 'failed',
    queued_at: now,
  });
  fixed = {
    edition: [fair.slug, fair.slug, fair.lastSlug, 'current'],
    application,
    exhibitor: application.toReversed(),
    message: [message],
    hall: [fair.hall],
    organisation: [fair.school, fair.other],
    booth: Object.values(fair.booths),
    door: [door],
    key: ['visitors', openHouseAt, 'bookings'],
    part: ['purpose', 'open'],
    version: ['1'],
    number: ['1'],
    by: ['day', 'day,hour', 'kind', ',', 'day,day'],
    compare: [fair.lastSlug],
    size: ['small', 'large'],
    municipality: ['1480', '9999'],
    code: ['C01', 'A01'],
    programmes: ['BA', 'FS'],
    kind: ['exhibitor', 'class', 'try-it'],
    of: ['theme-week', 'registration'],
    day: ['2027-10-13', '2027-10-12', '2027-10-14'],
    days: ['2027-10-13', '2027-10-14'],
    closesDay: ['2027-10-14', '2027-10-12'],
    joinUrl: ['https://moten.example.se/a'],
    opensTime: ['09:00'],
    closesTime: ['15:00'],
    page: ['/programme', '/party/[token]'],
    referrer: ['none', 'example.se'],
    keys: ['a'.repeat(22), 'b'.repeat(22)],
    from: ['10:00', '12:00'],
    to: ['15:00', '12:30'],
  };
  tables = await everyTable(app.db);
}, 60_000);
afterAll(() => app.close());
afterEach(() => expectInvariants(app.db, app.clock.now()));

async function answerTo(asked: Asked, headers: Record<string, string>): Promise<Answer> {
  const {
    statusCode,
    headers: told,
    body: text,
  } = await app.app.inject({
    method: asked.method as 'GET',
    url: asked.url,
    headers: { ...headers, ...asked.headers },
    ...(asked.payload !== undefined && { payload: asked.payload }),
  });
  return { status: statusCode, headers: told, text };
}

interface Found {
  wrong: string[];
  tally: Record<number, number>;
}

/** Asks everything of one endpoint; tells what was answered wrongly, and what a refused call changed. */
/** What staff do with a survey's letters, links and words; building one has rows of its own. */
const asking =
  /surveys\/:audience\/(asking|addresses|rounds|reminders|invitations|links|class-links|texts|results)/;

/** Something that can be taken back; what is published already is refused, so each gets a cut of its own. */
async function makePublished(): Promise<Pools> {
  const id = newId();
  const words = { name: 'Kom', definition: 'De som kom', source: 'Skanning' };
  const figure = { key: 'came', ...words, unit: 'persons', certainty: 'high', dimensions: [] };
  const view = { figure, cells: [] };
  await insert(app.db, 'published_figure', {
    id,
    edition_id: fair.last,
    key: 'came',
    cut_by: id,
    views: { sv: view, en: view, ar: view },
    definition: 'SELECT 1',
    threshold: 7,
    published_at: now,
  });
  return { figure: [id], key: ['visitors', 'reach', 'booked', 'page-views'], by: [''], for: [''] };
}

async function specialTo(path: string, answering: Pools): Promise<Pools> {
  if (path.startsWith('/api/surveys/:token')) return answering;
  if (builds.test(path)) return { ...(await makeBuilt(app, fair.edition, path)), edition: [fair.slug] };
  const [leader] = visitors;
  if (files.test(path))
    return {
      ...(await makeFiles(app, fair.edition, leader?.caller.account?.id ?? '')),
      edition: [fair.slug],
    };
  if (path.includes('/published')) return { ...(await makePublished()), edition: [fair.lastSlug] };
  if (!asking.test(path)) return {};
  const inClass = path.endsWith('class-links');
  const made = await makeAsked(app, fair.edition, inClass ? 'pupil-before' : 'counsellor');
  const pools = Object.fromEntries(Object.entries(made).map(([name, one]) => [name, [one]]));
  return {
    ...pools,
    edition: [fair.slug],
    segment: ['list'],
    at: ['2027-11-20T08:00:00Z'],
    themes: [made.theme],
  };
}

async function fuzzed(endpoint: Endpoint): Promise<Found> {
  const { pools: known, party, atStand, answering } = await renewed();
  // A host acts on what is on now; nearly everything else on what is still to come. Surveys have links of their own.
  const special = await specialTo(endpoint.path, answering);
  const pools = endpoint.access === 'slot.host' ? { ...known, ...atStand } : { ...known, ...special };
  const who = files.test(endpoint.path) ? visitors.slice(0, 1) : [...visitors, party];
  const rightful = who.filter(({ caller }) => !mayEnter(caller, endpoint.access));
  const found: Found = { wrong: [], tally: {} };
  let state = await kept();
  for (const [at, asked] of requestsTo(endpoint, pools, { runs, seed }).entries()) {
    const visitor = rightful[at % rightful.length] as Visitor;
    const answer = await answerTo(asked, visitor.headers);
    found.tally[answer.status] = (found.tally[answer.status] ?? 0) + 1;
    const told = `${asked.how}: ${asked.method} ${asked.url.slice(0, 120)} ${String(asked.payload ?? '').slice(0, 200)}`;
    const wrong = wrongIn(endpoint, asked, answer);
    if (wrong) found.wrong.push(`${wrong} <- ${told}`);
    const after = await kept(state);
    if (answer.status >= 400 && after.rows !== state.rows) found.wrong.push(`changed something <- ${told}`);
    state = after;
  }
  return found;
}

// Before the sessions end: see below.
describe('the same driver finds', () => {
  it.each([
    ['a text that becomes a 500', decodesTwice, /^500 <- percent NUL/],
    ['a text told again in a header', tellsInHeader, /^says it again in set-cookie <- /],
    ['a row kept by a refused call', keepsRefused, /^changed something <- formula/],
    ['a refusal nobody promised', promisesLess, /^500 <- /],
  ])('%s', async (_, endpoint, expected) => {
    const { wrong } = await fuzzed(endpoint as Endpoint);
    expect(wrong.filter((it) => expected.test(it))).not.toEqual([]);
  });
});

/** Printed by a browser: without one it can only be refused. */
const noBrowserHere = new Set(['evaluationPrint']);

// Signing in and out ends the sessions the others come with, so they are asked last.
const last = ['startSession', 'endSession'];
const asked = Object.entries(contract)
  .filter(([, { events }]) => !events)
  .sort(([a], [b]) => last.indexOf(a) - last.indexOf(b));

describe.each(asked)('%s', (name, endpoint) => {
  it(
    'answers whatever is sent as promised, and keeps nothing of what it refuses',
    async () => {
      const { wrong, tally } = await fuzzed(endpoint);
      if (process.env['FUZZ_TELL']) console.log(name, JSON.stringify(tally));
      expect(wrong).toEqual([]);
      const succeeds = Object.keys(tally).some((status) => Number(status) < 300);
      expect(succeeds || noBrowserHere.has(name)).toBe(true);
    },
    60_000 + runs * 400,
  );
});
