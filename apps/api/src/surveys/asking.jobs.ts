import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { JobHandlers } from '../platform/jobs/job-handlers.ts';
import { Repeated } from '../platform/jobs/repeated.ts';
import { Rounds, roundTopic } from './rounds.service.ts';
import { SurveyReminders } from './survey-reminders.service.ts';

const minuteMs = 60_000;

/** Rounds of letters, and reminders when their time has come. */
@Injectable()
export class AskingJobs implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly repeated: Repeated,
    private readonly rounds: Rounds,
    private readonly reminders: SurveyReminders,
  ) {}

  onModuleInit(): void {
    this.handlers.register({
      topic: roundTopic,
      concurrency: 2,
      attempts: 5,
      backoffMs: 2000,
      run: async (id, { isLast }) => {
        try {
          await this.rounds.run(id);
        } catch (error) {
          if (isLast) await this.rounds.giveUp(id);
          throw error;
        }
      },
    });
    this.repeated.every(minuteMs, 'surveys.remind', () => this.reminders.remind());
  }
}
