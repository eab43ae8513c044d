import type { Family } from './family.sql.ts';

/** Pages served to people, by language and phase. */
export const pageViews: Family = {
  measures: ['views'],
  facts: () => `
    SELECT edition_id, locale, phase, sum(views) AS views FROM page_view
    WHERE edition_id IN (SELECT edition_id FROM asked) GROUP BY edition_id, locale, phase`,
};

/** Distinct visitors of a day, added up over days. */
export const webVisits: Family = {
  measures: ['visits'],
  facts: () => `
    SELECT edition_id, day::text AS day, locale, visits FROM web_visit
    WHERE edition_id IN (SELECT edition_id FROM asked)`,
};
