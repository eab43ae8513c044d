import type { Database } from '../platform/database.ts';
import { addAccounts } from './accounts.ts';
import { addRegister, addTeaching } from './classes.ts';
import { Crowd } from './crowd.ts';
import type { CrowdSize } from './crowd.ts';
import { addPassages } from './door.ts';
import { addEditions, beginPlan } from './editions.ts';
import { addExhibiting, addOrganisations } from './exhibitors.ts';
import type { Exhibitor } from './exhibitors.ts';
import { addFeatures } from './halls.ts';
import { writeLineLog } from './line-log.ts';
import { addLines } from './lines.ts';
import { addMeetings } from './meetings.ts';
import { addMessages } from './messages.ts';
import { settle } from './outcome.ts';
import { Visitors } from './parties.ts';
import type { DemoEdition, Plan } from './plan.ts';
import { addRecorded, addWords } from './report.ts';
import type { Sheet } from './sheet.ts';
import { ProgrammePlan } from './slots.ts';
import { addOpenSurveys } from './surveys-ahead.ts';
import { addBank, addSurveys } from './surveys.ts';
import { addTraffic } from './traffic.ts';

/** What GR has reported of two years: about 23,000 visitors, about 4,000 more than before, and web traffic +25 %. */
const reported = {
  1: { visitors: 23_041, views: 412_500, visits: 121_250 },
  2: { visitors: 19_029, views: 330_000, visits: 97_000 },
} as const;

const crowds: Readonly<Record<0 | 1 | 2, CrowdSize>> = {
  0: {
    inClasses: 13_000,
    familiesOnSite: 1250,
    familiesElsewhere: 250,
    singles: 60,
    exhibitorGroups: 35,
    classesTrying: 0.2,
  },
  1: {
    inClasses: 20_400,
    familiesOnSite: 1250,
    familiesElsewhere: 7750,
    singles: 180,
    exhibitorGroups: 44,
    classesTrying: 0.16,
  },
  2: {
    inClasses: 16_650,
    familiesOnSite: 1080,
    familiesElsewhere: 7350,
    singles: 150,
    exhibitorGroups: 40,
    classesTrying: 0.15,
  },
};

/** Everything the demonstration holds when made on `today` (YYYY-MM-DD): the same each time. */
export function planDemo(today: string): Sheet {
  const plan = beginPlan(today);
  addAccounts(plan);
  const exhibitors = addOrganisations(plan);
  addRegister(plan);
  addRecorded(plan);
  addBank(plan);
  const [coming, ...finished] = addEditions(plan);
  addComing(plan, coming, exhibitors);
  for (const edition of finished) addFinished(plan, edition, exhibitors);
  return plan.sheet;
}

/** Writes a plan to an empty database: all of it or nothing. */
export async function writeDemo(db: Database, sheet: Sheet): Promise<void> {
  await db.transaction(async (tx) => {
    await sheet.write(tx);
    await writeLineLog(tx);
    // Whoever joins a line from now on stands after everybody here.
    await tx.rows(`SELECT setval('line_no', coalesce((SELECT max(line_no) FROM booking), 0) + 1, false)`);
  });
  await db.rows('ANALYZE');
}

function addComing(plan: Plan, edition: DemoEdition, exhibitors: readonly Exhibitor[]): void {
  const { programme, visitors } = begin(plan, edition, exhibitors);
  addLines(plan, edition, visitors, programme.slots);
  addMessages(plan, edition, visitors);
  addTraffic(plan, edition, { views: 58_400, visits: 17_150 });
  addMeetings(plan, edition, visitors, programme.slots);
  addTeaching(plan, edition, visitors);
  addOpenSurveys(plan, edition, visitors);
  visitors.write();
  programme.write();
}

function addFinished(plan: Plan, edition: DemoEdition, exhibitors: readonly Exhibitor[]): void {
  const { programme, visitors } = begin(plan, edition, exhibitors);
  const { visitors: total, ...web } = reported[edition.yearsBack === 1 ? 1 : 2];
  addLines(plan, edition, visitors, programme.slots);
  settle(edition, visitors);
  addPassages(plan, edition, visitors, total);
  addMessages(plan, edition, visitors);
  addTraffic(plan, edition, web);
  addSurveys(plan, edition, visitors);
  addWords(plan, edition);
  addMeetings(plan, edition, visitors, programme.slots);
  visitors.write();
  programme.write();
}

function begin(plan: Plan, edition: DemoEdition, exhibitors: readonly Exhibitor[]) {
  addExhibiting(plan, edition, exhibitors);
  addFeatures(plan, edition);
  const programme = new ProgrammePlan(plan, edition);
  const visitors = new Visitors(plan, edition);
  new Crowd(plan, edition, visitors, programme.slots).fill(crowds[edition.yearsBack]);
  return { programme, visitors };
}
