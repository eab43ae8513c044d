import type { Sql, Tx } from '../platform/database.ts';
import type { FamilyName } from './facts.sql.ts';

/** The editions among these whose figures are read from kept sums. */
export async function keptAmong(sql: Sql, editions: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await sql.rows<{ id: string }>(
    `SELECT id FROM edition WHERE id = ANY ($1) AND figures_kept_at IS NOT NULL`,
    [editions],
  );
  return new Set(found.map((it) => it.id));
}

/** Under which name the sums by these dimensions are kept, whatever their order. */
export const keptCut = (dimensions: readonly string[]): string => dimensions.toSorted().join();

/** The cells of a table as they were kept, for the editions of `everyone`: `c`, `a`, `b` and the measures. */
export function keptLeaf(
  family: FamilyName,
  measures: readonly string[],
  columns: Readonly<Record<string, string | undefined>>,
): string {
  const dimensions = Object.values(columns).filter((it) => it !== undefined);
  const order = dimensions.toSorted();
  const keys = Object.entries(columns).map(
    ([as, of]) => `${of ? `kept.keys[${order.indexOf(of) + 1}]` : `''`} AS ${as}`,
  );
  const sums = measures.map((it) => `(kept.measures ->> '${it}')::numeric AS ${it}`);
  return `SELECT kept.edition_id, ${keys.join(', ')}, ${sums.join(', ')} FROM kept_fact kept
    WHERE kept.edition_id IN (SELECT edition_id FROM everyone)
      AND kept.family = '${family}' AND kept.cut = '${keptCut(dimensions)}'`;
}

/** An edition whose kept sums have to be made, and what its rows look like now. */
export interface ChangedRow {
  readonly id: string;
  readonly mark: string;
}

/**
 * Finished editions that begin after `since` and whose rows, or the definitions (`definitions`), are not those their sums
 * were made of. Never one that is purged: what is left of its
 * rows says less than its sums do.
 */
export const changedEditions = (
  sql: Sql,
  asked: { definitions: string; since: Date },
): Promise<ChangedRow[]> =>
  sql.rows<ChangedRow>(
    `
  SELECT id, mark FROM (
    SELECT e.id, e.figures_mark, md5(concat_ws('|', $1::text, ${marks.map((it) => `(${it})`).join(', ')})) AS mark
    FROM edition e WHERE e.state = 'finished' AND e.purged_at IS NULL
      AND (e.figures_kept_at IS NULL OR EXISTS (SELECT FROM edition_day d WHERE d.edition_id = e.id AND d.date > $2::timestamptz))) now
  WHERE mark IS DISTINCT FROM figures_mark ORDER BY id`,
    [asked.definitions, asked.since],
  );

/** What tells that something a figure is counted from has come, gone or changed: cheap looks, by index where there are many rows. */
const marks = [
  `SELECT concat_ws(',', count(*), sum(count), max(received_at), sum(hashtext(party_id::text)::bigint)) FROM passage WHERE edition_id = e.id`,
  `SELECT concat_ws(',', count(*), sum(places), sum(came), max(changed_at)) FROM booking WHERE edition_id = e.id`,
  `SELECT concat_ws(',', count(*), sum(size), sum(hashtext(concat_ws(',', kind, municipality, school, grade))::bigint)) FROM party WHERE edition_id = e.id`,
  `SELECT concat_ws(',', count(*), sum(capacity), sum(dropped_in), sum(hashtext(concat_ws(',', state, starts_at, language, place_id))::bigint)) FROM slot WHERE edition_id = e.id`,
  `SELECT concat_ws(',', count(*), sum(hashtext(concat_ws(',', kind, branch, title))::bigint)) FROM activity WHERE edition_id = e.id`,
  `SELECT concat_ws(',', count(*), sum(hashtext(concat_ws(',', state, programmes))::bigint)) FROM application WHERE edition_id = e.id`,
  `SELECT concat_ws(',', count(*), sum(views)) FROM page_view WHERE edition_id = e.id`,
  `SELECT concat_ws(',', count(*), sum(visits)) FROM web_visit WHERE edition_id = e.id`,
  `SELECT concat_ws(',', count(*), sum(hashtext(state)::bigint)) FROM message WHERE edition_id = e.id`,
  `SELECT concat_ws(',', count(*), sum(invited)) FROM survey WHERE edition_id = e.id`,
  `SELECT count(*) FROM survey_invitation i JOIN survey s ON s.id = i.survey_id WHERE s.edition_id = e.id AND i.withdrawn_at IS NULL`,
  `SELECT concat_ws(',', count(*), sum(expected)) FROM survey_link l JOIN survey s ON s.id = l.survey_id WHERE s.edition_id = e.id`,
  `SELECT count(*) FROM response r JOIN survey s ON s.id = r.survey_id WHERE s.edition_id = e.id`,
  `SELECT concat_ws(',', count(*), sum(value), sum(hashtext(concat_ws(',', key, by))::bigint)) FROM recorded_figure WHERE fair_id = e.fair_id`,
];

/** Takes an edition's kept sums away, to be made anew; nobody else makes them meanwhile. False if it was purged. */
export async function beginKeeping(tx: Tx, edition: string): Promise<boolean> {
  const found = await tx.rows(`SELECT FROM edition WHERE id = $1 AND purged_at IS NULL FOR NO KEY UPDATE`, [
    edition,
  ]);
  if (found.length === 0) return false;
  // Nobody waits for this, and it reads all there is.
  await tx.rows('SET LOCAL statement_timeout = 0');
  await tx.rows('DELETE FROM kept_fact WHERE edition_id = $1', [edition]);
  return true;
}

/** From now on the edition's figures are read from its kept sums, which were made of rows with this mark. */
export const endKeeping = (tx: Tx, edition: string, made: { mark: string; now: Date }): Promise<unknown> =>
  tx.rows('UPDATE edition SET figures_kept_at = $2, figures_mark = $3 WHERE id = $1', [
    edition,
    made.now,
    made.mark,
  ]);
