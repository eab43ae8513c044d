import type { Sql } from '../platform/database.ts';
import type { MessageRow } from './mail.entity.ts';

const row = `id, edition_id AS "editionId", purpose_key AS "purposeKey", kind, party_id AS "partyId",
  booking_id AS "bookingId", application_id AS "applicationId", sign_in_link_id AS "signInLinkId",
  survey_invitation_id AS "surveyInvitationId", locale, attempts`;

/** Takes those of the messages that are still queued into this worker's hands until `until`; one try is counted. */
export function claimQueued(
  db: Sql,
  ids: readonly string[],
  { now, until }: { now: Date; until: Date },
): Promise<MessageRow[]> {
  return db.rows<MessageRow>(
    `UPDATE message SET state = 'sending', attempts = attempts + 1, tried_at = $2, due_at = $3
     WHERE id = ANY ($1::uuid[]) AND state = 'queued'
     RETURNING ${row}`,
    [ids, now, until],
  );
}

/** They were accepted by the mail server. True even when somebody had taken them back meanwhile: no second copy then. */
export async function markSent(db: Sql, ids: readonly string[], now: Date): Promise<void> {
  await db.rows(
    `UPDATE message SET state = 'sent', sent_at = $2, error = NULL, due_at = NULL
     WHERE id = ANY ($1::uuid[]) AND state IN ('sending', 'queued')`,
    [ids, now],
  );
}

/** There was nothing to say any more, or the mail cannot be delivered: an end that staff can read. */
export async function markEnded(
  db: Sql,
  id: string,
  state: 'failed' | 'suppressed',
  error: string | null,
): Promise<void> {
  await db.rows(
    `UPDATE message SET state = $2, error = $3, due_at = NULL WHERE id = $1 AND state = 'sending'`,
    [id, state, error],
  );
}

/** Not this time; announced again when it is due. */
export async function markWaiting(db: Sql, id: string, dueAt: Date, error: string): Promise<void> {
  await db.rows(
    `UPDATE message SET state = 'queued', due_at = $2, error = $3 WHERE id = $1 AND state = 'sending'`,
    [id, dueAt, error],
  );
}

/**
 * Announces again up to 5,000 unfinished messages whose time has come (the next try, a dead worker, a lost job), and
 * not before `again` once more. Those still waiting in the outbox are left: there the queue is away, not the job.
 */
export async function announceDue(
  db: Sql,
  when: { now: Date; unheardSince: Date; again: Date },
): Promise<number> {
  const announced = await db.rows(
    `WITH due AS (
       SELECT id FROM message
       WHERE state IN ('queued', 'sending')
         AND (due_at <= $1 OR due_at IS NULL AND queued_at <= $2)
         AND NOT EXISTS (SELECT FROM outbox WHERE relayed_at IS NULL AND topic = 'mail.send' AND ref = message.id)
       ORDER BY queued_at LIMIT 5000
       FOR UPDATE SKIP LOCKED),
     back AS (
       UPDATE message SET state = 'queued', due_at = $3 FROM due WHERE message.id = due.id RETURNING message.id)
     INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM back RETURNING id`,
    [when.now, when.unheardSince, when.again],
  );
  return announced.length;
}
