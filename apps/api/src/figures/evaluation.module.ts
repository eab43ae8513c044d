import { Module } from '@nestjs/common';
import { EditionsModule } from '../editions/editions.module.ts';
import { ExportsModule } from '../exports/exports.module.ts';
import { EvaluationCopiesService } from './evaluation-copies.service.ts';
import { EvaluationWordsService } from './evaluation-words.service.ts';
import { EvaluationController } from './evaluation.controller.ts';
import { EvaluationService } from './evaluation.service.ts';
import { FiguresFileController } from './figures-file.controller.ts';
import { FiguresFile } from './figures-file.service.ts';
import { FiguresModule } from './figures.module.ts';
import { PublishingController } from './publishing.controller.ts';
import { PublishingService } from './publishing.service.ts';
import { RecordedController } from './recorded.controller.ts';
import { RecordedService } from './recorded.service.ts';
import { SheetsController } from './sheets.controller.ts';
import { SheetsService } from './sheets.service.ts';

@Module({
  imports: [EditionsModule, ExportsModule, FiguresModule],
  controllers: [
    EvaluationController,
    SheetsController,
    FiguresFileController,
    PublishingController,
    RecordedController,
  ],
  providers: [
    EvaluationService,
    EvaluationWordsService,
    EvaluationCopiesService,
    SheetsService,
    FiguresFile,
    PublishingService,
    RecordedService,
  ],
  exports: [EvaluationService],
})
export class EvaluationModule {}
