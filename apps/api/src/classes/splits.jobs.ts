import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { JobHandlers } from '../platform/jobs/job-handlers.ts';
import { SplitRuns } from './split-runs.service.ts';
import { splitTopic } from './splits.service.ts';

/** One split at a time in a worker: it thinks for a while. */
@Injectable()
export class SplitsJobs implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly runs: SplitRuns,
  ) {}

  onModuleInit(): void {
    this.handlers.register({
      topic: splitTopic,
      concurrency: 1,
      attempts: 3,
      backoffMs: 2000,
      run: async (id, { isLast }) => {
        try {
          await this.runs.run(id);
        } catch (error) {
          if (isLast) await this.runs.giveUp(id);
          throw error;
        }
      },
    });
  }
}
