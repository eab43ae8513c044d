import type { Sql, Tx } from '../platform/database.ts';

/** What stands for an invitation in a survey: an HMAC that only the holder of the installation's key can make. */
export interface Mark {
  readonly survey: string;
  readonly hash: Buffer;
}

/** Lets only one at a time act for a mark until the transaction ends; leaves nothing in any row. */
export const lockMark = (tx: Tx, { hash }: Mark): Promise<object[]> =>
  tx.rows(`SELECT pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 11))`, [hash]);

/** Puts a ballot in; false when there was one. */
export async function insertBallot(tx: Tx, { survey, hash }: Mark): Promise<boolean> {
  const made = await tx.rows(
    'INSERT INTO ballot (survey_id, hash) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING survey_id',
    [survey, hash],
  );
  return made.length > 0;
}

/** Which of these marks of a survey have a ballot, as hexadecimal text. */
export async function ballotsAmong(
  sql: Sql,
  survey: string,
  hashes: readonly Buffer[],
): Promise<Set<string>> {
  const rows = await sql.rows<{ hash: string }>(
    `SELECT encode(hash, 'hex') AS hash FROM ballot WHERE survey_id = $1 AND hash = ANY ($2::bytea[])`,
    [survey, hashes],
  );
  return new Set(rows.map(({ hash }) => hash));
}

/** How many ballots a survey has; 0 once it is closed. */
export async function countBallots(sql: Sql, survey: string): Promise<number> {
  const [row] = await sql.rows<{ count: number }>(
    'SELECT count(*) AS count FROM ballot WHERE survey_id = $1',
    [survey],
  );
  return row?.count ?? 0;
}

/** Takes every ballot and every draft of a survey away. */
export async function deleteMarks(tx: Tx, survey: string): Promise<void> {
  await tx.rows('DELETE FROM ballot WHERE survey_id = $1', [survey]);
  await tx.rows('DELETE FROM survey_draft WHERE survey_id = $1', [survey]);
}

/** Surveys that are closed, or whose time is over by then, and still have ballots or drafts. */
export async function surveysToForget(sql: Sql, now: Date): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT s.id FROM survey s
     WHERE (s.state = 'closed' OR s.closes_at <= $1)
       AND (EXISTS (SELECT FROM ballot b WHERE b.survey_id = s.id)
         OR EXISTS (SELECT FROM survey_draft d WHERE d.survey_id = s.id))`,
    [now],
  );
  return rows.map(({ id }) => id);
}

/**
 * Writes the ballots of all surveys anew in an order of chance, so that neither their place on the disk nor the number
 * of the transaction that wrote them tells which answer came with which ballot, not even to somebody with the key.
 */
export async function shuffleBallots(tx: Tx): Promise<void> {
  await tx.rows(
    `WITH taken AS (DELETE FROM ballot RETURNING survey_id, hash)
     INSERT INTO ballot (survey_id, hash) SELECT survey_id, hash FROM taken ORDER BY random()`,
  );
}
