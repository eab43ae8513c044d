import type { Sql } from '../platform/database.ts';

/** A door with whose it is. */
export interface DoorRow {
  readonly id: string;
  readonly name: string;
  readonly editionId: string;
  readonly organiserId: string;
}

/** The doors with these ids; fewer rows where one is unknown. */
export const doorsWithIds = (sql: Sql, ids: readonly string[]): Promise<DoorRow[]> =>
  sql.rows<DoorRow>(
    `SELECT d.id, d.name, d.edition_id AS "editionId", f.organiser_id AS "organiserId"
     FROM door d JOIN edition e ON e.id = d.edition_id JOIN fair f ON f.id = e.fair_id WHERE d.id = ANY ($1::uuid[])`,
    [ids],
  );

/** The doors of an edition in their order. */
export const doorsOf = (sql: Sql, edition: string): Promise<{ id: string; name: string }[]> =>
  sql.rows<{ id: string; name: string }>(
    `SELECT id, name FROM door WHERE edition_id = $1 ORDER BY position, name`,
    [edition],
  );

/** The edition of a device that has not been revoked; none or one row. */
export const deviceAt = (sql: Sql, id: string, revision: number): Promise<{ editionId: string }[]> =>
  sql.rows<{ editionId: string }>(
    `SELECT edition_id AS "editionId" FROM device WHERE id = $1 AND revision = $2 AND revoked_at IS NULL`,
    [id, revision],
  );

/** Notes when a device was last heard of; an older instant changes nothing. */
export const deviceSeen = (sql: Sql, id: string, at: Date): Promise<object[]> =>
  sql.rows(`UPDATE device SET last_seen_at = GREATEST(last_seen_at, $2) WHERE id = $1`, [id, at]);

/** The edition an organiser holds now; none or more rows. */
export const currentEditionsOf = (sql: Sql, organisers: readonly string[]): Promise<{ id: string }[]> =>
  sql.rows<{ id: string }>(
    `SELECT e.id FROM edition e JOIN fair f ON f.id = e.fair_id
     WHERE f.organiser_id = ANY ($1::uuid[]) AND e.state = 'current' ORDER BY e.slug`,
    [organisers],
  );

export interface RosterRow {
  readonly party: string;
  readonly revision: number;
  readonly size: number;
  readonly kind: 'family' | 'single' | 'group' | 'class';
  readonly referenceHash: string;
  readonly days: number;
  readonly state: 'active' | 'cancelled';
}

/**
 * What a door keeps of each party that was made, cancelled or booked otherwise since then; everything without `since`.
 * `days` has bit n for day n + 1, 0 for any day.
 */
export const rosterOf = (sql: Sql, edition: string, since: Date | null): Promise<RosterRow[]> =>
  sql.rows<RosterRow>(
    `
  WITH changed AS (
    SELECT p.* FROM party p
    WHERE p.edition_id = $1 AND ($2::timestamptz IS NULL OR p.created_at >= $2 OR p.cancelled_at >= $2
      OR EXISTS (SELECT FROM booking b WHERE b.party_id = p.id AND b.changed_at >= $2))),
  booked AS (
    SELECT b.party_id, bit_or(1 << (d.position - 1)) AS days
    FROM booking b JOIN slot s ON s.id = b.slot_id JOIN edition e ON e.id = b.edition_id
    JOIN edition_day d ON d.edition_id = b.edition_id AND d.date = (s.starts_at AT TIME ZONE e.time_zone)::date
    WHERE b.edition_id = $1 AND b.state = 'confirmed' GROUP BY b.party_id)
  SELECT c.id AS party, c.link_revision AS revision, c.size, c.kind, c.state, coalesce(booked.days, 0) AS days,
    rtrim(translate(encode(sha256(convert_to(c.reference, 'UTF8')), 'base64'), '+/', '-_'), '=') AS "referenceHash"
  FROM changed c LEFT JOIN booked ON booked.party_id = c.id ORDER BY c.id`,
    [edition, since],
  );

export interface EditionRow {
  readonly id: string;
  readonly timeZone: string;
  readonly days: readonly string[];
}

/** An edition as a door needs it; none or one row. */
export const editionOf = (sql: Sql, id: string): Promise<EditionRow[]> =>
  sql.rows<EditionRow>(
    `SELECT e.id, e.time_zone AS "timeZone", array_agg(d.date ORDER BY d.date) AS days
     FROM edition e JOIN edition_day d ON d.edition_id = e.id WHERE e.id = $1 GROUP BY e.id`,
    [id],
  );
