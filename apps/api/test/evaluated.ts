import type { TestApp } from './app.ts';

const words = { purpose: 'Att välja själv.' };
const report = (slug: string) => ({
  edition: { slug, name: slug },
  compared: null,
  computedAt: '2026-12-01T12:00:00Z',
  basis: { passages: 0, answers: 0, pageViews: 0 },
  threshold: 7,
  words,
  revision: 1,
  figures: [],
  visitorsSeries: [],
  approved: null,
});

/** An edition of whose report one part has been written once, and which has been approved once; as new each time. */
export async function makeEvaluated({ db }: TestApp, edition: string, slug: string): Promise<void> {
  const copy = { sv: report(slug), en: report(slug), ar: report(slug) };
  await db.rows('DELETE FROM evaluation_copy WHERE edition_id = $1', [edition]);
  await db.rows('DELETE FROM evaluation_text WHERE edition_id = $1', [edition]);
  await db.rows('DELETE FROM evaluation_text_version WHERE edition_id = $1', [edition]);
  await db.rows(
    `INSERT INTO evaluation_text_version (edition_id, part, version, body, made_at) VALUES ($1, 'purpose', 1, $2, now())`,
    [edition, words.purpose],
  );
  await db.rows(`INSERT INTO evaluation_text VALUES ($1, 'purpose', 1)`, [edition]);
  await db.rows(
    'INSERT INTO evaluation_copy (edition_id, number, report, approved_at) VALUES ($1, 1, $2, now())',
    [edition, JSON.stringify(copy)],
  );
}
