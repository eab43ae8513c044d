import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { MailModule } from '../mail/mail.module.ts';
import { AnsweringController } from './answering.controller.ts';
import { Answering } from './answering.service.ts';
import { AskingController } from './asking.controller.ts';
import { AskingJobs } from './asking.jobs.ts';
import { Asking } from './asking.service.ts';
import { BallotsJobs } from './ballots.jobs.ts';
import { Ballots } from './ballots.service.ts';
import { BankController } from './bank.controller.ts';
import { Bank } from './bank.service.ts';
import { BuildingController } from './building.controller.ts';
import { BuildingJobs } from './building.jobs.ts';
import { Building } from './building.service.ts';
import { LinksController } from './links.controller.ts';
import { SurveyWays } from './links.service.ts';
import { Rounds } from './rounds.service.ts';
import { SurveyLetters } from './survey-letters.service.ts';
import { SurveyReminders } from './survey-reminders.service.ts';
import { ThemesController } from './themes.controller.ts';
import { Themes } from './themes.service.ts';

@Module({
  imports: [AccountsModule, EditionsModule, MailModule],
  controllers: [
    AnsweringController,
    AskingController,
    BankController,
    BuildingController,
    LinksController,
    ThemesController,
  ],
  providers: [
    Ballots,
    BallotsJobs,
    Bank,
    Building,
    BuildingJobs,
    Answering,
    Asking,
    AskingJobs,
    Rounds,
    SurveyLetters,
    SurveyReminders,
    SurveyWays,
    Themes,
  ],
  exports: [],
})
export class SurveysModule {}
