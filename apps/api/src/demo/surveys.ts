import { at, plusDays } from './calendar.ts';
import type { Chance } from './chance.ts';
import { firstDay } from './plan.ts';
import type { DemoEdition, Plan } from './plan.ts';
import { surveys } from './survey.texts.ts';
import type { QuestionFact, SurveyFact } from './survey.texts.ts';

/** The surveys of a finished edition with their answers. Nothing ties an answer to whoever gave it (I11). */
export function addSurveys(plan: Plan, edition: DemoEdition): void {
  const chance = edition.chance('surveys');
  for (const survey of surveys) addSurvey(plan, edition, chance, survey);
}

function addSurvey(plan: Plan, edition: DemoEdition, chance: Chance, survey: SurveyFact): void {
  const born = at(plusDays(firstDay(edition), -30), '09:00');
  const invited = Math.round(survey.invited * (edition.yearsBack === 1 ? 1 : 0.9));
  const id = chance.id(born);
  const head = { id, edition_id: edition.id, audience: survey.audience };
  plan.sheet.add('survey', { ...head, title: survey.title, invited });
  const questions = survey.questions.map((it, position) => ({ ...it, id: chance.id(born), position }));
  for (const { id: question, key, kind, text, position } of questions)
    plan.sheet.add('question', {
      id: question,
      survey_id: id,
      key,
      version: 1,
      kind,
      text,
      position: position + 1,
    });
  const first = survey.audience === 'pupil-before' ? -9 : 5;
  for (let n = Math.round(invited * survey.answered); n > 0; n--) {
    const answered = plusDays(firstDay(edition), first + chance.int(0, 7));
    // Made in no order and of no instant: the id may not tell who answered when.
    const response = chance.id(born);
    const in_class = chance.is(survey.inClass);
    plan.sheet.add('response', { id: response, survey_id: id, answered_on: answered, in_class });
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
    value: written ? null : valueOf(chance, question),
    text: written ? chance.pick(question.words ?? ['']) : null,
  });
}

const valueOf = (chance: Chance, { weights = [1] }: QuestionFact): number =>
  chance.weighted(weights.map((weight, n) => [n + 1, weight] as const));
