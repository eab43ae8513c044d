import { Module } from '@nestjs/common';
import { EditionsModule } from '../editions/editions.module.ts';
import { FiguresController } from './figures.controller.ts';
import { FiguresService } from './figures.service.ts';
import { KeepingService } from './keeping.service.ts';
import { ResultsController } from './results.controller.ts';
import { ResultsService } from './results.service.ts';

@Module({
  imports: [EditionsModule],
  controllers: [FiguresController, ResultsController],
  providers: [FiguresService, ResultsService, KeepingService],
  exports: [FiguresService],
})
export class FiguresModule {}
