import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { BookingsModule } from '../bookings/bookings.module.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { MailModule } from '../mail/mail.module.ts';
import { ClassLetters } from './class-letters.service.ts';
import { ClassPages } from './class-pages.service.ts';
import { ClassesController } from './classes.controller.ts';
import { Classes } from './classes.service.ts';
import { HandOvers } from './hand-overs.service.ts';
import { Proposals } from './proposals.service.ts';
import { SchoolsController } from './schools.controller.ts';
import { Schools } from './schools.service.ts';
import { SplitRuns } from './split-runs.service.ts';
import { SplitsController } from './splits.controller.ts';
import { SplitsJobs } from './splits.jobs.ts';
import { Splits } from './splits.service.ts';

@Module({
  imports: [AccountsModule, BookingsModule, EditionsModule, MailModule],
  controllers: [SchoolsController, SplitsController, ClassesController],
  providers: [
    Schools,
    ClassPages,
    Classes,
    Proposals,
    HandOvers,
    Splits,
    SplitRuns,
    SplitsJobs,
    ClassLetters,
  ],
})
export class ClassesModule {}
