import { answered, asked, attitudes, choices, ratings, responses, themes } from './answers.sql.ts';
import { exhibitors, programmes } from './exhibitors.sql.ts';
import type { Family } from './family.sql.ts';
import { mails } from './mails.sql.ts';
import { houses, offered, places, standReach, waits, wishes } from './places.sql.ts';
import { reach, reachShare, visitors } from './visitors.sql.ts';
import { funnel, pageViews, webVisits } from './web.sql.ts';

/** Everything figures are counted from, by name. */
export const families = {
  visitors,
  places,
  offered,
  wishes,
  waits,
  houses,
  standReach,
  reach,
  reachShare,
  exhibitors,
  programmes,
  pageViews,
  webVisits,
  funnel,
  asked,
  responses,
  choices,
  ratings,
  attitudes,
  answered,
  themes,
  mails,
} satisfies Record<string, Family>;

export type FamilyName = keyof typeof families;
