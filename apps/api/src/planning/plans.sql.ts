import type { Sql } from '../platform/database.ts';

type Texts = Record<string, string>;
type Audience = 'family' | 'single' | 'group' | 'class';
type CrewRole = 'host' | 'speaker' | 'language-guide';

/** A slot as staff see it; `waiting` counts bookings in line. */
export interface PlannedSlotRow {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly place: string | null;
  readonly placeId: string | null;
  readonly language: string | null;
  readonly capacity: number;
  readonly taken: number;
  readonly held: number;
  readonly waiting: number;
  readonly dropIn: number;
  readonly setupMinutes: number;
  readonly joinUrl: string | null;
  readonly state: 'open' | 'paused' | 'withdrawn';
  readonly activity: { id: string; kind: string; kindTitle: Texts; titles: Texts; audience: Audience[] };
  readonly crew: { id: string; name: string; role: CrewRole }[];
}

const slots = `
  SELECT s.id, s.starts_at "startsAt", s.ends_at "endsAt", p.name place, s.place_id "placeId", s.language, s.capacity,
    s.taken, s.held, coalesce(w.waiting, 0) waiting, s.drop_in "dropIn",
    (extract(epoch FROM s.starts_at - s.setup_from) / 60)::int "setupMinutes", s.join_url "joinUrl", s.state,
    jsonb_build_object('id', a.id, 'kind', a.kind, 'kindTitle', k.title, 'titles', a.title, 'audience', a.audience) activity,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'role', sc.role) ORDER BY c.name), '[]')
     FROM slot_crew sc JOIN crew c ON c.id = sc.crew_id WHERE sc.slot_id = s.id) crew
  FROM slot s JOIN activity a ON a.id = s.activity_id JOIN activity_kind k ON k.key = a.kind
  JOIN edition e ON e.id = s.edition_id
  LEFT JOIN place p ON p.id = s.place_id
  LEFT JOIN (SELECT slot_id, count(*) waiting FROM booking WHERE state = 'waiting' GROUP BY slot_id) w ON w.slot_id = s.id`;
const inOrder = `ORDER BY s.starts_at, a.title ->> 'sv', p.name, s.id`;

export interface PlanFilter {
  readonly day?: string | undefined;
  readonly kind?: string | undefined;
  readonly place?: string | undefined;
  readonly withdrawn?: boolean | undefined;
}

/** Slots of an edition in order of time; `day` is a day where the edition is. Withdrawn ones only when asked for. */
export const plannedSlots = (sql: Sql, edition: string, filter: PlanFilter): Promise<PlannedSlotRow[]> =>
  sql.rows<PlannedSlotRow>(
    `${slots}
     WHERE s.edition_id = $1 AND ($5::boolean OR s.state <> 'withdrawn')
       AND ($2::date IS NULL OR (s.starts_at >= $2::date::timestamp AT TIME ZONE e.time_zone
                             AND s.starts_at < ($2::date + 1)::timestamp AT TIME ZONE e.time_zone))
       AND ($3::text IS NULL OR a.kind = $3)
       AND ($4::uuid IS NULL OR s.place_id = $4)
     ${inOrder}`,
    [edition, filter.day ?? null, filter.kind ?? null, filter.place ?? null, filter.withdrawn ?? false],
  );

/** All slots of an activity, withdrawn ones too. */
export const slotsOfActivity = (sql: Sql, activity: string): Promise<PlannedSlotRow[]> =>
  sql.rows<PlannedSlotRow>(`${slots} WHERE s.activity_id = $1 ${inOrder}`, [activity]);

/** One slot; none or one row. */
export const plannedSlot = (sql: Sql, id: string): Promise<PlannedSlotRow[]> =>
  sql.rows<PlannedSlotRow>(`${slots} WHERE s.id = $1`, [id]);

export interface UnscheduledRow {
  readonly id: string;
  readonly titles: Texts;
  readonly kindTitle: Texts;
}

/** Activities that are not withdrawn and have no slot that stands, by kind and Swedish title. */
export const unscheduledIn = (sql: Sql, edition: string): Promise<UnscheduledRow[]> =>
  sql.rows<UnscheduledRow>(
    `SELECT a.id, a.title titles, k.title "kindTitle" FROM activity a JOIN activity_kind k ON k.key = a.kind
     WHERE a.edition_id = $1 AND a.withdrawn_at IS NULL
       AND NOT EXISTS (SELECT FROM slot s WHERE s.activity_id = a.id AND s.state <> 'withdrawn')
     ORDER BY k.position, a.title ->> 'sv', a.id`,
    [edition],
  );

export interface ChoicesRow {
  readonly kinds: { key: string; title: Texts; exclusive: boolean }[];
  readonly places: { id: string; name: string; kind: string; access: string[] }[];
  readonly programmes: { code: string; name: Texts }[];
  readonly branches: string[];
  readonly languages: string[];
  readonly days: { date: string; slots: number }[];
  readonly crew: { id: string; name: string; roles: CrewRole[] }[];
}

/** What the forms can choose among; one row. Places by kind and name with their numbers in order. */
export const choicesIn = (sql: Sql, edition: string): Promise<ChoicesRow[]> =>
  sql.rows<ChoicesRow>(
    `SELECT
       (SELECT coalesce(jsonb_agg(jsonb_build_object('key', key, 'title', title, 'exclusive', exclusive_place)
          ORDER BY position, key), '[]') FROM activity_kind) kinds,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'kind', kind, 'access', access)
          ORDER BY kind, length(name), name), '[]') FROM place WHERE edition_id = $1) places,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name) ORDER BY name ->> 'sv'), '[]')
        FROM programme WHERE successor IS NULL) programmes,
       (SELECT coalesce(jsonb_agg(branch ORDER BY branch), '[]')
        FROM (SELECT DISTINCT branch FROM activity WHERE branch IS NOT NULL) b) branches,
       (SELECT coalesce(jsonb_agg(language ORDER BY language <> 'sv', language), '[]')
        FROM (SELECT DISTINCT language FROM slot WHERE language IS NOT NULL) l) languages,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('date', day, 'slots', n) ORDER BY day), '[]')
        FROM (SELECT (s.starts_at AT TIME ZONE e.time_zone)::date AS day, count(*) n
              FROM slot s JOIN edition e ON e.id = s.edition_id
              WHERE s.edition_id = $1 AND s.state <> 'withdrawn' GROUP BY 1) d) days,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'roles', roles) ORDER BY name), '[]')
        FROM crew WHERE edition_id = $1) crew`,
    [edition],
  );
