/**
 * What the figures are counted from. Each family gives rows of `edition_id`, its dimensions as text and its measures,
 * for the editions in `asked`; `said` holds the reader's language and now. Rows are summed before anything is shown.
 */
export interface Family {
  readonly measures: readonly string[];
  /** The rows, for the dimensions that are asked for. */
  readonly facts: (dimensions: ReadonlySet<string>) => string;
}

const municipality = `CASE WHEN m.code IS NULL THEN 'unknown' WHEN m.in_region THEN m.name ELSE 'outside' END AS municipality`;

/** Persons by day and party; the hour is known for single passages only, which costs more to sort. */
const visitors: Family = {
  measures: ['persons'],
  facts: (dimensions) => `
    SELECT v.edition_id, v.day::text AS day, coalesce(d.position::text, 'other') AS "day-number",
      ${dimensions.has('hour') ? `to_char(v.at AT TIME ZONE e.time_zone, 'HH24')` : 'NULL'} AS hour,
      coalesce(p.kind, 'walk-in') AS audience, ${municipality},
      ${dimensions.has('hour') ? 'v.persons' : 'v.came'} AS persons
    FROM ${dimensions.has('hour') ? 'arrival' : 'attendance'} v
    JOIN edition e ON e.id = v.edition_id
    LEFT JOIN edition_day d ON d.edition_id = v.edition_id AND d.date = v.day
    LEFT JOIN party p ON p.id = v.party_id
    LEFT JOIN municipality m ON m.code = p.municipality
    WHERE v.edition_id IN (SELECT edition_id FROM asked)`,
};

const ofSlot = `s.edition_id, (s.starts_at AT TIME ZONE e.time_zone)::date::text AS day,
      coalesce(d.position::text, 'other') AS "day-number", a.kind, coalesce(s.language, 'none') AS language,
      CASE WHEN place.kind = 'station' THEN coalesce(a.title ->> (SELECT locale FROM said), a.title ->> 'sv') ELSE 'none' END
        AS station`;
const slots = `slot s JOIN activity a ON a.id = s.activity_id JOIN activity_kind k ON k.key = a.kind JOIN edition e ON e.id = s.edition_id
    LEFT JOIN place ON place.id = s.place_id
    LEFT JOIN edition_day d ON d.edition_id = s.edition_id AND d.date = (s.starts_at AT TIME ZONE e.time_zone)::date`;

const booked = `b.state = 'confirmed' OR (b.state = 'released' AND b.ended_by = 'no_show')`;
/** In the unit of the places: where one place is a whole party's, whoever came of it makes one. */
const came = `CASE WHEN b.state = 'released' THEN 0 WHEN k.counts = 'parties' THEN least(b.came, 1) ELSE b.came END`;

/** Capacity of the slots that have begun and where those who came were recorded. Only for dimensions a slot has. */
const capacity = `
    UNION ALL
    SELECT ${ofSlot}, NULL, NULL, 0, NULL, 0, 0, s.capacity
    FROM ${slots}
    WHERE s.edition_id IN (SELECT edition_id FROM asked) AND s.state <> 'withdrawn'
      AND s.starts_at < (SELECT now FROM said)
      AND NOT EXISTS (SELECT FROM booking b WHERE b.slot_id = s.id AND b.state = 'confirmed' AND b.came IS NULL)`;

const places: Family = {
  measures: ['booked', 'came', 'absent', 'unrecorded', 'capacity'],
  facts: (dimensions) => `
    SELECT ${ofSlot}, p.kind AS audience, ${municipality},
      b.places AS booked, ${came} AS came, GREATEST(b.places - ${came}, 0) AS absent,
      CASE WHEN ${came} IS NULL THEN b.places ELSE 0 END AS unrecorded, 0 AS capacity
    FROM booking b JOIN ${slots.replace('slot s JOIN', 'slot s ON s.id = b.slot_id JOIN')}
    JOIN party p ON p.id = b.party_id LEFT JOIN municipality m ON m.code = p.municipality
    WHERE b.edition_id IN (SELECT edition_id FROM asked) AND (${booked})
    ${dimensions.has('audience') || dimensions.has('municipality') ? '' : capacity}`,
};

/** Still in line, or given fewer than asked. An offer that was declined was given. */
const wishes: Family = {
  measures: ['unmet'],
  facts: () => `
    SELECT s.edition_id, a.kind, coalesce(s.language, 'none') AS language,
      CASE b.state WHEN 'waiting' THEN b.places WHEN 'confirmed' THEN b.asked - b.places ELSE 0 END AS unmet
    FROM booking b JOIN slot s ON s.id = b.slot_id JOIN activity a ON a.id = s.activity_id
    WHERE b.edition_id IN (SELECT edition_id FROM asked)`,
};

const reach: Family = {
  measures: ['number', 'persons'],
  facts: () => `
    SELECT c.edition_id, one.of, count(DISTINCT one.name) AS number, sum(c.came) AS persons
    FROM attendance c JOIN party p ON p.id = c.party_id,
      LATERAL (VALUES ('class', p.school || ' / ' || p.class_name), ('school', p.school), ('municipality', p.municipality))
        AS one (of, name)
    WHERE c.edition_id IN (SELECT edition_id FROM asked) AND p.kind = 'class' AND c.came > 0
    GROUP BY c.edition_id, one.of`,
};

const exhibitors: Family = {
  measures: ['number'],
  facts: () => `
    SELECT a.edition_id, o.kind, 1 AS number FROM application a JOIN organisation o ON o.id = a.organisation_id
    WHERE a.edition_id IN (SELECT edition_id FROM asked) AND a.state = 'placed'`,
};

/** A closed code counts as its successor, so that years compare. */
const programmes: Family = {
  measures: ['number'],
  facts: () => `
    SELECT a.edition_id, count(DISTINCT coalesce(p.successor, shown.code)) AS number
    FROM application a CROSS JOIN unnest(a.programmes) AS shown (code) LEFT JOIN programme p ON p.code = shown.code
    WHERE a.edition_id IN (SELECT edition_id FROM asked) AND a.state = 'placed' GROUP BY a.edition_id`,
};

const pageViews: Family = {
  measures: ['views'],
  facts: () => `
    SELECT edition_id, locale, phase, sum(views) AS views FROM page_view
    WHERE edition_id IN (SELECT edition_id FROM asked) GROUP BY edition_id, locale, phase`,
};

const webVisits: Family = {
  measures: ['visits'],
  facts: () => `
    SELECT edition_id, day::text AS day, locale, visits FROM web_visit
    WHERE edition_id IN (SELECT edition_id FROM asked)`,
};

const answers: Family = {
  measures: ['answered', 'invited'],
  facts: () => `
    SELECT s.edition_id, s.audience, s.invited,
      (SELECT count(*) FROM response r WHERE r.survey_id = s.id) AS answered
    FROM survey s WHERE s.edition_id IN (SELECT edition_id FROM asked)`,
};

const mails: Family = {
  measures: ['sent', 'addressed'],
  facts: () => `
    SELECT edition_id, kind, (state = 'sent')::int AS sent, 1 AS addressed FROM message
    WHERE edition_id IN (SELECT edition_id FROM asked)`,
};

export const families = {
  visitors,
  places,
  wishes,
  reach,
  exhibitors,
  programmes,
  pageViews,
  webVisits,
  answers,
  mails,
} satisfies Record<string, Family>;

export type FamilyName = keyof typeof families;
