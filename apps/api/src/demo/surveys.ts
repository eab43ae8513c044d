import { at, iso, plusDays } from './calendar.ts';
import type { Chance } from './chance.ts';
import { chanceOf, firstDay } from './plan.ts';
import type { DemoEdition, Plan } from './plan.ts';
import { surveys } from './survey.texts.ts';
import type { QuestionFact, SurveyFact } from './survey.texts.ts';

/** Every question once in the bank; the surveys of all editions ask these, so that their years compare. */
export function addBank(plan: Plan): void {
  for (const it of new Map(
    surveys.flatMap(({ questions }) => questions.map((one) => [one.key, one])),
  ).values())
    plan.sheet.add('bank_question', {
      id: bankId(plan, it.key),
      organiser_id: plan.organiserId,
      key: it.key,
      version: 1,
      kind: it.kind,
      text: it.text,
      help: {},
      options: (it.options ?? []).map((text, n) => ({ value: n + 1, text })),
      rows: [],
      ...(it.kind === 'scale' ? { least: 1, most: 5 } : { least: null, most: null }),
      comparable: true,
      made_at: iso(at(plusDays(plan.today, -900), '09:00')),
    });
}

const bankId = (plan: Plan, key: string): string =>
  chanceOf('bank', key).id(at(plusDays(plan.today, -900), '09:00'));

/** The surveys of a finished edition with their answers. Nothing ties an answer to whoever gave it (I11). */
export function addSurveys(plan: Plan, edition: DemoEdition): void {
  const chance = edition.chance('surveys');
  for (const survey of surveys) addSurvey(plan, edition, chance, survey);
}

function addSurvey(plan: Plan, edition: DemoEdition, chance: Chance, survey: SurveyFact): void {
  const born = at(plusDays(firstDay(edition), -30), '09:00');
  const invited = Math.round(survey.invited * (edition.yearsBack === 1 ? 1 : 0.9));
  const id = chance.id(born);
  const first = survey.audience === 'pupil-before' ? -9 : 5;
  plan.sheet.add('survey', {
    id,
    edition_id: edition.id,
    audience: survey.audience,
    title: survey.title,
    invited,
    state: 'closed',
    opens_at: iso(at(plusDays(firstDay(edition), first), '06:00')),
    closes_at: iso(at(plusDays(firstDay(edition), first + 8), '20:00')),
    intro: {},
    thanks: {},
    languages: ['sv', 'en', 'ar'],
  });
  const questions = survey.questions.map((it) => ({ ...it, id: chance.id(born) }));
  questions.forEach(({ id: question, key }, n) => {
    const bank_question_id = bankId(plan, key);
    const place = { position: n + 1, page: 1, required: false, shown_if: null };
    plan.sheet.add('question', { id: question, survey_id: id, bank_question_id, key, ...place });
  });
  for (let n = Math.round(invited * survey.answered); n > 0; n--) {
    const answered = plusDays(firstDay(edition), first + chance.int(0, 7));
    // Made in no order and of no instant: the id may not tell who answered when.
    const response = chance.id(born);
    const in_class = chance.is(survey.inClass);
    const via = in_class ? 'class' : 'invitation';
    plan.sheet.add('response', { id: response, survey_id: id, answered_on: answered, in_class, via });
    for (const question of questions) addAnswer(plan, chance, response, question);
  }
}

function addAnswer(
  plan: Plan,
  chance: Chance,
  response: string,
  question: QuestionFact & { id: string },
): void {
  const written = question.kind === 'text';
  if (chance.is(written ? 0.9 : 0.02)) return;
  plan.sheet.add('answer', {
    response_id: response,
    question_id: question.id,
    item: '',
    value: written ? null : valueOf(chance, question),
    text: written ? chance.pick(question.words ?? ['']) : null,
  });
}

const valueOf = (chance: Chance, { weights = [1] }: QuestionFact): number =>
  chance.weighted(weights.map((weight, n) => [n + 1, weight] as const));
