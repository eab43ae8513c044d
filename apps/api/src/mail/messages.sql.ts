import type { Sql } from '../platform/database.ts';
import type { MessageState } from './mail.entity.ts';

/** A message as staff read it. `address` is joined at the moment of reading and leaves the service masked. */
export interface ListedMessage {
  readonly id: string;
  readonly kind: string;
  readonly address: string | null;
  readonly locale: string;
  readonly state: MessageState;
  readonly attempts: number;
  readonly error: string | null;
  readonly queuedAt: Date;
  readonly sentAt: Date | null;
}

/** Whose messages somebody may see: those of editions whose organiser gave the account one of these roles. */
export interface Reader {
  readonly account: string;
  readonly roles: readonly string[];
}

/** Whom a survey's reminder goes to is told to nobody: it goes to those who have not answered (I11). */
const address = `CASE WHEN message.kind <> 'survey.reminder' THEN coalesce(party.email, application.contact_email,
  account.email, organiser.contact_email, invitation.email, invited_party.email, invited_application.contact_email,
  invited_account.email) END`;

const listed = `message.id, message.kind, ${address} AS address, message.locale, message.state, attempts, error, queued_at AS "queuedAt", sent_at AS "sentAt"`;

const addressed = `
  LEFT JOIN party ON party.id = message.party_id
  LEFT JOIN application ON application.id = message.application_id
  LEFT JOIN sign_in_link ON sign_in_link.id = message.sign_in_link_id
  LEFT JOIN account ON account.id = sign_in_link.account_id
  LEFT JOIN organiser ON organiser.id = message.organiser_id
  LEFT JOIN survey_invitation invitation ON invitation.id = message.survey_invitation_id
  LEFT JOIN party invited_party ON invited_party.id = invitation.party_id
  LEFT JOIN application invited_application ON invited_application.id = invitation.application_id
  LEFT JOIN account invited_account ON invited_account.id = invitation.account_id`;

/** The edition's id, if this reader may read its messages. */
export async function readableEdition(
  db: Sql,
  slug: string,
  { account, roles }: Reader,
): Promise<string | undefined> {
  const [edition] = await db.rows<{ id: string }>(
    `SELECT edition.id FROM edition JOIN fair ON fair.id = fair_id
     WHERE edition.slug = $1 AND EXISTS (
       SELECT FROM membership m WHERE m.account_id = $2 AND m.role = ANY ($3::text[])
         AND m.organiser_id = fair.organiser_id)`,
    [slug, account, roles],
  );
  return edition?.id;
}

/** Newest first, at most 100, queued before `before` where given. */
export function listMessages(
  db: Sql,
  {
    edition,
    state,
    before,
  }: { edition: string; state?: MessageState | undefined; before?: string | undefined },
): Promise<ListedMessage[]> {
  return db.rows<ListedMessage>(
    `SELECT ${listed} FROM message ${addressed}
     WHERE message.edition_id = $1 AND ($2::text IS NULL OR message.state = $2)
       AND ($3::timestamptz IS NULL OR queued_at < $3)
     ORDER BY queued_at DESC, message.id DESC LIMIT 100`,
    [edition, state ?? null, before ?? null],
  );
}

/** How many messages of the edition are in each state. */
export function countByState(db: Sql, edition: string): Promise<{ state: MessageState; count: number }[]> {
  return db.rows(`SELECT state, count(*) AS count FROM message WHERE edition_id = $1 GROUP BY state`, [
    edition,
  ]);
}

/** A message this reader may act on; locked when read in a transaction that means to change it. */
export async function findReadable(
  tx: Sql,
  id: string,
  { account, roles }: Reader,
): Promise<ListedMessage | undefined> {
  const [message] = await tx.rows<ListedMessage>(
    `SELECT ${listed} FROM message ${addressed}
     JOIN edition ON edition.id = message.edition_id JOIN fair ON fair.id = fair_id
     WHERE message.id = $1 AND EXISTS (
       SELECT FROM membership m WHERE m.account_id = $2 AND m.role = ANY ($3::text[])
         AND m.organiser_id = fair.organiser_id)
     FOR UPDATE OF message`,
    [id, account, roles],
  );
  return message;
}

/** Gives a failed message all its tries back and announces it. */
export async function requeue(tx: Sql, id: string): Promise<void> {
  await tx.rows(
    `WITH back AS (
       UPDATE message SET state = 'queued', attempts = 0, error = NULL, due_at = NULL
       WHERE id = $1 AND state = 'failed' RETURNING id)
     INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM back`,
    [id],
  );
}
