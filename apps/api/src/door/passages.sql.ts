import type { Sql } from '../platform/database.ts';

/** A passage as it was sent, its ticket read: by party and revision, by reference, neither, or not readable at all. */
export interface SentPassage {
  readonly id: string;
  readonly at: Date;
  readonly door: string;
  readonly direction: 'in' | 'out';
  readonly count: number;
  readonly party?: string | undefined;
  readonly revision?: number | undefined;
  readonly reference?: string | undefined;
  readonly unreadable?: boolean | undefined;
}

export interface OutcomeRow {
  readonly id: string;
  readonly outcome: 'counted' | 'already_in' | 'wrong_day' | 'revoked' | 'unknown';
  /** The first time in that day, when already in. */
  readonly at: Date | null;
}

/** The fair's days a party has confirmed bookings on; null when it has none and may come any day. For `party p`. */
const bookedDays = `LATERAL (
    SELECT array_agg(DISTINCT d.date) AS days
    FROM booking b JOIN slot s ON s.id = b.slot_id JOIN edition be ON be.id = b.edition_id
    JOIN edition_day d ON d.edition_id = b.edition_id AND d.date = (s.starts_at AT TIME ZONE be.time_zone)::date
    WHERE b.party_id = p.id AND b.state = 'confirmed') booked`;

/** Why a ticket does not open the door on a day; null when it does. A party that is inside may always leave. */
const refusalOf = (ticket: string) => `CASE
      WHEN p.id IS NULL THEN 'unknown'
      WHEN p.state = 'cancelled' OR ${ticket}.revision < p.link_revision THEN 'revoked'
      WHEN ${ticket}.day <> ALL (booked.days) THEN 'wrong_day' END`;

/**
 * Stores what is new in one statement and says what became of each, as the set of all passages has it: neither order
 * nor repetition changes an answer. What no ticket stands behind is answered and not stored.
 */
export const putPassages = (
  sql: Sql,
  sent: readonly SentPassage[],
  device: string | null,
  now: Date,
): Promise<OutcomeRow[]> =>
  sql.rows<OutcomeRow>(
    `
  WITH sent AS (
    SELECT DISTINCT ON (r.id) r.*, d.edition_id, (r.at AT TIME ZONE e.time_zone)::date AS day,
      coalesce(r.party, named.id) AS bearer, (r.party IS NULL AND r.reference IS NULL AND r.unreadable IS NULL) AS walk_in
    FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, at timestamptz, door uuid, direction text, count int, party uuid,
      revision int, reference text, unreadable boolean)
    JOIN door d ON d.id = r.door JOIN edition e ON e.id = d.edition_id
    LEFT JOIN party named ON named.reference = r.reference
    ORDER BY r.id, r.at),
  judged AS (
    SELECT sent.id, sent.at, sent.day, sent.direction, sent.count, sent.door, sent.edition_id, p.id AS party_id,
      CASE WHEN walk_in OR (sent.direction = 'out' AND p.id IS NOT NULL) THEN NULL ELSE ${refusalOf('sent')} END AS refusal
    FROM sent LEFT JOIN party p ON p.id = sent.bearer AND p.edition_id = sent.edition_id
    LEFT JOIN ${bookedDays} ON true),
  stored AS (SELECT id, at, day, direction, count, party_id FROM passage WHERE id IN (SELECT id FROM sent)),
  fresh AS (SELECT * FROM judged WHERE refusal IS NULL AND id NOT IN (SELECT id FROM stored)),
  put AS (
    INSERT INTO passage (id, edition_id, door_id, device_id, at, day, direction, count, party_id, received_at)
    SELECT id, edition_id, door, $2::uuid, at, day, direction, count, party_id, $3::timestamptz FROM fresh ORDER BY id
    ON CONFLICT (id) DO NOTHING),
  mine AS (
    SELECT id, at, day, direction, party_id FROM stored
    UNION ALL SELECT id, at, day, direction, party_id FROM fresh),
  entered AS (
    SELECT p.id, p.party_id, p.day, p.at, p.count FROM passage p
    WHERE p.direction = 'in' AND (p.party_id, p.day) IN (SELECT party_id, day FROM mine WHERE party_id IS NOT NULL)
    UNION ALL
    SELECT id, party_id, day, at, count FROM fresh WHERE direction = 'in' AND party_id IS NOT NULL),
  placed AS (
    SELECT id, party_id, min(at) OVER line AS first_at, sum(count) OVER (line ORDER BY at, id) - count AS before
    FROM entered WINDOW line AS (PARTITION BY party_id, day))
  SELECT sent.id,
    CASE WHEN mine.id IS NULL THEN judged.refusal WHEN placed.before >= p.size THEN 'already_in' ELSE 'counted' END AS outcome,
    CASE WHEN placed.before >= p.size THEN placed.first_at END AS at
  FROM sent JOIN judged USING (id) LEFT JOIN mine USING (id)
  LEFT JOIN placed USING (id) LEFT JOIN party p ON p.id = placed.party_id`,
    [JSON.stringify(sent), device, now],
  );

export interface VerdictRow {
  readonly verdict: 'welcome' | 'already_in' | 'wrong_day' | 'revoked' | 'unknown';
  readonly id: string | null;
  readonly kind: 'family' | 'single' | 'group' | 'class';
  readonly size: number;
  readonly reference: string;
  readonly label: string | null;
  readonly days: readonly string[] | null;
  readonly at: Date | null;
  readonly door: string | null;
  readonly inToday: number;
}

/** What a ticket says at a door at an instant; always one row. `at` and `door` are the first time in that day. */
export const verdictOf = (sql: Sql, ticket: SentPassage): Promise<VerdictRow[]> =>
  sql.rows<VerdictRow>(
    `
  WITH ticket AS (
    SELECT d.edition_id, (r.at AT TIME ZONE e.time_zone)::date AS day, r.revision, coalesce(r.party, named.id) AS bearer
    FROM jsonb_to_record($1::jsonb) AS r (at timestamptz, door uuid, party uuid, revision int, reference text)
    JOIN door d ON d.id = r.door JOIN edition e ON e.id = d.edition_id
    LEFT JOIN party named ON named.reference = r.reference)
  SELECT coalesce(${refusalOf('ticket')}, CASE WHEN entered.persons >= p.size THEN 'already_in' ELSE 'welcome' END) AS verdict,
    p.id, p.kind, p.size, p.reference, booked.days,
    CASE WHEN p.kind = 'class' AND NOT p.protected THEN concat_ws(' ', p.school, p.class_name) END AS label,
    entered.at, entered.door, coalesce(entered.persons, 0) AS "inToday"
  FROM ticket LEFT JOIN party p ON p.id = ticket.bearer AND p.edition_id = ticket.edition_id
  LEFT JOIN ${bookedDays} ON true
  LEFT JOIN LATERAL (
    SELECT sum(x.count) AS persons, min(x.at) AS at, (array_agg(d.name ORDER BY x.at, x.id))[1] AS door
    FROM passage x JOIN door d ON d.id = x.door_id
    WHERE x.party_id = p.id AND x.day = ticket.day AND x.direction = 'in') entered ON true`,
    [JSON.stringify(ticket)],
  );
