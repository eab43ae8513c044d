import { newId } from '../src/platform/ids.ts';
import type { TestApp } from './app.ts';

/** The school that has a sheet: it held an open house. */
export const openHouseAt = 'Öppna skolan';

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
  await openHouse({ db }, edition);
}

/** Once for each edition. */
async function openHouse({ db }: Pick<TestApp, 'db'>, edition: string): Promise<void> {
  const [there] = await db.rows(`SELECT 1 FROM activity WHERE edition_id = $1 AND kind = 'open-house'`, [
    edition,
  ]);
  if (there) return;
  await db.rows(
    `INSERT INTO activity_kind (key, title, position, exclusive_place, party_limit)
     VALUES ('open-house', '{"sv": "Öppet hus"}', 9, false, 9) ON CONFLICT DO NOTHING`,
  );
  const activity = newId();
  await db.rows(
    `INSERT INTO activity (id, edition_id, kind, phase, title, audience)
     VALUES ($1, $2, 'open-house', 'after', jsonb_build_object('sv', $3::text), '{family}')`,
    [activity, edition, openHouseAt],
  );
  await db.rows(
    `INSERT INTO slot (id, edition_id, activity_id, setup_from, starts_at, ends_at, capacity, exclusive)
     VALUES ($1, $2, $3, '2027-11-16T17:00Z', '2027-11-16T17:00Z', '2027-11-16T19:00Z', 50, false)`,
    [newId(), edition, activity],
  );
}
