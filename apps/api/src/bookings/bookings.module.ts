import { Module } from '@nestjs/common';
import { ExportsModule } from '../exports/exports.module.ts';
import { MailModule } from '../mail/mail.module.ts';
import { BookingsController } from './bookings.controller.ts';
import { BookingsJobs } from './bookings.jobs.ts';
import { BookingsFile } from './bookings-file.service.ts';
import { Bookings } from './bookings.service.ts';
import { Collector } from './collector.service.ts';
import { FactsReading } from './facts.service.ts';
import { Holds } from './holds.service.ts';
import { LineController } from './line.controller.ts';
import { LineLog } from './line-log.service.ts';
import { Line } from './line.service.ts';
import { Moves } from './moves.service.ts';
import { Parties } from './parties.service.ts';
import { PartyChanges } from './party-changes.service.ts';
import { PartyLetters } from './party-letters.service.ts';
import { PartyPages } from './party-pages.service.ts';
import { PartyPapers } from './party-papers.service.ts';
import { Places } from './places.service.ts';
import { SlotMoves } from './slot-moves.service.ts';
import { Taking } from './taking.service.ts';
import { VisitorHolds } from './visitor-holds.service.ts';
import { Visits } from './visits.service.ts';
import { SeatsJobs } from './seats.jobs.ts';
import { Seats } from './seats.service.ts';

@Module({
  imports: [ExportsModule, MailModule],
  controllers: [BookingsController, LineController],
  providers: [
    Bookings,
    BookingsFile,
    Taking,
    Collector,
    FactsReading,
    Parties,
    Line,
    LineLog,
    Places,
    Seats,
    SeatsJobs,
    Holds,
    VisitorHolds,
    Moves,
    SlotMoves,
    PartyChanges,
    Visits,
    PartyPages,
    PartyPapers,
    PartyLetters,
    BookingsJobs,
  ],
  exports: [Holds, Line, Places, Seats, SlotMoves, PartyPages, Visits],
})
export class BookingsModule {}
