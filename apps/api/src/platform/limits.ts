import { createParamDecorator, Injectable } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { Config } from './config.ts';
import { refuse } from './contract/refusal.ts';
import { sha256 } from './keys.ts';
import { RedisLink } from './redis.ts';

/** `points` in `seconds`, before LIMIT_FACTOR. A whole school calls from one address: count generously by address. */
export interface Limit {
  readonly points: number;
  readonly seconds: number;
}

/** Counts how often something is done; in Redis for all processes together, in this one's memory while Redis is away. */
@Injectable()
export class Limits {
  private readonly limiters = new Map<string, RateLimiterMemory | RateLimiterRedis>();

  constructor(
    private readonly config: Config,
    private readonly redis: RedisLink,
  ) {}

  /** Takes one point of `key` in the limit `name`; throws `too_many_requests`. Only a hash of the key is kept. */
  async take(name: string, key: string, limit: Limit): Promise<void> {
    const limiter = this.limiters.get(name) ?? this.made(name, limit);
    try {
      await limiter.consume(sha256(key).toString('base64url').slice(0, 22));
    } catch (error) {
      if (error instanceof RateLimiterRes) throw refuse('too_many_requests');
      throw error;
    }
  }

  private made(name: string, { points, seconds }: Limit): RateLimiterMemory | RateLimiterRedis {
    const options = {
      keyPrefix: `${this.redis.prefix}:limit:${name}`,
      points: Math.max(1, Math.round(points * this.config.limitFactor)),
      duration: seconds,
    };
    const memory = new RateLimiterMemory(options);
    const storeClient = this.redis.client;
    const limiter = storeClient
      ? new RateLimiterRedis({
          ...options,
          storeClient,
          insuranceLimiter: memory,
          rejectIfRedisNotReady: true,
        })
      : memory;
    this.limiters.set(name, limiter);
    return limiter;
  }
}

/** Gives a handler the caller's network address, for limits alone. */
export const ClientAddress = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().ip,
);
