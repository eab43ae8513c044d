import { startRound, stopRound } from '@vagval/contract';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { insert } from '../../test/small-fair.ts';
import { invite, makeSurvey } from '../../test/surveys.ts';
import { newCode, newId } from '../platform/ids.ts';
import { countSegment } from './invitations.sql.ts';
import { Rounds } from './rounds.service.ts';

let app: TestApp;
let fair: TestFair;
let survey: string;
let slot: string;
let staff: Awaited<ReturnType<TestApp['as']>>;

beforeAll(async () => {
  app = await startApp({ at: '2027-01-22T10:00:00+01:00' });
});
beforeEach(async () => {
  fair = await makeFair(app.db, { state: 'finished' });
  survey = await makeSurvey(app.db, fair.edition, { audience: 'guardian' });
  slot = await fair.slot({ kind: 'guardian-meeting', capacity: 5000 });
  const [{ organiser } = { organiser: '' }] = await app.db.rows<{ organiser: string }>(
    'SELECT organiser_id AS organiser FROM fair f JOIN edition e ON e.fair_id = f.id WHERE e.id = $1',
    [fair.edition],
  );
  staff = await app.as('analyst', { organiser });
});
afterAll(() => app.close());

/** Families with a booking; each has an address of its own unless told otherwise. */
async function families(count: number, extra: Record<string, unknown> = {}, came?: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const party = await insert(app.db, 'party', {
      id: newId(),
      edition_id: fair.edition,
      kind: 'family',
      size: 2,
      reference: newCode(),
      locale: 'sv',
      email: `Familj-${newId()}@example.se`,
      created_at: '2027-01-01T08:00Z',
      ...extra,
    });
    await insert(app.db, 'booking', {
      id: newId(),
      edition_id: fair.edition,
      party_id: party,
      slot_id: slot,
      places: 2,
      asked: 2,
      state: 'confirmed',
      came: came ?? null,
      made_at: '2027-01-01T08:00Z',
      changed_at: '2027-01-01T08:00Z',
    });
  }
}

const params = () => ({ edition: fair.slug, audience: 'guardian' as const });
const start = (segment: 'any' | 'meeting' = 'any') =>
  staff(startRound, { params: params(), body: { segment } });
async function started(segment: 'any' | 'meeting' = 'any'): Promise<string> {
  const round = await start(segment);
  if (!round.ok) throw new Error(round.code);
  return round.data.id;
}
const rowOf = async (id: string) =>
  (
    await app.db.rows<{ state: string; done: number; of: number }>(
      'SELECT state, done, of FROM survey_round WHERE id = $1',
      [id],
    )
  )[0];
/** How many invitations there are, how many letters, and how many letters the busiest invitation has. */
const sent = async () =>
  (
    await app.db.rows(
      `SELECT count(DISTINCT i.id)::int AS invited, count(m.id)::int AS letters,
         coalesce(max(n.letters), 0)::int AS most
       FROM survey_invitation i LEFT JOIN message m ON m.survey_invitation_id = i.id
       LEFT JOIN LATERAL (SELECT count(*) AS letters FROM message o WHERE o.survey_invitation_id = i.id) n ON true
       WHERE i.survey_id = $1`,
      [survey],
    )
  )[0];

it('invites each family once with one letter, however often and by however many it is done', async () => {
  await families(12);
  const first = await started();
  await Promise.all([1, 2, 3].map(() => app.get(Rounds).run(first)));
  expect(await rowOf(first)).toEqual({ state: 'done', done: 12, of: 12 });
  expect(await sent()).toEqual({ invited: 12, letters: 12, most: 1 });
  expect(await start()).toMatchObject({ code: 'nobody_to_ask' });
  await families(3);
  await app.get(Rounds).run(await started());
  expect(await sent()).toEqual({ invited: 15, letters: 15, most: 1 });
});

it('leaves out who has no address, is protected, has cancelled or left the same address twice', async () => {
  await families(2);
  await families(3, { email: null });
  await families(4, { protected: true });
  await families(1, { state: 'cancelled' });
  await families(2, { email: 'Samma@example.se' });
  await families(1, { email: 'samma@example.se' });
  expect(await countSegment(app.db, survey, 'any')).toEqual({ due: 3, noAddress: 3, protected: 4 });
  await app.get(Rounds).run(await started());
  expect(await sent()).toEqual({ invited: 3, letters: 3, most: 1 });
  expect(await start()).toMatchObject({ code: 'nobody_to_ask' });
});

it('asks only those who came to a meeting when told so', async () => {
  await families(5, {}, 2);
  await families(4, {}, 0);
  await families(3);
  await app.get(Rounds).run(await started('meeting'));
  expect(await sent()).toMatchObject({ invited: 5 });
  await app.get(Rounds).run(await started('any'));
  expect(await sent()).toEqual({ invited: 12, letters: 12, most: 1 });
});

it('stops between two letters, and another round goes on with those who are left', async () => {
  await families(1500);
  const first = await started();
  const [running] = [app.get(Rounds).run(first)];
  await expect.poll(async () => (await rowOf(first))?.done ?? 0, { interval: 2 }).toBeGreaterThan(0);
  await staff(stopRound, { params: { ...params(), round: first } });
  await running;
  const stopped = await rowOf(first);
  expect(stopped?.state).toBe('stopped');
  expect(stopped?.done).toBeLessThan(1500);
  expect(await sent()).toMatchObject({ letters: stopped?.done, most: 1 });
  // Told again by a queue that has forgotten that it was stopped.
  await app.get(Rounds).run(first);
  expect(await rowOf(first)).toEqual(stopped);
  const second = await started();
  await app.get(Rounds).run(second);
  expect(await rowOf(second)).toMatchObject({ state: 'done', done: 1500 - (stopped?.done ?? 0) });
  expect(await sent()).toEqual({ invited: 1500, letters: 1500, most: 1 });
});

it('goes on where a worker died, with no second letter', async () => {
  await families(300);
  const round = await started();
  await app.db.rows(
    `CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'gone'; END $$;`,
  );
  await app.db.rows(
    `CREATE TRIGGER die AFTER UPDATE ON survey_round FOR EACH ROW WHEN (NEW.done > 250) EXECUTE FUNCTION die()`,
  );
  await expect(app.get(Rounds).run(round)).rejects.toThrow('gone');
  expect(await rowOf(round)).toMatchObject({ state: 'running', done: 250 });
  expect(await sent()).toEqual({ invited: 250, letters: 250, most: 1 });
  await app.db.rows('DROP TRIGGER die ON survey_round');
  await app.db.rows('DROP FUNCTION die');
  await app.get(Rounds).run(round);
  expect(await rowOf(round)).toMatchObject({ state: 'done', done: 300 });
  expect(await sent()).toEqual({ invited: 300, letters: 300, most: 1 });
});

it('runs one at a time, and none of a survey that is not open', async () => {
  await families(2);
  const round = await started();
  expect(await start()).toMatchObject({ code: 'round_running' });
  await app.db.rows(`UPDATE survey SET state = 'closed' WHERE id = $1`, [survey]);
  await app.get(Rounds).run(round);
  expect(await rowOf(round)).toMatchObject({ state: 'stopped', done: 0 });
  expect(await start()).toMatchObject({ code: 'letters_need_open' });
  expect(await staff(startRound, { params: params(), body: { segment: 'list' } })).toMatchObject({
    code: 'segment_unknown',
  });
});

it('writes to those whose invitation waits for its letter, and to nobody who was withdrawn', async () => {
  await invite(app.db, survey);
  await invite(app.db, survey, { withdrawn_at: '2027-01-21T09:00Z' });
  await app.get(Rounds).run(await started());
  expect(await sent()).toEqual({ invited: 2, letters: 1, most: 1 });
});
