import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database.ts';
import { Repeated } from '../platform/jobs/repeated.ts';
import { keepChanged } from './keeping.sql.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** So long after a fair its surveys are answered and late passages arrive. */
const lateDays = 120;

/** Keeps the sums of finished editions: soon after a late passage or answer, and once a day of every one of them. */
@Injectable()
export class KeepingService implements OnModuleInit {
  constructor(
    private readonly repeated: Repeated,
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.repeated.every(2 * minuteMs, 'figures.keep', () => this.keep(lateDays));
    this.repeated.every(dayMs, 'figures.keep-old', () => this.keep(Infinity));
  }

  private keep(days: number): Promise<number> {
    const now = this.clock.now();
    const since = new Date(Math.max(0, now.getTime() - days * dayMs));
    return keepChanged(this.db, { now, since });
  }
}
