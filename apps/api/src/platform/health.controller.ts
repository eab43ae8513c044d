import { Controller } from '@nestjs/common';
import { contract, readLive, readOpenapi, readReady } from '@vagval/contract';
import { Handle } from './contract/handle.ts';
import { openapi } from './contract/openapi.ts';
import { refuse } from './contract/refusal.ts';
import { Database } from './database.ts';
import { RedisLink } from './redis.ts';

/** Whether the process lives and can serve, and what it promises. */
@Controller()
export class HealthController {
  private document: string | undefined;

  constructor(
    private readonly db: Database,
    private readonly redis: RedisLink,
  ) {}

  @Handle(readLive)
  live() {
    return { live: true as const };
  }

  @Handle(readReady)
  async ready() {
    const database = await this.db.rows('SELECT 1').then(Boolean, () => false);
    return database ? { ready: true, database, queue: this.redis.state } : refuse('unready');
  }

  @Handle(readOpenapi)
  openapi() {
    return (this.document ??= JSON.stringify(openapi(contract)));
  }
}
