import type { Family } from './family.sql.ts';

/** Exhibitors with a place, by kind. */
export const exhibitors: Family = {
  measures: ['number'],
  facts: () => `
    SELECT a.edition_id, o.kind, 1 AS number FROM application a JOIN organisation o ON o.id = a.organisation_id
    WHERE a.edition_id IN (SELECT edition_id FROM asked) AND a.state = 'placed'`,
};

/** A closed code counts as its successor, so that years compare. */
export const programmes: Family = {
  measures: ['number'],
  facts: () => `
    SELECT a.edition_id, count(DISTINCT coalesce(p.successor, shown.code)) AS number
    FROM application a CROSS JOIN unnest(a.programmes) AS shown (code) LEFT JOIN programme p ON p.code = shown.code
    WHERE a.edition_id IN (SELECT edition_id FROM asked) AND a.state = 'placed' GROUP BY a.edition_id`,
};
