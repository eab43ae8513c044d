import { answers } from './answers.sql.ts';
import { exhibitors, programmes } from './exhibitors.sql.ts';
import type { Family } from './family.sql.ts';
import { mails } from './mails.sql.ts';
import { places, wishes } from './places.sql.ts';
import { reach, visitors } from './visitors.sql.ts';
import { pageViews, webVisits } from './web.sql.ts';

/** Everything figures are counted from, by name. */
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
