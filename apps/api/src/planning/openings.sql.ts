import type { Sql, Tx } from '../platform/database.ts';

type Audience = 'family' | 'single' | 'group' | 'class';

export interface OpeningRow {
  readonly id: string;
  readonly of: string;
  readonly kindTitle: Record<string, string> | null;
  readonly audience: Audience | null;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

/** Openings of an edition: of exhibitors, of everything, then of each kind; for everyone first. */
export const openingsOf = (sql: Sql, editionId: string): Promise<OpeningRow[]> =>
  sql.rows<OpeningRow>(
    `SELECT o.id, o.of, k.title "kindTitle", o.audience, o.opens_at "opensAt", o.closes_at "closesAt"
     FROM opening o LEFT JOIN activity_kind k ON k.key = o.of WHERE o.edition_id = $1
     ORDER BY o.of <> 'registration', o.of <> 'booking', k.position, o.of, o.audience NULLS FIRST`,
    [editionId],
  );

interface Times {
  readonly opensAt: Date;
  readonly closesAt: Date;
}

/** Throws opening_edition_id_of_audience_key when there is one for the same. */
export async function insertOpening(
  tx: Tx,
  it: Times & { id: string; editionId: string; of: string; audience: Audience | null },
): Promise<void> {
  await tx.rows(
    'INSERT INTO opening (id, edition_id, of, audience, opens_at, closes_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [it.id, it.editionId, it.of, it.audience, it.opensAt, it.closesAt],
  );
}

export async function updateOpening(tx: Tx, id: string, it: Times): Promise<void> {
  await tx.rows('UPDATE opening SET opens_at = $2, closes_at = $3 WHERE id = $1', [
    id,
    it.opensAt,
    it.closesAt,
  ]);
}

/** Closes what is open; what has not opened is taken away, what has closed stays as it was. */
export async function closeOpening(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.rows('DELETE FROM opening WHERE id = $1 AND opens_at >= $2', [id, now]);
  await tx.rows('UPDATE opening SET closes_at = $2 WHERE id = $1 AND closes_at > $2', [id, now]);
}

/** Whether a kind of activity is called so. */
export async function isKind(sql: Sql, key: string): Promise<boolean> {
  const rows = await sql.rows('SELECT 1 FROM activity_kind WHERE key = $1', [key]);
  return rows.length > 0;
}

export interface BookableRow {
  readonly kind: string;
  readonly kindTitle: Record<string, string>;
  readonly audience: Audience;
  readonly slots: number;
}

/** Open slots to come, by kind and by each audience they are for. */
export const slotsToCome = (sql: Sql, editionId: string, now: Date): Promise<BookableRow[]> =>
  sql.rows<BookableRow>(
    `SELECT a.kind, k.title "kindTitle", who.audience, count(*) slots
     FROM slot s JOIN activity a ON a.id = s.activity_id JOIN activity_kind k ON k.key = a.kind
     CROSS JOIN unnest(a.audience) who (audience)
     WHERE s.edition_id = $1 AND s.state = 'open' AND s.starts_at > $2
     GROUP BY a.kind, k.title, k.position, who.audience ORDER BY k.position, who.audience`,
    [editionId, now],
  );
