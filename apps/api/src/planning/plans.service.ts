import { Injectable } from '@nestjs/common';
import type {
  In,
  listPlanned,
  planningChoices,
  readPlannedActivity,
  readPlannedSlot,
  Reply,
} from '@vagval/contract';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { activityWith } from './activities.sql.ts';
import { Desk } from './desk.service.ts';
import { choicesIn, plannedSlot, plannedSlots, slotsOfActivity, unscheduledIn } from './plans.sql.ts';
import type { PlannedSlotRow } from './plans.sql.ts';

/** What staff see of what they have planned. */
@Injectable()
export class Plans {
  constructor(
    private readonly db: Database,
    private readonly desk: Desk,
  ) {}

  async list(
    me: string,
    slug: string,
    filter: In<typeof listPlanned>['query'],
  ): Promise<Reply<typeof listPlanned>> {
    const edition = await this.desk.edition(me, slug);
    const [slots, unscheduled] = await Promise.all([
      plannedSlots(this.db, edition.id, filter),
      unscheduledIn(this.db, edition.id),
    ]);
    return { items: slots.map(viewOf), total: slots.length, unscheduled };
  }

  async choices(me: string, slug: string): Promise<Reply<typeof planningChoices>> {
    const edition = await this.desk.edition(me, slug);
    const [row] = await choicesIn(this.db, edition.id);
    if (!row) throw refuse('not_found');
    return row;
  }

  async activity(me: string, id: string): Promise<Reply<typeof readPlannedActivity>> {
    const { slug } = await this.desk.editionOf(me, 'activity', id);
    const [row, slots] = await Promise.all([activityWith(this.db, id), slotsOfActivity(this.db, id)]);
    if (!row) throw refuse('not_found');
    return { ...row, edition: slug, slots: slots.map(viewOf) };
  }

  async slot(me: string, id: string): Promise<Reply<typeof readPlannedSlot>> {
    const { slug } = await this.desk.editionOf(me, 'slot', id);
    const [row] = await plannedSlot(this.db, id);
    if (!row) throw refuse('not_found');
    return { ...viewOf(row), edition: slug };
  }
}

const viewOf = (it: PlannedSlotRow) => ({
  ...it,
  startsAt: it.startsAt.toISOString(),
  endsAt: it.endsAt.toISOString(),
});
