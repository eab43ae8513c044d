import { Module } from '@nestjs/common';
import { EditionsModule } from '../editions/editions.module.ts';
import { FiguresController } from './figures.controller.ts';
import { FiguresService } from './figures.service.ts';
import { ResultsService } from './results.service.ts';

@Module({
  imports: [EditionsModule],
  controllers: [FiguresController],
  providers: [FiguresService],
  exports: [FiguresService],
  providers: [FiguresService, EvaluationService, ResultsService],
})
export class FiguresModule {}
