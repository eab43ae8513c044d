import { at, iso, plusDays } from './calendar.ts';
import type { Chance } from './chance.ts';
import { schoolIdOf } from './classes.ts';
import type { DemoParty } from './parties.ts';
import { chanceOf } from './plan.ts';
import type { DemoEdition, Plan } from './plan.ts';
import type { QuestionFact, SurveyFact } from './survey.facts.ts';

const bankedOn = (plan: Plan) => at(plusDays(plan.today, -900), '09:00');

/** The bank's id of a question in its first version, or a later one. */
export const bankId = (plan: Plan, key: string, version = 1): string =>
  chanceOf('bank', version === 1 ? key : `${key}/${version}`).id(bankedOn(plan));

export function bankRow(plan: Plan, it: QuestionFact, version: { no: number; comparable: boolean }) {
  const [least, most] = it.range ?? [null, null];
  return {
    id: bankId(plan, it.key, version.no),
    organiser_id: plan.organiserId,
    key: it.key,
    version: version.no,
    kind: it.kind,
    text: it.text,
    help: it.help ?? {},
    options: it.options ?? [],
    rows: (it.rows ?? []).map(({ key, text }) => ({ key, text })),
    least,
    most,
    comparable: version.comparable,
    made_at: iso(bankedOn(plan) + (version.no - 1) * 800 * 24 * 3_600_000),
  };
}

export interface PlacedQuestion extends QuestionFact {
  readonly id: string;
}

interface SurveyPlace {
  readonly id: string;
  readonly edition: DemoEdition;
  readonly invited: number;
  readonly state: 'draft' | 'open' | 'closed';
  /** When it opens and closes, in milliseconds; null when nobody has decided. */
  readonly window: readonly [number, number] | null;
}

export function addSurveyRow(plan: Plan, it: SurveyFact, place: SurveyPlace): void {
  plan.sheet.add('survey', {
    id: place.id,
    edition_id: place.edition.id,
    audience: it.audience,
    title: it.title,
    invited: place.invited,
    state: place.state,
    opens_at: place.window && iso(place.window[0]),
    closes_at: place.window && iso(place.window[1]),
    intro: it.intro,
    thanks: it.thanks,
    languages: ['sv', 'en', 'ar'],
  });
}

/** The questions of a survey in their order; of some, a later version than the first. */
export function addQuestionRows(
  plan: Plan,
  survey: string,
  questions: readonly PlacedQuestion[],
  versions: ReadonlyMap<string, number> = new Map(),
): void {
  for (const [n, it] of questions.entries())
    plan.sheet.add('question', {
      id: it.id,
      survey_id: survey,
      bank_question_id: bankId(plan, it.key, versions.get(it.key)),
      key: it.key,
      position: n + 1,
      page: it.page ?? 1,
      required: it.required ?? false,
      shown_if: it.shownIf ?? null,
    });
}

export interface Traits {
  readonly via: string;
  readonly locale: string | null;
  readonly municipality: string | null;
  readonly school_id: string | null;
  readonly grade: string | null;
}

export const addResponse = (
  plan: Plan,
  it: Traits & { readonly id: string; readonly survey_id: string; readonly answered_on: string },
): void =>
  plan.sheet.add('response', {
    id: it.id,
    survey_id: it.survey_id,
    answered_on: it.answered_on,
    in_class: it.via === 'class',
    via: it.via,
    locale: it.locale,
    municipality: it.municipality,
    school_id: it.school_id,
    grade: it.grade,
  });

/** Of a class that answers in its lesson. */
export const traitsOfClass = (plan: Plan, party: DemoParty, chance: Chance): Traits => ({
  via: 'class',
  locale: chance.weighted(pupilLocales),
  municipality: party.municipality,
  school_id: schoolIdOf(plan, party),
  grade: party.class?.grade ?? null,
});

const pupilLocales = [
  ['sv', 92],
  ['en', 4],
  ['ar', 4],
] as const;

/** What has been chosen in one response so far, for the questions that depend on it. */
type Chosen = Map<string, number>;

/** Answers to the questions that are asked of somebody who has chosen so; some are left out, most of those in words. */
export function addAnswers(
  plan: Plan,
  chance: Chance,
  response: string,
  asked: { readonly questions: readonly PlacedQuestion[]; readonly chosen: Chosen },
): void {
  for (const it of asked.questions) {
    if (it.shownIf && !it.shownIf.values.includes(asked.chosen.get(it.shownIf.question) ?? 0)) continue;
    if (chance.is(it.kind === 'text' ? 0.9 : 0.02)) continue;
    for (const row of answersTo(chance, it)) {
      if (it.kind === 'single') asked.chosen.set(it.key, row.value ?? 0);
      plan.sheet.add('answer', { response_id: response, question_id: it.id, ...row });
    }
  }
}

interface AnswerRow {
  readonly item: string;
  readonly value: number | null;
  readonly text: string | null;
}

const chose = (value: number, item = ''): AnswerRow => ({ item, value, text: null });

function answersTo(chance: Chance, it: QuestionFact): AnswerRow[] {
  if (it.kind === 'text') return [{ item: '', value: null, text: chance.pick(it.words ?? [['', '']])[0] }];
  if (it.kind === 'number') return [chose(chance.int(...(it.drawn ?? [0, 0])))];
  if (it.kind === 'matrix')
    return (it.rows ?? []).map(({ key, weights }) => chose(valueOf(chance, weights), key));
  if (it.kind === 'several') return severalOf(chance, it);
  return [chose(valueOf(chance, it.weights))];
}

function severalOf(chance: Chance, { weights = [], options = [] }: QuestionFact): AnswerRow[] {
  const picked = weights.flatMap((part, n) => (chance.is(part / 100) ? [n + 1] : []));
  const alone = options.find((it) => it.alone);
  return (picked.length === 0 && alone ? [alone.value] : picked).map((value) => chose(value, String(value)));
}

const valueOf = (chance: Chance, weights: readonly number[] = [1]): number =>
  chance.weighted(weights.map((weight, n) => [n + 1, weight] as const));
