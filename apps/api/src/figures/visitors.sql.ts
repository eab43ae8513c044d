import { municipality } from './family.sql.ts';
import type { Family } from './family.sql.ts';

/** Persons by day and party; the hour is known for single passages only, which costs more to sort. */
export const visitors: Family = {
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

/** Different classes, schools and municipalities that came. */
export const reach: Family = {
  measures: ['number', 'persons'],
  facts: () => `
    SELECT c.edition_id, one.of, count(DISTINCT one.name) AS number, sum(c.came) AS persons
    FROM attendance c JOIN party p ON p.id = c.party_id,
      LATERAL (VALUES ('class', p.school || ' / ' || p.class_name), ('school', p.school), ('municipality', p.municipality))
        AS one (of, name)
    WHERE c.edition_id IN (SELECT edition_id FROM asked) AND p.kind = 'class' AND c.came > 0
    GROUP BY c.edition_id, one.of`,
};
