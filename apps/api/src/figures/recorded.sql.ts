import type { Sql, Tx } from '../platform/database.ts';
import type { Recorded } from './recorded.rules.ts';

/** What is recorded of a fair, not divided by anything; by key and year. */
export const recordedOf = (sql: Sql, fair: string): Promise<Recorded[]> =>
  sql.rows<Recorded>(
    `SELECT label, key, value::float8 AS value, way, certainty, source FROM recorded_figure
     WHERE fair_id = $1 AND by = '{}' ORDER BY key, label, way`,
    [fair],
  );

/** Nobody else imports for this fair until the transaction ends. */
export async function holdRecorded(tx: Tx, fair: string): Promise<void> {
  await tx.rows('SELECT FROM fair WHERE id = $1 FOR NO KEY UPDATE', [fair]);
}

/** Writes figures by year, key and way: new ones, and what is said otherwise of those there are. */
export async function writeRecorded(
  tx: Tx,
  fair: string,
  items: readonly (Recorded & { id: string })[],
): Promise<void> {
  await tx.rows(
    `INSERT INTO recorded_figure (id, fair_id, label, key, value, way, certainty, source)
     SELECT id, $1, label, key, value, way, certainty, source
     FROM jsonb_to_recordset($2::jsonb) AS it (id uuid, label text, key text, value numeric, way text, certainty text, source text)
     ON CONFLICT (fair_id, label, key, by, way)
     DO UPDATE SET value = excluded.value, certainty = excluded.certainty, source = excluded.source`,
    [fair, JSON.stringify(items)],
  );
}

/** Who imported when, and what came of it: the values that were changed, as they were. */
export async function noteImport(
  tx: Tx,
  it: { now: Date; edition: string; account: string; created: number; changed: readonly object[] },
): Promise<void> {
  await tx.rows(
    `INSERT INTO audit_entry (at, action, edition_id, subject_id, account_id, detail)
     VALUES ($1, 'figures.recorded', $2, $2, $3, jsonb_build_object('created', $4::int, 'changed', $5::jsonb))`,
    [it.now, it.edition, it.account, it.created, JSON.stringify(it.changed)],
  );
}
