import type { Locale } from '@vagval/text';
import type { Sql, Tx } from '../platform/database.ts';
import type { Format } from './export-kinds.service.ts';

export type ExportState = 'queued' | 'running' | 'done' | 'failed' | 'stopped';

export interface ExportRow {
  readonly id: string;
  readonly editionId: string;
  readonly edition: string;
  readonly accountId: string;
  readonly kind: string;
  readonly format: Format;
  readonly params: Readonly<Record<string, string>>;
  readonly locale: Locale;
  readonly state: ExportState;
  readonly rowsDone: number;
  readonly rowsTotal: number | null;
  readonly bytes: number;
  readonly contentHash: string | null;
  readonly fileName: string;
  readonly askedAt: Date;
  readonly doneAt: Date | null;
  readonly expiresAt: Date;
}

const columns = `x.id, x.edition_id AS "editionId", edition.slug AS edition, x.account_id AS "accountId", x.kind, x.format,
  x.params, x.locale, x.state, x.rows_done AS "rowsDone", x.rows_total AS "rowsTotal", x.bytes,
  x.content_hash AS "contentHash", x.file_name AS "fileName", x.asked_at AS "askedAt", x.done_at AS "doneAt",
  x.expires_at AS "expiresAt"`;
const from = 'FROM export x JOIN edition ON edition.id = x.edition_id';

export interface NewExport {
  readonly id: string;
  readonly editionId: string;
  readonly accountId: string;
  readonly kind: string;
  readonly format: Format;
  readonly params: Readonly<Record<string, string>>;
  readonly locale: Locale;
  readonly contentHash: string | undefined;
  readonly fileName: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

export async function insertExport(tx: Tx, it: NewExport): Promise<void> {
  await tx.rows(
    `INSERT INTO export (id, edition_id, account_id, kind, format, params, locale, state, content_hash, file_name,
       asked_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'queued', $8, $9, $10, $11)`,
    [
      it.id,
      it.editionId,
      it.accountId,
      it.kind,
      it.format,
      JSON.stringify(it.params),
      it.locale,
      it.contentHash ?? null,
      it.fileName,
      it.now,
      it.expiresAt,
    ],
  );
}

/** The exports of an account that are still kept, newest first; at most 100. */
export const exportsOf = (sql: Sql, account: string, now: Date): Promise<ExportRow[]> =>
  sql.rows<ExportRow>(
    `SELECT ${columns} ${from} WHERE x.account_id = $1 AND x.expires_at > $2 ORDER BY x.asked_at DESC, x.id LIMIT 100`,
    [account, now],
  );

/** One export, whoever's it is. */
export const exportWithId = (sql: Sql, id: string): Promise<ExportRow[]> =>
  sql.rows<ExportRow>(`SELECT ${columns} ${from} WHERE x.id = $1`, [id]);

/** A file of the same content in the same language, ready or on its way, whoever asked for it; what is ready first. */
export const sameExport = (
  sql: Sql,
  it: Pick<ExportRow, 'editionId' | 'kind' | 'format' | 'locale'> & { contentHash: string; now: Date },
): Promise<ExportRow[]> =>
  sql.rows<ExportRow>(
    `SELECT ${columns} ${from}
     WHERE x.edition_id = $1 AND x.kind = $2 AND x.format = $3 AND x.locale = $4 AND x.content_hash = $5
       AND x.state IN ('done', 'running', 'queued') AND x.expires_at > $6
     ORDER BY x.state = 'done' DESC, x.asked_at LIMIT 1`,
    [it.editionId, it.kind, it.format, it.locale, it.contentHash, it.now],
  );

/** Makes this try the only one that may write, and throws away what another wrote; none when it is over or stopped. */
export async function takeExport(
  tx: Tx,
  it: { id: string; run: string; now: Date },
): Promise<ExportRow | undefined> {
  const taken = await tx.rows(
    `UPDATE export SET state = 'running', run = $2, started_at = coalesce(started_at, $3), rows_done = 0, bytes = 0
     WHERE id = $1 AND state IN ('queued', 'running') RETURNING id`,
    [it.id, it.run, it.now],
  );
  if (taken.length === 0) return undefined;
  await tx.rows('DELETE FROM export_chunk WHERE export_id = $1', [it.id]);
  const [row] = await exportWithId(tx, it.id);
  return row;
}

/** Adds a piece; false when this try may write no longer. Whoever stops it waits for the piece, and finds it. */
export async function addChunk(
  sql: Sql,
  it: { id: string; run: string; position: number; body: Buffer },
): Promise<boolean> {
  const added = await sql.rows(
    `WITH mine AS (SELECT id FROM export WHERE id = $1 AND run = $2 AND state = 'running' FOR SHARE)
     INSERT INTO export_chunk (export_id, position, body) SELECT id, $3, $4 FROM mine RETURNING position`,
    [it.id, it.run, it.position, it.body],
  );
  return added.length > 0;
}

/** Says how far it has come; false when this try may go on no longer. */
export async function tellProgress(
  sql: Sql,
  it: { id: string; run: string; done: number; total: number | null },
): Promise<boolean> {
  const told = await sql.rows(
    `UPDATE export SET rows_done = $3, rows_total = $4 WHERE id = $1 AND run = $2 AND state = 'running' RETURNING id`,
    [it.id, it.run, it.done, it.total],
  );
  return told.length > 0;
}

export async function finishExport(
  sql: Sql,
  it: { id: string; run: string; rows: number; bytes: number; now: Date },
): Promise<void> {
  await sql.rows(
    `UPDATE export SET state = 'done', rows_done = $3, rows_total = $3, bytes = $4, done_at = $5
     WHERE id = $1 AND run = $2 AND state = 'running'`,
    [it.id, it.run, it.rows, it.bytes, it.now],
  );
}

/** Ends what is not over, as failed or stopped, and throws away its pieces; false when it was over already. */
export async function breakOff(
  tx: Tx,
  it: { id: string; state: 'failed' | 'stopped'; now: Date },
): Promise<boolean> {
  const ended = await tx.rows(
    `UPDATE export SET state = $2, done_at = $3 WHERE id = $1 AND state IN ('queued', 'running') RETURNING id`,
    [it.id, it.state, it.now],
  );
  if (ended.length > 0) await tx.rows('DELETE FROM export_chunk WHERE export_id = $1', [it.id]);
  return ended.length > 0;
}

export async function deleteExport(sql: Sql, id: string): Promise<void> {
  await sql.rows('DELETE FROM export WHERE id = $1', [id]);
}

/** One piece of a file; none after the last. */
export const chunkAt = (sql: Sql, id: string, position: number): Promise<{ body: Buffer }[]> =>
  sql.rows<{ body: Buffer }>('SELECT body FROM export_chunk WHERE export_id = $1 AND position = $2', [
    id,
    position,
  ]);

/** Throws away what was kept long enough. */
export async function sweepExports(sql: Sql, now: Date): Promise<void> {
  await sql.rows('DELETE FROM export WHERE expires_at <= $1', [now]);
}
