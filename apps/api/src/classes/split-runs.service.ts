import { Injectable } from '@nestjs/common';
import { Visits } from '../bookings/visits.service.ts';
import { Mail } from '../mail/mail.service.ts';
import { Clock } from '../platform/clock.ts';
import { Refusal, refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { ClassPages } from './class-pages.service.ts';
import { readClasses } from './classes.sql.ts';
import type { ClassRow } from './classes.sql.ts';
import { splitFairly } from './fair-split.rules.ts';
import { settings, splitClass, splitSlots, storedReasons, wishFor } from './proposals.rules.ts';
import type { Floor } from './proposals.rules.ts';
import { readBusy } from './proposals.sql.ts';
import { Proposals } from './proposals.service.ts';
import type { Draft } from './proposals.service.ts';
import { countSplit, dueClasses, moveSplit, readSplitRow } from './splits.sql.ts';
import type { SplitRow } from './splits.sql.ts';

/** The split over all classes at once, as a worker does it. */
@Injectable()
export class SplitRuns {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly pages: ClassPages,
    private readonly proposals: Proposals,
    private readonly visits: Visits,
    private readonly mail: Mail,
  ) {}

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
      const answers = await splitFairly(input, { signal: stop.signal, onProgress: look });
      return new Map(
        answers.flatMap((answer) => {
          const row = byId.get(answer.classId);
          if (!row || answer.groups.every(({ visits }) => visits.length === 0)) return [];
          const reasons = storedReasons(answer, row);
          return [
            [row.id, { groups: answer.groups, reasons, until: untilFor(split, row), splitId: split.id }],
          ];
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
    const keep = { until: untilFor(split, row), splitId: split.id };
    const alone = draft && (await this.proposals.thinkOut(row, keep));
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
}

const nothing = (): void => undefined;

/** Never longer than until the class itself comes. */
const untilFor = ({ until }: SplitRow, { window }: ClassRow): Date =>
  new Date(Math.min(until.getTime(), window ? new Date(window.startsAt).getTime() : Infinity));

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
