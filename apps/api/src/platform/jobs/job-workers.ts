import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Clock } from '../clock.ts';
import { Config } from '../config.ts';
import { Database } from '../database.ts';
import { sweepReplies } from '../idempotency.sql.ts';
import { AppLog } from '../log.ts';
import { sweepAnnounced } from '../outbox.sql.ts';
import { RedisLink } from '../redis.ts';
import { Broker } from './broker.ts';
import type { JobData, JobWorker } from './broker.ts';
import type { JobHandler } from './job-handlers.ts';
import { JobHandlers } from './job-handlers.ts';
import { Relay } from './relay.ts';
import { Repeated } from './repeated.ts';

const hourMs = 3_600_000;

/** Everything that happens without a request: relaying, announced work, repeated work. */
@Injectable()
export class JobWorkers implements OnModuleInit, BeforeApplicationShutdown {
  private readonly workers: JobWorker[] = [];
  private readonly stopping = new AbortController();
  private relaying: Promise<void> | undefined;

  constructor(
    private readonly config: Config,
    private readonly handlers: JobHandlers,
    private readonly broker: Broker,
    private readonly relay: Relay,
    private readonly repeated: Repeated,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly redis: RedisLink,
    private readonly log: AppLog,
  ) {}

  onModuleInit(): void {
    this.repeated.every(hourMs, 'outbox.sweep', () => sweepAnnounced(this.db));
    this.repeated.every(hourMs, 'idempotency.sweep', () => sweepReplies(this.db, this.clock.now()));
  }

  /** Starts the work of a worker process; it ends with the application. */
  async start(): Promise<void> {
    for (const handler of this.handlers.all) await this.open(handler);
    this.relaying = this.relayOn();
    this.repeated.start();
    const on = this.redis.client ? 'Redis' : 'PostgreSQL, as REDIS_URL is not set';
    this.log.log(
      `Working on ${this.handlers.topics.join(', ') || 'nothing yet'}; queues are in ${on}`,
      'Worker',
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.repeated.stop();
    await this.relaying;
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

  private async relayOn(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.relay.drain();
      await pause(this.config.relayEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

const runOf = (handler: JobHandler, { data, attemptsMade }: Job<JobData>): Promise<void> =>
  handler.run(data.ref, { number: attemptsMade + 1, isLast: attemptsMade + 1 >= handler.attempts });
