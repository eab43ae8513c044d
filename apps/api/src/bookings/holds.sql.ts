import type { Sql, Tx } from '../platform/database.ts';
import type { Wanted } from './bookings.rules.ts';
import type { Answer } from './bookings.sql.ts';

/** A hold as it is written. `partyId` is null while nobody knows whose it will be. */
export interface NewHoldRow {
  readonly id: string;
  readonly editionId: string;
  readonly partyId: string | null;
  readonly until: Date;
  readonly madeAt: Date;
}

/**
 * Keeps places in slots, each named once, and says how every slot answered; slots are locked in the order of their
 * ids. Unless all were booked the caller throws, which undoes the others.
 */
export function insertHold(
  tx: Tx,
  hold: NewHoldRow,
  places: readonly Wanted[],
): Promise<(Answer & Wanted)[]> {
  return tx.rows(
    `WITH asked AS MATERIALIZED (
       SELECT * FROM unnest($6::uuid[], $7::int[]) AS a (slot_id, places)),
     locked AS MATERIALIZED (
       SELECT s.id FROM slot s WHERE s.id IN (SELECT slot_id FROM asked) ORDER BY s.id FOR NO KEY UPDATE),
     counter AS (
       UPDATE slot s SET held = s.held + a.places FROM locked l JOIN asked a ON a.slot_id = l.id
       WHERE s.id = l.id AND s.state = 'open' AND s.starts_at > $5 AND s.taken + s.held + a.places <= s.capacity
       RETURNING s.id),
     kept AS (
       INSERT INTO hold (id, edition_id, party_id, until, made_at) VALUES ($1, $2, $3, $4, $5)),
     kept_places AS (
       INSERT INTO hold_place (hold_id, slot_id, places)
       SELECT $1, a.slot_id, a.places FROM asked a JOIN counter c ON c.id = a.slot_id)
     SELECT a.slot_id AS "slotId", a.places, c.id IS NOT NULL AS booked,
            coalesce(s.state = 'open' AND s.starts_at > $5, false) AS standing,
            coalesce(s.capacity - s.taken - s.held, 0) AS free
     FROM asked a LEFT JOIN slot s ON s.id = a.slot_id LEFT JOIN counter c ON c.id = a.slot_id ORDER BY a.slot_id`,
    [
      hold.id,
      hold.editionId,
      hold.partyId,
      hold.until,
      hold.madeAt,
      places.map(({ slotId }) => slotId),
      places.map((it) => it.places),
    ],
  );
}

/** What a hold keeps in which slots; nothing when it has ended. */
export function readKept(sql: Sql, holdId: string): Promise<Wanted[]> {
  return sql.rows<Wanted>(
    'SELECT slot_id AS "slotId", places FROM hold_place WHERE hold_id = $1 ORDER BY slot_id',
    [holdId],
  );
}

/** Ends a hold whose slots are locked, gives its places back to the counters and says what it kept. */
export function deleteHold(tx: Tx, holdId: string): Promise<Wanted[]> {
  return tx.rows<Wanted>(
    `WITH ended AS (DELETE FROM hold_place WHERE hold_id = $1 RETURNING slot_id, places),
     counter AS (UPDATE slot s SET held = s.held - e.places FROM ended e WHERE s.id = e.slot_id),
     gone AS (DELETE FROM hold WHERE id = $1)
     SELECT slot_id AS "slotId", places FROM ended ORDER BY slot_id`,
    [holdId],
  );
}

/** Holds whose time is up, at most `limit`, the oldest first. */
export async function readEndedHolds(sql: Sql, now: Date, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    'SELECT id FROM hold WHERE until <= $1 ORDER BY until, id LIMIT $2',
    [now, limit],
  );
  return rows.map(({ id }) => id);
}

/** A locked slot is withdrawn: nothing is kept there any more, and the holds' owners find out when they come. */
export async function emptyHoldsOf(tx: Tx, slotId: string): Promise<void> {
  await tx.rows('UPDATE hold_place SET places = 0 WHERE slot_id = $1', [slotId]);
}
