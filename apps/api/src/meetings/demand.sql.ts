import type { Sql } from '../platform/database.ts';

export interface DemandRow {
  readonly kind: string;
  readonly kindTitle: Record<string, string>;
  readonly language: string;
  readonly meetings: number;
  readonly places: number;
  readonly taken: number;
  readonly waitingParties: number;
  readonly waitingPlaces: number;
  readonly unmet: number;
  /** The meeting on site with the longest line; null when all are online. */
  readonly longest: {
    readonly activity: string;
    readonly capacity: number;
    readonly minutes: number;
    readonly minuteOfDay: number;
  } | null;
}

/** Kinds held in more than one language at an edition, for `held.kind`. */
const held = `held AS (
  SELECT a.kind FROM slot s JOIN activity a ON a.id = s.activity_id
  WHERE s.edition_id = $1 AND s.state <> 'withdrawn' AND s.language IS NOT NULL
  GROUP BY a.kind HAVING count(DISTINCT s.language) > 1)`;

/**
 * By kind and language: places, and persons in line. `unmet` are places asked for by parties in line that have none
 * of the same kind in that language.
 */
export const demandOf = (sql: Sql, edition: string): Promise<DemandRow[]> =>
  sql.rows<DemandRow>(
    `WITH ${held},
     meeting AS (
       SELECT s.id, s.activity_id, a.kind, s.language, s.capacity, s.taken + s.held taken, s.starts_at,
         coalesce(p.kind = 'online', false) online,
         (extract(epoch FROM s.ends_at - s.starts_at) / 60)::int minutes,
         (extract(epoch FROM (s.starts_at AT TIME ZONE e.time_zone)::time) / 60)::int minute_of_day,
         w.parties, w.places, w.unmet
       FROM slot s JOIN edition e ON e.id = s.edition_id JOIN activity a ON a.id = s.activity_id
       JOIN held ON held.kind = a.kind
       LEFT JOIN place p ON p.id = s.place_id
       CROSS JOIN LATERAL (
         SELECT count(*) parties, coalesce(sum(b.places), 0) places,
           coalesce(sum(b.places) FILTER (WHERE NOT EXISTS (
             SELECT FROM booking o JOIN slot os ON os.id = o.slot_id JOIN activity oa ON oa.id = os.activity_id
             WHERE o.party_id = b.party_id AND o.state IN ('confirmed', 'offered') AND oa.kind = a.kind
               AND os.language = s.language)), 0) unmet
         FROM booking b WHERE b.slot_id = s.id AND b.state = 'waiting') w
       WHERE s.edition_id = $1 AND s.state <> 'withdrawn' AND s.language IS NOT NULL)
     SELECT k.key kind, k.title "kindTitle", t.language, count(*) meetings, sum(t.capacity) places, sum(t.taken) taken,
       sum(t.parties) "waitingParties", sum(t.places) "waitingPlaces", sum(t.unmet) unmet,
       (array_agg(jsonb_build_object('activity', t.activity_id, 'capacity', t.capacity, 'minutes', t.minutes,
          'minuteOfDay', t.minute_of_day) ORDER BY t.places DESC, t.starts_at, t.id)
          FILTER (WHERE NOT t.online))[1] longest
     FROM meeting t JOIN activity_kind k ON k.key = t.kind
     GROUP BY k.key, k.title, k.position, t.language
     ORDER BY k.position, sum(t.places) DESC, t.language`,
    [edition],
  );

export interface FreeRow {
  readonly place: string;
  readonly name: string;
  readonly startsAt: Date;
  readonly minuteOfDay: number;
}

/**
 * Every half hour in the opening hours of an edition's days after `from` at which a room is free for so many minutes,
 * a quarter of an hour for setting up counted in.
 */
export const freeRooms = (
  sql: Sql,
  it: { edition: string; from: Date; minutes: number },
): Promise<FreeRow[]> =>
  sql.rows<FreeRow>(
    `SELECT p.id place, p.name, t.at "startsAt",
       (extract(epoch FROM (t.at AT TIME ZONE e.time_zone)::time) / 60)::int "minuteOfDay"
     FROM edition e JOIN edition_day d ON d.edition_id = e.id
     JOIN place p ON p.edition_id = e.id AND p.kind = 'room'
     CROSS JOIN LATERAL generate_series(d.opens_at, d.closes_at - make_interval(mins => $3::int),
                                        interval '30 minutes') AS t (at)
     WHERE e.id = $1 AND t.at > $2 AND NOT EXISTS (
       SELECT FROM slot s WHERE s.place_id = p.id AND s.state <> 'withdrawn'
         AND s.setup_from < t.at + make_interval(mins => $3::int) AND s.ends_at > t.at - interval '15 minutes')
     ORDER BY t.at, p.name`,
    [it.edition, it.from, it.minutes],
  );

export interface SpokenRow {
  readonly language: string;
  readonly parties: number;
  readonly without: number;
  readonly offered: boolean;
}

/**
 * The parties of an edition but classes by language: of the interpreter they ask for, else of their pages. `without`
 * counts those with no place at a meeting held in it.
 */
export const spokenAt = (sql: Sql, edition: string): Promise<SpokenRow[]> =>
  sql.rows<SpokenRow>(
    `WITH ${held},
     spoken AS (
       SELECT p.id, coalesce(p.interpreter_language, p.locale) language FROM party p
       WHERE p.edition_id = $1 AND p.state = 'active' AND p.kind <> 'class'),
     meeting AS (
       SELECT s.id, s.language FROM slot s JOIN activity a ON a.id = s.activity_id JOIN held ON held.kind = a.kind
       WHERE s.edition_id = $1 AND s.state <> 'withdrawn' AND s.language IS NOT NULL),
     has AS (
       SELECT DISTINCT b.party_id, t.language FROM booking b JOIN meeting t ON t.id = b.slot_id
       WHERE b.edition_id = $1 AND b.state IN ('confirmed', 'offered'))
     SELECT y.language, count(*) parties, count(*) FILTER (WHERE h.party_id IS NULL) "without",
       y.language IN (SELECT language FROM meeting) offered
     FROM spoken y LEFT JOIN has h ON h.party_id = y.id AND h.language = y.language
     GROUP BY y.language ORDER BY count(*) DESC, y.language`,
    [edition],
  );
