import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { createPostgresBackend, createRedisBackend, withBackend } from 'bullmq';
import type { PostgresConnectionOptions, Processor } from 'bullmq';
import pg from 'pg';
import { Config } from '../config.ts';
import { RedisLink } from '../redis.ts';
import type { JobHandler } from './job-handlers.ts';

/** Redis and logs see ids, nothing else. */
export interface JobData {
  readonly ref: string;
}

/** What the relay needs of a queue. */
export interface JobQueue {
  addBulk(jobs: { name: string; data: JobData; opts: { jobId: string } }[]): Promise<unknown>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** What the process needs of a worker. */
export interface JobWorker {
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(
    event: 'failed',
    listener: (job: { id?: string | undefined } | undefined, error: Error) => void,
  ): unknown;
}

/** How long work in hand may take to finish at a stop; and how long a Redis that is away is waited for. */
const finishMs = 20_000;
const awayMs = 300;

const atMost = (ms: number, closing: Promise<void>): Promise<void> =>
  Promise.race([closing.catch(() => undefined), pause(ms, undefined, { ref: false })]);

/** BullMQ on Redis; without Redis on PostgreSQL, in a schema of its own. */
@Injectable()
export class Broker {
  private pool: pg.Pool | undefined;
  private ready: Promise<void> | undefined;

  constructor(
    private readonly config: Config,
    private readonly redis: RedisLink,
  ) {}

  async queue({ topic, attempts, backoffMs }: JobHandler): Promise<JobQueue> {
    const defaultJobOptions = {
      attempts,
      backoff: { type: 'exponential', delay: backoffMs, jitter: 0.3 },
      removeOnComplete: { age: 3600, count: 10_000 },
      removeOnFail: { age: 7 * 24 * 3600, count: 10_000 },
    };
    const { client, prefix } = this.redis;
    if (!client) {
      const { Queue } = withBackend(createPostgresBackend);
      return new Queue<JobData>(topic, { connection: await this.ownPool(), defaultJobOptions }) as JobQueue;
    }
    const { Queue } = withBackend(createRedisBackend);
    const options = { connection: client, prefix, defaultJobOptions, skipWaitingForReady: true };
    const queue = new Queue<JobData>(topic, options) as JobQueue;
    return {
      on: queue.on.bind(queue),
      addBulk: queue.addBulk.bind(queue),
      close: () => atMost(awayMs, queue.close()),
    };
  }

  async worker({ topic, concurrency }: JobHandler, run: Processor<JobData>): Promise<JobWorker> {
    const options = { concurrency, maxStalledCount: 10 };
    const { client, prefix } = this.redis;
    if (!client) {
      const { Worker } = withBackend(createPostgresBackend);
      return new Worker<JobData>(topic, run, { ...options, connection: await this.ownPool() }) as JobWorker;
    }
    const { Worker } = withBackend(createRedisBackend);
    // A worker may wait for Redis, so its own copy of the connection keeps commands until it is back.
    const connection = client.duplicate({ enableOfflineQueue: true });
    connection.on('error', () => undefined);
    const worker = new Worker<JobData>(topic, run, { ...options, connection, prefix });
    return {
      on: worker.on.bind(worker) as JobWorker['on'],
      close: async () => {
        const away = this.redis.state === 'away';
        await atMost(away ? awayMs : finishMs, worker.close(away));
        connection.disconnect();
      },
    };
  }

  async close(): Promise<void> {
    await this.pool?.end();
    this.pool = undefined;
  }

  /** One pool for all queues and workers; each worker keeps one connection of it listening. */
  private async ownPool(): Promise<PostgresConnectionOptions> {
    this.pool ??= poolOf(this.config);
    await (this.ready ??= migrated(this.pool));
    // BullMQ describes a pool in words of its own.
    return this.pool as unknown as PostgresConnectionOptions;
  }
}

function poolOf({ databaseUrl }: Config): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 24,
    options: '-c search_path=bullmq',
    application_name: 'vagval-jobs',
  });
  // A connection that breaks while idle is replaced by the next; without a listener it would end the process.
  return pool.on('error', () => undefined);
}

async function migrated(pool: pg.Pool): Promise<void> {
  const { runMigrations } = await import('bullmq');
  const client = await pool.connect();
  await runMigrations(client).finally(() => {
    client.release();
  });
}
