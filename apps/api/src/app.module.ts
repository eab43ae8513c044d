import type { DynamicModule, Type } from '@nestjs/common';
import { contract } from '@vagval/contract';
import { AccountsModule } from './accounts/accounts.module.ts';
import { AssistModule } from './assist/assist.module.ts';
import { BookingsModule } from './bookings/bookings.module.ts';
import { ClassesModule } from './classes/classes.module.ts';
import { DoorModule } from './door/door.module.ts';
import { EditionsModule } from './editions/editions.module.ts';
import { ExhibitorsModule } from './exhibitors/exhibitors.module.ts';
import { ExportsModule } from './exports/exports.module.ts';
import { EvaluationModule } from './figures/evaluation.module.ts';
import { FiguresModule } from './figures/figures.module.ts';
import { HallsModule } from './halls/halls.module.ts';
import { MailModule } from './mail/mail.module.ts';
import { MeetingsModule } from './meetings/meetings.module.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { HealthModule } from './platform/health.module.ts';
import { RootModule } from './platform/root.ts';
import { PlanningModule } from './planning/planning.module.ts';
import { ProgrammeModule } from './programme/programme.module.ts';
import { StandModule } from './stand/stand.module.ts';
import { SurveysModule } from './surveys/surveys.module.ts';
import { TrafficModule } from './traffic/traffic.module.ts';

/** The table of contents: every feature of Vägval. */
export const features: readonly Type[] = [
  HealthModule,
  AccountsModule,
  MailModule,
  EditionsModule,
  HallsModule,
  ExhibitorsModule,
  ProgrammeModule,
  BookingsModule,
  ClassesModule,
  PlanningModule,
  AssistModule,
  MeetingsModule,
  DoorModule,
  StandModule,
  SurveysModule,
  ExportsModule,
  FiguresModule,
  TrafficModule,
  EvaluationModule,
];

/** The whole application; both processes are made of it. */
export const appModule = (config: Config, clock?: Clock): DynamicModule =>
  RootModule.of(config, features, { contract, complete: true }, clock);
