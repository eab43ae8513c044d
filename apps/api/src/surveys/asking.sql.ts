import type { Sql, Tx } from '../platform/database.ts';
import type { Audience, SegmentKey } from './asking.rules.ts';

/** A survey as those who ask need it. */
export interface AskedSurvey {
  readonly id: string;
  readonly editionId: string;
  readonly organiserId: string;
  readonly threshold: number;
  readonly audience: Audience;
  readonly state: 'draft' | 'open' | 'closed';
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
}

const survey = `s.id, s.edition_id AS "editionId", f.organiser_id AS "organiserId", e.threshold, s.audience, s.state,
  s.opens_at AS "opensAt", s.closes_at AS "closesAt"`;
const surveyTables = 'survey s JOIN edition e ON e.id = s.edition_id JOIN fair f ON f.id = e.fair_id';

export async function surveyFor(
  sql: Sql,
  edition: string,
  audience: Audience,
): Promise<AskedSurvey | undefined> {
  const [row] = await sql.rows<AskedSurvey>(
    `SELECT ${survey} FROM ${surveyTables} WHERE s.edition_id = $1 AND s.audience = $2`,
    [edition, audience],
  );
  return row;
}

export async function surveyWithId(sql: Sql, id: string): Promise<AskedSurvey | undefined> {
  const [row] = await sql.rows<AskedSurvey>(`SELECT ${survey} FROM ${surveyTables} WHERE s.id = $1`, [id]);
  return row;
}

/** Locks the survey, so that what is decided about it is decided one at a time. */
export const lockSurvey = (tx: Tx, id: string): Promise<object[]> =>
  tx.rows('SELECT id FROM survey WHERE id = $1 FOR UPDATE', [id]);

export type RoundState = 'waiting' | 'running' | 'stopping' | 'stopped' | 'done' | 'failed';

/** A round of letters, with how far it has come. */
export interface RoundRow {
  readonly id: string;
  readonly surveyId: string;
  readonly segment: SegmentKey;
  readonly state: RoundState;
  readonly done: number;
  readonly of: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

const round = `id, survey_id AS "surveyId", segment, state, done, of, started_at AS "startedAt",
  finished_at AS "finishedAt"`;

/** Throws the violated index survey_round_one when one is under way. */
export async function insertRound(
  tx: Tx,
  it: {
    id: string;
    survey: AskedSurvey;
    segment: SegmentKey;
    of: number;
    now: Date;
    accountId: string;
  },
): Promise<void> {
  await tx.rows(
    `INSERT INTO survey_round (id, survey_id, segment, state, of, started_at, account_id)
     VALUES ($1, $2, $3, 'waiting', $4, $5, $6)`,
    [it.id, it.survey.id, it.segment, it.of, it.now, it.accountId],
  );
  await tx.rows(
    `INSERT INTO audit_entry (at, action, edition_id, subject_id, account_id)
     VALUES ($1, 'survey.letters', $2, $3, $4)`,
    [it.now, it.survey.editionId, it.survey.id, it.accountId],
  );
}

export async function readRound(sql: Sql, id: string): Promise<RoundRow | undefined> {
  const [row] = await sql.rows<RoundRow>(`SELECT ${round} FROM survey_round WHERE id = $1`, [id]);
  return row;
}

/** The round, which nobody else changes until the transaction ends. */
export async function lockRound(tx: Tx, id: string): Promise<RoundRow | undefined> {
  const [row] = await tx.rows<RoundRow>(`SELECT ${round} FROM survey_round WHERE id = $1 FOR UPDATE`, [id]);
  return row;
}

/** The latest rounds, newest first. */
export const readRounds = (sql: Sql, surveyId: string): Promise<RoundRow[]> =>
  sql.rows<RoundRow>(
    `SELECT ${round} FROM survey_round WHERE survey_id = $1 ORDER BY started_at DESC, id DESC LIMIT 5`,
    [surveyId],
  );

/** From one of these states to another; false when it was in none of them. */
export async function moveRound(
  sql: Sql,
  id: string,
  it: { from: readonly RoundState[]; to: RoundState; now: Date },
): Promise<boolean> {
  const rows = await sql.rows(
    `UPDATE survey_round SET state = $3,
       finished_at = CASE WHEN $3 IN ('stopped', 'done', 'failed') THEN $4::timestamptz END
     WHERE id = $1 AND state = ANY ($2::text[]) RETURNING id`,
    [id, it.from, it.to, it.now],
  );
  return rows.length === 1;
}

/** So many letters more have been promised. */
export async function countRound(tx: Tx, id: string, letters: number): Promise<void> {
  await tx.rows('UPDATE survey_round SET done = done + $2, of = greatest(of, done + $2) WHERE id = $1', [
    id,
    letters,
  ]);
}

export interface RateRow {
  readonly audience: Audience;
  readonly state: 'draft' | 'open' | 'closed';
  readonly asked: number;
  /** Whether somebody was asked whom nobody counted. */
  readonly uncounted: boolean;
  readonly answered: number;
  readonly inClass: number;
}

/** How many were asked, counted by invitation, class and paper, and how many answered; for each survey of an edition. */
export const readRates = (sql: Sql, editionId: string): Promise<RateRow[]> =>
  sql.rows<RateRow>(
    `SELECT s.audience, s.state,
       (s.invited + (SELECT count(*) FROM survey_invitation i WHERE i.survey_id = s.id AND i.withdrawn_at IS NULL)
         + coalesce((SELECT sum(l.expected) FROM survey_link l WHERE l.survey_id = s.id), 0))::int AS asked,
       EXISTS (SELECT FROM survey_link l WHERE l.survey_id = s.id AND l.expected IS NULL AND l.answered > 0) AS uncounted,
       r.answered, r."inClass"
     FROM survey s CROSS JOIN LATERAL (
       SELECT count(*)::int AS answered, (count(*) FILTER (WHERE in_class))::int AS "inClass"
       FROM response WHERE survey_id = s.id) r
     WHERE s.edition_id = $1`,
    [editionId],
  );
