import type { Tx } from '../platform/database.ts';
import type { Counts, Span } from './bookings.rules.ts';

/** The parties that have places in a slot, or an offer of some. */
export async function readPartiesIn(tx: Tx, slotId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `SELECT DISTINCT party_id AS id FROM booking WHERE slot_id = $1 AND state IN ('confirmed', 'offered') ORDER BY 1`,
    [slotId],
  );
  return rows.map(({ id }) => id);
}

/** Locks parties in the order of their ids, before any slot. */
export async function lockParties(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.rows('SELECT id FROM party WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [ids]);
}

/** Locks those of the parties that nobody else has locked, without waiting, so after a slot too; how many. */
export async function lockIdleParties(tx: Tx, ids: readonly string[]): Promise<number> {
  const rows = await tx.rows(
    'SELECT id FROM party WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED',
    [ids],
  );
  return rows.length;
}

/** A visit of a party, with how many the party is. */
export interface PartyVisit extends Span {
  readonly partyId: string;
  readonly size: number;
  readonly slotId: string;
  readonly places: number;
  readonly counts: Counts;
}

/** What the parties do during `span`, and their visit to the slot itself as if it were then. */
export function readVisitsDuring(
  tx: Tx,
  partyIds: readonly string[],
  slotId: string,
  span: Span,
): Promise<PartyVisit[]> {
  return tx.rows<PartyVisit>(
    `SELECT p.id AS "partyId", p.size, s.id AS "slotId", b.places, k.counts,
            CASE WHEN s.id = $2 THEN $3::timestamptz ELSE s.starts_at END AS "startsAt",
            CASE WHEN s.id = $2 THEN $4::timestamptz ELSE s.ends_at END AS "endsAt"
     FROM party p JOIN booking b ON b.party_id = p.id AND b.state IN ('confirmed', 'offered')
     JOIN slot s ON s.id = b.slot_id JOIN activity a ON a.id = s.activity_id JOIN activity_kind k ON k.key = a.kind
     WHERE p.id = ANY ($1::uuid[]) AND (s.id = $2 OR (s.starts_at < $4 AND s.ends_at > $3))
     ORDER BY p.id, s.id = $2, s.id`,
    [partyIds, slotId, span.startsAt, span.endsAt],
  );
}

/**
 * The places are somewhere or some time else now: calendars see a later version of the same entry, and no offer
 * outlives the start.
 */
export async function writeMovedSlot(tx: Tx, slotId: string, now: Date): Promise<void> {
  await tx.rows(
    `UPDATE booking b SET changed_at = $2,
            offer_until = CASE WHEN b.state = 'offered' THEN least(b.offer_until, s.starts_at) END
     FROM slot s WHERE s.id = b.slot_id AND s.id = $1 AND b.state IN ('confirmed', 'offered')`,
    [slotId, now],
  );
}
