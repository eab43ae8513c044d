import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { In, takeTraffic } from '@vagval/contract';
import { Clock } from '../platform/clock.ts';
import { AppLog } from '../platform/log.ts';
import { RedisLink } from '../platform/redis.ts';
import { graceMs, saltLeft } from './traffic.rules.ts';
import type { NewVisits, TrafficDay } from './traffic.sql.ts';

type Client = NonNullable<RedisLink['client']>;
type Seen = In<typeof takeTraffic>['body']['visitors'];

/** What a batch brought: new visits by how they began, and how to forget them when they could not be written down. */
export interface Met {
  readonly visits: readonly NewVisits[];
  forget(): Promise<void>;
}

/**
 * Tells who is new today, in Redis alone: a set of hashes for each day, salted with random bytes that are thrown away
 * with the set when the day is over. After that nobody can tell whether two visits of different days were one person's,
 * nor try addresses against what was kept.
 */
@Injectable()
export class DailyVisitors {
  private told = false;

  constructor(
    private readonly redis: RedisLink,
    private readonly clock: Clock,
    private readonly log: AppLog,
  ) {}

  /** The new ones among those seen on a day; undefined while Redis is away, or when the day is over. */
  async meet(day: TrafficDay, seen: Seen): Promise<Met | undefined> {
    const { client } = this.redis;
    const leftMs = saltLeft(day.endsAt, this.clock.now());
    if (!client || client.status !== 'ready' || leftMs === undefined) return this.cannot(client);
    try {
      return await this.among(client, day, { seen, leftMs });
    } catch (error) {
      this.log.warn(`Visits are not counted: ${String(error)}`, 'Traffic');
      return undefined;
    }
  }

  /** Throws away the salts and sets of days that are over; Redis does so by itself too. */
  async forgetPast(): Promise<void> {
    const { client } = this.redis;
    if (!client || client.status !== 'ready') return;
    const over = this.clock.now().getTime() - graceMs;
    const days = await client.zrangebyscore(this.days, '-inf', over);
    if (days.length === 0) return;
    await client.unlink(...days.flatMap((name) => [this.salt(name), this.set(name)]));
    await client.zrem(this.days, ...days);
    // The file Redis appends to still tells the salt until it is written anew; not every Redis may be asked to.
    await client.bgrewriteaof().catch(() => undefined);
  }

  private readonly salt = (name: string) => `${this.redis.prefix}:traffic:${name}:salt`;
  private readonly set = (name: string) => `${this.redis.prefix}:traffic:${name}:seen`;
  private get days(): string {
    return `${this.redis.prefix}:traffic:days`;
  }

  private async among(
    client: Client,
    { edition, day, endsAt }: TrafficDay,
    { seen, leftMs }: { seen: Seen; leftMs: number },
  ): Promise<Met> {
    const name = `${edition}:${day}`;
    const salt = await this.saltOf(client, name, { leftMs, endsAt });
    const hashed = seen.map((it) => ({ ...it, keys: it.keys.map((key) => hashOf(salt, key)) }));
    const adding = client.pipeline();
    for (const { keys } of hashed) for (const key of keys) adding.sadd(this.set(name), key);
    const isNew = (await answersOf(adding.pexpire(this.set(name), leftMs))) as number[];
    this.told = false;
    let at = 0;
    const fresh = hashed.map((it) => ({ ...it, keys: it.keys.filter(() => isNew[at++] === 1) }));
    const keys = fresh.flatMap((it) => it.keys);
    return {
      visits: fresh.flatMap(({ keys: met, ...how }) => (met.length ? [{ ...how, visits: met.length }] : [])),
      forget: async () => void (keys.length && (await client.srem(this.set(name), ...keys))),
    };
  }

  /** The day's salt: whoever comes first makes it, for all processes. */
  private async saltOf(
    client: Client,
    name: string,
    { leftMs, endsAt }: { leftMs: number; endsAt: Date },
  ): Promise<Buffer> {
    await client.zadd(this.days, endsAt.getTime(), name);
    await client.set(this.salt(name), randomBytes(32), 'PX', leftMs, 'NX');
    const salt = await client.getBuffer(this.salt(name));
    if (!salt) throw new Error('the salt of the day is gone');
    return salt;
  }

  private cannot(client: Client | undefined): undefined {
    if (!this.told)
      this.log.warn(
        `Visits are not counted without ${client ? 'its' : 'a'} Redis; page views are`,
        'Traffic',
      );
    this.told = true;
  }
}

const hashOf = (salt: Buffer, key: string): Buffer =>
  createHmac('sha256', salt).update(key).digest().subarray(0, 16);

async function answersOf(pipeline: ReturnType<Client['pipeline']>): Promise<unknown[]> {
  const answers = (await pipeline.exec()) ?? [];
  return answers.map(([error, answer]) => {
    if (error) throw error;
    return answer;
  });
}
