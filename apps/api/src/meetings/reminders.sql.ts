import type { Sql, Tx } from '../platform/database.ts';

/**
 * Promises the reminders that are due at `now`: one for each party, day and number of hours before, however many of
 * its bookings that day ask for it. How many were promised.
 *
 * Hours are hours before an instant, so the clock's change moves nothing. When several are due at once (a worker was
 * away) only the nearest is sent. Who got its place later than half the hours, half a day at most, before the
 * reminder's instant has just been told everything and is not reminded.
 */
export async function promiseReminders(tx: Tx, now: Date): Promise<number> {
  const promised = await tx.rows(
    `WITH due AS (
       SELECT DISTINCT ON (p.id, day.of) p.id party_id, p.edition_id, p.locale, day.of "day", r.hours_before
       FROM edition e
       JOIN slot s ON s.edition_id = e.id AND s.starts_at > $1 AND s.starts_at <= $1::timestamptz + interval '14 days'
       JOIN activity a ON a.id = s.activity_id
       JOIN reminder_rule r ON r.kind = a.kind AND (r.edition_id = e.id OR r.edition_id IS NULL AND NOT EXISTS (
         SELECT FROM reminder_rule own WHERE own.edition_id = e.id AND own.kind = a.kind))
       JOIN booking b ON b.slot_id = s.id AND b.state = 'confirmed'
       JOIN party p ON p.id = b.party_id AND p.email IS NOT NULL AND p.state = 'active'
       CROSS JOIN LATERAL (SELECT to_char(s.starts_at AT TIME ZONE e.time_zone, 'YYYY-MM-DD') AS of) day
       CROSS JOIN LATERAL (SELECT s.starts_at - make_interval(hours => r.hours_before) AS at) instant
       WHERE e.state = 'current' AND s.state <> 'withdrawn' AND instant.at <= $1
         AND coalesce(b.offered_at, b.made_at)
           <= instant.at - make_interval(mins => least(r.hours_before, 24) * 30)
       ORDER BY p.id, day.of, r.hours_before),
     promised AS (
       INSERT INTO message (id, edition_id, purpose_key, kind, party_id, locale, queued_at)
       SELECT gen_random_uuid(), edition_id, 'party:' || party_id || ':reminder:' || day || ':' || hours_before,
         'reminder', party_id, locale, $1
       FROM due
       ON CONFLICT (purpose_key) DO NOTHING
       RETURNING id)
     INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM promised RETURNING ref`,
    [now],
  );
  return promised.length;
}

/** A stop of a party's day as a letter tells of it. */
export interface StopRow {
  readonly booking: string;
  readonly title: Record<string, string>;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly places: number;
  readonly place: string | null;
  /** The hall or house the place is in. */
  readonly inside: string | null;
  readonly access: readonly string[];
  readonly online: boolean;
  readonly joinUrl: string | null;
}

const stopColumns = `b.id booking, a.title, s.starts_at "startsAt", s.ends_at "endsAt", b.places, p.name place,
  h.name inside, coalesce(p.access, '{}') access, coalesce(p.kind = 'online', false) online, s.join_url "joinUrl"`;
const stopTables = `booking b JOIN slot s ON s.id = b.slot_id JOIN activity a ON a.id = s.activity_id
  JOIN edition e ON e.id = s.edition_id LEFT JOIN place p ON p.id = s.place_id LEFT JOIN place h ON h.id = p.parent_id`;

/** Where a party has places on a date (YYYY-MM-DD where the fair is), in order of time. */
export const stopsOn = (sql: Sql, party: string, day: string): Promise<StopRow[]> =>
  sql.rows<StopRow>(
    `SELECT ${stopColumns} FROM ${stopTables}
     WHERE b.party_id = $1 AND b.state = 'confirmed' AND s.state <> 'withdrawn'
       AND to_char(s.starts_at AT TIME ZONE e.time_zone, 'YYYY-MM-DD') = $2
     ORDER BY s.starts_at, b.id`,
    [party, day],
  );

/** Whom a letter about bookings goes to. */
export interface ReaderRow {
  readonly id: string;
  readonly email: string;
  readonly size: number;
  readonly linkRevision: number;
  readonly timeZone: string;
  readonly venue: string;
  readonly fairName: string;
  readonly organiser: string;
  readonly contactEmail: string;
}

/** Undefined when nobody can be written to any more, or the visit is cancelled. */
export async function readerOf(sql: Sql, party: string): Promise<ReaderRow | undefined> {
  const [row] = await sql.rows<ReaderRow>(
    `SELECT y.id, y.email, y.size, y.link_revision "linkRevision", e.time_zone "timeZone", e.venue,
       f.name "fairName", o.name organiser, o.contact_email "contactEmail"
     FROM party y JOIN edition e ON e.id = y.edition_id JOIN fair f ON f.id = e.fair_id
     JOIN organiser o ON o.id = f.organiser_id
     WHERE y.id = $1 AND y.email IS NOT NULL AND y.state = 'active'`,
    [party],
  );
  return row;
}

/** The meeting one booking with a place was of. */
export async function stopOf(sql: Sql, booking: string): Promise<(StopRow & { slot: string }) | undefined> {
  const [row] = await sql.rows<StopRow & { slot: string }>(
    `SELECT ${stopColumns}, s.id slot FROM ${stopTables} WHERE b.id = $1 AND b.state = 'confirmed'`,
    [booking],
  );
  return row;
}
