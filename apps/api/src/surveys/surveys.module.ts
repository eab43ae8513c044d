import { Module } from '@nestjs/common';
import { AnsweringController } from './answering.controller.ts';
import { Answering } from './answering.service.ts';
import { BallotsJobs } from './ballots.jobs.ts';
import { Ballots } from './ballots.service.ts';

@Module({
  imports: [],
  controllers: [AnsweringController],
  providers: [Ballots, BallotsJobs, Answering],
  exports: [],
})
export class SurveysModule {}
