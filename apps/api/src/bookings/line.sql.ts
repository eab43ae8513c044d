import type { Sql, Tx } from '../platform/database.ts';
import { peakDuring } from './bookings.rules.ts';
import type { Counts, Span, Wanted } from './bookings.rules.ts';
import type { Look, Time, Waiting } from './line.rules.ts';

/** One in line, with whose it is. */
export interface InLine extends Waiting {
  readonly partyId: string;
}

/** What was found about a party once it was its turn. */
export interface Turn {
  readonly time: Time;
  /** Whether nobody else is changing its bookings just now. */
  readonly still: boolean;
}

/** Those in line for a slot, first come first. */
export function readLine(tx: Tx, slotId: string): Promise<InLine[]> {
  return tx.rows<InLine>(
    `SELECT id AS "bookingId", party_id AS "partyId", places, part_ok AS "partOk" FROM booking
     WHERE slot_id = $1 AND state = 'waiting' ORDER BY line_no`,
    [slotId],
  );
}

/**
 * Locks those of the parties that nobody else has locked, without waiting (who holds a slot must never wait for a
 * party: parties are locked before slots), and reads afresh what else they do during the span. By booking.
 */
export async function readTurns(
  tx: Tx,
  asked: readonly InLine[],
  slot: Span & { readonly counts: Counts },
): Promise<Map<string, Turn>> {
  const partyIds = asked.map(({ partyId }) => partyId);
  const locked = await tx.rows<{ id: string }>(
    'SELECT id FROM party WHERE id = ANY ($1::uuid[]) FOR NO KEY UPDATE SKIP LOCKED',
    [partyIds],
  );
  const rows = await tx.rows<{ id: string; size: number } & Partial<Visit>>(
    `SELECT p.id, p.size, b.slot_id AS "slotId", b.starts_at AS "startsAt", b.ends_at AS "endsAt",
            CASE b.counts WHEN 'parties' THEN p.size ELSE b.places END AS places
     FROM party p
     LEFT JOIN (SELECT b.party_id, b.slot_id, b.places, s.starts_at, s.ends_at, k.counts
                FROM booking b JOIN slot s ON s.id = b.slot_id
                JOIN activity a ON a.id = s.activity_id JOIN activity_kind k ON k.key = a.kind
                WHERE b.party_id = ANY ($1::uuid[]) AND b.state IN ('confirmed', 'offered')
                  AND s.starts_at < $3 AND s.ends_at > $2) b ON b.party_id = p.id
     WHERE p.id = ANY ($1::uuid[])`,
    [partyIds, slot.startsAt, slot.endsAt],
  );
  const still = new Set(locked.map(({ id }) => id));
  return new Map(
    asked.map(({ bookingId, partyId }) => [
      bookingId,
      turnOf(
        rows.filter((row) => row.id === partyId),
        slot,
        still.has(partyId),
      ),
    ]),
  );
}

type Visit = Wanted & Span;

function turnOf(
  rows: readonly ({ size: number } & Partial<Visit>)[],
  slot: Span & { readonly counts: Counts },
  still: boolean,
): Turn {
  const visits = rows.filter((row): row is { size: number } & Visit => typeof row.slotId === 'string');
  const busy = visits.length > 0 ? peakDuring(slot, visits) : 0;
  // Where a place is for a whole party, anything else at that time stands in its way.
  if (slot.counts === 'parties') return { time: { size: 1, busy: Math.min(1, busy) }, still };
  return { time: { size: rows[0]?.size ?? 0, busy }, still };
}

/** A step of a walk as it is written; of what is given at once or offered with the id its mail will have. */
export interface Step extends Pick<Look, 'places' | 'free'> {
  readonly what: 'walked' | 'offered' | 'confirmed' | 'passed_size' | 'passed_time';
  readonly bookingId?: string;
  readonly detail?: Time;
  readonly messageId?: string;
}

const walkText = `
  WITH step AS (
    SELECT * FROM ROWS FROM (json_to_recordset($1::json)
      AS (what text, "bookingId" uuid, places int, free int, detail jsonb, "messageId" uuid)) WITH ORDINALITY
      AS s (what, booking_id, places, free, detail, message_id, n)),
  gift AS (SELECT booking_id, places, what AS state, message_id FROM step WHERE what IN ('offered', 'confirmed')),
  logged AS (
    INSERT INTO line_event (at, slot_id, booking_id, what, places, free, detail)
    SELECT $3, $2::uuid, booking_id, what, places, free, detail FROM step ORDER BY n),
  counter AS (
    UPDATE slot SET
      taken = taken + (SELECT coalesce(sum(places) FILTER (WHERE state = 'confirmed'), 0) FROM gift)::int,
      held = held + (SELECT coalesce(sum(places) FILTER (WHERE state = 'offered'), 0) FROM gift)::int
    WHERE id = $2 AND EXISTS (SELECT FROM gift)),
  given AS (
    UPDATE booking b SET places = g.places, state = g.state, offered_at = $3, changed_at = $3,
      offer_until = CASE WHEN g.state = 'offered' THEN $4::timestamptz END
    FROM gift g WHERE b.id = g.booking_id
    RETURNING b.id, b.edition_id, b.party_id, b.state, g.message_id),
  told AS (
    INSERT INTO message (id, edition_id, purpose_key, kind, party_id, booking_id, locale, queued_at)
    SELECT g.message_id, g.edition_id, 'booking:' || g.id || ':' || k.kind, k.kind, g.party_id, g.id, p.locale, $3
    FROM given g JOIN party p ON p.id = g.party_id
    CROSS JOIN LATERAL (SELECT CASE g.state WHEN 'offered' THEN 'offer' ELSE 'place-confirmed' END) AS k (kind)
    WHERE p.email IS NOT NULL RETURNING id),
  audited AS (
    INSERT INTO audit_entry (at, action, edition_id, subject_id, detail)
    SELECT $3, 'booking.' || state, edition_id, id, jsonb_build_object('slot', $2::uuid) FROM given)
  INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM told`;

/** A walk along the line of a locked slot: what it found, bookings, counters, messages and outbox in one statement. */
export async function writeWalk(
  tx: Tx,
  slotId: string,
  steps: readonly Step[],
  at: { now: Date; offerUntil: Date },
): Promise<void> {
  await tx.rows(walkText, [JSON.stringify(steps), slotId, at.now, at.offerUntil]);
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
