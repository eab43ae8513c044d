import type { Sql, Tx } from '../platform/database.ts';

type Texts = Record<string, string>;

export interface ActivityRow {
  readonly id: string;
  readonly editionId: string;
  readonly edition: string;
  readonly kind: string;
  readonly kindTitle: Texts;
  readonly exclusivePlace: boolean;
  readonly phase: 'before' | 'during' | 'after';
  readonly titles: Texts;
  readonly descriptions: Texts | null;
  readonly programmes: string[];
  readonly branch: string | null;
  readonly audience: ('family' | 'single' | 'group' | 'class')[];
  readonly withdrawn: boolean;
}

/** An activity with what its kind says; none or one row. */
export async function activityWith(sql: Sql, id: string): Promise<ActivityRow | undefined> {
  const [row] = await sql.rows<ActivityRow>(
    `SELECT a.id, a.edition_id "editionId", e.slug edition, a.kind, k.title "kindTitle",
       k.exclusive_place "exclusivePlace", a.phase, a.title titles, a.description descriptions, a.programmes, a.branch,
       a.audience, a.withdrawn_at IS NOT NULL withdrawn
     FROM activity a JOIN activity_kind k ON k.key = a.kind JOIN edition e ON e.id = a.edition_id WHERE a.id = $1`,
    [id],
  );
  return row;
}

/** What staff write about an activity. */
export interface ActivityText {
  readonly phase: string;
  readonly titles: object;
  readonly descriptions: object | null;
  readonly programmes: readonly string[];
  readonly branch: string | null;
  readonly audience: readonly string[];
}

const values = (it: ActivityText) => [
  it.phase,
  JSON.stringify(it.titles),
  it.descriptions && JSON.stringify(it.descriptions),
  it.programmes,
  it.branch,
  it.audience,
];

/** Throws activity_kind_fkey when there is no such kind. */
export async function insertActivity(
  tx: Tx,
  it: ActivityText & { id: string; editionId: string; kind: string },
): Promise<void> {
  await tx.rows(
    `INSERT INTO activity (phase, title, description, programmes, branch, audience, id, edition_id, kind)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [...values(it), it.id, it.editionId, it.kind],
  );
}

/** What others have set for an activity goes along to its copy. */
export async function copySettings(tx: Tx, from: string, to: string): Promise<void> {
  await tx.rows(
    `UPDATE activity c SET school_share = a.school_share, no_show_minutes = a.no_show_minutes,
       releases_itself = a.releases_itself FROM activity a WHERE a.id = $1 AND c.id = $2`,
    [from, to],
  );
}

/** Writes it anew; false when it has been withdrawn. */
export async function updateActivity(tx: Tx, id: string, it: ActivityText): Promise<boolean> {
  const rows = await tx.rows(
    `UPDATE activity SET phase = $1, title = $2, description = $3, programmes = $4, branch = $5, audience = $6
     WHERE id = $7 AND withdrawn_at IS NULL RETURNING id`,
    [...values(it), id],
  );
  return rows.length === 1;
}

/** Withdraws an activity; false when somebody has done so already. Its slots are for the caller to end. */
export async function updateWithdrawn(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx.rows(
    'UPDATE activity SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL RETURNING id',
    [id, now],
  );
  return rows.length === 1;
}

/** Keeps an activity from being withdrawn until the end of the transaction; false when it has been. */
export async function lockStanding(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.rows(
    'SELECT id FROM activity WHERE id = $1 AND withdrawn_at IS NULL FOR NO KEY UPDATE',
    [id],
  );
  return rows.length === 1;
}

/** The codes among these that are programmes. */
export async function knownProgrammes(sql: Sql, codes: readonly string[]): Promise<number> {
  const [row] = await sql.rows<{ known: number }>(
    'SELECT count(*) AS known FROM programme WHERE code = ANY ($1::text[])',
    [codes],
  );
  return row?.known ?? 0;
}
