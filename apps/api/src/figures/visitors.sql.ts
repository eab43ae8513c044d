import { municipality, ofClass, schools } from './family.sql.ts';
import type { Family } from './family.sql.ts';

/** Persons by day and party; hour and door are known of single passages only, which cost more to sort. */
export const visitors: Family = {
  measures: ['persons'],
  facts: (dimensions) => {
    const single = dimensions.has('hour') || dimensions.has('door');
    return `
    SELECT v.edition_id, v.day::text AS day, coalesce(d.position::text, 'other') AS "day-number",
      ${single ? `to_char(v.at AT TIME ZONE e.time_zone, 'HH24') AS hour, door.name AS door,` : ''}
      coalesce(p.kind, 'walk-in') AS audience, ${municipality}, ${ofClass(dimensions)},
      ${single ? 'v.persons' : 'v.came'} AS persons
    FROM ${single ? 'arrival v JOIN door ON door.id = v.door_id' : 'attendance v'}
    JOIN edition e ON e.id = v.edition_id
    LEFT JOIN edition_day d ON d.edition_id = v.edition_id AND d.date = v.day
    LEFT JOIN party p ON p.id = v.party_id
    LEFT JOIN municipality m ON m.code = p.municipality
    ${schools(dimensions)}
    WHERE v.edition_id IN (SELECT edition_id FROM asked)`;
  },
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

/**
 * Pupils of year 9 who came with a class, and how many there are: recorded for the edition's year under the key
 * year-9-pupils, by municipality. A municipality whose number nobody has recorded is left out of both.
 */
export const reachShare: Family = {
  measures: ['came', 'pupils'],
  facts: () => `
    WITH recorded AS (
      SELECT e.id AS edition_id, r.by ->> 'municipality' AS municipality, max(r.value) AS pupils
      FROM edition e JOIN recorded_figure r ON r.fair_id = e.fair_id AND r.key = 'year-9-pupils'
        AND (r.edition_id = e.id OR (r.edition_id IS NULL AND r.label =
          (SELECT extract(year FROM min(date))::text FROM edition_day WHERE edition_id = e.id)))
      WHERE e.id IN (SELECT edition_id FROM asked) AND r.value > 0 AND r.by ? 'municipality'
      GROUP BY e.id, r.by ->> 'municipality'),
    -- A class that comes on two days is there once.
    came AS (
      SELECT edition_id, party_id, max(came) AS came FROM attendance
      WHERE edition_id IN (SELECT edition_id FROM asked) GROUP BY edition_id, party_id)
    SELECT r.edition_id, r.municipality, r.pupils, coalesce(sum(least(c.came, p.pupils)), 0) AS came
    FROM recorded r
    LEFT JOIN (party p JOIN municipality m ON m.code = p.municipality JOIN came c ON c.party_id = p.id)
      ON p.edition_id = r.edition_id AND m.name = r.municipality AND p.kind = 'class' AND p.grade = '9'
    GROUP BY r.edition_id, r.municipality, r.pupils`,
};
