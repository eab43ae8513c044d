import type { Sql, Tx } from '../platform/database.ts';

/** A booking as a host's command finds it, before anything is locked. */
export interface Seat {
  readonly id: string;
  readonly slotId: string;
  readonly partyId: string;
}

/** Whose booking it is and where; undefined when there is none. */
export async function readSeat(sql: Sql, bookingId: string): Promise<Seat | undefined> {
  const [row] = await sql.rows<Seat>(
    'SELECT id, slot_id AS "slotId", party_id AS "partyId" FROM booking WHERE id = $1',
    [bookingId],
  );
  return row;
}

/** How many persons of a booking came; null takes back what was said. */
export async function writeCame(tx: Tx, bookingId: string, came: number | null, now: Date): Promise<void> {
  await tx.rows('UPDATE booking SET came = $2::int, changed_at = $3 WHERE id = $1', [bookingId, came, now]);
}

/**
 * Gives places of a slot that is on to a booking that had none any more, or none yet; at most what it asked for. False
 * when those who just came have filled the room.
 */
export async function writeSeated(
  tx: Tx,
  it: { bookingId: string; slotId: string; places: number; came: number },
  now: Date,
): Promise<boolean> {
  const rows = await tx.rows(
    `WITH counter AS (
       UPDATE slot SET taken = taken + $3::int
       WHERE id = $2 AND state <> 'withdrawn'
         AND taken + held + $3::int + greatest(dropped_in - drop_in, 0) <= capacity
       RETURNING id)
     UPDATE booking SET state = 'confirmed', ended_by = NULL, places = $3::int, came = $4::int, changed_at = $5
     WHERE id = $1 AND EXISTS (SELECT FROM counter) RETURNING id`,
    [it.bookingId, it.slotId, it.places, it.came, now],
  );
  return rows.length === 1;
}

/**
 * Counts persons without a booking in, or back out: on places kept apart, and once the slot has begun on those nobody
 * took. False when there is no room for so many, or fewer were counted.
 */
export async function writeDropIns(tx: Tx, slotId: string, count: number, now: Date): Promise<boolean> {
  const rows = await tx.rows(
    `UPDATE slot SET dropped_in = dropped_in + $2::int
     WHERE id = $1 AND dropped_in + $2::int >= 0
       AND dropped_in + $2::int <= drop_in + CASE WHEN starts_at <= $3 THEN capacity - taken - held ELSE 0 END
     RETURNING id`,
    [slotId, count, now],
  );
  return rows.length === 1;
}

/** The slots of a place that have not ended by `now` and end within the day, in one of these states. */
export async function readRestOfDay(
  sql: Sql,
  placeId: string,
  state: 'open' | 'paused',
  now: Date,
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT s.id FROM slot s JOIN edition e ON e.id = s.edition_id
     WHERE s.place_id = $1 AND s.state = $2 AND s.ends_at > $3
       AND (s.starts_at AT TIME ZONE e.time_zone)::date = ($3::timestamptz AT TIME ZONE e.time_zone)::date
     ORDER BY s.id`,
    [placeId, state, now],
  );
  return rows.map(({ id }) => id);
}

/** Opens or pauses locked slots. */
export async function writeStates(
  tx: Tx,
  slotIds: readonly string[],
  state: 'open' | 'paused',
): Promise<void> {
  await tx.rows(`UPDATE slot SET state = $2 WHERE id = ANY ($1::uuid[]) AND state <> 'withdrawn'`, [
    slotIds,
    state,
  ]);
}

/**
 * One mail for each booking with places in these slots: that they stand still, or go on again. The purpose holds the
 * instant, since a station may pause twice. Returns how many parties are told.
 */
export async function tellHolders(
  tx: Tx,
  slotIds: readonly string[],
  kind: 'slot-paused' | 'slot-resumed',
  now: Date,
): Promise<number> {
  const [row] = await tx.rows<{ told: number }>(
    `WITH told AS (
       INSERT INTO message (id, edition_id, purpose_key, kind, party_id, booking_id, locale, queued_at)
       SELECT gen_random_uuid(), b.edition_id,
              'booking:' || b.id || ':' || $2::text || ':' || (extract(epoch FROM $3::timestamptz) * 1000)::bigint,
              $2, b.party_id, b.id, p.locale, $3
       FROM booking b JOIN party p ON p.id = b.party_id
       WHERE b.slot_id = ANY ($1::uuid[]) AND b.state IN ('confirmed', 'offered') AND b.came IS NULL
         AND p.email IS NOT NULL
       ON CONFLICT (purpose_key) DO NOTHING
       RETURNING id),
     posted AS (INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM told)
     SELECT count(*)::int AS told FROM told`,
    [slotIds, kind, now],
  );
  return row?.told ?? 0;
}

/** Slots that release places by themselves, whose time for it has come and where somebody has not come; at most `limit`. */
export async function readDueReleases(sql: Sql, now: Date, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT s.id FROM slot s JOIN activity a ON a.id = s.activity_id JOIN activity_kind k ON k.key = a.kind
     WHERE a.releases_itself AND s.state = 'open' AND s.ends_at > $1
       AND s.starts_at + make_interval(mins => coalesce(a.no_show_minutes, k.no_show_minutes)) <= $1
       AND EXISTS (SELECT FROM booking b WHERE b.slot_id = s.id AND b.state = 'confirmed' AND b.came IS NULL)
     ORDER BY s.id LIMIT $2`,
    [now, limit],
  );
  return rows.map(({ id }) => id);
}
