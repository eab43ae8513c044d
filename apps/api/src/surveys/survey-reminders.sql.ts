import type { Sql, Tx } from '../platform/database.ts';
import type { AskedSurvey } from './asking.sql.ts';

/** `n` is how many letters it was; null before it is sent. */
export interface ReminderRow {
  readonly id: string;
  readonly surveyId: string;
  readonly dueAt: Date;
  readonly sentAt: Date | null;
  readonly n: number | null;
}

const columns = 'id, survey_id AS "surveyId", due_at AS "dueAt", sent_at AS "sentAt", n';

export const readReminders = (sql: Sql, survey: string): Promise<ReminderRow[]> =>
  sql.rows<ReminderRow>(`SELECT ${columns} FROM survey_reminder WHERE survey_id = $1 ORDER BY due_at`, [
    survey,
  ]);

/** Throws the violated constraint survey_reminder_once when there is one at that time. */
export async function insertReminder(tx: Tx, it: { id: string; survey: string; dueAt: Date }): Promise<void> {
  await tx.rows('INSERT INTO survey_reminder (id, survey_id, due_at) VALUES ($1, $2, $3)', [
    it.id,
    it.survey,
    it.dueAt,
  ]);
}

/** False when it has been sent, or is none of the survey's. */
export async function deleteReminder(tx: Tx, survey: string, id: string): Promise<boolean> {
  const rows = await tx.rows(
    'DELETE FROM survey_reminder WHERE id = $2 AND survey_id = $1 AND sent_at IS NULL RETURNING id',
    [survey, id],
  );
  return rows.length > 0;
}

/** Reminders whose time has come. */
export const dueReminders = (sql: Sql, now: Date): Promise<ReminderRow[]> =>
  sql.rows<ReminderRow>(
    `SELECT ${columns} FROM survey_reminder WHERE sent_at IS NULL AND due_at <= $1 ORDER BY due_at`,
    [now],
  );

/** Locks a reminder that has not been sent; undefined when somebody else has done it. */
export async function lockReminder(tx: Tx, id: string): Promise<ReminderRow | undefined> {
  const [row] = await tx.rows<ReminderRow>(
    `SELECT ${columns} FROM survey_reminder WHERE id = $1 AND sent_at IS NULL FOR UPDATE`,
    [id],
  );
  return row;
}

export async function readReminder(sql: Sql, id: string): Promise<ReminderRow | undefined> {
  const [row] = await sql.rows<ReminderRow>(`SELECT ${columns} FROM survey_reminder WHERE id = $1`, [id]);
  return row;
}

/**
 * Promises a reminder for each of these keys, in an order of chance, and counts them. The rows name the organiser and
 * a key only the installation can read; neither address, language nor invitation: who holds the whole database does
 * not learn who had not answered (I11).
 */
export async function promiseReminders(
  tx: Tx,
  it: { reminder: string; survey: AskedSurvey; keys: readonly string[]; now: Date },
): Promise<void> {
  await tx.rows(
    `WITH promised AS (
       INSERT INTO message (id, edition_id, purpose_key, kind, organiser_id, locale, queued_at)
       SELECT gen_random_uuid(), $2, 'survey.reminder:' || $1 || ':' || key, 'survey.reminder', $3, 'sv', $5
       FROM unnest($4::text[]) AS key ORDER BY random()
       ON CONFLICT (purpose_key) DO NOTHING RETURNING id)
     INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM promised RETURNING ref`,
    [it.reminder, it.survey.editionId, it.survey.organiserId, it.keys, it.now],
  );
  await tx.rows('UPDATE survey_reminder SET sent_at = $2, n = $3 WHERE id = $1', [
    it.reminder,
    it.now,
    it.keys.length,
  ]);
}
