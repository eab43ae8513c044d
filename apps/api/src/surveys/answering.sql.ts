import type { AskedQuestion, GivenAnswer } from '@vagval/contract';
import type * as z from 'zod';
import type { Sql, Tx } from '../platform/database.ts';
import type { AnswerRow, Crowd, Traits, Window } from './answering.rules.ts';
import type { Mark } from './ballots.sql.ts';

type Said = Readonly<Record<string, string>>;

/** A survey as whoever answers meets it. */
export interface SurveyRow extends Window {
  readonly id: string;
  readonly title: Said;
  readonly intro: Said;
  readonly thanks: Said;
  readonly languages: ('sv' | 'en' | 'ar')[];
  readonly organiser: string;
  readonly timeZone: string;
  readonly threshold: number;
}

/** An invitation or a link with its survey, and what is known of whoever comes that way. */
export interface WayRow extends SurveyRow, Traits {
  readonly way: 'invitation' | 'class' | 'open' | 'kiosk';
  readonly wayId: string;
  readonly revision: number;
  /** Whether the invitation is withdrawn, or the link closed. */
  readonly ended: boolean;
  /** Of a link; of an invitation null. */
  readonly answered: number | null;
  readonly most: number | null;
  readonly expected: number | null;
  readonly label: string;
}

const surveyColumns = `s.id, s.state, s.opens_at "opensAt", s.closes_at "closesAt", s.title, s.intro, s.thanks, s.languages,
  o.name organiser, e.time_zone "timeZone", e.threshold`;
const surveyTables = `JOIN survey s ON s.id = w.survey_id JOIN edition e ON e.id = s.edition_id
  JOIN fair f ON f.id = e.fair_id JOIN organiser o ON o.id = f.organiser_id`;

// Whom an invitation goes to, by the booking or the organisation behind it.
const invited = `survey_invitation w LEFT JOIN party p ON p.id = w.party_id
  LEFT JOIN application a ON a.id = w.application_id
  LEFT JOIN LATERAL (SELECT m.organisation_id AS id FROM membership m
    WHERE m.account_id = w.account_id AND m.organisation_id IS NOT NULL ORDER BY m.organisation_id LIMIT 1) seat ON true
  LEFT JOIN organisation org ON org.id = coalesce(a.organisation_id, seat.id)`;
const traitsOfInvited = `w.locale, coalesce(p.municipality, org.municipality) municipality,
  coalesce(p.school_id, CASE WHEN org.kind IN ('school', 'compulsory') THEN org.id END) "schoolId", p.grade`;

/** The invitation with its survey; undefined when there is none. Locks nothing: answering leaves it as it is. */
export async function readInvitation(sql: Sql, id: string): Promise<WayRow | undefined> {
  const [row] = await sql.rows<WayRow>(
    `SELECT 'invitation' way, w.id "wayId", w.revision, w.withdrawn_at IS NOT NULL ended, NULL::int answered,
       NULL::int most, NULL::int expected, '' label, ${traitsOfInvited}, ${surveyColumns}
     FROM ${invited} ${surveyTables} WHERE w.id = $1`,
    [id],
  );
  return row;
}

/** The link for many with its survey; undefined when there is none. */
export async function readLink(sql: Sql, id: string): Promise<WayRow | undefined> {
  const [row] = await sql.rows<WayRow>(
    `SELECT w.kind way, w.id "wayId", w.revision, w.closed_at IS NOT NULL ended, w.answered, w.most,
       coalesce(w.expected, p.pupils) expected, coalesce(nullif(w.label, ''), p.class_name, '') label,
       NULL locale, p.municipality, p.school_id "schoolId", p.grade, ${surveyColumns}
     FROM survey_link w LEFT JOIN party p ON p.id = w.party_id ${surveyTables} WHERE w.id = $1`,
    [id],
  );
  return row;
}

/** Everybody invited to a survey, by what they share. */
export const crowdInvited = (sql: Sql, survey: string): Promise<Crowd[]> =>
  sql.rows(
    `SELECT locale, municipality, "schoolId", grade, count(*) count
     FROM (SELECT ${traitsOfInvited} FROM ${invited} WHERE w.survey_id = $1 AND w.withdrawn_at IS NULL) it
     GROUP BY 1, 2, 3, 4`,
    [survey],
  );

/** The pupils of all classes with a link, by what they share. Nobody knows which language a pupil will choose. */
export const crowdInClasses = (sql: Sql, survey: string): Promise<Crowd[]> =>
  sql.rows(
    `SELECT NULL locale, p.municipality, p.school_id "schoolId", p.grade, sum(coalesce(w.expected, p.pupils, 0)) count
     FROM survey_link w JOIN party p ON p.id = w.party_id WHERE w.survey_id = $1 AND w.kind = 'class'
     GROUP BY 2, 3, 4`,
    [survey],
  );

/** The questions of a survey in the order they are asked. */
export const questionsOf = (sql: Sql, survey: string): Promise<z.output<typeof AskedQuestion>[]> =>
  sql.rows(
    `SELECT q.key, b.kind, q.page, q.required, b.text, b.help, b.rows, b.least, b.most, q.shown_if "shownIf",
       (SELECT coalesce(jsonb_agg(jsonb_build_object('value', it->'value', 'text', it->'text',
          'alone', coalesce(it->'alone', 'false')) ORDER BY at), '[]')
        FROM jsonb_array_elements(b.options) WITH ORDINALITY AS o (it, at)) options
     FROM question q JOIN bank_question b ON b.id = q.bank_question_id
     WHERE q.survey_id = $1 ORDER BY q.page, q.position, q.key`,
    [survey],
  );

type Answers = readonly z.output<typeof GivenAnswer>[];

/** What was kept under a mark; empty when nothing was. */
export async function readDraft(sql: Sql, { survey, hash }: Mark): Promise<z.output<typeof GivenAnswer>[]> {
  const [row] = await sql.rows<{ answers: z.output<typeof GivenAnswer>[] }>(
    'SELECT answers FROM survey_draft WHERE survey_id = $1 AND hash = $2',
    [survey, hash],
  );
  return row?.answers ?? [];
}

/** Keeps answers under a mark, in place of those before. `on` is the day, YYYY-MM-DD. */
export async function writeDraft(tx: Tx, mark: Mark, answers: Answers, on: string): Promise<void> {
  await tx.rows(
    `INSERT INTO survey_draft (survey_id, hash, answers, saved_on) VALUES ($1, $2, $3, $4)
     ON CONFLICT (survey_id, hash) DO UPDATE SET answers = excluded.answers, saved_on = excluded.saved_on`,
    [mark.survey, mark.hash, JSON.stringify(answers), on],
  );
}

export async function deleteDraft(tx: Tx, { survey, hash }: Mark): Promise<void> {
  await tx.rows('DELETE FROM survey_draft WHERE survey_id = $1 AND hash = $2', [survey, hash]);
}

/** The survey's window, held as it is until the transaction ends: it does not close while somebody hands in. */
export async function holdWindow(tx: Tx, survey: string): Promise<Window | undefined> {
  const [row] = await tx.rows<Window>(
    `SELECT state, opens_at "opensAt", closes_at "closesAt" FROM survey WHERE id = $1 FOR SHARE`,
    [survey],
  );
  return row;
}

/** Counts one more through a link; false when it has taken its most or is closed. */
export async function countThrough(tx: Tx, link: string, revision: number): Promise<boolean> {
  const counted = await tx.rows(
    `UPDATE survey_link SET answered = answered + 1
     WHERE id = $1 AND revision = $2 AND answered < most AND closed_at IS NULL RETURNING id`,
    [link, revision],
  );
  return counted.length > 0;
}

/** A response before it is written: of the day alone, never of an instant. */
export interface NewResponse extends Traits {
  readonly id: string;
  readonly survey: string;
  readonly way: WayRow['way'];
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly answers: readonly AnswerRow[];
}

/** Writes a response with its answers; false when one with that id is there. */
export async function insertResponse(tx: Tx, it: NewResponse): Promise<boolean> {
  const made = await tx.rows(
    `INSERT INTO response (id, survey_id, answered_on, in_class, via, locale, municipality, school_id, grade)
     VALUES ($1, $2, $3, $4::text = 'class', $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [it.id, it.survey, it.on, it.way, it.locale, it.municipality, it.schoolId, it.grade],
  );
  if (made.length === 0) return false;
  await tx.rows(
    `INSERT INTO answer (response_id, question_id, item, value, text)
     SELECT $1, q.id, a.item, a.value, a.text
     FROM jsonb_to_recordset($3::jsonb) AS a (key text, item text, value numeric, text text)
     JOIN question q ON q.survey_id = $2 AND q.key = a.key`,
    [it.id, it.survey, JSON.stringify(it.answers)],
  );
  return true;
}
