import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Config } from './config.ts';
import { AppLog } from './log.ts';

/** The connection to Redis, where there is one. Commands fail at once while it is away; it comes back by itself. */
@Injectable()
export class RedisLink implements OnApplicationShutdown {
  /** Undefined when the installation has no Redis. */
  readonly client: Redis | undefined;
  /** Keeps installations (and tests) apart that share one Redis: the name of the database. */
  readonly prefix: string;
  private away = false;

  constructor(
    { redisUrl, databaseUrl }: Config,
    private readonly log: AppLog,
  ) {
    this.prefix = `vagval:${new URL(databaseUrl).pathname.slice(1)}`;
    this.client = redisUrl === undefined ? undefined : this.connected(redisUrl);
  }

  get state(): 'redis' | 'postgresql' | 'away' {
    if (!this.client) return 'postgresql';
    return this.client.status === 'ready' ? 'redis' : 'away';
  }

  onApplicationShutdown(): void {
    this.client?.disconnect();
  }

  private connected(url: string): Redis {
    // BullMQ insists on null; without an offline queue nothing waits for ever all the same.
    const client = new Redis(url, {
      maxRetriesPerRequest: null,
      enableOfflineQueue: false,
      connectTimeout: 3000,
      retryStrategy: (times) => Math.min(times * 100, 2000),
    });
    client.on('ready', () => this.told(false));
    client.on('error', () => this.told(true));
    client.on('close', () => this.told(client.status !== 'end'));
    return client;
  }

  private told(away: boolean): void {
    if (away === this.away) return;
    this.away = away;
    if (away) this.log.warn('Redis is away: announced work waits in the outbox', 'Redis');
    else this.log.log('Redis is back', 'Redis');
  }
}
