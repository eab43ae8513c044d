import { Module } from '@nestjs/common';
import { BookingsModule } from '../bookings/bookings.module.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { Activities } from './activities.service.ts';
import { CrewController } from './crew.controller.ts';
import { Crew } from './crew.service.ts';
import { Desk } from './desk.service.ts';
import { OpeningsController } from './openings.controller.ts';
import { Openings } from './openings.service.ts';
import { PlanningController } from './planning.controller.ts';
import { Plans } from './plans.service.ts';
import { SlotChanges } from './slot-changes.service.ts';
import { Slots } from './slots.service.ts';

@Module({
  imports: [EditionsModule, BookingsModule],
  controllers: [PlanningController, CrewController, OpeningsController],
  providers: [Desk, Plans, Activities, Slots, SlotChanges, Crew, Openings],
})
export class PlanningModule {}
