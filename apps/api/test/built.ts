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
  const bank = (key: string, more: object = {}) =>
    insert(db, 'bank_question', {
      id: newId(),
      organiser_id: of?.organiser,
      key,
      version: 1,
      kind: 'text',
      text: { sv: 'Vad saknade du?' },
      made_at: '2026-01-01',
      ...more,
    });
  const some = newId().slice(-8);
  const [asked, free, first] = [`asked-${some}`, `free-${some}`, `first-${some}`];
  const options = Array.from({ length: 100 }, (_, value) => ({ value, text: { sv: String(value) } }));
  const banked = {
    [first]: await bank(first, { kind: 'single', options: JSON.stringify(options) }),
    [asked]: await bank(asked),
  };
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
  for (const [at, [key, bank_question_id]] of Object.entries(banked).entries()) {
    const row = { id: newId(), survey_id: survey, bank_question_id, key, position: at + 1, page: at + 1 };
    await insert(db, 'question', row);
  }
  const key = path.endsWith('/bank') ? `new-${some}` : path.endsWith('/questions') ? free : asked;
  const times = { opensAt: ['2027-11-01T08:00:00Z'], closesAt: ['2027-12-01T08:00:00Z'] };
  return {
    audience: [audience],
    key: [key],
    question: [first],
    page: ['2'],
    kind: ['text'],
    state: ['open'],
    ...times,
  };
}
