import { municipality } from './family.sql.ts';
import type { Family } from './family.sql.ts';

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

/** Places that were booked, and what became of them. */
export const places: Family = {
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
export const wishes: Family = {
  measures: ['unmet'],
  facts: () => `
    SELECT s.edition_id, a.kind, coalesce(s.language, 'none') AS language,
      CASE b.state WHEN 'waiting' THEN b.places WHEN 'confirmed' THEN b.asked - b.places ELSE 0 END AS unmet
    FROM booking b JOIN slot s ON s.id = b.slot_id JOIN activity a ON a.id = s.activity_id
    WHERE b.edition_id IN (SELECT edition_id FROM asked)`,
};
