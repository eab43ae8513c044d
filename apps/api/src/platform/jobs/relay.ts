import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../config.ts';
import { Database } from '../database.ts';
import type { Tx } from '../database.ts';
import { AppLog } from '../log.ts';
import { claimAnnounced } from '../outbox.sql.ts';
import type { Announced } from '../outbox.sql.ts';
import { RedisLink } from '../redis.ts';
import { Broker } from './broker.ts';
import type { JobQueue } from './broker.ts';
import { JobHandlers } from './job-handlers.ts';

const batch = 500;
const patienceMs = 10_000;

/** Carries announcements from the outbox to the queues: each at least once, however often it is interrupted. */
@Injectable()
export class Relay {
  private readonly queues = new Map<string, JobQueue>();
  private readonly closing = new AbortController();
  private relaying: Promise<void> | undefined;
  private troubled = false;

  constructor(
    private readonly config: Config,
    private readonly db: Database,
    private readonly redis: RedisLink,
    private readonly broker: Broker,
    private readonly handlers: JobHandlers,
    private readonly log: AppLog,
  ) {}

  /** Relays again and again until it is closed; for the worker process alone. */
  start(): void {
    this.relaying = this.goOn();
  }

  /** Relays all there is; false when it could not, which is told once and tried again at the next round. */
  async drain(): Promise<boolean> {
    if (this.redis.state === 'away') return false;
    try {
      while ((await this.relayBatch()) === batch);
      this.troubled = false;
      return true;
    } catch (error) {
      if (!this.troubled) this.log.error(error, 'Relay');
      this.troubled = true;
      return false;
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.relaying;
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.queues.clear();
  }

  private async goOn(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      await this.drain();
      await pause(this.config.relayEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** How many were relayed. The queues know the announcement's id, so that one relayed twice is one job. */
  private async relayBatch(): Promise<number> {
    for (const handler of this.handlers.all) {
      if (this.queues.has(handler.topic)) continue;
      const queue = await this.broker.queue(handler);
      queue.on('error', () => undefined);
      this.queues.set(handler.topic, queue);
    }
    return this.db.transaction((tx) => this.move(tx));
  }

  private async move(tx: Tx): Promise<number> {
    const claimed = await claimAnnounced(tx, this.handlers.topics, batch);
    const byTopic = Map.groupBy(claimed, ({ topic }) => topic);
    const adding = [...byTopic].map(async ([topic, announced]) => {
      await this.queues.get(topic)?.addBulk(announced.map(jobOf));
    });
    await within(patienceMs, Promise.all(adding));
    return claimed.length;
  }
}

const jobOf = ({ id, topic, ref }: Announced) => ({
  name: topic,
  data: { ref },
  opts: { jobId: `outbox-${id}` },
});

/** A queue that hangs must not keep the claimed rows locked. */
function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new Error('The queue did not answer in time'));
  }, ms);
  return Promise.race([work, promise]).finally(() => {
    clearTimeout(timer);
  });
}
