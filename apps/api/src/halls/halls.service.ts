import { Injectable } from '@nestjs/common';
import type { listHalls, readHall, Reply } from '@vagval/contract';
import { EditionsService } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { boothState, metresOf } from './halls.rules.ts';
import type { PlanRow } from './halls.sql.ts';
import { featuresOf, findHall, hallsOf, planOf } from './halls.sql.ts';

/** The hall plan as visitors, exhibitors and staff see it. */
@Injectable()
export class HallsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
  ) {}

  async list(edition: string): Promise<Reply<typeof listHalls>> {
    const { id } = await this.editions.bySlug(edition);
    const halls = await hallsOf(this.database, id);
    const items = halls.map((it) => ({ ...it, width: it.width / 10, depth: it.depth / 10 }));
    return { items, total: items.length };
  }

  async read(edition: string, id: string): Promise<Reply<typeof readHall>> {
    const hall = await findHall(this.database, (await this.editions.bySlug(edition)).id, id);
    if (!hall) throw refuse('not_found');
    const [features, plan] = await Promise.all([featuresOf(this.database, id), planOf(this.database, id)]);
    return {
      id,
      name: hall.name,
      width: hall.width / 10,
      depth: hall.depth / 10,
      features: features.map((it) => ({ kind: it.kind, label: it.label, ...metresOf(it) })),
      booths: plan.map((it) => boothOnPlan(it, this.clock.now())),
    };
  }
}

const boothOnPlan = (it: PlanRow, now: Date) => ({
  id: it.id,
  code: it.code,
  size: it.size,
  ...metresOf(it),
  state: boothState(it, now),
  exhibitor: it.exhibitor,
});
