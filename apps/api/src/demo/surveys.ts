import { at, plusDays } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { DemoParty, Visitors } from './parties.ts';
import { chanceOf, firstDay } from './plan.ts';
import type { DemoEdition, Plan } from './plan.ts';
import { region } from './reference.ts';
import {
  addAnswers,
  addQuestionRows,
  addResponse,
  addSurveyRow,
  bankRow,
  traitsOfClass,
} from './survey-rows.ts';
import type { PlacedQuestion, Traits } from './survey-rows.ts';
import { working } from './survey-work.texts.ts';
import type { QuestionFact, SurveyFact } from './survey.facts.ts';
import { laterVersions, visiting } from './survey.texts.ts';

const [before, after, guardian, ...exits] = visiting;
/** In the order in which they were first drawn: whoever comes last moves nobody's answers. */
const surveys = [before, after, guardian, ...working, ...exits].filter((it) => it !== undefined);

const questionsOf = (it: SurveyFact): readonly QuestionFact[] => [...it.questions, ...(it.more ?? [])];

/** Every question once in the bank; the surveys of all editions ask these, so that their years compare. */
export function addBank(plan: Plan): void {
  const asked = new Map(surveys.flatMap(questionsOf).map((it) => [it.key, it]));
  for (const it of asked.values())
    plan.sheet.add('bank_question', bankRow(plan, it, { no: 1, comparable: true }));
  for (const { question, comparable } of laterVersions)
    plan.sheet.add('bank_question', bankRow(plan, question, { no: 2, comparable }));
  addThemes(plan, [...asked.values()]);
}

const themeId = (plan: Plan, key: string, name: string): string =>
  chanceOf('theme', `${key}/${name}`).id(at(plusDays(plan.today, -300), '09:00'));

function addThemes(plan: Plan, questions: readonly QuestionFact[]): void {
  for (const { key, words = [] } of questions)
    for (const name of new Set(words.map(([, theme]) => theme)))
      plan.sheet.add('theme', {
        id: themeId(plan, key, name),
        organiser_id: plan.organiserId,
        question_key: key,
        name,
      });
}

/** The surveys of a finished edition with their answers. Nothing ties an answer to whoever gave it (I11). */
export function addSurveys(plan: Plan, edition: DemoEdition, visitors: Visitors): void {
  const chance = edition.chance('surveys');
  for (const survey of surveys) {
    // Of what was added later; the answers drawn before it stay.
    const later = edition.chance(`survey/${survey.audience}`);
    addSurvey({ plan, edition, survey, later, classes: classesAnswering(later, visitors) }, chance);
  }
}

interface Asked {
  readonly plan: Plan;
  readonly edition: DemoEdition;
  readonly survey: SurveyFact;
  readonly later: Chance;
  /** Those that answer in a lesson, with how much each of them answers. */
  readonly classes: readonly (readonly [DemoParty, number])[];
}

/** The day after the first day of the fair on which each audience is asked; later where nothing is said. */
const asksOn: Readonly<Record<string, number>> = { 'pupil-before': -9, municipality: -120, visitor: 0 };

function addSurvey(asked: Asked, chance: Chance): void {
  const { plan, edition, survey, later } = asked;
  const born = at(plusDays(firstDay(edition), -30), '09:00');
  const year = edition.yearsBack === 1 ? 1 : 0.9;
  const invited = Math.round(survey.invited * year);
  const id = chance.id(born);
  const opens = plusDays(firstDay(edition), asksOn[survey.audience] ?? 5);
  const window = [at(opens, '06:00'), at(plusDays(opens, 8), '20:00')] as const;
  addSurveyRow(plan, survey, { id, edition, invited, state: 'closed', window });
  const questions = survey.questions.map((it) => ({ ...it, id: chance.id(born) }));
  const more = (survey.more ?? []).map((it) => ({ ...it, id: later.id(born) }));
  addQuestionRows(plan, id, [...questions, ...more]);
  for (let n = Math.round(survey.passing ? survey.passing * year : invited * survey.answered); n > 0; n--) {
    const answered_on = plusDays(opens, chance.int(0, survey.passing ? 2 : 7));
    // Made in no order and of no instant: the id may not tell who answered when.
    const response = chance.id(born);
    const traits = traitsOf(asked, chance.is(survey.inClass));
    addResponse(plan, { id: response, survey_id: id, answered_on, ...traits });
    const chosen = new Map<string, number>();
    addAnswers(plan, chance, response, { questions, chosen });
    addAnswers(plan, later, response, { questions: more, chosen });
  }
  addCoding(plan, edition, [...questions, ...more]);
}

/** As many classes as answer in lessons, some of them hardly at all: so that something is hidden of small places. */
function classesAnswering(chance: Chance, { parties }: Visitors): [DemoParty, number][] {
  const classes = chance.shuffled(parties.filter((it) => it.class)).slice(0, 56);
  const hardly = (it: DemoParty) => smallest.has(it.municipality ?? '') || chance.is(0.1);
  return classes.map((it) => [it, (it.class?.pupils ?? 0) * (hardly(it) ? 0.07 : 1)]);
}

const smallest = new Set(['1407', '1419', '1462']);

function traitsOf({ plan, survey, later, classes }: Asked, inClass: boolean): Traits {
  if (inClass) return traitsOfClass(plan, later.weighted(classes), later);
  const none = { locale: 'sv', municipality: null, school_id: null, grade: null };
  const locale = later.weighted(locales);
  if (survey.passing) return { ...none, via: later.is(0.6) ? 'open' : 'kiosk', locale };
  if (survey.audience !== 'guardian') return { ...none, via: 'invitation' };
  const municipality = later.weighted(region.map(({ code, share }) => [code, share] as const));
  return { ...none, via: 'invitation', locale, municipality };
}

const locales = [
  ['sv', 84],
  ['ar', 10],
  ['en', 6],
] as const;

/** Staff have put every answer in words of the year before under its theme, and most of the newest ones. */
function addCoding(plan: Plan, edition: DemoEdition, questions: readonly PlacedQuestion[]): void {
  const written = new Map(
    questions.filter(({ kind }) => kind === 'text').map((it) => [it.id, new Map(it.words)]),
  );
  const chance = edition.chance('coding');
  for (const { response_id, question_id, text } of written.size > 0 ? plan.sheet.rows('answer') : []) {
    const theme = written.get(String(question_id))?.get(String(text));
    if (!theme || (edition.yearsBack === 1 && chance.is(0.15))) continue;
    const key = questions.find(({ id }) => id === question_id)?.key ?? '';
    const theme_id = themeId(plan, key, theme);
    plan.sheet.add('answer_theme', { response_id, question_id, item: '', theme_id });
  }
}
