import { at, dateOf, hour, iso, plusDays } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { DemoParty, Visitors } from './parties.ts';
import { firstDay, lastClosing } from './plan.ts';
import type { DemoEdition, Plan } from './plan.ts';
import { addAnswers, addQuestionRows, addResponse, addSurveyRow, traitsOfClass } from './survey-rows.ts';
import type { PlacedQuestion } from './survey-rows.ts';
import type { SurveyFact } from './survey.facts.ts';
import { visiting } from './survey.texts.ts';

/** What is asked of the coming edition: two surveys that are open, and two that staff are still building. */
export function addOpenSurveys(plan: Plan, edition: DemoEdition, visitors: Visitors): void {
  const chance = edition.chance('surveys');
  const [before, after, guardian, visitor] = visiting;
  if (!before || !after || !guardian || !visitor) return;
  const last = dateOf(lastClosing(edition));
  const opened = at(plusDays(plan.today, -6), '06:00');
  const pupils = place(plan, edition, chance, {
    survey: before,
    state: 'open',
    window: [opened, at(firstDay(edition), '08:00')],
  });
  addClasses(plan, chance, pupils, visitors);
  const afterwards = [at(plusDays(last, 1), '06:00'), at(plusDays(last, 40), '20:00')] as const;
  place(plan, edition, chance, { survey: after, state: 'draft', window: afterwards });
  place(plan, edition, chance, { survey: guardian, state: 'draft', window: null });
  const leaving = [at(plusDays(plan.today, -1), '06:00'), at(plusDays(last, 1), '20:00')] as const;
  const exit = place(plan, edition, chance, { survey: visitor, state: 'open', window: leaving });
  for (const [kind, label, most] of exits) addLink(plan, chance, exit.id, { kind, label, most });
}

const exits = [
  ['open', 'Affisch vid utgången, Entré 5', 4000],
  ['kiosk', 'Pekskärm vid Entré 8', 2500],
] as const;

interface Building {
  readonly survey: SurveyFact;
  readonly state: 'draft' | 'open';
  readonly window: readonly [number, number] | null;
}

/** Asks its newest wordings. */
function place(plan: Plan, edition: DemoEdition, chance: Chance, { survey, state, window }: Building) {
  const born = at(plusDays(plan.today, -20), '09:00');
  const id = chance.id(born);
  addSurveyRow(plan, survey, { id, edition, invited: 0, state, window });
  const asked = [...survey.questions, ...(survey.more ?? [])];
  const questions = asked.map((it) => ({ ...it, id: chance.id(born) }));
  const versions = new Map([
    ['sure', 2],
    ['language', 2],
  ]);
  addQuestionRows(plan, id, questions, versions);
  return { id, questions };
}

interface OpenSurvey {
  readonly id: string;
  readonly questions: readonly PlacedQuestion[];
}

/** Some classes have their link; in most of them the lesson has been. */
function addClasses(plan: Plan, chance: Chance, survey: OpenSurvey, { parties }: Visitors): void {
  const classes = parties.filter((it) => it.class && it.bookings.length > 0);
  for (const party of chance.shuffled(classes).slice(0, 18)) {
    const expected = party.class?.pupils ?? 1;
    const answered = chance.is(0.6) ? Math.round(expected * (0.6 + 0.4 * chance.next())) : 0;
    addLink(plan, chance, survey.id, {
      kind: 'class',
      party,
      expected,
      most: expected + 2,
      answered,
      label: `${party.class?.school ?? ''}, ${party.class?.name ?? ''}`,
    });
    for (let n = 0; n < answered; n++) addLesson(plan, chance, survey, party);
  }
}

function addLesson(plan: Plan, chance: Chance, survey: OpenSurvey, party: DemoParty): void {
  const response = chance.id(at(plusDays(plan.today, -6), '06:00'));
  const answered_on = plusDays(plan.today, -chance.int(1, 5));
  const traits = traitsOfClass(plan, party, chance);
  addResponse(plan, { id: response, survey_id: survey.id, answered_on, ...traits });
  addAnswers(plan, chance, response, { questions: survey.questions, chosen: new Map() });
}

interface NewLink {
  readonly kind: string;
  readonly label: string;
  readonly most: number;
  readonly party?: DemoParty;
  readonly expected?: number;
  readonly answered?: number;
}

const addLink = (plan: Plan, chance: Chance, survey: string, it: NewLink): void =>
  plan.sheet.add('survey_link', {
    id: chance.id(plan.now - 48 * hour),
    survey_id: survey,
    kind: it.kind,
    party_id: it.party?.id ?? null,
    label: it.label,
    expected: it.expected ?? null,
    most: it.most,
    answered: it.answered ?? 0,
    revision: 0,
    made_at: iso(plan.now - 48 * hour),
    closed_at: null,
  });
