import { Module } from '@nestjs/common';
import { EditionsModule } from '../editions/editions.module.ts';
import { DoorController } from './door.controller.ts';
import { DoorService } from './door.service.ts';
import { OccupancyService } from './occupancy.service.ts';

@Module({
  imports: [EditionsModule],
  controllers: [DoorController],
  providers: [DoorService, OccupancyService],
})
export class DoorModule {}
