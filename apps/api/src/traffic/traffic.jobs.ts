import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database.ts';
import { Repeated } from '../platform/jobs/repeated.ts';
import { AppLog } from '../platform/log.ts';
import { DailyVisitors } from './daily-visitors.ts';
import { sweepBatches } from './traffic.sql.ts';

const minuteMs = 60_000;
/** Far longer than a page server keeps a batch to send it again. */
const repeatedForMs = 60 * minuteMs;

/** Throws away what tells visitors apart when the day is over, and what tells batches apart. */
@Injectable()
export class TrafficJobs implements OnModuleInit {
  constructor(
    private readonly repeated: Repeated,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly visitors: DailyVisitors,
    private readonly config: Config,
    private readonly log: AppLog,
  ) {}

  onModuleInit(): void {
    if (!this.config.trafficKey) this.log.log('TRAFFIC_KEY is not set: the web is not counted', 'Traffic');
    this.repeated.every(minuteMs, 'traffic.forget', () => this.visitors.forgetPast());
    this.repeated.every(10 * minuteMs, 'traffic.sweep', () =>
      sweepBatches(this.db, new Date(this.clock.now().getTime() - repeatedForMs)),
    );
  }
}
