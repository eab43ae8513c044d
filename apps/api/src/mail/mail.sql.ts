import type { Tx } from '../platform/database.ts';

interface NewMessage {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly purposeKey: string;
  readonly locale: string;
  readonly editionId?: string;
  readonly partyId?: string;
  readonly bookingId?: string;
  readonly applicationId?: string;
  readonly signInLinkId?: string;
  readonly organiserId?: string;
  readonly surveyInvitationId?: string;
}

/** The message and its announcement in one statement; the id, or undefined when the purpose key is taken. */
export async function insertPromise(tx: Tx, it: NewMessage): Promise<string | undefined> {
  const { partyId, bookingId, applicationId, signInLinkId, organiserId, surveyInvitationId } = it;
  const about = [partyId, bookingId, applicationId, signInLinkId, organiserId, surveyInvitationId].map(
    (id) => id ?? null,
  );
  const [row] = await tx.rows<{ id: string }>(
    `WITH promised AS (
       INSERT INTO message (id, kind, purpose_key, locale, edition_id, queued_at,
                            party_id, booking_id, application_id, sign_in_link_id, organiser_id,
                            survey_invitation_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       ON CONFLICT (purpose_key) DO NOTHING
       RETURNING id)
     INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM promised RETURNING ref AS id`,
    [it.id, it.kind, it.purposeKey, it.locale, it.editionId ?? null, it.at, ...about],
  );
  return row?.id;
}
