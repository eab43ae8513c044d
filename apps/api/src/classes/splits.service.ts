import { Injectable } from '@nestjs/common';
import type { classOverview, In, Reply, SplitView } from '@vagval/contract';
import type * as z from 'zod';
import { EditionsService } from '../editions/editions.service.ts';
import type { Edition } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { constraintOf, Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { announce } from '../platform/outbox.sql.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { containing } from './schools.sql.ts';
import {
  insertSplit,
  latestSplit,
  moveSplit,
  readOverview,
  readOverviewSums,
  readSplitRow,
} from './splits.sql.ts';
import type { SplitRow } from './splits.sql.ts';

type View = z.output<typeof SplitView>;

export const splitTopic = 'classes.split';
const usualDays = 5;
const dayMs = 86_400_000;
const schoolsOnPage = 50;

/** What staff see of all classes, and the split over all of them at once. */
@Injectable()
export class Splits {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
  ) {}

  async overview(
    account: CallerAccount,
    slug: string,
    query: In<typeof classOverview>['query'],
  ): Promise<Reply<typeof classOverview>> {
    const edition = await this.editions.own(slug, account);
    const filter = {
      editionId: edition.id,
      like: containing(query.q),
      municipality: query.municipality ?? null,
      progress: query.progress ?? null,
      unplaced: query.unplaced ?? false,
    };
    const page = query.page ?? 1;
    const [items, { total, ...sums }, split] = await Promise.all([
      readOverview(this.db, filter, { limit: schoolsOnPage, offset: (page - 1) * schoolsOnPage }),
      readOverviewSums(this.db, filter),
      latestSplit(this.db, edition.id),
    ]);
    return { items, total, page, pages: Math.max(1, Math.ceil(total / schoolsOnPage)), sums, split };
  }

  /** Starts a split; a worker does it. Only one at a time in an edition. */
  async start(account: CallerAccount, slug: string, until: string | undefined): Promise<View> {
    const edition = await this.editions.own(slug, account);
    const now = this.clock.now();
    const it = {
      id: newId(),
      editionId: edition.id,
      until: untilOf(edition, until, now),
      now,
      accountId: account.id,
    };
    try {
      await this.db.transaction(async (tx) => {
        await insertSplit(tx, it);
        await announce(tx, splitTopic, it.id);
      });
    } catch (error) {
      if (constraintOf(error) === 'class_split_one') throw refuse('split_running');
      throw error;
    }
    return this.read(account, slug, it.id);
  }

  async read(account: CallerAccount, slug: string, id: string): Promise<View> {
    const edition = await this.editions.own(slug, account);
    const row = await readSplitRow(this.db, id);
    if (row?.editionId !== edition.id) throw refuse('not_found');
    return viewOf(row);
  }

  /** The class at hand is finished; proposals already made stand. One that nobody has begun is stopped at once. */
  async stop(account: CallerAccount, slug: string, id: string): Promise<View> {
    await this.read(account, slug, id);
    const now = this.clock.now();
    await moveSplit(this.db, id, { from: ['waiting'], to: 'stopped', now });
    await moveSplit(this.db, id, { from: ['running'], to: 'stopping', now });
    return this.read(account, slug, id);
  }
}

/** Unless staff say otherwise, teachers answer before the fair begins; never after it is over. */
function untilOf({ days }: Edition, until: string | undefined, now: Date): Date {
  const [begins, ends] = [days[0]?.opensAt ?? now, days.at(-1)?.closesAt ?? now];
  const usual = now.getTime() + usualDays * dayMs;
  const by = until ? new Date(until) : new Date(Math.min(usual, (now < begins ? begins : ends).getTime()));
  if (by <= now || by > ends) throw refuse('until_past');
  return by;
}

const viewOf = (row: SplitRow): View => ({
  id: row.id,
  state: row.state,
  done: row.done,
  of: row.of,
  proposed: row.proposed,
  without: row.without,
  visits: row.visits,
  firstWishes: row.firstWishes,
  anyWishes: row.anyWishes,
  until: row.until.toISOString(),
  startedAt: row.startedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});
