import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Clock } from './clock.ts';
import { Database } from './database.ts';
import { sweepReplies } from './idempotency.sql.ts';
import { Repeated } from './jobs/repeated.ts';
import { sweepAnnounced } from './outbox.sql.ts';

const hourMs = 3_600_000;

/** Clears what the platform itself keeps for a time only. */
@Injectable()
export class Sweeps implements OnModuleInit {
  constructor(
    private readonly repeated: Repeated,
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.repeated.every(hourMs, 'outbox.sweep', () => sweepAnnounced(this.db));
    this.repeated.every(hourMs, 'idempotency.sweep', () => sweepReplies(this.db, this.clock.now()));
  }
}
