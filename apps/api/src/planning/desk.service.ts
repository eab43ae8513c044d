import { Injectable } from '@nestjs/common';
import { EditionsService } from '../editions/editions.service.ts';
import type { Edition } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { rehearsed } from '../platform/rehearsal.ts';
import {
  bookedIn,
  lastAnnounced,
  mailsPromised,
  mayPlan,
  plannedEdition,
  recordPlan,
} from './planning.sql.ts';
import type { BookedRow } from './planning.sql.ts';
import { refusalOf } from './planning.rules.ts';
import type { Clash, EffectView, Remark } from './planning.rules.ts';

/** Who plans, and whether it is only to see what would happen. */
export interface Planner {
  readonly me: string;
  readonly preview: boolean;
}

export const plannerOf = (
  me: { id: string },
  { preview = false }: { preview?: boolean | undefined },
): Planner => ({
  me: me.id,
  preview,
});

/** What a use case did, or would do. */
export interface Outcome {
  readonly id: string;
  readonly slots?: EffectView['slots'];
  readonly made?: number;
  readonly changed?: number;
  readonly withdrawn?: number;
  readonly booked?: BookedRow;
  readonly clashes?: readonly Clash[];
  readonly remarks?: readonly Remark[];
}

const shown = 50;
const nobody = { parties: 0, places: 0, waiting: 0 };

/** Where staff plan: the edition they may plan, and every change tried or made with the effect it has. */
@Injectable()
export class Desk {
  constructor(
    private readonly db: Database,
    private readonly editions: EditionsService,
    private readonly clock: Clock,
  ) {}

  /** The edition with this slug, when it is the account's to plan; refuses with not_found. */
  async edition(me: string, slug: string): Promise<Edition> {
    if (!(await mayPlan(this.db, slug, me))) throw refuse('not_found');
    return this.editions.bySlug(slug, { planned: true });
  }

  /** The edition a row is of, in the same way. */
  async editionOf(me: string, row: 'activity' | 'slot' | 'crew' | 'opening', id: string): Promise<Edition> {
    const slug = await plannedEdition(this.db, row, id, me);
    if (slug === undefined) throw refuse('not_found');
    return this.editions.bySlug(slug, { planned: true });
  }

  now(): Date {
    return this.clock.now();
  }

  /** Makes a change, or only tries it, and says what came of it. Whatever stands in the way undoes it. */
  carryOut(preview: boolean, fn: (tx: Tx) => Promise<Outcome>): Promise<EffectView> {
    return rehearsed(this.db, preview, async (tx) => {
      const since = await lastAnnounced(tx);
      const outcome = await fn(tx);
      const [first] = outcome.clashes ?? [];
      if (first && !preview) throw refusalOf(first, outcome.id);
      return effectOf(outcome, preview, await mailsPromised(tx, since));
    });
  }

  booked(tx: Tx, slotIds: readonly string[]): Promise<BookedRow> {
    return bookedIn(tx, slotIds);
  }

  record(
    tx: Tx,
    it: { action: string; edition: Edition; id: string; me: string; detail?: object },
  ): Promise<void> {
    const { action, edition, id, me, detail } = it;
    const about = { at: this.now(), action, editionId: edition.id, subjectId: id, accountId: me };
    return recordPlan(tx, { ...about, ...(detail && { detail }) });
  }
}

const effectOf = (it: Outcome, preview: boolean, mails: number): EffectView => ({
  id: it.id,
  preview,
  possible: !it.clashes?.length,
  made: it.made ?? 0,
  changed: it.changed ?? 0,
  withdrawn: it.withdrawn ?? 0,
  slots: (it.slots ?? []).slice(0, shown),
  booked: it.booked ?? nobody,
  mails,
  clashes: [...(it.clashes ?? [])],
  remarks: [...(it.remarks ?? [])],
});
