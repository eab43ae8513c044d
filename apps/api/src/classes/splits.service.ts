import { Injectable } from '@nestjs/common';
import type { classOverview, In, Reply, SplitView } from '@vagval/contract';
import type * as z from 'zod';
import { Visits } from '../bookings/visits.service.ts';
import { EditionsService } from '../editions/editions.service.ts';
import type { Edition } from '../editions/editions.service.ts';
import { Mail } from '../mail/mail.service.ts';
import { Clock } from '../platform/clock.ts';
import { Refusal, refuse } from '../platform/contract/refusal.ts';
import { constraintOf, Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { announce } from '../platform/outbox.sql.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { ClassPages } from './class-pages.service.ts';
import { readClasses } from './classes.sql.ts';
import type { ClassRow } from './classes.sql.ts';
import { settings, splitClass, splitSlots, storedReasons, wishFor } from './proposals.rules.ts';
import type { Floor } from './proposals.rules.ts';
import { readBusy } from './proposals.sql.ts';
import { Proposals } from './proposals.service.ts';
import type { Draft } from './proposals.service.ts';
import { containing } from './schools.sql.ts';
import { splitClasses } from './split.rules.ts';
import {
  countSplit,
  dueClasses,
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
    private readonly pages: ClassPages,
    private readonly proposals: Proposals,
    private readonly visits: Visits,
    private readonly mail: Mail,
  ) {}

  async overview(
    account: CallerAccount,
    slug: string,
    query: In<typeof classOverview>['query'],
  ): Promise<Reply<typeof classOverview>> {
    const edition = await this.editionOf(account, slug);
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
    const edition = await this.editionOf(account, slug);
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
    const edition = await this.editionOf(account, slug);
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

  /** Does the split, or goes on with it where another worker died: what has a proposal is not asked about again. */
  async run(id: string): Promise<void> {
    const now = this.clock.now();
    await moveSplit(this.db, id, { from: ['waiting'], to: 'running', now });
    const split = await readSplitRow(this.db, id);
    if (split?.state !== 'running' && split?.state !== 'stopping') return;
    const stopped = !(await this.proposeAll(split));
    const from = ['running', 'stopping'] as const;
    await moveSplit(this.db, id, { from, to: stopped ? 'stopped' : 'done', now: this.clock.now() });
  }

  /** Told to staff instead of trying for ever. */
  async giveUp(id: string): Promise<void> {
    await moveSplit(this.db, id, {
      from: ['waiting', 'running', 'stopping'],
      to: 'failed',
      now: this.clock.now(),
    });
  }

  /** False when it was stopped on the way. */
  private async proposeAll(split: SplitRow): Promise<boolean> {
    const floor = await this.pages.floorOf(split.editionId);
    const rows = await this.dueRows(split);
    const drafts = await this.thinkOutAll(split, rows, floor);
    if (!drafts) return false;
    for (const row of rows) {
      if (await this.isStopping(split.id)) return false;
      await this.proposeOne(split, row, { draft: drafts.get(row.id), floor });
    }
    return true;
  }

  private async dueRows({ editionId }: SplitRow): Promise<ClassRow[]> {
    const now = this.clock.now();
    const due = new Set(await dueClasses(this.db, editionId, now));
    const rows = await readClasses(this.db, { editionId }, now);
    return rows.filter(({ id }) => due.has(id));
  }

  /** All classes at once, so that who asks first gains nothing; undefined when it was stopped meanwhile. */
  private async thinkOutAll(
    split: SplitRow,
    rows: readonly ClassRow[],
    floor: Floor,
  ): Promise<Map<string, Draft> | undefined> {
    const stop = new AbortController();
    const look = () =>
      void this.isStopping(split.id).then((stopping) => {
        if (stopping) stop.abort();
      }, nothing);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const classes = rows.flatMap((row) => splitClass(row) ?? []);
    const input = { slots: splitSlots(floor, new Map()), classes, settings };
    try {
      const answers = await splitClasses(input, { signal: stop.signal, onProgress: look });
      return new Map(
        answers.flatMap((answer) => {
          const row = byId.get(answer.classId);
          if (!row || answer.groups.every(({ visits }) => visits.length === 0)) return [];
          const reasons = storedReasons(answer, row);
          return [[row.id, { groups: answer.groups, reasons, until: split.until, splitId: split.id }]];
        }),
      );
    } catch (error) {
      if (stop.signal.aborted) return undefined;
      throw error;
    }
  }

  /** Where somebody has taken a place meanwhile, or the class does something else then, it is thought out alone. */
  private async proposeOne(
    split: SplitRow,
    row: ClassRow,
    { draft, floor }: { draft: Draft | undefined; floor: Floor },
  ): Promise<void> {
    const busy = await readBusy(this.db, [row.id]);
    const hinders = (id: string) => {
      const slot = floor.slots.get(id);
      return slot && busy.some((it) => it.startsAt < slot.endsAt && slot.startsAt < it.endsAt);
    };
    const isFree = draft?.groups.every(({ visits }) => !visits.some(hinders));
    const kept = draft && isFree && (await this.keepOne(split, row, { draft, floor }));
    if (kept) return;
    const { until, id: splitId } = split;
    const alone = draft && (await this.proposals.thinkOut(row, { until, splitId }));
    if (alone && (await this.keepOne(split, row, { draft: alone, floor }))) return;
    await countSplit(this.db, split.id, { proposed: 0, visits: 0, firstWishes: 0, anyWishes: 0 });
  }

  /** Proposal, letter and count together; false when a place has gone. */
  private async keepOne(
    split: SplitRow,
    row: ClassRow,
    { draft, floor }: { draft: Draft; floor: Floor },
  ): Promise<boolean> {
    try {
      await this.db.transaction(async (tx) => {
        const visit = await this.visits.lock(tx, row.id);
        const now = this.clock.now();
        const [fresh] = await readClasses(tx, { id: row.id }, now);
        const same = fresh?.state === 'active' && fresh.pupils === row.pupils && !fresh.proposal;
        if (!visit || !same || fresh.groups.length > 0) throw refuse('proposal_gone');
        await this.proposals.keep({ tx, row: fresh, now }, draft);
        await this.mail.promise(tx, {
          kind: 'class-proposal',
          purposeKey: `class-proposal:${split.id}:${row.id}`,
          partyId: row.id,
          locale: row.locale,
          editionId: split.editionId,
        });
        await countSplit(tx, split.id, countOf(row, draft, floor));
      });
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  private async isStopping(id: string): Promise<boolean> {
    return (await readSplitRow(this.db, id))?.state === 'stopping';
  }

  /** Staff of the edition's organiser alone; to anybody else it is not there. */
  private async editionOf(account: CallerAccount, slug: string): Promise<Edition> {
    const edition = await this.editions.bySlug(slug, { planned: true });
    if (!account.organisers.includes(edition.organiserId)) throw refuse('not_found');
    return edition;
  }
}

const nothing = (): void => undefined;

/** Teachers answer before the fair begins. */
function untilOf({ days }: Edition, until: string | undefined, now: Date): Date {
  const begins = days[0]?.opensAt ?? now;
  const wanted = until ? new Date(until) : new Date(now.getTime() + usualDays * dayMs);
  const by = until || wanted < begins ? wanted : begins;
  if (by <= now || by > begins) throw refuse('until_past');
  return by;
}

/** Pupils times visits, and how many of them meet a wish. */
function countOf(row: ClassRow, { groups }: Draft, { slots }: Floor) {
  const strongest = Math.max(0, ...row.wishes.map(({ weight }) => weight));
  const met = groups.flatMap(({ size, visits }) =>
    visits.map((id) => ({ size, weight: wishFor(row, slots.get(id)?.activity ?? '') })),
  );
  const sum = (those: typeof met) => those.reduce((all, { size }) => all + size, 0);
  return {
    proposed: 1,
    visits: sum(met),
    firstWishes: sum(met.filter(({ weight }) => weight > 0 && weight === strongest)),
    anyWishes: sum(met.filter(({ weight }) => weight > 0)),
  };
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
