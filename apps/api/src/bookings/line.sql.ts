import type { Sql, Tx } from '../platform/database.ts';
import type { Span, Wanted } from './bookings.rules.ts';
import type { Gift, Turn, Waiting } from './line.rules.ts';

/** Those in line for a slot that could use `free` places, first come first. */
export function readLine(tx: Tx, slotId: string, free: number): Promise<Waiting[]> {
  return tx.rows<Waiting>(
    `SELECT id AS "bookingId", party_id AS "partyId", places, part_ok AS "partOk" FROM booking
     WHERE slot_id = $1 AND state = 'waiting' AND (places <= $2 OR part_ok) ORDER BY line_no`,
    [slotId, free],
  );
}

/**
 * Locks those of the parties that nobody else has locked, without waiting (who holds a slot must never wait for a
 * party: parties are locked before slots), and reads afresh what else they do during the span.
 */
export async function readTurns(tx: Tx, partyIds: readonly string[], span: Span): Promise<Map<string, Turn>> {
  const locked = await tx.rows<{ id: string }>(
    'SELECT id FROM party WHERE id = ANY ($1::uuid[]) FOR NO KEY UPDATE SKIP LOCKED',
    [partyIds],
  );
  const rows = await tx.rows<{ id: string; size: number } & Partial<Visit>>(
    `SELECT p.id, p.size, b.slot_id AS "slotId", b.places, b.starts_at AS "startsAt", b.ends_at AS "endsAt"
     FROM party p
     LEFT JOIN (SELECT b.party_id, b.slot_id, b.places, s.starts_at, s.ends_at
                FROM booking b JOIN slot s ON s.id = b.slot_id
                WHERE b.party_id = ANY ($1::uuid[]) AND b.state IN ('confirmed', 'offered')
                  AND s.starts_at < $3 AND s.ends_at > $2) b ON b.party_id = p.id
     WHERE p.id = ANY ($1::uuid[])`,
    [partyIds, span.startsAt, span.endsAt],
  );
  const still = new Set(locked.map(({ id }) => id));
  return new Map(
    partyIds.map((id) => [
      id,
      turnOf(
        rows.filter((row) => row.id === id),
        still.has(id),
      ),
    ]),
  );
}

type Visit = Wanted & Span;

const turnOf = (rows: readonly ({ size: number } & Partial<Visit>)[], still: boolean): Turn => ({
  size: rows[0]?.size ?? 0,
  visits: rows.filter((row): row is { size: number } & Visit => typeof row.slotId === 'string'),
  still,
});

/** A gift as it is written: confirmed at once or offered, with the id its mail will have. */
export interface WrittenGift extends Gift {
  readonly state: 'confirmed' | 'offered';
  readonly messageId: string;
}

/** Gives places of a locked slot: bookings, counters, messages and outbox in one statement. */
export async function writeGifts(
  tx: Tx,
  slotId: string,
  gifts: readonly WrittenGift[],
  at: { now: Date; offerUntil: Date },
): Promise<void> {
  await tx.rows(
    `WITH gift AS (
       SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::uuid[]) AS g (booking_id, places, state, message_id)),
     counter AS (
       UPDATE slot SET
         taken = taken + (SELECT coalesce(sum(places) FILTER (WHERE state = 'confirmed'), 0) FROM gift)::int,
         held = held + (SELECT coalesce(sum(places) FILTER (WHERE state = 'offered'), 0) FROM gift)::int
       WHERE id = $5),
     given AS (
       UPDATE booking b SET places = g.places, state = g.state, offered_at = $6, changed_at = $6,
         offer_until = CASE WHEN g.state = 'offered' THEN $7::timestamptz END
       FROM gift g WHERE b.id = g.booking_id
       RETURNING b.id, b.edition_id, b.party_id, b.state, g.message_id),
     told AS (
       INSERT INTO message (id, edition_id, purpose_key, kind, party_id, booking_id, locale, queued_at)
       SELECT g.message_id, g.edition_id, 'booking:' || g.id || ':' || k.kind, k.kind, g.party_id, g.id, p.locale, $6
       FROM given g JOIN party p ON p.id = g.party_id
       CROSS JOIN LATERAL (SELECT CASE g.state WHEN 'offered' THEN 'offer' ELSE 'place-confirmed' END) AS k (kind)
       WHERE p.email IS NOT NULL RETURNING id),
     audited AS (
       INSERT INTO audit_entry (at, action, edition_id, subject_id, detail)
       SELECT $6, 'booking.' || state, edition_id, id, jsonb_build_object('slot', $5::uuid) FROM given)
     INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM told`,
    [
      gifts.map(({ bookingId }) => bookingId),
      gifts.map(({ places }) => places),
      gifts.map(({ state }) => state),
      gifts.map(({ messageId }) => messageId),
      slotId,
      at.now,
      at.offerUntil,
    ],
  );
}

/** Slots with offers whose time is up, at most `limit`. */
export async function readExpired(sql: Sql, now: Date, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT DISTINCT slot_id AS id FROM booking WHERE state = 'offered' AND offer_until <= $1 ORDER BY id LIMIT $2`,
    [now, limit],
  );
  return rows.map(({ id }) => id);
}

/** Slots waited for by parties with an offer in this slot whose time is up: what they were passed by for. */
export async function readWaitedByExpired(tx: Tx, slotId: string, now: Date): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `SELECT DISTINCT w.slot_id AS id
     FROM booking b JOIN slot s ON s.id = b.slot_id
     JOIN booking w ON w.party_id = b.party_id AND w.state = 'waiting'
     JOIN slot t ON t.id = w.slot_id AND t.starts_at < s.ends_at AND t.ends_at > s.starts_at
     WHERE b.slot_id = $1 AND b.state = 'offered' AND b.offer_until <= $2`,
    [slotId, now],
  );
  return rows.map(({ id }) => id);
}

/** Ends the offers of a locked slot whose time is up and tells their parties; how many places came back. */
export async function expireOffersOf(tx: Tx, slotId: string, now: Date): Promise<number> {
  const [row] = await tx.rows<{ freed: number }>(
    `WITH ended AS (
       UPDATE booking SET state = 'cancelled', ended_by = 'expired', offer_until = NULL, changed_at = $2
       WHERE slot_id = $1 AND state = 'offered' AND offer_until <= $2
       RETURNING id, edition_id, party_id, places),
     counter AS (
       UPDATE slot SET held = held - (SELECT coalesce(sum(places), 0) FROM ended)::int
       WHERE id = $1 AND EXISTS (SELECT FROM ended)),
     told AS (
       INSERT INTO message (id, edition_id, purpose_key, kind, party_id, booking_id, locale, queued_at)
       SELECT gen_random_uuid(), e.edition_id, 'booking:' || e.id || ':offer-expired', 'offer-expired', e.party_id, e.id, p.locale, $2
       FROM ended e JOIN party p ON p.id = e.party_id WHERE p.email IS NOT NULL RETURNING id),
     posted AS (INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM told),
     audited AS (
       INSERT INTO audit_entry (at, action, edition_id, subject_id) SELECT $2, 'offer.expired', edition_id, id FROM ended)
     SELECT coalesce(sum(places), 0)::int AS freed FROM ended`,
    [slotId, now],
  );
  return row?.freed ?? 0;
}
