import { at, hour, iso, minute, plusDays } from './calendar.ts';
import type { Chance } from './chance.ts';
import { addBooths } from './halls.ts';
import type { DemoBooth } from './halls.ts';
import { chanceOf, firstDay } from './plan.ts';
import type { DemoEdition, Plan } from './plan.ts';
import { preparatoryCodes, vocationalCodes } from './reference.ts';
import { authorities, branches, upperSecondary } from './schools.ts';
import type { Lean } from './schools.ts';
import { boothSizes, guidelines } from './exhibiting.texts.ts';

export interface Exhibitor {
  readonly id: string;
  readonly account: string;
  readonly email: string;
  readonly kind: 'school' | 'branch' | 'authority';
  readonly name: string;
  readonly programmes: readonly string[];
}

/**
 * The school whose coordinator signs in as skola@example.se: placed last year; a draft this year, begun with last year's
 * answers and before the guidelines got a new version. */
export const ownSchool = 'Burgårdens gymnasium';

/** Organisations with the account of a coordinator each. Every contact is made up. */
export function addOrganisations(plan: Plan): Exhibitor[] {
  const chance = chanceOf('fair', 'organisations');
  const born = at(plusDays(plan.today, -1100), '09:00');
  const facts = [
    ...upperSecondary.map((it) => ({ ...it, kind: 'school' as const, programmes: shown(chance, it.leans) })),
    ...branches.map(([name, programmes]) => ({ name, kind: 'branch' as const, programmes, ...nobody })),
    ...authorities.map((name) => ({ name, kind: 'authority' as const, programmes: [], ...nobody })),
  ];
  return facts.map(({ kind, name, programmes, municipality, provider }, index) => {
    const [id, account] = [chance.id(born + index), chance.id(born + index)];
    const email =
      name === ownSchool ? 'skola@example.se' : `kontakt${String(index + 1).padStart(3, '0')}@example.se`;
    plan.sheet.add('organisation', { id, kind, name, municipality, provider, unit_code: null });
    plan.sheet.add('account', { id: account, email, locale: 'sv', created_at: iso(born) });
    const member = { id: chance.id(born), account_id: account, role: 'exhibitor' };
    plan.sheet.add('membership', { ...member, organisation_id: id, organiser_id: null });
    return { id, account, email, kind, name, programmes };
  });
}

const nobody = { municipality: null, provider: null };

const leanings: Record<Lean, (chance: Chance) => readonly string[]> = {
  vocational: (chance) => [...some(chance, vocationalCodes, 3, 5), 'IMY'],
  preparatory: (chance) => some(chance, preparatoryCodes, 2, 4),
  both: (chance) => [
    ...some(chance, vocationalCodes, 2, 6),
    ...some(chance, preparatoryCodes, 2, 5),
    'IMV',
    'IMS',
  ],
  green: () => ['NB'],
  creative: (chance) => ['ES', ...some(chance, ['SA', 'TE', 'HU'], 0, 2)],
  technical: (chance) => ['TE', ...some(chance, ['EE', 'NA', 'IN', 'FT', 'BA'], 0, 3)],
};

const some = (chance: Chance, from: readonly string[], least: number, most: number): readonly string[] =>
  chance.shuffled(from).slice(0, chance.int(least, most));

/** What is shown is made up; the same code only once. */
const shown = (chance: Chance, leans: Lean): readonly string[] =>
  [...new Set(leanings[leans](chance))].sort();

type State = 'placed' | 'approved' | 'submitted' | 'completion_asked' | 'waiting_list' | 'draft' | 'declined';

/** Applications, guidelines, sizes and booths of one edition. */
export function addExhibiting(plan: Plan, edition: DemoEdition, exhibitors: readonly Exhibitor[]): void {
  const versions = addGuidelines(plan, edition);
  plan.sheet.add('booth_size', ...boothSizes.map((it, position) => sizeRow(edition, it, position)));
  const chance = edition.chance('exhibitors');
  const states = statesOf(edition, exhibitors, chance);
  const booths = addBooths(
    edition,
    exhibitors.filter((_, n) => states[n] === 'placed'),
  );
  exhibitors.forEach((exhibitor, n) => {
    const state = states[n];
    if (!state) return;
    const booth = booths.find((it) => it.exhibitor === exhibitor);
    const application = addApplication(plan, edition, chance, { exhibitor, state, size: booth?.size });
    if (booth) booth.applicationId = application.id;
    accept(plan, exhibitor, application, versions);
    if (edition.yearsBack === 0) addLetters(plan, edition, application, chance);
  });
  booths.forEach((booth) => plan.sheet.add('booth', boothRow(edition, booth)));
}

/** This year most are placed and some are on the way; in finished years those who came were placed. */
function statesOf(
  edition: DemoEdition,
  exhibitors: readonly Exhibitor[],
  chance: Chance,
): (State | undefined)[] {
  const onTheWay: State[] = [
    'submitted',
    'submitted',
    'submitted',
    'submitted',
    'approved',
    'approved',
    'approved',
  ];
  const others: State[] = [
    ...onTheWay,
    'completion_asked',
    'waiting_list',
    'waiting_list',
    'draft',
    'draft',
    'declined',
  ];
  const away = edition.yearsBack === 1 ? 14 : 19;
  const special = edition.yearsBack === 0 ? others : Array.from({ length: away }, () => undefined);
  const candidates = exhibitors.map((_, n) => n).filter((n) => exhibitors[n]?.name !== ownSchool);
  const chosen = new Map(
    chance
      .shuffled(candidates)
      .map((n, rank) => [n, special[rank]] as const)
      .slice(0, special.length),
  );
  return exhibitors.map(({ name }, n) => {
    if (edition.yearsBack === 0 && name === ownSchool) return 'draft';
    return chosen.has(n) ? chosen.get(n) : 'placed';
  });
}

function addGuidelines(plan: Plan, edition: DemoEdition): { id: string; at: number }[] {
  const chance = edition.chance('guidelines');
  const versions = edition.yearsBack === 0 ? guidelines : guidelines.slice(0, 1);
  return versions.map(({ title, body }, index) => {
    const published = at(plusDays(firstDay(edition), index === 0 ? -205 : -75), '09:00');
    const id = chance.id(published);
    plan.sheet.add('guideline', {
      id,
      edition_id: edition.id,
      version: index + 1,
      title,
      body,
      published_at: iso(published),
    });
    return { id, at: published };
  });
}

const sizeRow = (edition: DemoEdition, it: (typeof boothSizes)[number], position: number) => ({
  edition_id: edition.id,
  key: it.key,
  position: position + 1,
  width_dm: it.width,
  depth_dm: it.depth,
  price_ore: it.priceOre,
  includes: it.includes,
});

interface Times {
  readonly id: string;
  readonly state: State;
  readonly created: number;
  readonly submitted: number | null;
  readonly decided: number | null;
}

function addApplication(
  plan: Plan,
  edition: DemoEdition,
  chance: Chance,
  { exhibitor, state, size }: { exhibitor: Exhibitor; state: State; size: string | undefined },
): Times {
  const own = state === 'draft' && exhibitor.name === ownSchool;
  const late = !own && (state === 'draft' || state === 'submitted');
  const from = late ? plan.now - 12 * 24 * hour : at(plusDays(firstDay(edition), -199), '09:00');
  const drawn = from + chance.int(0, late ? 8 : 90) * 24 * hour + chance.int(0, 500) * minute;
  const created = own ? at(plusDays(firstDay(edition), -98), '10:20') : drawn;
  const submitted = state === 'draft' ? null : created + chance.int(1, 48) * hour;
  const decided =
    state === 'draft' || state === 'submitted' || !submitted ? null : submitted + chance.int(24, 96) * hour;
  const id = chance.id(created);
  const wished = chance.weighted([
    ['3x2', 6],
    ['4x2', 4],
    ['5x2', 2],
  ] as const);
  const saved = submitted ?? created + hour;
  plan.sheet.add('application', {
    id,
    edition_id: edition.id,
    organisation_id: exhibitor.id,
    state,
    display_name: exhibitor.name,
    ...contactOf(edition, exhibitor, state !== 'draft' || own),
    booth_size: state === 'draft' ? null : (size ?? wished),
    programmes: exhibitor.programmes,
    programmes_saved_at: state === 'draft' ? null : iso(saved),
    presentation: state === 'draft' && !own ? null : presentation(exhibitor),
    note: state === 'completion_asked' ? 'Fyll i vilka program ni visar i montern.' : null,
    created_at: iso(created),
    saved_at: iso(saved),
    submitted_at: submitted && iso(submitted),
    decided_at: decided && iso(decided),
  });
  return { id, state, created, submitted, decided };
}

/** Contacts are gone two years after the fair. The number is one of those that telephony keeps for fiction. */
function contactOf(edition: DemoEdition, exhibitor: Exhibitor, answered: boolean) {
  const known = edition.yearsBack < 2;
  return {
    contact_name: known && answered ? 'Mässamordnare' : null,
    contact_email: known ? exhibitor.email : null,
    contact_phone: known && answered ? '031-390 06 10' : null,
    invoice_reference: known && answered ? 'MÄSSA' : null,
  };
}

const presentation = ({ kind }: Exhibitor): string =>
  ({
    school:
      'Kom och prata med elever och lärare om hur det är att gå hos oss. Du får veta vad du läser, hur dagarna ser ut och vad utbildningen leder till.',
    branch:
      'Vi berättar om yrkena i branschen, vilka program som leder dit och hur det är att arbeta där. Fråga oss som gör jobbet.',
    authority: 'Vi svarar på frågor om utbildning, arbete och vad som gäller för dig.',
  })[kind];

function accept(
  plan: Plan,
  exhibitor: Exhibitor,
  application: Times,
  versions: readonly { id: string; at: number }[],
): void {
  const own = exhibitor.name === ownSchool;
  if (!application.submitted && !own) return;
  const known = versions.filter((it) => it.at <= (application.submitted ?? 0)).at(-1) ?? versions[0];
  if (!known) return;
  plan.sheet.add('guideline_acceptance', {
    application_id: application.id,
    guideline_id: known.id,
    account_id: exhibitor.account,
    accepted_at: iso(application.created + 10 * minute),
  });
}

const letters: Partial<Record<State, string>> = {
  approved: 'application-approved',
  completion_asked: 'application-completion',
  declined: 'application-declined',
  waiting_list: 'application-waiting',
  placed: 'application-placed',
};

function addLetters(plan: Plan, edition: DemoEdition, it: Times, chance: Chance): void {
  const letter = letters[it.state];
  const sent: [string, number][] = [];
  if (it.submitted) sent.push(['application-received', it.submitted]);
  if (it.decided && letter) sent.push([letter, it.decided]);
  for (const [kind, when] of sent)
    plan.sheet.add('message', {
      id: chance.id(when),
      edition_id: edition.id,
      purpose_key: `${kind}/${it.id}/${iso(when)}`,
      kind,
      party_id: null,
      booking_id: null,
      application_id: it.id,
      locale: 'sv',
      state: 'sent',
      attempts: 1,
      error: null,
      queued_at: iso(when),
      tried_at: iso(when + 3000),
      sent_at: iso(when + 3000),
    });
}

const boothRow = (edition: DemoEdition, it: DemoBooth) => ({
  id: it.id,
  edition_id: edition.id,
  hall_id: it.hallId,
  code: it.code,
  size_key: it.size,
  x_dm: it.x,
  y_dm: it.y,
  width_dm: it.width,
  depth_dm: it.depth,
  application_id: it.applicationId,
});
