import type { Sql } from '../platform/database.ts';

type Texts = Record<string, string>;

export interface SlotRow {
  readonly id: string;
  readonly activityId: string;
  readonly kind: string;
  readonly kindTitle: Texts;
  readonly title: Texts;
  readonly description: Texts | null;
  readonly phase: 'before' | 'during' | 'after';
  readonly programmes: string[];
  readonly audience: ('family' | 'single' | 'group' | 'class')[];
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly place: { id: string; name: string; access: string[] } | null;
  readonly language: string | null;
  readonly state: 'open' | 'paused' | 'withdrawn';
  readonly capacity: number;
  readonly free: number;
  readonly waiting: number;
  /** What one place is for: a person, or a whole party. */
  readonly counts: 'persons' | 'parties';
}

/** What to keep; null keeps everything. `day` is YYYY-MM-DD in the edition's time zone. */
export interface SlotFilter {
  readonly kind: string | null;
  readonly phase: string | null;
  readonly activity: string | null;
  readonly day: string | null;
  readonly language: string | null;
  readonly audience: string | null;
  readonly programme: string | null;
  /** With room for a party of that size. */
  readonly room: number | null;
  readonly ids: readonly string[] | null;
  /** Whether descriptions come along; otherwise they are null. */
  readonly described: boolean;
}

/**
 * The slots of an edition that have not been withdrawn, in order of time and Swedish title. `free` counts places,
 * `waiting` bookings in line.
 */
export const slotsOf = (sql: Sql, edition: string, filter: SlotFilter): Promise<SlotRow[]> =>
  sql.rows<SlotRow>(
    `SELECT s.id, a.id "activityId", a.kind, k.title "kindTitle", a.title,
       CASE WHEN $9 THEN a.description END description, a.phase, a.programmes,
       a.audience, s.starts_at "startsAt", s.ends_at "endsAt", s.language, s.state, s.capacity,
       s.capacity - s.taken - s.held free, coalesce(w.waiting, 0) waiting, k.counts,
       CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'name', p.name, 'access', p.access) END place
     FROM slot s
     JOIN edition e ON e.id = s.edition_id
     JOIN activity a ON a.id = s.activity_id
     JOIN activity_kind k ON k.key = a.kind
     LEFT JOIN place p ON p.id = s.place_id
     LEFT JOIN (SELECT slot_id, count(*) waiting FROM booking WHERE state = 'waiting' GROUP BY slot_id) w
       ON w.slot_id = s.id
     WHERE s.edition_id = $1 AND s.state <> 'withdrawn'
       AND ($2::text IS NULL OR a.kind = $2)
       AND ($3::date IS NULL OR (s.starts_at >= $3::date::timestamp AT TIME ZONE e.time_zone
                             AND s.starts_at < ($3::date + 1)::timestamp AT TIME ZONE e.time_zone))
       AND ($4::text IS NULL OR s.language = $4)
       AND ($5::text IS NULL OR $5 = ANY (a.audience))
       AND ($6::text IS NULL OR $6 = ANY (a.programmes))
       AND ($7::int IS NULL OR s.taken + s.held + CASE k.counts WHEN 'persons' THEN $7 ELSE 1 END <= s.capacity)
       AND ($8::uuid[] IS NULL OR s.id = ANY ($8))
       AND ($10::text IS NULL OR a.phase = $10)
       AND ($11::uuid IS NULL OR a.id = $11)
     ORDER BY s.starts_at, a.title ->> 'sv', s.id`,
    [
      edition,
      filter.kind,
      filter.day,
      filter.language,
      filter.audience,
      filter.programme,
      filter.room,
      filter.ids,
      filter.described,
      filter.phase,
      filter.activity,
    ],
  );

export interface RoomRow {
  readonly id: string;
  readonly activityId: string;
  readonly kind: string;
  readonly title: Texts;
  readonly audience: string[];
  readonly state: 'open';
  readonly startsAt: Date;
  readonly language: string | null;
  readonly free: number;
  readonly counts: 'persons' | 'parties';
}

/** Slots of these kinds with room for a party of that size that start after `now`, in order of time. */
export const slotsWithRoom = (
  sql: Sql,
  edition: string,
  { kinds, size, now }: { kinds: readonly string[]; size: number; now: Date },
): Promise<RoomRow[]> =>
  sql.rows<RoomRow>(
    `SELECT s.id, a.id "activityId", a.kind, a.title, a.audience, s.state, s.starts_at "startsAt", s.language,
       s.capacity - s.taken - s.held free, k.counts
     FROM slot s JOIN activity a ON a.id = s.activity_id JOIN activity_kind k ON k.key = a.kind
     WHERE s.edition_id = $1 AND a.kind = ANY ($2::text[]) AND s.starts_at > $3
       AND s.state = 'open' AND s.taken + s.held + CASE k.counts WHEN 'persons' THEN $4::int ELSE 1 END <= s.capacity
     ORDER BY s.starts_at, s.id`,
    [edition, kinds, now, size],
  );

export interface ActivityRow {
  readonly id: string;
  readonly kind: string;
  readonly kindTitle: Texts;
  readonly titles: Texts;
  readonly descriptions: Texts | null;
  readonly phase: 'before' | 'during' | 'after';
  readonly audience: ('family' | 'single' | 'group' | 'class')[];
  readonly programmes: { code: string; name: Texts }[];
  readonly branch: string | null;
}

/** One activity of an edition, its programmes by Swedish name; none or one row. */
export const activityWithId = (sql: Sql, edition: string, id: string): Promise<ActivityRow[]> =>
  sql.rows<ActivityRow>(
    `SELECT a.id, a.kind, k.title "kindTitle", a.title titles, a.description descriptions, a.phase, a.audience,
       a.branch,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('code', p.code, 'name', p.name) ORDER BY p.name ->> 'sv'), '[]')
        FROM programme p WHERE p.code = ANY (a.programmes)) programmes
     FROM activity a JOIN activity_kind k ON k.key = a.kind
     WHERE a.edition_id = $1 AND a.id = $2`,
    [edition, id],
  );

export interface FiltersRow {
  readonly kinds: { key: string; title: Texts }[];
  readonly languages: string[];
  readonly programmes: { code: string; name: Texts }[];
}

/** What the timetable of an edition can be filtered by; one row. Programmes that are shown, by Swedish name. */
export const filtersOf = (sql: Sql, edition: string): Promise<FiltersRow[]> =>
  sql.rows<FiltersRow>(
    `WITH used AS (SELECT DISTINCT a.id, a.kind, a.programmes FROM activity a
                   WHERE a.edition_id = $1 AND EXISTS (SELECT FROM slot s WHERE s.activity_id = a.id
                                                        AND s.state <> 'withdrawn'))
     SELECT
       (SELECT coalesce(jsonb_agg(jsonb_build_object('key', k.key, 'title', k.title) ORDER BY k.position), '[]')
        FROM activity_kind k WHERE k.key IN (SELECT kind FROM used)) kinds,
       (SELECT coalesce(jsonb_agg(l.language ORDER BY l.language <> 'sv', l.language), '[]')
        FROM (SELECT DISTINCT language FROM slot WHERE edition_id = $1 AND state <> 'withdrawn'
              AND language IS NOT NULL) l) languages,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('code', p.code, 'name', p.name) ORDER BY p.name ->> 'sv'), '[]')
        FROM programme p WHERE p.code IN (SELECT unnest(programmes) FROM used)) programmes`,
    [edition],
  );

export interface ProgrammeRow {
  readonly code: string;
  readonly name: Texts;
  readonly kind: string;
}

/** The programmes no other has taken the place of, by kind and Swedish name. */
export const openProgrammes = (sql: Sql): Promise<ProgrammeRow[]> =>
  sql.rows<ProgrammeRow>(
    `SELECT code, name, kind FROM programme WHERE successor IS NULL
     ORDER BY kind, (name ->> 'sv') COLLATE "sv-x-icu", code`,
  );
