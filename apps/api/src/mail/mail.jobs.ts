import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { JobHandlers } from '../platform/jobs/job-handlers.ts';
import { Repeated } from '../platform/jobs/repeated.ts';
import { Delivery } from './delivery.service.ts';

/** Retries of mails are rows with a due time; those of the job only bridge a database that is away for a moment. */
@Injectable()
export class MailJobs implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly repeated: Repeated,
    private readonly delivery: Delivery,
  ) {}

  onModuleInit(): void {
    this.handlers.register({
      topic: 'mail.send',
      concurrency: 128,
      attempts: 5,
      backoffMs: 500,
      run: (ref) => this.delivery.deliver(ref),
    });
    const { sweepEveryMs } = this.delivery.patience;
    this.repeated.every(sweepEveryMs, 'mail.announce-due', () => this.delivery.announceDue());
  }
}
