import { Module } from '@nestjs/common';
import { BallotsJobs } from './ballots.jobs.ts';
import { Ballots } from './ballots.service.ts';

@Module({
  imports: [],
  controllers: [],
  providers: [Ballots, BallotsJobs],
  exports: [],
})
export class SurveysModule {}
