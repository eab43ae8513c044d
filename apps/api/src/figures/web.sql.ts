import type { Family } from './family.sql.ts';

/**
 * A day as dimensions: its date, its number where the fair's first day is 1 and the day before it 0, and the week around
 * that day (0 begins with it, the weeks before it are negative). `x` is the row's name.
 */
const dayOf = (
  x: string,
): string => `${x}.day::text AS day, (${x}.day - fair.first + 1)::text AS "day-number",
      floor((${x}.day - fair.first) / 7.0)::text AS "fair-week"`;
const phaseOf = (x: string): string =>
  `CASE WHEN ${x}.day > fair.last THEN 'after' WHEN ${x}.day >= fair.first THEN 'during' ELSE 'before' END AS phase`;
const fairs = `(SELECT edition_id, min(date) AS first, max(date) AS last FROM edition_day
      WHERE edition_id IN (SELECT edition_id FROM asked) GROUP BY edition_id) fair`;

/** Pages served to people, by everything but who they were. */
export const pageViews: Family = {
  measures: ['views'],
  facts: (dimensions) => {
    const kept = ['locale', 'page', 'device', 'phase'].filter((it) => dimensions.has(it));
    const columns = kept.map((it) => `, v.${it}`).join('');
    const at = 'v.hour AT TIME ZONE e.time_zone';
    const hour = dimensions.has('hour') ? `to_char(${at}, 'HH24')` : 'NULL';
    return `
    SELECT view.edition_id, view.hour, view.views${columns.replaceAll(' v.', ' view.')}, ${dayOf('view')}
    FROM (
      SELECT v.edition_id, (${at})::date AS day, ${hour} AS hour${columns}, sum(v.views) AS views
      FROM page_view v JOIN edition e ON e.id = v.edition_id WHERE v.edition_id IN (SELECT edition_id FROM asked)
      GROUP BY v.edition_id, 2, 3${columns}) view
    LEFT JOIN ${fairs} USING (edition_id)`;
  },
};

/** Distinct visitors of a day, added up over days. */
export const webVisits: Family = {
  measures: ['visits'],
  facts: () => `
    SELECT edition_id, ${dayOf('v')}, ${phaseOf('v')}, v.locale, v.referrer_host AS referrer, v.device, v.visits
    FROM web_visit v LEFT JOIN ${fairs} USING (edition_id)
    WHERE edition_id IN (SELECT edition_id FROM asked)`,
};

/**
 * How many got how far, each in the phase in which it happened: visits to the pages, parties that booked something,
 * parties of which somebody came, answers of those who had been there. Never who: the steps share nothing.
 */
export const funnel: Family = {
  measures: ['number'],
  facts: () => `
    SELECT edition_id, step.name AS step, step.number, ${phaseOf('step')}
    FROM (
      SELECT edition_id, '1-visits' AS name, day, sum(visits) AS number FROM web_visit
      WHERE edition_id IN (SELECT edition_id FROM asked) GROUP BY edition_id, day
      UNION ALL
      SELECT p.edition_id, '2-booked', (p.created_at AT TIME ZONE e.time_zone)::date, count(*)
      FROM party p JOIN edition e ON e.id = p.edition_id
      WHERE p.edition_id IN (SELECT edition_id FROM asked) AND EXISTS (
        SELECT FROM booking b WHERE b.party_id = p.id
          AND (b.state = 'confirmed' OR (b.state = 'released' AND b.ended_by = 'no_show')))
      GROUP BY 1, 3
      UNION ALL
      SELECT edition_id, '3-came', day, count(*)
      FROM (
        SELECT edition_id, party_id, min(day) AS day
        FROM (
          SELECT edition_id, party_id, day FROM attendance
          WHERE edition_id IN (SELECT edition_id FROM asked) AND party_id IS NOT NULL AND came > 0
          UNION ALL
          SELECT b.edition_id, b.party_id, (s.starts_at AT TIME ZONE e.time_zone)::date
          FROM booking b JOIN slot s ON s.id = b.slot_id JOIN edition e ON e.id = b.edition_id
          WHERE b.edition_id IN (SELECT edition_id FROM asked) AND b.state = 'confirmed' AND b.came > 0) seen
        GROUP BY edition_id, party_id) came GROUP BY edition_id, day
      UNION ALL
      SELECT s.edition_id, '4-answered', r.answered_on, count(*)
      FROM survey s JOIN response r ON r.survey_id = s.id
      WHERE s.edition_id IN (SELECT edition_id FROM asked) AND s.audience IN ('pupil-after', 'guardian', 'visitor')
      GROUP BY 1, 3) step
    LEFT JOIN ${fairs} USING (edition_id)`,
};
