import type { Sql, Tx } from '../platform/database.ts';

/** One saved version of a part. `by` is the address of whoever saved it, null when the account has gone. */
export interface VersionRow {
  readonly version: number;
  readonly body: string;
  readonly by: string | null;
  readonly at: Date;
  readonly restores: number | null;
}

/** What stands about each part of an edition; a part nobody has written is left out, an emptied one has an empty body. */
export const wordsOf = (
  sql: Sql,
  edition: string,
): Promise<{ part: string; body: string; version: number }[]> =>
  sql.rows<{ part: string; body: string; version: number }>(
    `SELECT t.part, v.body, t.version FROM evaluation_text t JOIN evaluation_text_version v USING (edition_id, part, version)
     WHERE t.edition_id = $1`,
    [edition],
  );

/** All versions of a part, the newest first. */
export const versionsOf = (sql: Sql, edition: string, part: string): Promise<VersionRow[]> =>
  sql.rows<VersionRow>(
    `SELECT v.version, v.body, a.email AS by, v.made_at AS at, v.restores
     FROM evaluation_text_version v LEFT JOIN account a ON a.id = v.account_id
     WHERE v.edition_id = $1 AND v.part = $2 ORDER BY v.version DESC`,
    [edition, part],
  );

export interface NewVersion {
  readonly edition: string;
  readonly part: string;
  /** The version it was written from; 0 for none. */
  readonly base: number;
  readonly body: string;
  readonly account: string;
  readonly now: Date;
  readonly restores?: number;
}

/**
 * Adds the version after `base` and lets it stand in the report. No row when another version has been saved since:
 * the number is taken, or `base` is not what stands there.
 */
export const insertVersion = (tx: Tx, it: NewVersion): Promise<{ version: number }[]> =>
  tx.rows<{ version: number }>(
    `WITH made AS (
       INSERT INTO evaluation_text_version (edition_id, part, version, body, account_id, made_at, restores)
       SELECT $1, $2, $3::int + 1, $4, $5, $6, $7
       WHERE $3::int = coalesce((SELECT version FROM evaluation_text WHERE edition_id = $1 AND part = $2), 0)
       ON CONFLICT DO NOTHING RETURNING edition_id, part, version)
     INSERT INTO evaluation_text (edition_id, part, version) SELECT edition_id, part, version FROM made
     ON CONFLICT (edition_id, part) DO UPDATE SET version = excluded.version RETURNING version`,
    [it.edition, it.part, it.base, it.body, it.account, it.now, it.restores ?? null],
  );
