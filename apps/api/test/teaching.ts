import { registerClass } from '@vagval/contract';
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
  it: Pick<TestSchools, 'fair' | 'school' | 'teacher'>,
  of: { className?: string; pupils?: number; staff?: number } = {},
): Promise<ClassReply> {
  const body = { school: it.school, className: '9A', grade: '9' as const, pupils: 24, staff: 2, ...of };
  const answer = await it.teacher(registerClass, { params: { edition: it.fair.slug }, body });
  if (!answer.ok) throw new Error(`Refused: ${JSON.stringify(answer)}`);
  return answer.data;
}
