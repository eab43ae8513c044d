import { municipality, ofClass, schools } from './family.sql.ts';
import type { Family } from './family.sql.ts';

/** What a slot is cut by. A station goes by its Swedish name, so that readers of every language see the same rows. */
const ofSlot = `s.edition_id, (s.starts_at AT TIME ZONE e.time_zone)::date::text AS day,
      coalesce(d.position::text, 'other') AS "day-number", a.kind, coalesce(s.language, 'none') AS language,
      CASE WHEN place.kind = 'station' THEN a.title ->> 'sv' ELSE 'none' END AS station,
      coalesce(a.branch, 'none') AS branch`;
const slot = `activity a ON a.id = s.activity_id JOIN activity_kind k ON k.key = a.kind
    JOIN edition e ON e.id = s.edition_id LEFT JOIN place ON place.id = s.place_id
    LEFT JOIN edition_day d ON d.edition_id = s.edition_id AND d.date = (s.starts_at AT TIME ZONE e.time_zone)::date`;

const booked = `(b.state = 'confirmed' OR (b.state = 'released' AND b.ended_by = 'no_show'))`;
/** In the unit of the places: where one place is a whole party's, whoever came of it makes one. */
const came = `CASE WHEN b.state = 'released' THEN 0 WHEN k.counts = 'parties' THEN least(b.came, 1) ELSE b.came END`;

/** Places that were booked, and what became of them. */
export const places: Family = {
  measures: ['booked', 'came', 'absent', 'unrecorded'],
  facts: (dimensions) => `
    SELECT ${ofSlot}, p.kind AS audience, ${municipality}, ${ofClass(dimensions)},
      b.places AS booked, ${came} AS came, GREATEST(b.places - ${came}, 0) AS absent,
      CASE WHEN ${came} IS NULL THEN b.places ELSE 0 END AS unrecorded
    FROM booking b JOIN slot s ON s.id = b.slot_id JOIN ${slot}
    JOIN party p ON p.id = b.party_id LEFT JOIN municipality m ON m.code = p.municipality
    ${schools(dimensions)}
    WHERE b.edition_id IN (SELECT edition_id FROM asked) AND ${booked}`,
};

/**
 * Places there were in slots that have begun: `offered` in all, `capacity` where those who came were recorded, `came`
 * of those who had booked, `dropped` of those who just came.
 */
export const offered: Family = {
  measures: ['offered', 'capacity', 'came', 'dropped'],
  facts: () => `
    SELECT ${ofSlot}, s.capacity AS offered, CASE WHEN counted.whole THEN s.capacity ELSE 0 END AS capacity,
      CASE WHEN counted.whole THEN counted.came ELSE 0 END AS came, s.dropped_in AS dropped
    FROM slot s JOIN ${slot}
    LEFT JOIN LATERAL (
      SELECT coalesce(sum(${came}), 0) AS came,
        coalesce(bool_and(b.came IS NOT NULL) FILTER (WHERE b.state = 'confirmed'), true) AS whole
      FROM booking b WHERE b.slot_id = s.id AND ${booked}) counted ON true
    WHERE s.edition_id IN (SELECT edition_id FROM asked) AND s.state <> 'withdrawn' AND s.starts_at < (SELECT now FROM said)`,
};

/** Still in line, or given fewer than asked. An offer that was declined was given. */
export const wishes: Family = {
  measures: ['unmet'],
  facts: () => `
    SELECT s.edition_id, a.kind, coalesce(s.language, 'none') AS language,
      CASE b.state WHEN 'waiting' THEN b.places WHEN 'confirmed' THEN b.asked - b.places ELSE 0 END AS unmet
    FROM booking b JOIN slot s ON s.id = b.slot_id JOIN activity a ON a.id = s.activity_id
    WHERE b.edition_id IN (SELECT edition_id FROM asked)`,
};

/** Hours from joining a line until the first offer or place it gave. Whoever was given nothing is not among them. */
export const waits: Family = {
  measures: ['parties', 'median', 'ninety'],
  made: {
    parties: 'count(*)',
    median: 'round(percentile_cont(0.5) WITHIN GROUP (ORDER BY hours)::numeric, 1)',
    ninety: 'round(percentile_cont(0.9) WITHIN GROUP (ORDER BY hours)::numeric, 1)',
  },
  facts: () => `
    SELECT s.edition_id, a.kind, coalesce(s.language, 'none') AS language,
      extract(epoch FROM b.offered_at - b.joined_at)::float / 3600 AS hours
    FROM booking b JOIN slot s ON s.id = b.slot_id JOIN activity a ON a.id = s.activity_id
    WHERE b.edition_id IN (SELECT edition_id FROM asked) AND b.joined_at IS NOT NULL AND b.offered_at >= b.joined_at`,
};

/** Different classes, schools and municipalities that came to the stand, by branch and in all (branch `all`). */
export const standReach: Family = {
  measures: ['number', 'persons'],
  made: { number: 'count(DISTINCT name)', persons: 'sum(came)' },
  facts: () => `
    SELECT s.edition_id, one.of, branch.name AS branch, one.name, b.came
    FROM booking b JOIN slot s ON s.id = b.slot_id JOIN activity a ON a.id = s.activity_id
    JOIN party p ON p.id = b.party_id,
      LATERAL (VALUES ('class', p.school || ' / ' || p.class_name), ('school', p.school), ('municipality', p.municipality))
        AS one (of, name),
      LATERAL (VALUES (coalesce(a.branch, 'none')), ('all')) AS branch (name)
    WHERE b.edition_id IN (SELECT edition_id FROM asked) AND a.kind = 'try-it' AND p.kind = 'class'
      AND b.state = 'confirmed' AND b.came > 0`,
};

/** Open houses after the fair, by school and ISO week. */
export const houses: Family = {
  measures: ['houses', 'booked', 'came'],
  facts: () => `
    SELECT s.edition_id, coalesce(place.name, a.title ->> 'sv') AS school,
      to_char(s.starts_at AT TIME ZONE e.time_zone, 'IYYY-"W"IW') AS week, 1 AS houses, b.booked, b.came
    FROM slot s JOIN ${slot}
    LEFT JOIN LATERAL (
      SELECT sum(b.places) AS booked, sum(${came}) AS came FROM booking b WHERE b.slot_id = s.id AND ${booked}) b ON true
    WHERE s.edition_id IN (SELECT edition_id FROM asked) AND a.kind = 'open-house' AND s.state <> 'withdrawn'`,
};
