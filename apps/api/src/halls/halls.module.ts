import { Module } from '@nestjs/common';
import { EditionsModule } from '../editions/editions.module.ts';
import { BoothsService } from './booths.service.ts';
import { HallsController } from './halls.controller.ts';
import { HallsService } from './halls.service.ts';

@Module({
  imports: [EditionsModule],
  controllers: [HallsController],
  providers: [HallsService, BoothsService],
  exports: [BoothsService],
})
export class HallsModule {}
