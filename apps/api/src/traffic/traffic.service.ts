import { Injectable } from '@nestjs/common';
import type { In, Reply, takeTraffic } from '@vagval/contract';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database.ts';
import { DailyVisitors } from './daily-visitors.ts';
import type { Met } from './daily-visitors.ts';
import { countedAt } from './traffic.rules.ts';
import { addViews, addVisits, claimBatch, trafficDayAt } from './traffic.sql.ts';
import type { TrafficDay } from './traffic.sql.ts';

type Batch = In<typeof takeTraffic>['body'];
type Taken = Reply<typeof takeTraffic>;

/** Takes in what the page servers have counted. */
@Injectable()
export class TrafficService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly visitors: DailyVisitors,
  ) {}

  /** Adds a batch to the sums of the current edition, once however often it comes. */
  async take(batch: Batch): Promise<Taken> {
    const at = countedAt(batch.at, this.clock.now());
    const [day] = await trafficDayAt(this.db, at);
    if (!day) return { views: 0, visits: 0 };
    const met = await this.visitors.meet(day, batch.visitors);
    try {
      return await this.write(batch, { day, at, met });
    } catch (error) {
      // Told again they shall be new again.
      await met?.forget();
      throw error;
    }
  }

  private write(
    { id, views }: Batch,
    { day, at, met }: { day: TrafficDay; at: Date; met: Met | undefined },
  ): Promise<Taken> {
    return this.db.transaction(async (tx) => {
      const visits = met?.visits ?? [];
      if (!(await claimBatch(tx, id, this.clock.now()))) return { views: 0, visits: met ? 0 : null };
      if (views.length > 0) await addViews(tx, day, at, views);
      if (visits.length > 0) await addVisits(tx, day, visits);
      const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
      return {
        views: sum(views.map((it) => it.views)),
        visits: met ? sum(visits.map((it) => it.visits)) : null,
      };
    });
  }
}
