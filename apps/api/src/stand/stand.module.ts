import { Module } from '@nestjs/common';
import { BookingsModule } from '../bookings/bookings.module.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { StandController } from './stand.controller.ts';
import { StandService } from './stand.service.ts';

@Module({
  imports: [EditionsModule, BookingsModule],
  controllers: [StandController],
  providers: [StandService],
})
export class StandModule {}
