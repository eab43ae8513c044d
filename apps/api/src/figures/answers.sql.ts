import type { Family } from './family.sql.ts';

/** Who was asked and who answered, survey by survey. */
export const answers: Family = {
  measures: ['answered', 'invited'],
  facts: () => `
    SELECT s.edition_id, s.audience, s.invited,
      (SELECT count(*) FROM response r WHERE r.survey_id = s.id) AS answered
    FROM survey s WHERE s.edition_id IN (SELECT edition_id FROM asked)`,
};
