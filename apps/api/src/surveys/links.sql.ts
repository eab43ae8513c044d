import type { Sql, Tx } from '../platform/database.ts';

export type LinkKind = 'class' | 'open' | 'kiosk';

/** A way in for many. */
export interface LinkRow {
  readonly id: string;
  readonly surveyId: string;
  readonly kind: LinkKind;
  readonly label: string;
  readonly school: string | null;
  readonly municipality: string | null;
  readonly expected: number | null;
  readonly most: number;
  readonly answered: number;
  readonly revision: number;
  readonly closedAt: Date | null;
}

const columns = `l.id, l.survey_id AS "surveyId", l.kind, coalesce(p.class_name, l.label) AS label,
  coalesce(o.name, p.school) AS school, m.name AS municipality, l.expected, l.most, l.answered, l.revision,
  l.closed_at AS "closedAt"`;
const tables = `survey_link l LEFT JOIN party p ON p.id = l.party_id LEFT JOIN organisation o ON o.id = p.school_id
  LEFT JOIN municipality m ON m.code = coalesce(p.municipality, o.municipality)`;

const matching = `l.survey_id = $1 AND l.kind = 'class'
  AND ($2::text IS NULL OR lower(coalesce(o.name, p.school, '') || ' ' || p.class_name) LIKE $2)`;

/** Links of classes by school and class; `like` is a pattern in small letters, or null for all. */
export const readClassLinks = (
  sql: Sql,
  survey: string,
  it: { like: string | null; limit: number; offset: number },
): Promise<LinkRow[]> =>
  sql.rows<LinkRow>(
    `SELECT ${columns} FROM ${tables} WHERE ${matching}
     ORDER BY coalesce(o.name, p.school) COLLATE "sv-x-icu", p.class_name COLLATE "sv-x-icu", l.id
     LIMIT $3 OFFSET $4`,
    [survey, it.like, it.limit, it.offset],
  );

export interface LinkSums {
  readonly links: number;
  readonly expected: number;
  readonly answered: number;
}

/** Sums over the links of classes that match. */
export async function sumClassLinks(sql: Sql, survey: string, like: string | null): Promise<LinkSums> {
  const [row] = await sql.rows<LinkSums>(
    `SELECT count(*)::int AS links, coalesce(sum(l.expected), 0)::int AS expected,
       coalesce(sum(l.answered), 0)::int AS answered FROM ${tables} WHERE ${matching}`,
    [survey, like],
  );
  return row ?? { links: 0, expected: 0, answered: 0 };
}

/** Links for anybody, and of screens, in the order they were made. */
export const readOpenLinks = (sql: Sql, survey: string): Promise<LinkRow[]> =>
  sql.rows<LinkRow>(
    `SELECT ${columns} FROM ${tables} WHERE l.survey_id = $1 AND l.kind <> 'class' ORDER BY l.made_at, l.id`,
    [survey],
  );

export async function readLink(sql: Sql, survey: string, id: string): Promise<LinkRow | undefined> {
  const [row] = await sql.rows<LinkRow>(
    `SELECT ${columns} FROM ${tables} WHERE l.survey_id = $1 AND l.id = $2`,
    [survey, id],
  );
  return row;
}

/** Classes of the survey's edition with a time of arrival; `$1` is the survey's id. */
const comingText = `
  SELECT p.id, p.pupils, greatest(p.pupils + 2, ceil(p.pupils * 1.2)::int) AS most
  FROM survey s JOIN party p ON p.edition_id = s.edition_id AND p.kind = 'class' AND p.state = 'active'
  WHERE s.id = $1 AND EXISTS (
    SELECT FROM booking b JOIN slot t ON t.id = b.slot_id JOIN activity a ON a.id = t.activity_id
    WHERE b.party_id = p.id AND b.state = 'confirmed')`;

/** How many classes are coming, or came, and have no link to the survey. */
export async function countClassesWithout(sql: Sql, survey: string): Promise<number> {
  const [row] = await sql.rows<{ count: number }>(
    `SELECT count(*) AS count FROM (${comingText}) coming
     WHERE NOT EXISTS (SELECT FROM survey_link l WHERE l.survey_id = $1 AND l.party_id = coming.id)`,
    [survey],
  );
  return row?.count ?? 0;
}

/**
 * A link for each class that is coming or came; the number of pupils is taken over where it has changed. Done twice it
 * makes nothing twice. How many links were made, and changed.
 */
export async function makeClassLinks(
  tx: Tx,
  survey: string,
  now: Date,
): Promise<{ made: number; changed: number }> {
  const rows = await tx.rows<{ made: boolean }>(
    `INSERT INTO survey_link AS l (id, survey_id, kind, party_id, expected, most, made_at)
     SELECT gen_random_uuid(), $1, 'class', id, pupils, most, $2 FROM (${comingText}) coming
     ON CONFLICT (survey_id, party_id) DO UPDATE
       SET expected = excluded.expected, most = greatest(excluded.most, l.answered)
       WHERE l.expected IS DISTINCT FROM excluded.expected
     RETURNING made_at = $2 AND xmax = 0 AS made`,
    [survey, now],
  );
  const made = rows.filter((row) => row.made).length;
  return { made, changed: rows.length - made };
}

export async function insertLink(
  tx: Tx,
  it: { id: string; survey: string; kind: 'open' | 'kiosk'; label: string; most: number; now: Date },
): Promise<void> {
  await tx.rows(
    'INSERT INTO survey_link (id, survey_id, kind, label, most, made_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [it.id, it.survey, it.kind, it.label, it.most, it.now],
  );
}

/** Closes a link; one that is closed stays so. */
export async function closeLink(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.rows('UPDATE survey_link SET closed_at = coalesce(closed_at, $2) WHERE id = $1', [id, now]);
}

/** Another address: the old one opens nothing. */
export async function renewLink(tx: Tx, id: string): Promise<void> {
  await tx.rows('UPDATE survey_link SET revision = revision + 1, closed_at = NULL WHERE id = $1', [id]);
}

/** The surveys of one class that are not drafts, as its teacher sees them. */
export interface ClassSurveyRow extends LinkRow {
  readonly audience: 'pupil-before' | 'pupil-after';
  readonly state: 'open' | 'closed';
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
}

/** Of a class that a teacher registered; empty for anybody else’s. */
export const readClassSurveys = (sql: Sql, party: string): Promise<ClassSurveyRow[]> =>
  sql.rows<ClassSurveyRow>(
    `SELECT ${columns}, s.audience, s.state, s.opens_at AS "opensAt", s.closes_at AS "closesAt"
     FROM ${tables} JOIN survey s ON s.id = l.survey_id
     WHERE l.party_id = $1 AND s.state <> 'draft' AND l.closed_at IS NULL
     ORDER BY s.audience DESC`,
    [party],
  );

/** Whether a class is registered by this account. */
export async function isOwnClass(sql: Sql, party: string, account: string): Promise<boolean> {
  const rows = await sql.rows(`SELECT id FROM party WHERE id = $1 AND account_id = $2 AND kind = 'class'`, [
    party,
    account,
  ]);
  return rows.length > 0;
}
