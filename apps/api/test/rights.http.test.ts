import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesOf, contract, refusals, roles } from '@vagval/contract';
import type { Endpoint, Role } from '@vagval/contract';
import { newId } from '../src/platform/ids.ts';
import { mayEnter } from '../src/platform/session/access.guard.ts';
import type { Caller } from '../src/platform/session/caller.ts';
import { startApp } from './app.ts';
import type { TestApp } from './app.ts';
import { duringRegistration, insertApplication, insertOrganisation, makeFair } from './exhibiting.ts';
import { makeEvaluated } from './evaluated.ts';
import { makeAround } from './meetings.ts';
import { makePlanned } from './planned.ts';
import { smallest } from './sample.ts';
import type { Known } from './sample.ts';

/**
 * Every route of the contract, tried by everybody who could come: the routes are not listed here, so a new one is
 * covered on the day it is written (C5). `mine` belong to the fair whose rows are asked for, `strangers` to another.
 */
interface Visitor {
  headers: Record<string, string>;
  caller: Caller;
}

let app: TestApp;
let known: Known;
const mine: Record<string, Visitor> = {};
const strangers: Record<string, Visitor> = {};

async function openFair(name: string) {
  const fair = await makeFair(app.db);
  const [door, device, party, message] = [newId(), newId(), newId(), newId()];
  const [activity, slot, booking] = [newId(), newId(), newId()];
  const application = await insertApplication(app.db, {
    edition: fair.edition,
    organisation: fair.school,
    state: 'placed',
  });
  const lone = await insertOrganisation(app.db, 'school', `Ensam ${name}`);
  await app.db.rows('UPDATE booth SET application_id = $1 WHERE id = $2', [application, fair.booths.A01]);
  await app.db.rows(`INSERT INTO door VALUES ($1, $2, $3, 'Entré', 1, true)`, [
    door,
    fair.edition,
    fair.hall,
  ]);
  await app.db.rows(`INSERT INTO device (id, edition_id, door_id, enrolled_at) VALUES ($1, $2, $3, now())`, [
    device,
    fair.edition,
    door,
  ]);
  await app.db.rows(
    `INSERT INTO party (id, edition_id, kind, size, reference, locale, email, created_at) VALUES ($1, $2, 'family', 2, $3, 'sv', 'besok@example.se', now())`,
    [party, fair.edition, `REF${name.toUpperCase()}`.padEnd(8, '0').slice(0, 8)],
  );
  await app.db.rows(
    `INSERT INTO activity_kind (key, title, position, exclusive_place, party_limit) VALUES ('try-it', '{"sv": "Prova"}', 1, false, 9) ON CONFLICT DO NOTHING`,
  );
  await app.db.rows(
    `INSERT INTO activity (id, edition_id, kind, phase, title, audience) VALUES ($1, $2, 'try-it', 'during', '{"sv": "Svetsa"}', '{family}')`,
    [activity, fair.edition],
  );
  await app.db.rows(
    `INSERT INTO slot (id, edition_id, activity_id, setup_from, starts_at, ends_at, capacity, taken, exclusive)
     VALUES ($1, $2, $3, '2027-10-12T08:00Z', '2027-10-12T08:00Z', '2027-10-12T09:00Z', 9, 2, false)`,
    [slot, fair.edition, activity],
  );
  await app.db.rows(
    `INSERT INTO booking (id, edition_id, party_id, slot_id, places, asked, state, made_at, changed_at) VALUES ($1, $2, $3, $4, 2, 2, 'confirmed', now(), now())`,
    [booking, fair.edition, party, slot],
  );
  await app.db.rows(
    `INSERT INTO message (id, edition_id, purpose_key, kind, party_id, locale, state, queued_at) VALUES ($1, $2, $3, 'party-confirmed', $4, 'sv', 'failed', now())`,
    [message, fair.edition, `test:${message}`, party],
  );
  await makeEvaluated(app, fair.edition, fair.slug);
  const planned = await makePlanned(app.db, fair.edition);
  const around = await makeAround(app, { slot, booking, party });
  return { ...fair, ...planned, ...around, door, device, party, message, slot, booking, application, lone };
}
type Fair = Awaited<ReturnType<typeof openFair>>;

const ofOrganisation: readonly Role[] = ['exhibitor', 'teacher'];

async function visitorsOf(fair: Fair, into: Record<string, Visitor>): Promise<void> {
  for (const role of roles) {
    const seat = ofOrganisation.includes(role)
      ? { organisation: fair.school }
      : { organiser: fair.organiser };
    const { account, cookie } = await app.signIn(role, seat);
    into[role] = {
      headers: { cookie },
      caller: { account: { id: account, roles: [role], organisations: [], organisers: [] } },
    };
  }
  for (const purpose of ['party', 'device'] as const) {
    const id = fair[purpose];
    const authorization = `Bearer ${app.mint(purpose, id, 1)}`;
    into[purpose] = { headers: { authorization }, caller: { [purpose]: { id, revision: 1 } } };
  }
}

beforeAll(async () => {
  app = await startApp({ at: duringRegistration });
  const own = await openFair('own');
  const other = await openFair('other');
  await visitorsOf(own, mine);
  await visitorsOf(other, strangers);
  const pages = { authorization: `Bearer ${app.config.trafficKey}` };
  mine['pages'] = { headers: pages, caller: { pageServer: true } };
  mine['nobody'] = { headers: {}, caller: {} };
  known = {
    edition: own.slug,
    application: own.application,
    hall: own.hall,
    exhibitor: own.application,
    booking: own.booking,
    message: own.message,
    organisation: own.school,
    booth: own.booths.A02,
    door: own.door,
    slot: own.slot,
    activity: own.activity,
    crew: own.crew,
    opening: own.opening,
    question: own.question,
    material: own.material,
    need: own.need,
    key: 'visitors',
    part: 'purpose',
    version: '1',
    number: '1',
    kind: 'exhibitor',
    ticket: 'VV1AAAA',
  };
}, 60_000);
afterAll(() => app.close());

async function ask(endpoint: Endpoint, { headers }: Visitor, method = endpoint.method) {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => known[name] ?? newId());
  const sends = endpoint.body && method !== 'GET';
  const payload = sends ? JSON.stringify(smallest(endpoint.body, known)) : undefined;
  const typed = { ...headers, ...(sends && { 'content-type': 'application/json' }) };
  const stream = endpoint.events !== undefined;
  if (stream) return { status: 0, code: '' };
  const answer = await app.app.inject({
    method: method as 'GET',
    url: path,
    headers: typed,
    ...(payload !== undefined && { payload }),
  });
  const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json');
  return { status: answer.statusCode, code: isProblem ? answer.json<{ code: string }>().code : '' };
}

const declared = (endpoint: Endpoint): number[] => {
  const success = endpoint.reply === null ? 204 : (endpoint.status ?? 200);
  return [success, ...[...codesOf(endpoint)].map((code) => refusals[code].status)];
};
// Signing out ends the sessions the others come with, so it is asked last.
const asked = Object.entries(contract)
  .filter(([, { events }]) => !events)
  .sort(([a], [b]) => Number(a === 'endSession') - Number(b === 'endSession'));
const closed = asked.filter(
  ([, { access, path }]) => access !== 'public' && access !== 'party' && path.includes(':'),
);

describe.each(closed)('%s', (_name, endpoint) => {
  it('shows and changes nothing of another organiser or organisation', async () => {
    const got: string[] = [];
    for (const [who, visitor] of Object.entries(strangers)) {
      const { status, code } = await ask(endpoint, visitor);
      if (status < 400 || status >= 500 || status === 409) got.push(`${who} got ${status} ${code}`);
    }
    expect(got).toEqual([]);
  });
});

it('would notice a door left open', async () => {
  const open = { ...contract['listMessages'], access: 'figure.read' } as Endpoint;
  const { status } = await ask(open, mine['analyst'] as Visitor);
  expect(mayEnter((mine['analyst'] as Visitor).caller, open.access)).toBeUndefined();
  expect(status).toBe(403);
});

describe.each(asked)('%s', (_name, endpoint) => {
  it('answers everybody as declared, and lets in only whom its rule names', async () => {
    const wrong: string[] = [];
    for (const [who, visitor] of Object.entries(mine)) {
      const { status, code } = await ask(endpoint, visitor);
      const shut = mayEnter(visitor.caller, endpoint.access)?.status;
      if (shut !== undefined && status !== shut) wrong.push(`${who} got ${status} ${code}, not ${shut}`);
      if (shut === undefined && !declared(endpoint).includes(status))
        wrong.push(`${who} got undeclared ${status} ${code}`);
      if (shut === undefined && (status === 401 || status === 403))
        wrong.push(`${who} was turned away: ${status}`);
    }
    expect(wrong).toEqual([]);
  });
});

const written = asked.filter(([, { method }]) => method !== 'GET');
describe.each(written)('%s', (_name, endpoint) => {
  it('does nothing when it is only read', async () => {
    const readable = asked.some(([, it]) => it.method === 'GET' && it.path === endpoint.path);
    const { status } = await ask(endpoint, mine['leader'] as Visitor, 'GET');
    expect(readable || status === 404 || status === 405).toBe(true);
  });
});
