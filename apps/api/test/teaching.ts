import {
  acceptProposal,
  chooseWindow,
  handOver,
  proposeGroups,
  registerClass,
  wishStations,
} from '@vagval/contract';
import type { Call, Reply } from '@vagval/contract';
import { newId } from '../src/platform/ids.ts';
import type { TestApp } from './app.ts';
import { makeFair } from './fair.ts';
import type { TestFair } from './fair.ts';
import { insert } from './small-fair.ts';

export type ClassReply = Reply<typeof registerClass>;

let unitCodes = 10_000_000;

/** A school of the register. */
export async function makeSchool(app: TestApp, name = 'Skolan'): Promise<string> {
  await app.db.rows(`INSERT INTO municipality VALUES ('1480', 'Göteborg', true) ON CONFLICT DO NOTHING`);
  const unit_code = String(unitCodes++);
  return insert(app.db, 'organisation', {
    id: newId(),
    kind: 'compulsory',
    name,
    municipality: '1480',
    unit_code,
  });
}

export interface TestSchools {
  readonly fair: TestFair;
  readonly organiser: string;
  readonly school: string;
  readonly teacher: Call;
  /** A time of arrival on the first day, in UTC. */
  window(startsAt?: string, it?: { capacity?: number; share?: number }): Promise<string>;
  /** A station with slots at these times; the activity and its slots. */
  station(times: readonly string[], capacity?: number): Promise<{ activity: string; slots: string[] }>;
}

/** A fair with a school and a teacher of it. */
export async function makeSchools(app: TestApp): Promise<TestSchools> {
  const fair = await makeFair(app.db);
  const [{ organiser } = { organiser: '' }] = await app.db.rows<{ organiser: string }>(
    'SELECT f.organiser_id AS organiser FROM edition e JOIN fair f ON f.id = e.fair_id WHERE e.id = $1',
    [fair.edition],
  );
  const school = await makeSchool(app);
  const activityOf = async (slot: string) =>
    (await app.db.rows<{ id: string }>('SELECT activity_id AS id FROM slot WHERE id = $1', [slot]))[0]?.id ??
    '';
  return {
    fair,
    organiser,
    school,
    teacher: await app.as('teacher', { organisation: school }),
    window: async (startsAt = '2027-01-19T08:00Z', { capacity = 100, share } = {}) => {
      const slot = await fair.slot({ kind: 'arrival', startsAt, minutes: 20, capacity });
      if (share !== undefined)
        await app.db.rows('UPDATE activity SET school_share = $2 WHERE id = $1', [
          await activityOf(slot),
          share,
        ]);
      return slot;
    },
    station: async (times, capacity = 8) => {
      const slots: string[] = [];
      for (const startsAt of times) slots.push(await fair.slot({ startsAt, minutes: 20, capacity }));
      const activity = await activityOf(slots[0] ?? '');
      await app.db.rows('UPDATE slot SET activity_id = $1 WHERE id = ANY ($2::uuid[])', [activity, slots]);
      return { activity, slots };
    },
  };
}

/** A class of 24 pupils and 2 staff, unless told otherwise. */
export async function makeClass(
  it: Pick<TestSchools, 'school' | 'teacher'> & { fair: Pick<TestFair, 'slug'> },
  of: { className?: string; pupils?: number; staff?: number } = {},
): Promise<ClassReply> {
  const body = { school: it.school, className: '9A', grade: '9' as const, pupils: 24, staff: 2, ...of };
  const answer = await it.teacher(registerClass, { params: { edition: it.fair.slug }, body });
  if (!answer.ok) throw new Error(`Refused: ${JSON.stringify(answer)}`);
  return answer.data;
}

export interface Taught {
  /** First a class with accepted groups, another proposal and a substitute; then one of which nothing is known. */
  readonly classes: readonly string[];
  readonly arrival: string;
  readonly activity: string;
  /** A slot that a group of the proposal visits, and one it could be moved to. */
  readonly from: string;
  readonly to: string;
  readonly split: string;
}

/** Everything a teacher and staff can do something with, made the way they make it. */
export async function teachAt(
  app: TestApp,
  it: { edition: string; slug: string; school: string; day: string; teacher: Call },
): Promise<Taught> {
  await app.db.rows(
    `INSERT INTO activity_kind (key, title, position, exclusive_place, party_limit)
     VALUES ('arrival', '{"sv": "Tid att komma"}', 1, false, 1) ON CONFLICT DO NOTHING`,
  );
  const add = async (kind: string, starts: readonly string[]) => {
    const activity = newId();
    const row = { id: activity, edition_id: it.edition, kind, phase: 'during', title: { sv: 'Svetsa' } };
    await insert(app.db, 'activity', { ...row, audience: ['class'] });
    const slots: string[] = [];
    for (const time of starts) {
      const at = new Date(`${it.day}T${time}Z`);
      const times = { setup_from: at, starts_at: at, ends_at: new Date(at.getTime() + 1_200_000) };
      const place = { id: newId(), edition_id: it.edition, activity_id: activity, capacity: 1000 };
      slots.push(await insert(app.db, 'slot', { ...place, exclusive: false, ...times }));
    }
    return { activity, slots };
  };
  const arrival = (await add('arrival', ['08:00'])).slots[0] ?? '';
  const [weld, paint] = [await add('try-it', ['08:40', '09:20', '10:00']), await add('try-it', ['09:00'])];
  const school = { fair: it, school: it.school, teacher: it.teacher };
  const made = [await makeClass(school, { pupils: 3 }), await makeClass(school, { pupils: 3 })];
  const of = { params: { class: made[0]?.id ?? '' } };
  const wish = (visits: number) =>
    it.teacher(wishStations, {
      ...of,
      body: { wishes: [weld, paint].map(({ activity }) => ({ activity, weight: 3 })), visits },
    });
  await it.teacher(chooseWindow, { ...of, body: { slot: arrival } });
  await wish(1);
  await it.teacher(proposeGroups, of);
  await it.teacher(acceptProposal, of);
  await wish(2);
  await it.teacher(handOver, { ...of, body: { email: 'vikarie@example.se' } });
  const proposed = await it.teacher(proposeGroups, of);
  const visit = proposed.ok ? proposed.data.proposal?.groups[0]?.visits[0] : undefined;
  const split = newId();
  await app.db.rows(
    `INSERT INTO class_split (id, edition_id, state, until, started_at) VALUES ($1, $2, 'done', $3, $3)`,
    [split, it.edition, app.clock.now()],
  );
  return {
    classes: made.map(({ id }) => id),
    arrival,
    activity: weld.activity,
    from: visit?.id ?? '',
    to: visit?.alternatives[0]?.id ?? '',
    split,
  };
}
