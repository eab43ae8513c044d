import type { Sql } from '../platform/database.ts';

/** The day a screen shows: one of the fair's, with its opening hours as instants. */
export interface DayRow {
  readonly day: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

/** The asked day, else today in the edition's time zone, else the fair's nearest day; none when the day is not the fair's. */
export const dayShown = (sql: Sql, edition: string, asked: string | null, now: Date): Promise<DayRow[]> =>
  sql.rows<DayRow>(
    `SELECT d.date AS day, d.opens_at AS "opensAt", d.closes_at AS "closesAt"
     FROM edition_day d JOIN edition e ON e.id = d.edition_id
     WHERE d.edition_id = $1 AND ($2::date IS NULL OR d.date = $2::date)
     ORDER BY abs(d.date - ($3::timestamptz AT TIME ZONE e.time_zone)::date), d.date LIMIT 1`,
    [edition, asked, now],
  );

/** Changes whenever what a screen shows may have: one text, cheap enough to ask for every second. */
export const changeMarker = (
  sql: Sql,
  edition: string,
  day: string,
  now: Date,
): Promise<{ marker: string }[]> =>
  sql.rows<{ marker: string }>(
    `SELECT concat_ws(' ', (SELECT max(last_seen_at) FROM device WHERE edition_id = $1),
       (SELECT count(*) FROM passage WHERE edition_id = $1 AND day = $2),
       (SELECT count(*) || '/' || count(*) FILTER (WHERE state = 'failed') FROM message
        WHERE edition_id = $1 AND state IN ('queued', 'sending', 'failed')),
       (SELECT sum(taken) || '/' || count(*) FROM slot
        WHERE edition_id = $1 AND starts_at > $3::timestamptz AND starts_at <= $3::timestamptz + interval '30 minutes')
     ) AS marker`,
    [edition, day, now],
  );

export interface HeadRow {
  readonly inside: number;
  readonly cameToday: number;
  readonly limit: number | null;
  readonly waiting: number;
  readonly failed: number;
  readonly oldestSeconds: number | null;
}

/** One row: persons, the halls' limit together, and mails not yet sent. Persons are counted as the figures count them. */
export const headOf = (sql: Sql, edition: string, day: string, now: Date): Promise<HeadRow[]> =>
  sql.rows<HeadRow>(
    `
  SELECT coalesce(a.inside, 0) AS inside, coalesce(a.came, 0) AS "cameToday", mails.*,
    (SELECT sum(person_limit) FROM place WHERE edition_id = $1 AND kind = 'hall') AS limit
  FROM (SELECT sum(inside) AS inside, sum(came) AS came FROM attendance WHERE edition_id = $1 AND day = $2) a,
  (SELECT count(*) FILTER (WHERE state <> 'failed') AS waiting, count(*) FILTER (WHERE state = 'failed') AS failed,
     floor(extract(epoch FROM $3::timestamptz - min(queued_at) FILTER (WHERE state <> 'failed')))::int AS "oldestSeconds"
   FROM message WHERE edition_id = $1 AND state IN ('queued', 'sending', 'failed')) mails`,
    [edition, day, now],
  );

export interface HallRow {
  readonly id: string;
  readonly name: string;
  readonly inside: number;
  readonly limit: number | null;
}

/** The halls with who went in and not out through their own doors. */
export const hallsOf = (sql: Sql, edition: string, day: string): Promise<HallRow[]> =>
  sql.rows<HallRow>(
    `
  WITH passed AS (
    SELECT d.hall_id, party.size, max(p.count) FILTER (WHERE p.direction = 'in') AS largest,
      sum(CASE p.direction WHEN 'in' THEN p.count ELSE -p.count END) AS inside
    FROM passage p JOIN door d ON d.id = p.door_id LEFT JOIN party ON party.id = p.party_id
    WHERE p.edition_id = $1 AND p.day = $2 GROUP BY d.hall_id, p.party_id, party.size)
  SELECT h.id, h.name, h.person_limit AS limit,
    coalesce((SELECT sum(counted_persons(GREATEST(inside, 0), size, largest)) FROM passed WHERE hall_id = h.id), 0) AS inside
  FROM place h WHERE h.edition_id = $1 AND h.kind = 'hall' ORDER BY h.name`,
    [edition, day],
  );

export interface DoorRow {
  readonly id: string;
  readonly name: string;
  readonly in: number;
  readonly out: number;
  readonly lastSeenAt: Date | null;
}

/** The doors with all that passed them that day, and when anything at them was last heard of. */
export const doorCounts = (sql: Sql, edition: string, day: string): Promise<DoorRow[]> =>
  sql.rows<DoorRow>(
    `
  SELECT d.id, d.name, coalesce(p.went_in, 0) AS in, coalesce(p.went_out, 0) AS out,
    GREATEST(p.received_at, (SELECT max(last_seen_at) FROM device WHERE door_id = d.id AND edition_id = $1)) AS "lastSeenAt"
  FROM door d LEFT JOIN (
    SELECT door_id, sum(count) FILTER (WHERE direction = 'in') AS went_in,
      sum(count) FILTER (WHERE direction = 'out') AS went_out, max(received_at) AS received_at
    FROM passage WHERE edition_id = $1 AND day = $2 GROUP BY door_id) p ON p.door_id = d.id
  WHERE d.edition_id = $1 ORDER BY d.position, d.name`,
    [edition, day],
  );

/** Slots at an entrance are windows to arrive in. For `slot s`. */
const isArrival = `EXISTS (SELECT FROM place WHERE place.id = s.place_id AND place.kind = 'entrance')`;

export interface ArrivalRow {
  readonly from: Date;
  readonly came: number;
  readonly booked: number;
}

/** Every ten minutes from opening to closing, and whenever else somebody came; `booked` stands where its window starts. */
export const arrivalsOf = (
  sql: Sql,
  edition: string,
  { day, opensAt, closesAt }: DayRow,
): Promise<ArrivalRow[]> =>
  sql.rows<ArrivalRow>(
    `
  SELECT "from", sum(came) AS came, sum(booked) AS booked FROM (
    SELECT generate_series($3::timestamptz, $4::timestamptz - interval '1 second', interval '10 minutes') AS "from",
      0 AS came, 0 AS booked
    UNION ALL
    SELECT date_bin('10 minutes', at, $3), persons, 0 FROM arrival WHERE edition_id = $1 AND day = $2
    UNION ALL
    SELECT date_bin('10 minutes', s.starts_at, $3), 0, b.places FROM booking b JOIN slot s ON s.id = b.slot_id
    JOIN edition e ON e.id = s.edition_id
    WHERE s.edition_id = $1 AND (s.starts_at AT TIME ZONE e.time_zone)::date = $2 AND b.state = 'confirmed' AND ${isArrival}
  ) bucket GROUP BY "from" ORDER BY "from"`,
    [edition, day, opensAt, closesAt],
  );

export interface NextRow {
  readonly at: Date;
  readonly label: string;
  readonly size: number;
  readonly arrival: string | null;
}

/** Classes whose window to arrive begins within the hour: school and class, or the reference where they must not be named. */
export const nextClasses = (sql: Sql, edition: string, now: Date): Promise<NextRow[]> =>
  sql.rows<NextRow>(
    `SELECT s.starts_at AS at, 
       CASE WHEN p.protected THEN p.reference ELSE concat_ws(' ', p.school, p.class_name) END AS label, b.places AS size, p.arrival
     FROM slot s JOIN booking b ON b.slot_id = s.id JOIN party p ON p.id = b.party_id
     WHERE s.edition_id = $1 AND s.starts_at >= $2::timestamptz AND s.starts_at < $2::timestamptz + interval '1 hour'
       AND b.state = 'confirmed' AND p.kind = 'class' AND ${isArrival}
     ORDER BY s.starts_at, label LIMIT 100`,
    [edition, now],
  );

export interface SoonRow {
  readonly id: string;
  readonly startsAt: Date;
  readonly title: Record<string, string>;
  readonly taken: number;
  readonly capacity: number;
}

/** Slots that start within half an hour, windows to arrive left out. */
export const soonSlots = (sql: Sql, edition: string, now: Date): Promise<SoonRow[]> =>
  sql.rows<SoonRow>(
    `SELECT s.id, s.starts_at AS "startsAt", a.title, s.taken, s.capacity FROM slot s JOIN activity a ON a.id = s.activity_id
     WHERE s.edition_id = $1 AND s.state <> 'withdrawn' AND NOT ${isArrival}
       AND s.starts_at >= $2::timestamptz AND s.starts_at < $2::timestamptz + interval '30 minutes'
     ORDER BY s.starts_at, a.title ->> 'sv' LIMIT 100`,
    [edition, now],
  );
