import type { Sql } from '../platform/database.ts';

/** When a report was approved, and by whom: an address, null when the account has gone. */
export interface ApprovalRow {
  readonly number: number;
  readonly by: string | null;
  readonly at: Date;
}

/** The approved copies of an edition, newest first. */
export const copiesOf = (sql: Sql, edition: string): Promise<ApprovalRow[]> =>
  sql.rows<ApprovalRow>(
    `SELECT c.number, a.email AS by, c.approved_at AS at FROM evaluation_copy c LEFT JOIN account a ON a.id = c.account_id
     WHERE c.edition_id = $1 ORDER BY c.number DESC`,
    [edition],
  );

/** One copy as it was read in a language; no row when there is none of that number. */
export const copyNumbered = (
  sql: Sql,
  edition: string,
  { number, locale }: { number: number; locale: string },
): Promise<(ApprovalRow & { report: unknown })[]> =>
  sql.rows<ApprovalRow & { report: unknown }>(
    `SELECT c.number, a.email AS by, c.approved_at AS at, c.report -> $3::text AS report
     FROM evaluation_copy c LEFT JOIN account a ON a.id = c.account_id WHERE c.edition_id = $1 AND c.number = $2`,
    [edition, number, locale],
  );

export interface NewCopy {
  readonly edition: string;
  /** The sum of the versions it was read at. */
  readonly revision: number;
  /** By language. */
  readonly report: object;
  readonly account: string;
  readonly now: Date;
}

/** Keeps a copy as the next. No row when the words are not at that revision any longer, or somebody else was first. */
export const insertCopy = (sql: Sql, it: NewCopy): Promise<{ number: number }[]> =>
  sql.rows<{ number: number }>(
    `INSERT INTO evaluation_copy (edition_id, number, report, account_id, approved_at)
     SELECT $1, (SELECT coalesce(max(number), 0) + 1 FROM evaluation_copy WHERE edition_id = $1), $3, $4, $5
     WHERE $2::int = (SELECT coalesce(sum(version), 0) FROM evaluation_text WHERE edition_id = $1)
     ON CONFLICT DO NOTHING RETURNING number`,
    [it.edition, it.revision, JSON.stringify(it.report), it.account, it.now],
  );
