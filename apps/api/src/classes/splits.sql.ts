import type { Sql, Tx } from '../platform/database.ts';
import { schoolJson } from './schools.sql.ts';
import type { SchoolRow } from './schools.sql.ts';

export type SplitState = 'waiting' | 'running' | 'stopping' | 'stopped' | 'done' | 'failed';

/** A split over all classes of an edition, with how far it has come. */
export interface SplitRow {
  readonly id: string;
  readonly editionId: string;
  readonly state: SplitState;
  readonly done: number;
  readonly of: number;
  readonly proposed: number;
  readonly without: number;
  readonly visits: number;
  readonly firstWishes: number;
  readonly anyWishes: number;
  readonly until: Date;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

const columns = `id, edition_id AS "editionId", state, done, of, proposed, without, visits, first_wishes AS "firstWishes",
  any_wishes AS "anyWishes", until, started_at AS "startedAt", finished_at AS "finishedAt"`;

/** Throws the violated index class_split_one when one is under way. */
export async function insertSplit(
  tx: Tx,
  it: { id: string; editionId: string; until: Date; now: Date; accountId: string },
): Promise<void> {
  await tx.rows(
    `INSERT INTO class_split (id, edition_id, state, until, of, started_at, account_id)
     VALUES ($3, $1, 'waiting', $4, (SELECT count(*) FROM (${dueText}) due), $2, $5)`,
    [it.editionId, it.now, it.id, it.until, it.accountId],
  );
  await tx.rows(
    `INSERT INTO audit_entry (at, action, edition_id, subject_id, account_id) VALUES ($1, 'split.started', $2, $3, $4)`,
    [it.now, it.editionId, it.id, it.accountId],
  );
}

export async function readSplitRow(sql: Sql, id: string): Promise<SplitRow | undefined> {
  const [row] = await sql.rows<SplitRow>(`SELECT ${columns} FROM class_split WHERE id = $1`, [id]);
  return row;
}

/** The latest split of an edition. */
export async function latestSplit(sql: Sql, editionId: string): Promise<string | null> {
  const [row] = await sql.rows<{ id: string }>(
    'SELECT id FROM class_split WHERE edition_id = $1 ORDER BY started_at DESC, id DESC LIMIT 1',
    [editionId],
  );
  return row?.id ?? null;
}

/** From one of these states to another; false when it was in none of them. */
export async function moveSplit(
  sql: Sql,
  id: string,
  it: { from: readonly SplitState[]; to: SplitState; now: Date },
): Promise<boolean> {
  const rows = await sql.rows(
    `UPDATE class_split SET state = $3,
       finished_at = CASE WHEN $3 IN ('stopped', 'done', 'failed') THEN $4::timestamptz END
     WHERE id = $1 AND state = ANY ($2::text[]) RETURNING id`,
    [id, it.from, it.to, it.now],
  );
  return rows.length === 1;
}

/** One class more has been gone through. */
export async function countSplit(
  sql: Sql,
  id: string,
  it: { proposed: number; visits: number; firstWishes: number; anyWishes: number },
): Promise<void> {
  await sql.rows(
    `UPDATE class_split SET done = done + 1, of = greatest(of, done + 1), proposed = proposed + $2::int,
       without = without + 1 - $2::int, visits = visits + $3::int, first_wishes = first_wishes + $4::int,
       any_wishes = any_wishes + $5::int WHERE id = $1`,
    [id, it.proposed, it.visits, it.firstWishes, it.anyWishes],
  );
}

/** Classes with wishes and a window, without groups or a proposal; `$1` is the edition, `$2` now. */
const dueText = `
  SELECT p.id FROM party p
  WHERE p.edition_id = $1 AND p.kind = 'class' AND p.state = 'active' AND p.account_id IS NOT NULL
    AND EXISTS (SELECT FROM class_wish w WHERE w.party_id = p.id)
    AND NOT EXISTS (SELECT FROM class_group g WHERE g.party_id = p.id)
    AND NOT EXISTS (SELECT FROM class_proposal c WHERE c.party_id = p.id)
    AND EXISTS (SELECT FROM booking b JOIN slot s ON s.id = b.slot_id JOIN activity a ON a.id = s.activity_id
                WHERE b.party_id = p.id AND a.kind = 'arrival' AND b.state = 'confirmed' AND s.starts_at > $2)`;

export async function dueClasses(sql: Sql, editionId: string, now: Date): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(`${dueText} ORDER BY p.id`, [editionId, now]);
  return rows.map(({ id }) => id);
}

/** A school with how far its classes have come. */
export interface OverviewRow {
  readonly school: SchoolRow;
  readonly classes: number;
  readonly pupils: number;
  readonly withWindow: number;
  readonly withGroups: number;
  readonly unplaced: number;
}

export interface OverviewSums {
  readonly total: number;
  readonly classes: number;
  readonly pupils: number;
  readonly withWindow: number;
  readonly withGroups: number;
  readonly schoolsWithout: number;
}

const overviewText = `
  WITH one AS (
    SELECT p.school_id, p.pupils,
      EXISTS (SELECT FROM booking b JOIN slot s ON s.id = b.slot_id JOIN activity a ON a.id = s.activity_id
              WHERE b.party_id = p.id AND a.kind = 'arrival' AND b.state = 'confirmed') AS has_window,
      g.groups > 0 AS has_groups,
      CASE WHEN g.groups > 0 THEN greatest(p.pupils - g.placed, 0) ELSE 0 END AS unplaced
    FROM party p CROSS JOIN LATERAL (
      SELECT count(*) AS groups, coalesce(sum(size) FILTER (WHERE EXISTS (
        SELECT FROM class_group_visit v JOIN booking b ON b.party_id = v.party_id AND b.slot_id = v.slot_id
          AND b.state IN ('confirmed', 'released') WHERE v.party_id = c.party_id AND v.no = c.no)), 0)::int AS placed
      FROM class_group c WHERE c.party_id = p.id) g
    WHERE p.edition_id = $1 AND p.kind = 'class' AND p.state = 'active' AND p.school_id IS NOT NULL),
  school AS (
    SELECT o.id, count(one.pupils)::int AS classes, coalesce(sum(one.pupils), 0)::int AS pupils,
      (count(*) FILTER (WHERE one.has_window))::int AS "withWindow",
      (count(*) FILTER (WHERE one.has_groups))::int AS "withGroups", coalesce(sum(one.unplaced), 0)::int AS unplaced
    FROM organisation o LEFT JOIN one ON one.school_id = o.id
    WHERE o.kind = 'compulsory' AND ($2::text IS NULL OR lower(o.name COLLATE "sv-x-icu") LIKE lower($2 COLLATE "sv-x-icu")) AND ($3::text IS NULL OR o.municipality = $3)
    GROUP BY o.id),
  matching AS (
    SELECT * FROM school WHERE (NOT $5::boolean OR unplaced > 0) AND CASE $4::text
      WHEN 'none' THEN classes = 0
      WHEN 'registered' THEN "withWindow" < classes
      WHEN 'window' THEN "withWindow" > 0 AND "withGroups" < "withWindow"
      WHEN 'groups' THEN classes > 0 AND "withGroups" = classes
      ELSE true END)`;

interface OverviewFilter {
  readonly editionId: string;
  readonly like: string | null;
  readonly municipality: string | null;
  readonly progress: string | null;
  readonly unplaced: boolean;
}

const valuesOf = (it: OverviewFilter): unknown[] => [
  it.editionId,
  it.like,
  it.municipality,
  it.progress,
  it.unplaced,
];

/** Schools that match, those without classes too, by name. */
export function readOverview(
  sql: Sql,
  filter: OverviewFilter,
  page: { limit: number; offset: number },
): Promise<OverviewRow[]> {
  return sql.rows<OverviewRow>(
    `${overviewText}
     SELECT ${schoolJson} AS school, m.classes, m.pupils, m."withWindow", m."withGroups", m.unplaced
     FROM matching m JOIN organisation o ON o.id = m.id LEFT JOIN municipality mu ON mu.code = o.municipality
     ORDER BY o.name COLLATE "sv-x-icu", o.id LIMIT $6 OFFSET $7`,
    [...valuesOf(filter), page.limit, page.offset],
  );
}

export async function readOverviewSums(sql: Sql, filter: OverviewFilter): Promise<OverviewSums> {
  const [row] = await sql.rows<OverviewSums>(
    `${overviewText}
     SELECT count(*)::int AS total, coalesce(sum(classes), 0)::int AS classes, coalesce(sum(pupils), 0)::int AS pupils,
       coalesce(sum("withWindow"), 0)::int AS "withWindow", coalesce(sum("withGroups"), 0)::int AS "withGroups",
       (count(*) FILTER (WHERE classes = 0))::int AS "schoolsWithout" FROM matching`,
    valuesOf(filter),
  );
  if (!row) throw new Error('A sum is always one row');
  return row;
}
