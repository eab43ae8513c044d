import { newId } from '../src/platform/ids.ts';
import type { TestApp } from './app.ts';
import { insert } from './small-fair.ts';

/** Endpoints with which surveys are built: the bank, and a survey with its questions and state. */
export const builds = /^\/api\/editions\/:edition\/(bank|surveys\/:audience(\/(questions|state).*)?$)/;

/** What surveys are built from: a draft that can be opened, a question it asks and one it does not; as new each time. */
export async function makeBuilt({ db }: TestApp, edition: string, path: string) {
  const [of] = await db.rows<{ organiser: string }>(
    'SELECT f.organiser_id organiser FROM edition e JOIN fair f ON f.id = e.fair_id WHERE e.id = $1',
    [edition],
  );
  const bank = (key: string) =>
    insert(db, 'bank_question', {
      id: newId(),
      organiser_id: of?.organiser,
      key,
      version: 1,
      kind: 'text',
      text: { sv: 'Vad saknade du?' },
      made_at: '2026-01-01',
    });
  const some = newId().slice(-8);
  const [asked, free] = [`asked-${some}`, `free-${some}`];
  const bank_question_id = await bank(asked);
  await bank(free);
  const audience = 'municipality';
  await db.rows('DELETE FROM survey WHERE edition_id = $1 AND audience = $2', [edition, audience]);
  const survey = await insert(db, 'survey', {
    id: newId(),
    edition_id: edition,
    audience,
    title: { sv: 'Kapacitetsundersökning' },
    invited: 0,
    opens_at: '2027-11-01T08:00Z',
    closes_at: '2027-12-01T08:00Z',
  });
  await insert(db, 'question', { id: newId(), survey_id: survey, bank_question_id, key: asked, position: 1 });
  const key = path.endsWith('/bank') ? `new-${some}` : path.endsWith('/questions') ? free : asked;
  return { audience: [audience], key: [key], kind: ['text'], state: ['open'] };
}
