import type { Sql, Tx } from '../platform/database.ts';
import type { WordingRow } from './bank.sql.ts';
import type { Condition, State } from './building.rules.ts';

export type Language = 'sv' | 'en' | 'ar';

export interface SurveyRow {
  readonly id: string;
  readonly audience: string;
  readonly state: State;
  readonly title: Record<string, string>;
  readonly intro: Record<string, string>;
  readonly thanks: Record<string, string>;
  readonly languages: Language[];
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly questions: number;
  /** Nobody has been invited: there is nothing that closing has forgotten. */
  readonly uninvited: boolean;
}

const columns = `s.id, s.audience, s.state, s.title, s.intro, s.thanks, s.languages, s.opens_at "opensAt",
  s.closes_at "closesAt", (SELECT count(*) FROM question q WHERE q.survey_id = s.id) questions,
  NOT EXISTS (SELECT FROM survey_invitation i WHERE i.survey_id = s.id) uninvited`;

/** The surveys of an edition. */
export const surveysOf = (sql: Sql, edition: string): Promise<SurveyRow[]> =>
  sql.rows<SurveyRow>(`SELECT ${columns} FROM survey s WHERE s.edition_id = $1 ORDER BY s.audience`, [
    edition,
  ]);

/** The survey of an audience in an edition, by the edition's id. */
export async function surveyOf(sql: Sql, edition: string, audience: string): Promise<SurveyRow | undefined> {
  const [row] = await sql.rows<SurveyRow>(
    `SELECT ${columns} FROM survey s WHERE s.edition_id = $1 AND s.audience = $2`,
    [edition, audience],
  );
  return row;
}

/** The same, locked until the transaction ends: whoever builds holds it, so that a question sees all others. */
export async function lockSurvey(tx: Tx, edition: string, audience: string): Promise<SurveyRow | undefined> {
  const lock = 'SELECT id FROM survey WHERE edition_id = $1 AND audience = $2 FOR UPDATE';
  const [locked] = await tx.rows(lock, [edition, audience]);
  return locked && surveyOf(tx, edition, audience);
}

export interface EarlierRow {
  readonly id: string;
  readonly editionId: string;
  readonly edition: string;
  readonly name: string;
  readonly audience: string;
}

/** Surveys of editions of the same fair that were before this one, newest first. */
export const earlierSurveys = (sql: Sql, edition: string): Promise<EarlierRow[]> =>
  sql.rows<EarlierRow>(
    `WITH begins AS (SELECT edition_id, min(date) AS on_day FROM edition_day GROUP BY edition_id)
     SELECT s.id, e.id "editionId", e.slug edition, e.name, s.audience
     FROM edition this JOIN begins mine ON mine.edition_id = this.id
     JOIN edition e ON e.fair_id = this.fair_id JOIN begins ON begins.edition_id = e.id
     JOIN survey s ON s.edition_id = e.id
     WHERE this.id = $1 AND begins.on_day < mine.on_day ORDER BY begins.on_day DESC, s.audience`,
    [edition],
  );

export interface PlacedRow extends WordingRow {
  readonly id: string;
  readonly bankId: string;
  readonly key: string;
  readonly version: number;
  readonly page: number;
  readonly required: boolean;
  readonly shownIf: Condition | null;
  readonly newestId: string;
  readonly newestVersion: number;
  readonly newestText: Record<string, string>;
  readonly retired: boolean;
  /** Versions whose answers do not compare with those of the version before. */
  readonly breaks: number[];
}

/** The questions of a survey in their order, with what the bank has of them today. */
export const placedOf = (sql: Sql, survey: string): Promise<PlacedRow[]> =>
  sql.rows<PlacedRow>(
    `SELECT q.id, b.id "bankId", b.key, b.version, b.kind, b.text, b.help, b.options, b.rows, b.least, b.most,
       q.page, q.required, q.shown_if "shownIf",
       n.id "newestId", n.version "newestVersion", n.text "newestText", n.retired_at IS NOT NULL retired,
       ARRAY(SELECT x.version FROM bank_question x
             WHERE x.organiser_id = b.organiser_id AND x.key = b.key AND NOT x.comparable) breaks
     FROM question q JOIN bank_question b ON b.id = q.bank_question_id
     CROSS JOIN LATERAL (SELECT * FROM bank_question v WHERE v.organiser_id = b.organiser_id AND v.key = b.key
                         ORDER BY v.version DESC LIMIT 1) n
     WHERE q.survey_id = $1 ORDER BY q.page, q.position, q.id`,
    [survey],
  );

/** One version of a question that the bank offers, or its newest one; undefined when there is none. */
export async function offered(
  sql: Sql,
  it: { organiser: string; key: string; version?: number },
): Promise<(WordingRow & { readonly id: string }) | undefined> {
  const [row] = await sql.rows<WordingRow & { id: string }>(
    `SELECT id, kind, text, help, options, rows, least, most FROM bank_question
     WHERE organiser_id = $1 AND key = $2 AND (version = $3 OR ($3::int IS NULL AND retired_at IS NULL))
     ORDER BY version DESC LIMIT 1`,
    [it.organiser, it.key, it.version ?? null],
  );
  return row;
}

interface NewSurvey extends Pick<SurveyRow, 'id' | 'audience' | 'title' | 'intro' | 'thanks' | 'languages'> {
  readonly edition: string;
}

/** Begins a draft; false when the audience has a survey already. */
export async function insertSurvey(tx: Tx, it: NewSurvey): Promise<boolean> {
  const made = await tx.rows(
    `INSERT INTO survey (id, edition_id, audience, title, intro, thanks, languages, invited)
     VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6::jsonb, $7::text[], 0)
     ON CONFLICT (edition_id, audience) DO NOTHING RETURNING id`,
    [
      it.id,
      it.edition,
      it.audience,
      JSON.stringify(it.title),
      JSON.stringify(it.intro),
      JSON.stringify(it.thanks),
      it.languages,
    ],
  );
  return made.length > 0;
}

export interface Placing {
  readonly id: string;
  readonly bankId: string;
  readonly key: string;
  readonly page: number;
  readonly required: boolean;
  readonly shownIf: Condition | null;
}

/** Writes the questions of a survey as they now stand, in their order; those that are not among them go. */
export async function writePlaced(tx: Tx, survey: string, all: readonly Placing[]): Promise<void> {
  await tx.rows('DELETE FROM question WHERE survey_id = $1 AND NOT (id = ANY ($2::uuid[]))', [
    survey,
    all.map(({ id }) => id),
  ]);
  const rows = all.map((it, index) => ({ ...it, position: index + 1 }));
  await tx.rows(
    `INSERT INTO question (id, survey_id, bank_question_id, key, position, page, required, shown_if)
     SELECT id, $1, "bankId", key, position, page, required, "shownIf"
     FROM jsonb_to_recordset($2::jsonb) AS it (id uuid, "bankId" uuid, key text, position smallint, page smallint,
       required boolean, "shownIf" jsonb)
     ON CONFLICT (id) DO UPDATE SET bank_question_id = EXCLUDED.bank_question_id, position = EXCLUDED.position,
       page = EXCLUDED.page, required = EXCLUDED.required, shown_if = EXCLUDED.shown_if`,
    [survey, JSON.stringify(rows)],
  );
}

interface Words extends Pick<SurveyRow, 'languages' | 'opensAt' | 'closesAt'> {
  readonly title: object;
  readonly intro: object;
  readonly thanks: object;
  readonly id: string;
}

/**
 * Writes texts and times of a draft, and of an open survey texts and when it closes as long as it has not; false when
 * it is fixed.
 */
export async function writeWords(tx: Tx, it: Words, now: Date): Promise<boolean> {
  const written = await tx.rows(
    `UPDATE survey SET title = $2::jsonb, intro = $3::jsonb, thanks = $4::jsonb, languages = $5::text[], opens_at = $6,
       closes_at = $7
     WHERE id = $1 AND (state = 'draft'
       OR (state = 'open' AND closes_at > $8 AND $7::timestamptz > $8 AND opens_at = $6::timestamptz))
     RETURNING id`,
    [
      it.id,
      JSON.stringify(it.title),
      JSON.stringify(it.intro),
      JSON.stringify(it.thanks),
      it.languages,
      it.opensAt,
      it.closesAt,
      now,
    ],
  );
  return written.length > 0;
}

/** Takes a draft away with its questions; false when it is no draft. */
export async function deleteDraft(tx: Tx, survey: string): Promise<boolean> {
  const gone = await tx.rows(`DELETE FROM survey WHERE id = $1 AND state = 'draft' RETURNING id`, [survey]);
  return gone.length > 0;
}

const moves = {
  /** A draft with questions and a time that is not over, or one closed before its time that invited nobody. */
  open: `UPDATE survey s SET state = 'open' WHERE id = $1 AND closes_at > $2 AND opens_at IS NOT NULL
           AND EXISTS (SELECT FROM question q WHERE q.survey_id = s.id)
           AND (state = 'draft' OR (state = 'closed'
             AND NOT EXISTS (SELECT FROM survey_invitation i WHERE i.survey_id = s.id))) RETURNING id`,
  closed: `UPDATE survey SET state = 'closed' WHERE id = $1 AND state = 'open' AND $2::timestamptz IS NOT NULL RETURNING id`,
  /** Before its time has come nobody can have answered. */
  draft: `UPDATE survey SET state = 'draft' WHERE id = $1 AND state = 'open' AND opens_at > $2 RETURNING id`,
} as const;

/** Brings a survey to another state, when it may go there at that instant; whether it did. */
export async function moveSurvey(tx: Tx, survey: string, to: State, now: Date): Promise<boolean> {
  return (await tx.rows(moves[to], [survey, now])).length > 0;
}

/** Closes the surveys whose time is over; their ids and editions. */
export const closeEnded = (tx: Tx, now: Date): Promise<{ id: string; edition: string }[]> =>
  tx.rows(
    `UPDATE survey SET state = 'closed' WHERE state = 'open' AND closes_at <= $1 RETURNING id, edition_id edition`,
    [now],
  );
