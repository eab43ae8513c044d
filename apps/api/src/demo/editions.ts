import { at, hour, iso, minute, plusDays, threeEditions } from './calendar.ts';
import type { EditionDates } from './calendar.ts';
import { Chance } from './chance.ts';
import { chanceOf } from './plan.ts';
import type { DemoEdition, Door, Plan } from './plan.ts';
import { municipalityRows, programmeRows } from './reference.rows.ts';
import { upperSecondary } from './schools.ts';
import { Sheet } from './sheet.ts';
import { kinds, stations } from './texts.ts';

/** The organiser, its fair, reference tables and kinds: what all editions share. */
export function beginPlan(today: string): Plan {
  const chance = new Chance('vägval/fair');
  const now = at(today, '06:00');
  const born = at(plusDays(today, -1200), '08:00');
  const plan = {
    sheet: new Sheet(),
    today,
    now,
    organiserId: chance.id(born),
    fairId: chance.id(born),
    references: new Set<string>(),
    nextLineNo: 1,
  };
  const { sheet, organiserId, fairId } = plan;
  sheet.add('programme', ...programmeRows());
  sheet.add('municipality', ...municipalityRows());
  sheet.add('organiser', {
    id: organiserId,
    slug: 'gr',
    name: 'Göteborgsregionen',
    contact_email: 'besok@example.se',
  });
  sheet.add('fair', {
    id: fairId,
    organiser_id: organiserId,
    slug: 'gymnasiedagarna',
    name: 'Gymnasiedagarna',
  });
  sheet.add('activity_kind', ...kinds.map(kindRow));
  return plan;
}

const takesQuestions = new Set(['guardian-meeting', 'stage-talk', 'guidance-talk']);

const kindRow = (it: (typeof kinds)[number], position: number) => ({
  key: it.key,
  title: it.title,
  position: position + 1,
  exclusive_place: it.exclusivePlace,
  party_limit: it.partyLimit,
  offer_hours: it.offerHours,
  direct_hours: 24,
  no_show_minutes: it.noShowMinutes,
  takes_questions: takesQuestions.has(it.key),
  counts: it.counts,
  by_groups: it.key === 'try-it',
});

/** The three editions with days, openings, places and doors. */
export function addEditions(plan: Plan): readonly [DemoEdition, DemoEdition, DemoEdition] {
  const [coming, last, before] = threeEditions(plan.today);
  return [addEdition(plan, coming, 0), addEdition(plan, last, 1), addEdition(plan, before, 2)];
}

function addEdition(plan: Plan, dates: EditionDates, yearsBack: 0 | 1 | 2): DemoEdition {
  const first = dates.days[0]?.date ?? plan.today;
  const chance = chanceOf(dates.slug, 'edition');
  const created = at(plusDays(first, -250), '09:00');
  const id = chance.id(created);
  plan.sheet.add('edition', {
    id,
    fair_id: plan.fairId,
    slug: dates.slug,
    name: `Gymnasiedagarna ${dates.slug}`,
    venue: 'Svenska Mässan, Göteborg',
    time_zone: 'Europe/Stockholm',
    state: yearsBack === 0 ? 'current' : 'finished',
    threshold: 7,
    created_at: iso(created),
  });
  plan.sheet.add('edition_day', ...dates.days.map((day, index) => dayRow(id, day, index)));
  const bookingOpens =
    yearsBack === 0 ? at(plusDays(plan.today, -14), '08:00') : at(plusDays(first, -42), '08:00');
  const places = addPlaces(plan, id, chance, created);
  const doors = addDoors(plan, id, places, chance);
  const edition = { id, slug: dates.slug, dates, yearsBack, bookingOpens, places, doors };
  const whole = { ...edition, chance: (part: string) => chanceOf(dates.slug, part) };
  addOpenings(plan, whole, chance);
  return whole;
}

const dayRow = (edition: string, day: EditionDates['days'][number], index: number) => ({
  edition_id: edition,
  date: day.date,
  position: index + 1,
  opens_at: iso(day.opens),
  closes_at: iso(day.closes),
});

function addOpenings(plan: Plan, { id, dates, yearsBack, bookingOpens }: DemoEdition, chance: Chance): void {
  const [first, last] = [dates.days[0]?.date ?? '', dates.days.at(-1)];
  const closes = last?.closes ?? 0;
  const opening = (of: string, audience: string | null, from: number, to: number) =>
    plan.sheet.add('opening', {
      id: chance.id(from),
      edition_id: id,
      of,
      audience,
      opens_at: iso(from),
      closes_at: iso(to),
    });
  for (const audience of ['family', 'single', 'group', 'class'])
    opening('booking', audience, bookingOpens, closes);
  const housesOpen = yearsBack === 0 ? at(plusDays(plan.today, 10), '08:00') : bookingOpens + 21 * 24 * hour;
  opening('open-house', null, housesOpen, closes + 60 * 24 * hour);
  opening('registration', null, at(plusDays(first, -200), '09:00'), at(plusDays(first, -10), '16:00'));
}

/** Rooms and what is true of getting into and being in them. */
const rooms: readonly (readonly [string, string, readonly string[]])[] = [
  ['entrance', 'Entré 5', ['wheelchair']],
  ['entrance', 'Entré 8', ['wheelchair']],
  ['stage', 'Stora scenen', ['wheelchair', 'hearing-loop']],
  ['room', 'Rum G2', ['wheelchair', 'lift', 'hearing-loop']],
  ['room', 'Rum G3', ['wheelchair', 'lift', 'hearing-loop']],
  ['room', 'Rum G4', ['wheelchair', 'lift']],
  ['room', 'Rum G5', ['wheelchair', 'lift', 'quiet']],
  ['room', 'Vägledningstorget', ['wheelchair', 'quiet']],
  ['online', 'På nätet', []],
];

/** Halls in decimetres, with how many persons may be in them at once. */
const halls = [
  { name: 'Hall A', width: 600, depth: 340, limit: 2200 },
  { name: 'Hall B', width: 600, depth: 400, limit: 2600 },
];

function addPlaces(plan: Plan, edition: string, chance: Chance, created: number): Map<string, string> {
  const ids = new Map<string, string>();
  const add = (kind: string, name: string, access: readonly string[], hall?: (typeof halls)[number]) => {
    ids.set(name, chance.id(created));
    plan.sheet.add('place', {
      id: ids.get(name),
      edition_id: edition,
      parent_id: kind === 'station' || kind === 'stage' ? (ids.get('Hall B') ?? null) : null,
      kind,
      name,
      access,
      width_dm: hall?.width ?? null,
      depth_dm: hall?.depth ?? null,
      person_limit: hall?.limit ?? null,
    });
  };
  for (const hall of halls) add('hall', hall.name, ['wheelchair'], hall);
  for (const [kind, name, access] of rooms) add(kind, name, access);
  stations.forEach((it, index) =>
    add('station', stationName(index), it.branch === 'bygg' ? [] : ['wheelchair']),
  );
  for (const { name } of upperSecondary) add('school', name, []);
  return ids;
}

export const stationName = (index: number): string => `Yrkesmontern, station ${index + 1}`;

const doorFacts: readonly (readonly [string, string, boolean])[] = [
  ['Entré 5 vänster', 'Hall A', true],
  ['Entré 5 höger', 'Hall A', true],
  ['Dörr 3', 'Hall A', false],
  ['Entré 8', 'Hall B', true],
  ['Rullstol och barnvagn', 'Hall B', true],
];

function addDoors(plan: Plan, edition: string, places: Map<string, string>, chance: Chance): Door[] {
  return doorFacts.map(([name, hall, countsExits], index) => {
    const id = chance.id(plan.now - 300 * 24 * hour + index * minute);
    plan.sheet.add('door', {
      id,
      edition_id: edition,
      hall_id: places.get(hall),
      name,
      position: index + 1,
      counts_exits: countsExits,
    });
    return { id, name, countsExits };
  });
}
