import type { Sql, Tx } from '../platform/database.ts';

/** A published figure as it is kept; `view` is what a reader of one language saw. */
export interface PublishedRow {
  readonly id: string;
  readonly key: string;
  readonly by: string;
  readonly only: string;
  readonly view: unknown;
  readonly definition: string;
  readonly threshold: number;
  readonly publishedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawnFor: string | null;
}

const columns = `id, key, cut_by AS by, cut_for AS only, views -> $2::text AS view, definition, threshold, published_at AS "publishedAt",
  withdrawn_at AS "withdrawnAt", withdrawn_for AS "withdrawnFor"`;

/** What an edition has published, withdrawn ones too, in the order of publishing; words in a language. */
export const publishedOf = (sql: Sql, edition: string, locale: string): Promise<PublishedRow[]> =>
  sql.rows<PublishedRow>(
    `SELECT ${columns} FROM published_figure WHERE edition_id = $1 ORDER BY published_at, id`,
    [edition, locale],
  );

/** The id of the edition of the same fair that began last before this one. No row for the first. */
export const editionBefore = (sql: Sql, edition: string): Promise<{ id: string }[]> =>
  sql.rows<{ id: string }>(
    `WITH begins AS (SELECT edition_id, min(date) AS on_day FROM edition_day GROUP BY edition_id)
     SELECT e.id FROM edition this JOIN begins mine ON mine.edition_id = this.id
     JOIN edition e ON e.fair_id = this.fair_id AND e.state <> 'planned'
     JOIN begins ON begins.edition_id = e.id AND begins.on_day < mine.on_day
     WHERE this.id = $1 ORDER BY begins.on_day DESC LIMIT 1`,
    [edition],
  );

export interface NewPublished {
  readonly id: string;
  readonly edition: string;
  readonly key: string;
  readonly by: string;
  readonly only: string;
  /** By language. */
  readonly views: object;
  readonly definition: string;
  readonly threshold: number;
  readonly account: string;
  readonly now: Date;
}

/** Keeps a figure as published. False when the same cut stands published already. */
export async function insertPublished(tx: Tx, it: NewPublished): Promise<boolean> {
  const made = await tx.rows(
    `WITH made AS (
       INSERT INTO published_figure (id, edition_id, key, cut_by, cut_for, views, definition, threshold, published_at, published_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (edition_id, key, cut_by, cut_for) WHERE withdrawn_at IS NULL DO NOTHING RETURNING id)
     INSERT INTO audit_entry (at, action, edition_id, subject_id, account_id, detail)
     SELECT $9, 'figure.published', $2, id, $10, jsonb_build_object('key', $3::text, 'by', $4::text) FROM made RETURNING subject_id`,
    [
      ...[it.id, it.edition, it.key, it.by, it.only],
      ...[JSON.stringify(it.views), it.definition, it.threshold, it.now, it.account],
    ],
  );
  return made.length > 0;
}

/** Takes it back; once it is, it stays. False when the edition has no such figure. */
export async function withdraw(
  tx: Tx,
  it: { id: string; edition: string; why: string; account: string; now: Date },
): Promise<boolean> {
  await tx.rows(
    `WITH gone AS (
       UPDATE published_figure SET withdrawn_at = $3, withdrawn_for = $4
       WHERE id = $1 AND edition_id = $2 AND withdrawn_at IS NULL RETURNING id, edition_id)
     INSERT INTO audit_entry (at, action, edition_id, subject_id, account_id, detail)
     SELECT $3, 'figure.withdrawn', edition_id, id, $5, jsonb_build_object('why', $4::text) FROM gone`,
    [it.id, it.edition, it.now, it.why, it.account],
  );
  const known = await tx.rows('SELECT FROM published_figure WHERE id = $1 AND edition_id = $2', [
    it.id,
    it.edition,
  ]);
  return known.length > 0;
}
