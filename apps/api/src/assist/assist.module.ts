import { Module } from '@nestjs/common';
import { BookingsModule } from '../bookings/bookings.module.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { MailModule } from '../mail/mail.module.ts';
import { AssistController } from './assist.controller.ts';
import { Assistance } from './assist.service.ts';

@Module({
  imports: [EditionsModule, BookingsModule, MailModule],
  controllers: [AssistController],
  providers: [Assistance],
})
export class AssistModule {}
