import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { JobHandlers } from '../platform/jobs/job-handlers.ts';
import { Splits, splitTopic } from './splits.service.ts';

/** One split at a time in a worker: it thinks for a while. */
@Injectable()
export class SplitsJobs implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly splits: Splits,
  ) {}

  onModuleInit(): void {
    this.handlers.register({
      topic: splitTopic,
      concurrency: 1,
      attempts: 3,
      backoffMs: 2000,
      run: async (id, { isLast }) => {
        try {
          await this.splits.run(id);
        } catch (error) {
          if (isLast) await this.splits.giveUp(id);
          throw error;
        }
      },
    });
  }
}
