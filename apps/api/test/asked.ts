import { newId } from '../src/platform/ids.ts';
import type { TestApp } from './app.ts';
import { insert } from './small-fair.ts';
import { everyKind, invite, makeSurvey } from './surveys.ts';

export interface Asked {
  readonly audience: string;
  readonly link: string;
  readonly round: string;
  readonly reminder: string;
  readonly theme: string;
  /** A question answered in words by eight people, one answer of it, and words of that. */
  readonly question: string;
  readonly answer: string;
  readonly passage: string;
  /** Somebody with an invitation and no letter yet. */
  readonly email: string;
}

/** A survey of pasted addresses with everything staff can do something with; the same one again has all of it anew. */
export async function makeAsked(app: TestApp, edition: string, audience = 'counsellor'): Promise<Asked> {
  const [known] = await app.db.rows<{ id: string }>(
    'SELECT id FROM survey WHERE edition_id = $1 AND audience = $2',
    [edition, audience],
  );
  const survey = known?.id ?? (await makeSurvey(app.db, edition, { audience, questions: everyKind }));
  await app.db.rows(`UPDATE survey_round SET state = 'done', finished_at = now() WHERE survey_id = $1`, [
    survey,
  ]);
  await app.db.rows('DELETE FROM survey_reminder WHERE survey_id = $1', [survey]);
  const email = `syv-${newId()}@example.se`;
  await invite(app.db, survey, { email });
  const link = await insert(app.db, 'survey_link', {
    id: newId(),
    survey_id: survey,
    kind: 'open',
    label: 'Utgången',
    most: 100,
    made_at: '2027-01-21T08:00Z',
  });
  const round = await insert(app.db, 'survey_round', {
    id: newId(),
    survey_id: survey,
    segment: 'list',
    state: 'done',
    of: 1,
    started_at: '2027-01-21T08:00Z',
    finished_at: '2027-01-21T08:00Z',
  });
  const reminder = newId();
  await insert(app.db, 'survey_reminder', { id: reminder, survey_id: survey, due_at: '2027-12-01T08:00Z' });
  return { audience, link, round, reminder, email, passage: 'Anna', ...(await written(app, survey)) };
}

async function written(app: TestApp, survey: string) {
  const [question] = await app.db.rows<{ id: string; organiser: string }>(
    `SELECT q.id, b.organiser_id AS organiser FROM question q JOIN bank_question b ON b.id = q.bank_question_id
     WHERE q.survey_id = $1 AND q.key = 'what'`,
    [survey],
  );
  const of = question?.id ?? '';
  for (let n = 0; n < 8; n++) {
    const response = newId();
    const row = { id: response, survey_id: survey, answered_on: '2027-01-22', in_class: false };
    await insert(app.db, 'response', row);
    const answer = { response_id: response, question_id: of, item: '', text: `Anna visade svets ${n}` };
    await insert(app.db, 'answer', answer);
  }
  const theme = newId();
  await insert(app.db, 'theme', {
    id: theme,
    organiser_id: question?.organiser,
    question_key: 'what',
    name: `Svets ${theme}`,
  });
  const [shown] = await app.db.rows<{ id: string }>(
    `SELECT overlay(overlay(md5(response_id::text || question_id::text || item) PLACING '8' FROM 13)
       PLACING '8' FROM 17)::uuid AS id
     FROM answer WHERE question_id = $1 AND hidden_because IS NULL AND text LIKE '%Anna%' LIMIT 1`,
    [of],
  );
  return { question: of, theme, answer: shown?.id ?? '' };
}
