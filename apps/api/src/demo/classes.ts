import { at, hour, iso, plusDays } from './calendar.ts';
import type { DemoParty, Visitors } from './parties.ts';
import { chanceOf } from './plan.ts';
import type { DemoEdition, Plan } from './plan.ts';
import { region } from './reference.ts';
import { compulsory, upperSecondary } from './schools.ts';

interface RegisteredSchool {
  readonly id: string;
  readonly unitCode: string;
  readonly name: string;
  readonly municipality: string;
}

const registers = new WeakMap<Plan, ReadonlyMap<string, RegisteredSchool>>();
const keyOf = (municipality: string | null, name: string): string => `${municipality ?? ''} ${name}`;

/** Every school a class comes from, also those that have introductory programmes or teach adults; codes are made up. */
function registerOf(plan: Plan): ReadonlyMap<string, RegisteredSchool> {
  const known = registers.get(plan);
  if (known) return known;
  const chance = chanceOf('fair', 'register');
  const born = at(plusDays(plan.today, -1090), '09:00');
  const names = region.flatMap(({ code, name }) =>
    [
      ...(compulsory[code] ?? []),
      ...upperSecondary.filter((it) => it.provider !== null && it.municipality === code).map((it) => it.name),
      `Vuxenutbildningen i ${name}`,
    ].map((school) => ({ municipality: code, name: school })),
  );
  const schools = names.map((it, index) => ({
    ...it,
    id: chance.id(born + index),
    unitCode: String(90_000_001 + index),
  }));
  const register = new Map(schools.map((it) => [keyOf(it.municipality, it.name), it]));
  registers.set(plan, register);
  return register;
}

/** The register's id of the school a class comes from; null when it is none of the register's. */
export const schoolIdOf = (plan: Plan, it: Pick<DemoParty, 'municipality' | 'class'>): string | null =>
  (it.class && registerOf(plan).get(keyOf(it.municipality, it.class.school))?.id) ?? null;

export function addRegister(plan: Plan): void {
  for (const { id, unitCode, name, municipality } of registerOf(plan).values())
    plan.sheet.add('organisation', {
      id,
      kind: 'compulsory',
      name,
      municipality,
      provider: null,
      unit_code: unitCode,
    });
}

const triesOf = ({ bookings }: DemoParty) =>
  bookings.filter(({ slot, state }) => slot.kind === 'try-it' && state === 'confirmed');

/** How many pupils a class has at stations together; nothing for a class that is not of the ninth year. */
const placedIn = (party: DemoParty): number =>
  party.class?.grade === '9' ? triesOf(party).reduce((sum, { places }) => sum + places, 0) : 0;

/**
 * larare@example.se keeps a class whose groups are all at stations, one of the same school that has its time of
 * arrival, and one that has just been registered.
 */
export function addTeaching(plan: Plan, edition: DemoEdition, visitors: Visitors): void {
  const classes = visitors.parties.filter((it) => it.class && schoolIdOf(plan, it));
  const left = (it: DemoParty) => (it.class?.pupils ?? 0) - placedIn(it);
  const trying = classes.filter((it) => placedIn(it) > 0 && left(it) >= 0).sort((a, b) => left(a) - left(b));
  const pairOf = (it: DemoParty) =>
    classes.find(
      (other) =>
        other.class?.grade === '9' &&
        other.bookings.length === 1 &&
        schoolIdOf(plan, other) === schoolIdOf(plan, it),
    );
  const accepted = trying.find(pairOf);
  const arriving = accepted && pairOf(accepted);
  const schoolId = accepted && schoolIdOf(plan, accepted);
  if (!accepted?.class || !arriving || !schoolId) throw new Error('No school has two such classes');
  const keeper = addTeacher(plan, schoolId);
  accepted.keeper = keeper;
  arriving.keeper = keeper;
  addGroups(plan, accepted);
  const fresh = visitors.join({
    kind: 'class',
    size: 29,
    locale: 'sv',
    email: null,
    municipality: accepted.municipality,
    needs: [],
    created: plan.now - 48 * hour,
    class: { ...accepted.class, name: '8C', grade: '8', pupils: 27, staff: 2 },
  });
  fresh.keeper = keeper;
}

function addTeacher(plan: Plan, schoolId: string): { accountId: string; email: string } {
  const chance = chanceOf('fair', 'teacher');
  const born = at(plusDays(plan.today, -1000), '09:00');
  const [accountId, email] = [chance.id(born), 'larare@example.se'];
  plan.sheet.add('account', { id: accountId, email, locale: 'sv', created_at: iso(born) });
  const member = { id: chance.id(born), account_id: accountId, role: 'teacher' };
  plan.sheet.add('membership', { ...member, organisation_id: schoolId, organiser_id: null });
  return { accountId, email };
}

/** One group for each station that the class has booked, as it wished. */
function addGroups(plan: Plan, party: DemoParty): void {
  plan.sheet.add('class_plan', { party_id: party.id, visits: 1 });
  const tries = triesOf(party);
  const activities = new Set(tries.map(({ slot }) => slot.activityId));
  for (const [index, activity] of [...activities].slice(0, 6).entries())
    plan.sheet.add('class_wish', {
      party_id: party.id,
      activity_id: activity,
      weight: Math.max(1, 3 - index),
    });
  for (const [index, { places, slot }] of tries.entries()) {
    const group = { party_id: party.id, no: index + 1 };
    plan.sheet.add('class_group', { ...group, size: places });
    plan.sheet.add('class_group_visit', { ...group, slot_id: slot.id });
  }
}
