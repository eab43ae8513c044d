import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { Job } from 'bullmq';
import { AppLog } from '../log.ts';
import { RedisLink } from '../redis.ts';
import { Broker } from './broker.ts';
import type { JobData, JobWorker } from './broker.ts';
import type { JobHandler } from './job-handlers.ts';
import { JobHandlers } from './job-handlers.ts';
import { Relay } from './relay.ts';
import { Repeated } from './repeated.ts';

/** Everything that happens without a request: relaying, announced work, repeated work. */
@Injectable()
export class JobWorkers implements BeforeApplicationShutdown {
  private readonly workers: JobWorker[] = [];

  constructor(
    private readonly handlers: JobHandlers,
    private readonly broker: Broker,
    private readonly relay: Relay,
    private readonly repeated: Repeated,
    private readonly redis: RedisLink,
    private readonly log: AppLog,
  ) {}

  /** Starts the work of a worker process; it ends with the application. */
  async start(): Promise<void> {
    for (const handler of this.handlers.all) await this.open(handler);
    this.relay.start();
    this.repeated.start();
    const on = this.redis.client ? 'Redis' : 'PostgreSQL, as REDIS_URL is not set';
    this.log.log(
      `Working on ${this.handlers.topics.join(', ') || 'nothing yet'}; queues are in ${on}`,
      'Worker',
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.repeated.stop();
    await Promise.all(this.workers.splice(0).map((worker) => worker.close()));
    await this.relay.close();
    await this.broker.close();
  }

  private async open(handler: JobHandler): Promise<void> {
    const worker = await this.broker.worker(handler, (job) => runOf(handler, job));
    worker.on('error', () => undefined);
    worker.on('failed', (job, error) => {
      this.log.error(error, `${handler.topic} ${job?.id ?? ''}`);
    });
    this.workers.push(worker);
  }
}

const runOf = (handler: JobHandler, { data, attemptsMade }: Job<JobData>): Promise<void> =>
  handler.run(data.ref, { number: attemptsMade + 1, isLast: attemptsMade + 1 >= handler.attempts });
