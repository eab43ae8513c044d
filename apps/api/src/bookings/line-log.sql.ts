import type { Sql } from '../platform/database.ts';
import type { LineEvent } from './line-replay.rules.ts';
import type { BookingRow } from './parties.sql.ts';

/** Whose lines somebody may read: those of editions whose organiser gave the account one of these roles. */
export interface LineReader {
  readonly account: string;
  readonly roles: readonly string[];
}

/** The slot a line is for. */
export interface LineSlot {
  readonly id: string;
  readonly titles: Record<string, string>;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly place: string | null;
  readonly state: 'open' | 'paused' | 'withdrawn';
  readonly capacity: number;
  readonly taken: number;
  readonly held: number;
}

/** The slot, if it is of this edition and this reader may see its line. */
export async function readLineSlot(
  sql: Sql,
  of: { edition: string; slot: string },
  { account, roles }: LineReader,
): Promise<LineSlot | undefined> {
  const [slot] = await sql.rows<LineSlot>(
    `SELECT s.id, a.title AS titles, s.starts_at AS "startsAt", s.ends_at AS "endsAt", p.name AS place, s.state,
            s.capacity, s.taken, s.held
     FROM slot s JOIN activity a ON a.id = s.activity_id JOIN edition e ON e.id = s.edition_id
     JOIN fair f ON f.id = e.fair_id LEFT JOIN place p ON p.id = s.place_id
     WHERE s.id = $1 AND e.slug = $2 AND EXISTS (
       SELECT FROM membership m
       WHERE m.account_id = $3 AND m.role = ANY ($4::text[]) AND m.organiser_id = f.organiser_id)`,
    [of.slot, of.edition, account, roles],
  );
  return slot;
}

/** A booking that stands or stood in a line, with its party's code; `place` while it waits. */
export interface StandingRow {
  readonly booking: string;
  readonly reference: string;
  readonly kind: 'family' | 'single' | 'group' | 'class';
  readonly size: number;
  readonly places: number;
  readonly partOk: boolean;
  readonly since: Date;
  readonly state: BookingRow['state'];
  readonly lineNo: number;
  readonly place: number | null;
}

const standingColumns = `b.id AS booking, p.reference, p.kind, p.size, b.places, b.part_ok AS "partOk",
  coalesce(b.joined_at, b.made_at) AS since, b.state, b.line_no AS "lineNo"`;

/** Who stands in line for a slot now, first come first. */
export function readStanding(sql: Sql, slotId: string): Promise<StandingRow[]> {
  return sql.rows<StandingRow>(
    `SELECT ${standingColumns}, (row_number() OVER (ORDER BY b.line_no))::int AS place
     FROM booking b JOIN party p ON p.id = b.party_id
     WHERE b.slot_id = $1 AND b.state = 'waiting' ORDER BY b.line_no`,
    [slotId],
  );
}

/** The last booking that stood in this line, by its id or the code of its party; undefined when none did. */
export async function readStood(
  sql: Sql,
  slotId: string,
  { booking, reference }: { booking: string | undefined; reference: string | undefined },
): Promise<StandingRow | undefined> {
  const [row] = await sql.rows<StandingRow>(
    `SELECT ${standingColumns}, CASE WHEN b.state = 'waiting' THEN
       (SELECT count(*) FROM booking w
        WHERE w.slot_id = b.slot_id AND w.state = 'waiting' AND w.line_no <= b.line_no)::int END AS place
     FROM booking b JOIN party p ON p.id = b.party_id
     WHERE b.slot_id = $1 AND b.line_no IS NOT NULL AND (b.id = $2 OR p.reference = $3)
     ORDER BY b.made_at DESC LIMIT 1`,
    [slotId, booking ?? null, reference ?? null],
  );
  return row;
}

/** A line of the log with the code of whose booking it is. */
export interface DecisionRow extends LineEvent {
  readonly reference: string | null;
  readonly lineNo: number | null;
}

/**
 * The log of a slot, newest first: at most `limit` rows earlier than `before`. With `about`, what happened to that
 * booking and, as long as it stood in line, every walk and whoever was given places.
 */
export function readDecisions(
  sql: Sql,
  slotId: string,
  { about, before, limit }: { about: string | undefined; before: number | undefined; limit: number },
): Promise<DecisionRow[]> {
  return sql.rows<DecisionRow>(
    `SELECT e.id, e.at, e.booking_id AS "bookingId", e.what, e.places, e.free, e.detail, p.reference,
            b.line_no AS "lineNo"
     FROM line_event e LEFT JOIN booking b ON b.id = e.booking_id LEFT JOIN party p ON p.id = b.party_id
     CROSS JOIN LATERAL (
       SELECT min(id) AS first,
              max(id) FILTER (WHERE what IN ('offered', 'confirmed', 'left', 'withdrawn', 'seated')) AS last
       FROM line_event WHERE slot_id = $1 AND booking_id = $2) stood
     WHERE e.slot_id = $1 AND ($3::bigint IS NULL OR e.id < $3)
       AND ($2::uuid IS NULL OR e.booking_id = $2
         OR (e.what IN ('walked', 'offered', 'confirmed', 'seated')
             AND e.id >= stood.first AND (stood.last IS NULL OR e.id <= stood.last)))
     ORDER BY e.id DESC LIMIT $4`,
    [slotId, about ?? null, before ?? null, limit],
  );
}
