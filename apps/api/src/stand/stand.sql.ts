import type { Sql } from '../platform/database.ts';

type Texts = Record<string, string>;

/** Something a host may act on, with who owns it and when it is there. */
export interface Owned {
  readonly placeId: string | null;
  readonly organiserId: string;
}

const owner = 'JOIN edition e ON e.id = it.edition_id JOIN fair f ON f.id = e.fair_id';

/** A place that is nobody's but its organiser's; none or one row. */
export const placeOwned = (sql: Sql, id: string): Promise<Owned[]> =>
  sql.rows<Owned>(
    `SELECT it.id AS "placeId", f.organiser_id AS "organiserId" FROM place it ${owner} WHERE it.id = $1`,
    [id],
  );

/** The same for a slot that has not been withdrawn. */
export const slotOwned = (sql: Sql, id: string): Promise<Owned[]> =>
  sql.rows<Owned>(
    `SELECT it.place_id AS "placeId", f.organiser_id AS "organiserId" FROM slot it ${owner}
     WHERE it.id = $1 AND it.state <> 'withdrawn'`,
    [id],
  );

/** The same for a booking. */
export const bookingOwned = (sql: Sql, id: string): Promise<Owned[]> =>
  sql.rows<Owned>(
    `SELECT s.place_id AS "placeId", f.organiser_id AS "organiserId"
     FROM booking it JOIN slot s ON s.id = it.slot_id ${owner} WHERE it.id = $1`,
    [id],
  );

export interface StationRow {
  readonly id: string;
  readonly name: string;
  readonly title: Texts;
  readonly slots: number;
  readonly paused: boolean;
}

/** Stations, stages and rooms of an edition where something is held on a day ('YYYY-MM-DD' there), by name. */
export const stationsOf = (sql: Sql, edition: string, day: string): Promise<StationRow[]> =>
  sql.rows<StationRow>(
    `SELECT p.id, p.name, (array_agg(a.title ORDER BY s.starts_at))[1] AS title, count(*) AS slots,
            bool_or(s.state = 'paused') AS paused
     FROM place p JOIN slot s ON s.place_id = p.id JOIN activity a ON a.id = s.activity_id
     JOIN edition e ON e.id = s.edition_id
     WHERE s.edition_id = $1 AND p.kind IN ('station', 'stage', 'room') AND s.state <> 'withdrawn'
       AND (s.starts_at AT TIME ZONE e.time_zone)::date = $2::date
     GROUP BY p.id ORDER BY p.name COLLATE "sv-x-icu"`,
    [edition, day],
  );

export interface StandPartyRow {
  readonly booking: string;
  readonly reference: string;
  readonly kind: 'family' | 'single' | 'group' | 'class';
  readonly label: string | null;
  readonly state: 'confirmed' | 'waiting' | 'released';
  readonly places: number;
  readonly came: number | null;
  readonly locale: 'sv';
  readonly needs: [];
  readonly interpreter: { language: string; variety: string | null } | null;
}

export interface StandSlotRow {
  readonly id: string;
  readonly activity: { id: string; titles: Texts };
  readonly place: { id: string; name: string } | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly language: string | null;
  readonly state: 'open' | 'paused';
  readonly capacity: number;
  readonly taken: number;
  readonly droppedIn: number;
  readonly room: number;
  readonly releasesAt: Date | null;
  readonly releasesItself: boolean;
  readonly parties: StandPartyRow[];
}

// A class says its name and school; nobody else says more than a reference, and a protected one not even that it is a class of somewhere.
const partiesJson = `
  SELECT coalesce(json_agg(json_build_object('booking', b.id, 'reference', p.reference, 'kind', p.kind,
      'label', CASE WHEN p.kind = 'class' AND NOT p.protected THEN concat_ws(', ', p.class_name, p.school) END,
      'state', b.state, 'places', b.places, 'came', b.came, 'locale', p.locale, 'needs', p.needs,
      'interpreter', CASE WHEN p.interpreter_language IS NOT NULL THEN
        json_build_object('language', p.interpreter_language, 'variety', p.interpreter_variety) END)
    ORDER BY b.state = 'waiting', b.line_no NULLS FIRST, p.reference), '[]')
  FROM booking b JOIN party p ON p.id = b.party_id
  WHERE b.slot_id = s.id AND b.state IN ('confirmed', 'waiting', 'released')`;

const slots = `
  SELECT s.id, json_build_object('id', a.id, 'titles', a.title) AS activity,
    CASE WHEN pl.id IS NOT NULL THEN json_build_object('id', pl.id, 'name', pl.name) END AS place,
    s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.language, s.state, s.capacity, s.taken,
    s.dropped_in AS "droppedIn",
    s.drop_in + CASE WHEN s.starts_at <= $2 THEN s.capacity - s.taken - s.held ELSE 0 END - s.dropped_in AS room,
    s.starts_at + make_interval(mins => coalesce(a.no_show_minutes, k.no_show_minutes)) AS "releasesAt",
    a.releases_itself AS "releasesItself", (${partiesJson}) AS parties
  FROM slot s JOIN activity a ON a.id = s.activity_id JOIN activity_kind k ON k.key = a.kind
  JOIN edition e ON e.id = s.edition_id LEFT JOIN place pl ON pl.id = s.place_id
  WHERE s.state <> 'withdrawn'`;

/** The slots of a place on a day ('YYYY-MM-DD' there) with their parties, in order of time; room as it is at `now`. */
export const slotsAt = (sql: Sql, it: { place: string; day: string; now: Date }): Promise<StandSlotRow[]> =>
  sql.rows<StandSlotRow>(
    `${slots} AND s.place_id = $1 AND (s.starts_at AT TIME ZONE e.time_zone)::date = $3::date
     ORDER BY s.starts_at, s.id`,
    [it.place, it.now, it.day],
  );

/** One slot, the same way; none or one row. */
export const slotNow = (sql: Sql, slot: string, now: Date): Promise<StandSlotRow[]> =>
  sql.rows<StandSlotRow>(`${slots} AND s.id = $1`, [slot, now]);

/** The day of an instant where the place is, 'YYYY-MM-DD'. */
export async function dayAt(sql: Sql, place: string, now: Date): Promise<string> {
  const [row] = await sql.rows<{ day: string }>(
    `SELECT ($2::timestamptz AT TIME ZONE e.time_zone)::date::text AS day
     FROM place p JOIN edition e ON e.id = p.edition_id WHERE p.id = $1`,
    [place, now],
  );
  return row?.day ?? now.toISOString().slice(0, 10);
}
