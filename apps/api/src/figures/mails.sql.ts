import type { Family } from './family.sql.ts';

/** Letters that were to be sent, and those that were. */
export const mails: Family = {
  measures: ['sent', 'addressed'],
  facts: () => `
    SELECT edition_id, kind, (state = 'sent')::int AS sent, 1 AS addressed FROM message
    WHERE edition_id IN (SELECT edition_id FROM asked)`,
};
