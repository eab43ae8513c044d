import type { Sql, Tx } from '../platform/database.ts';
import { meetingColumns } from './meetings.sql.ts';
import type { MeetingRow, Staff } from './meetings.sql.ts';

export type QuestionState = 'new' | 'approved' | 'hidden' | 'answered';

export interface QuestionRow {
  readonly id: string;
  readonly text: string;
  readonly locale: 'sv' | 'en' | 'ar';
  readonly state: QuestionState;
  readonly madeAt: Date;
}

const columns = `q.id, q.text, q.locale, q.state, q.made_at "madeAt"`;

export const questionView = ({ id, text, locale, state, madeAt }: QuestionRow) => ({
  id,
  text,
  locale,
  state,
  madeAt: madeAt.toISOString(),
});

export interface AskingBooking {
  readonly id: string;
  readonly live: boolean;
  readonly takesQuestions: boolean;
  readonly startsAt: Date;
  readonly locale: string;
}

/** Locks the party of a link and reads one of its bookings; undefined when either is not there. */
export async function lockAsking(
  tx: Tx,
  party: { id: string; revision: number },
  booking: string,
): Promise<AskingBooking | undefined> {
  const locked = 'SELECT id FROM party WHERE id = $1 AND link_revision = $2 FOR NO KEY UPDATE';
  const [known] = await tx.rows(locked, [party.id, party.revision]);
  if (!known) return undefined;
  const [row] = await tx.rows<AskingBooking>(
    `SELECT b.id, b.state IN ('waiting', 'offered', 'confirmed') live, k.takes_questions "takesQuestions",
       s.starts_at "startsAt", p.locale
     FROM booking b JOIN party p ON p.id = b.party_id JOIN slot s ON s.id = b.slot_id
     JOIN activity a ON a.id = s.activity_id JOIN activity_kind k ON k.key = a.kind
     WHERE b.id = $2 AND b.party_id = $1`,
    [party.id, booking],
  );
  return row;
}

/** Writes a question in the party's language; undefined when the booking has three already. */
export async function insertQuestion(
  tx: Tx,
  it: { id: string; booking: string; text: string; at: Date },
): Promise<QuestionRow | undefined> {
  const [row] = await tx.rows<QuestionRow>(
    `INSERT INTO slot_question AS q (id, slot_id, booking_id, party_id, nth, locale, text, made_at)
     SELECT $1, b.slot_id, b.id, b.party_id, free.nth, p.locale, $3, $4
     FROM booking b JOIN party p ON p.id = b.party_id
     CROSS JOIN LATERAL (
       SELECT n.nth FROM generate_series(1, 3) AS n (nth)
       WHERE NOT EXISTS (SELECT FROM slot_question o WHERE o.booking_id = b.id AND o.nth = n.nth)
       ORDER BY n.nth LIMIT 1) free
     WHERE b.id = $2
     ON CONFLICT ON CONSTRAINT slot_question_nth DO NOTHING
     RETURNING ${columns}`,
    [it.id, it.booking, it.text, it.at],
  );
  return row;
}

/** Takes back a question of the party while it is new; otherwise its state, or undefined when there is none such. */
export async function deleteOwnQuestion(
  tx: Tx,
  party: { id: string; revision: number },
  question: string,
): Promise<'gone' | QuestionState | undefined> {
  const mine = `party_id = (SELECT id FROM party WHERE id = $2 AND link_revision = $3)`;
  const values = [question, party.id, party.revision];
  const [gone] = await tx.rows(
    `DELETE FROM slot_question WHERE id = $1 AND ${mine} AND state = 'new' RETURNING id`,
    values,
  );
  if (gone) return 'gone';
  const [left] = await tx.rows<{ state: QuestionState }>(
    `SELECT state FROM slot_question WHERE id = $1 AND ${mine}`,
    values,
  );
  return left?.state;
}

export type StaffQuestionRow = QuestionRow & { readonly meeting: MeetingRow };

const staffColumns = `${columns}, ${meetingColumns}`;
const staffTables = `slot_question q JOIN slot s ON s.id = q.slot_id JOIN activity a ON a.id = s.activity_id
  LEFT JOIN place p ON p.id = s.place_id`;

export interface QuestionFilter {
  readonly slot?: string | undefined;
  readonly activity?: string | undefined;
  readonly state?: QuestionState | undefined;
  readonly locale?: string | undefined;
}

/** The questions of an edition by meeting and time of sending; what is not filtered by is undefined. At most 500. */
export async function questionsOf(
  sql: Sql,
  edition: string,
  filter: QuestionFilter,
): Promise<StaffQuestionRow[]> {
  const rows = await sql.rows<QuestionRow & MeetingRow>(
    `SELECT ${staffColumns} FROM ${staffTables}
     WHERE s.edition_id = $1 AND ($2::uuid IS NULL OR s.id = $2) AND ($3::uuid IS NULL OR a.id = $3)
       AND ($4::text IS NULL OR q.state = $4) AND ($5::text IS NULL OR q.locale = $5)
     ORDER BY s.starts_at, s.id, q.made_at, q.id LIMIT 500`,
    [edition, filter.slot ?? null, filter.activity ?? null, filter.state ?? null, filter.locale ?? null],
  );
  return rows.map(withMeeting);
}

const withMeeting = (row: QuestionRow & MeetingRow): StaffQuestionRow => ({ ...row, meeting: row });

/** How many questions of an edition are in each state. */
export const questionCounts = (
  sql: Sql,
  edition: string,
): Promise<{ state: QuestionState; count: number }[]> =>
  sql.rows(
    `SELECT q.state, count(*) count FROM slot_question q JOIN slot s ON s.id = q.slot_id
     WHERE s.edition_id = $1 GROUP BY q.state`,
    [edition],
  );

/** Writes a decision with its audit entry, when the question is of one of their editions; undefined when not. */
export async function writeDecision(
  tx: Tx,
  it: { question: string; state: QuestionState; at: Date },
  staff: Staff,
): Promise<StaffQuestionRow | undefined> {
  const decided = await tx.rows<{ id: string }>(
    `WITH decided AS (
       UPDATE slot_question q SET state = $2, decided_at = $3, decided_by = $4
       FROM slot s JOIN edition e ON e.id = s.edition_id
       WHERE q.id = $1 AND s.id = q.slot_id
         AND EXISTS (SELECT FROM membership m JOIN fair f ON f.organiser_id = m.organiser_id
                     WHERE f.id = e.fair_id AND m.account_id = $4 AND m.role = ANY ($5::text[]))
       RETURNING q.id, s.edition_id)
     INSERT INTO audit_entry (at, action, edition_id, subject_id, account_id, detail)
     SELECT $3, 'question.decided', edition_id, id, $4, jsonb_build_object('state', $2::text) FROM decided
     RETURNING subject_id AS id`,
    [it.question, it.state, it.at, staff.account, staff.roles],
  );
  if (decided.length === 0) return undefined;
  const [row] = await tx.rows<QuestionRow & MeetingRow>(
    `SELECT ${staffColumns} FROM ${staffTables} WHERE q.id = $1`,
    [it.question],
  );
  return row && withMeeting(row);
}
