import { Module } from '@nestjs/common';
import { EditionsModule } from '../editions/editions.module.ts';
import { HallsModule } from '../halls/halls.module.ts';
import { MailModule } from '../mail/mail.module.ts';
import { ApplicationLettersService } from './application-letters.service.ts';
import { ApplicationViewService } from './application-view.service.ts';
import { ApplicationsController } from './applications.controller.ts';
import { ApplicationsService } from './applications.service.ts';
import { ExhibitorsController } from './exhibitors.controller.ts';
import { ExhibitorsService } from './exhibitors.service.ts';
import { ReviewController } from './review.controller.ts';
import { ReviewService } from './review.service.ts';

@Module({
  imports: [EditionsModule, HallsModule, MailModule],
  controllers: [ApplicationsController, ReviewController, ExhibitorsController],
  providers: [
    ApplicationLettersService,
    ApplicationViewService,
    ApplicationsService,
    ExhibitorsService,
    ReviewService,
  ],
})
export class ExhibitorsModule {}
