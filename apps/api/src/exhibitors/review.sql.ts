import type { Sql, Tx } from '../platform/database.ts';
import type { Reader } from './applications.sql.ts';
import type { ApplicationState } from './exhibitors.rules.ts';

/** An edition of a fair whose organiser the reader has a role with; its id. */
export async function reviewedEdition(
  sql: Sql,
  slug: string,
  { account, roles }: Reader,
): Promise<string | undefined> {
  const [row] = await sql.rows<{ id: string }>(
    `SELECT e.id FROM edition e JOIN fair f ON f.id = e.fair_id
      WHERE e.slug = $1
        AND f.organiser_id IN (SELECT organiser_id FROM membership WHERE account_id = $2 AND role = ANY($3))`,
    [slug, account, roles],
  );
  return row?.id;
}

export interface ReviewRow {
  readonly id: string;
  readonly organisation: string;
  readonly kind: string;
  readonly state: ApplicationState;
  readonly size: string | null;
  readonly booth: string | null;
  readonly programmes: number;
  readonly submittedAt: Date | null;
}

/** The applications to an edition whose name fits the pattern (ILIKE, where Å and å are one letter; null: all), by name. */
export function applicationsTo(sql: Sql, edition: string, pattern: string | null): Promise<ReviewRow[]> {
  return sql.rows(
    `SELECT a.id, coalesce(a.display_name, o.name) AS organisation, o.kind, a.state, a.booth_size AS size,
            (SELECT string_agg(b.code, ', ' ORDER BY b.code) FROM booth b WHERE b.application_id = a.id) AS booth,
            cardinality(a.programmes) AS programmes, a.submitted_at AS "submittedAt"
       FROM application a JOIN organisation o ON o.id = a.organisation_id
      WHERE a.edition_id = $1 AND ($2::text IS NULL OR concat_ws(chr(10), a.display_name, o.name) COLLATE "sv-x-icu" ILIKE $2)
      ORDER BY coalesce(a.display_name, o.name) COLLATE "sv-x-icu", a.id`,
    [edition, pattern],
  );
}

/** Writes a decision and the words that go with it. */
export async function updateDecision(
  tx: Tx,
  id: string,
  it: { state: ApplicationState; note: string | null; at: Date },
): Promise<void> {
  await tx.rows('UPDATE application SET state = $2, note = $3, decided_at = $4 WHERE id = $1', [
    id,
    it.state,
    it.note,
    it.at,
  ]);
}

/** The exhibitor has its booth. */
export async function updatePlaced(tx: Tx, id: string): Promise<void> {
  await tx.rows(`UPDATE application SET state = 'placed' WHERE id = $1`, [id]);
}
