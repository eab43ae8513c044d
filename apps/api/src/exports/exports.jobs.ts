import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { JobHandlers } from '../platform/jobs/job-handlers.ts';
import { Repeated } from '../platform/jobs/repeated.ts';
import { ExportRuns } from './export-runs.service.ts';
import { Exports, exportTopic } from './exports.service.ts';

const hourMs = 3_600_000;

/** One file at a time in a worker: letters and bookings come first. */
@Injectable()
export class ExportsJobs implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly repeated: Repeated,
    private readonly runs: ExportRuns,
    private readonly exports: Exports,
  ) {}

  onModuleInit(): void {
    this.repeated.every(hourMs, 'exports.sweep', () => this.exports.sweep());
    this.handlers.register({
      topic: exportTopic,
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
