import { CreatePlatform1764000000001 } from './20261123T1800-create-platform.ts';
import { CreateEditions1764000000002 } from './20261123T1801-create-editions.ts';
import { CreateAccounts1764000000003 } from './20261123T1802-create-accounts.ts';
import { CreateProgramme1764000000004 } from './20261123T1803-create-programme.ts';
import { CreateBookings1764000000005 } from './20261123T1804-create-bookings.ts';
import { CreateExhibitors1764000000006 } from './20261123T1805-create-exhibitors.ts';
import { CreateMail1764000000007 } from './20261123T1806-create-mail.ts';
import { CreateDoor1764000000008 } from './20261123T1807-create-door.ts';
import { CreateFigures1764000000009 } from './20261123T1808-create-figures.ts';
import { CountPersons1764000000010 } from './20261123T1809-count-persons.ts';
import { AddMessageDue1764000000020 } from './20261123T1820-add-message-due.ts';
import { ExtendParties1764000000030 } from './20261123T1830-extend-parties.ts';
import { CreateHolds1764000000031 } from './20261123T1831-create-holds.ts';
import { LogLine1764000000032 } from './20261123T1832-log-line.ts';
import { CreateClasses1764000000033 } from './20261123T1833-create-classes.ts';
import { PlanProgramme1764000000034 } from './20261123T1834-plan-programme.ts';
import { AddMeetings1764000000035 } from './20261123T1835-add-meetings.ts';
import { OpenStand1764000000036 } from './20261123T1836-open-stand.ts';
import { IndexBookingsByParty1764000000039 } from './20261123T1839-index-bookings-by-party.ts';
import { SplitByKind1764000000040 } from './20261123T1840-split-by-kind.ts';
import { CreateSurveys1764000000050 } from './20261124T1850-create-surveys.ts';
import { PlanAsking1764000000055 } from './20261124T1855-plan-asking.ts';
import { CountTraffic1764000000057 } from './20261124T1857-count-traffic.ts';
import { KeepFacts1764000000060 } from './20261124T1860-keep-facts.ts';
import { NameKeptMeasures1764000000061 } from './20261124T1861-name-kept-measures.ts';
import { CreateExports1764000000067 } from './20261124T1867-create-exports.ts';
import { KeepEvaluationVersions1764000000069 } from './20261124T1869-keep-evaluation-versions.ts';
import { PublishFigures1764000000072 } from './20261124T1872-publish-figures.ts';
import { KeepHiding1764000000065 } from './20261124T1865-keep-hiding.ts';

/** In order of birth. A change is a new file: first widen, then move the code, then narrow in a later release. */
export const migrations = [
  CreatePlatform1764000000001,
  CreateEditions1764000000002,
  CreateAccounts1764000000003,
  CreateProgramme1764000000004,
  CreateBookings1764000000005,
  CreateExhibitors1764000000006,
  CreateMail1764000000007,
  CreateDoor1764000000008,
  CreateFigures1764000000009,
  CountPersons1764000000010,
  AddMessageDue1764000000020,
  ExtendParties1764000000030,
  CreateHolds1764000000031,
  LogLine1764000000032,
  CreateClasses1764000000033,
  PlanProgramme1764000000034,
  AddMeetings1764000000035,
  OpenStand1764000000036,
  IndexBookingsByParty1764000000039,
  SplitByKind1764000000040,
  CreateSurveys1764000000050,
  PlanAsking1764000000055,
  CountTraffic1764000000057,
  KeepFacts1764000000060,
  NameKeptMeasures1764000000061,
  CreateExports1764000000067,
  KeepEvaluationVersions1764000000069,
  PublishFigures1764000000072,
  KeepHiding1764000000065,
];
