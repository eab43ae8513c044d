import type { Tx } from '../platform/database.ts';
import type { Counts } from './bookings.rules.ts';

/** A slot whose row this transaction has locked: its numbers stand still until the end. */
export interface LockedSlot {
  readonly id: string;
  readonly editionId: string;
  readonly state: 'open' | 'paused' | 'withdrawn';
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly capacity: number;
  readonly taken: number;
  readonly held: number;
  readonly offerHours: number;
  readonly directHours: number;
  readonly noShowMinutes: number | null;
  readonly counts: Counts;
  readonly timeZone: string;
}

/**
 * Locks slots in the order of their ids and reads them afresh. NO KEY UPDATE, as an UPDATE of the counters takes:
 * FOR UPDATE would also stop the foreign keys of bookings being written.
 */
export async function lockSlots(tx: Tx, ids: readonly string[]): Promise<Map<string, LockedSlot>> {
  const rows = await tx.rows<LockedSlot>(
    `SELECT s.id, s.edition_id AS "editionId", s.state, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
            s.capacity, s.taken, s.held, k.offer_hours AS "offerHours", k.direct_hours AS "directHours",
            coalesce(a.no_show_minutes, k.no_show_minutes) AS "noShowMinutes", k.counts,
            e.time_zone AS "timeZone"
     FROM slot s JOIN activity a ON a.id = s.activity_id JOIN activity_kind k ON k.key = a.kind
     JOIN edition e ON e.id = s.edition_id
     WHERE s.id = ANY ($1::uuid[]) ORDER BY s.id FOR NO KEY UPDATE OF s`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Takes places when there is room, as the counter itself says; false when not. */
export async function takePlaces(tx: Tx, slotId: string, places: number, now: Date): Promise<boolean> {
  const rows = await tx.rows(
    `UPDATE slot SET taken = taken + $2::int
     WHERE id = $1 AND state = 'open' AND starts_at > $3 AND taken + held + $2::int <= capacity RETURNING id`,
    [slotId, places, now],
  );
  return rows.length === 1;
}

/** The same for places that are held by an offer. */
export async function holdPlaces(tx: Tx, slotId: string, places: number, now: Date): Promise<boolean> {
  const rows = await tx.rows(
    `UPDATE slot SET held = held + $2::int
     WHERE id = $1 AND state = 'open' AND starts_at > $3 AND taken + held + $2::int <= capacity RETURNING id`,
    [slotId, places, now],
  );
  return rows.length === 1;
}

/** Moves the counters by what bookings were given or gave back; the constraint refuses what does not fit. */
export async function moveCounters(
  tx: Tx,
  slotId: string,
  by: { taken?: number; held?: number },
): Promise<void> {
  await tx.rows('UPDATE slot SET taken = taken + $2::int, held = held + $3::int WHERE id = $1', [
    slotId,
    by.taken ?? 0,
    by.held ?? 0,
  ]);
}

/** False when more places are taken or held than that. */
export async function writeCapacity(tx: Tx, slotId: string, capacity: number): Promise<boolean> {
  const rows = await tx.rows(
    'UPDATE slot SET capacity = $2::int WHERE id = $1 AND taken + held <= $2::int RETURNING id',
    [slotId, capacity],
  );
  return rows.length === 1;
}

/** Shuts a slot for good; its bookings end in the same transaction. */
export async function writeWithdrawn(tx: Tx, slotId: string): Promise<void> {
  await tx.rows(`UPDATE slot SET state = 'withdrawn', taken = 0, held = 0 WHERE id = $1`, [slotId]);
}

/** A live booking of a slot, with what a mail about it needs. */
export interface LiveBooking {
  readonly id: string;
  readonly state: 'waiting' | 'offered' | 'confirmed';
  readonly came: number | null;
  readonly partyId: string;
  readonly editionId: string;
  readonly locale: string;
  readonly hasEmail: boolean;
}

export function readLiveOf(tx: Tx, slotId: string): Promise<LiveBooking[]> {
  return tx.rows<LiveBooking>(
    `SELECT b.id, b.state, b.came, b.party_id AS "partyId", b.edition_id AS "editionId", p.locale,
            p.email IS NOT NULL AS "hasEmail"
     FROM booking b JOIN party p ON p.id = b.party_id
     WHERE b.slot_id = $1 AND b.state IN ('waiting', 'offered', 'confirmed') ORDER BY b.id`,
    [slotId],
  );
}

/** Slots waited for, at the same time, by parties that have places in this one: they may have been passed by for it. */
export async function readWaitedBeside(tx: Tx, slotId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `SELECT DISTINCT w.slot_id AS id
     FROM booking b JOIN slot s ON s.id = b.slot_id
     JOIN booking w ON w.party_id = b.party_id AND w.state = 'waiting'
     JOIN slot t ON t.id = w.slot_id AND t.starts_at < s.ends_at AND t.ends_at > s.starts_at
     WHERE b.slot_id = $1 AND b.state IN ('confirmed', 'offered')`,
    [slotId],
  );
  return rows.map(({ id }) => id);
}
