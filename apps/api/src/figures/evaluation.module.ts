import { Module } from '@nestjs/common';
import { EditionsModule } from '../editions/editions.module.ts';
import { EvaluationCopiesService } from './evaluation-copies.service.ts';
import { EvaluationWordsService } from './evaluation-words.service.ts';
import { EvaluationController } from './evaluation.controller.ts';
import { EvaluationService } from './evaluation.service.ts';
import { FiguresModule } from './figures.module.ts';

@Module({
  imports: [EditionsModule, FiguresModule],
  controllers: [EvaluationController],
  providers: [EvaluationService, EvaluationWordsService, EvaluationCopiesService],
  exports: [EvaluationService],
})
export class EvaluationModule {}
