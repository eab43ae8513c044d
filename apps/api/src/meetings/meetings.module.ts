import { Module } from '@nestjs/common';
import { BookingsModule } from '../bookings/bookings.module.ts';
import { MailModule } from '../mail/mail.module.ts';
import { Demand } from './demand.service.ts';
import { Material } from './material.service.ts';
import { MeetingLetters } from './meeting-letters.service.ts';
import { MeetingsController } from './meetings.controller.ts';
import { MeetingsJobs } from './meetings.jobs.ts';
import { Meetings } from './meetings.service.ts';
import { Needs } from './needs.service.ts';
import { PartyMeetingsController } from './party-meetings.controller.ts';
import { PartyMeetings } from './party-meetings.service.ts';
import { Questions } from './questions.service.ts';
import { Reminders } from './reminders.service.ts';

@Module({
  imports: [BookingsModule, MailModule],
  controllers: [MeetingsController, PartyMeetingsController],
  providers: [
    Meetings,
    Questions,
    Needs,
    Demand,
    Material,
    Reminders,
    PartyMeetings,
    MeetingLetters,
    MeetingsJobs,
  ],
  exports: [Reminders, Needs, Material],
})
export class MeetingsModule {}
