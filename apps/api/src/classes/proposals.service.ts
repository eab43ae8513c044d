import { Injectable } from '@nestjs/common';
import type { ClassView, swapVisit, In } from '@vagval/contract';
import type * as z from 'zod';
import { Holds } from '../bookings/holds.service.ts';
import { Line } from '../bookings/line.service.ts';
import { Visits } from '../bookings/visits.service.ts';
import { Clock } from '../platform/clock.ts';
import { Refusal, refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { ClassPages } from './class-pages.service.ts';
import type { Desk, Teacher } from './class-pages.service.ts';
import { arrangementOf, beyond, changeableAt, placesOf } from './classes.rules.ts';
import type { GroupPlan } from './classes.rules.ts';
import { writeGroups } from './classes.sql.ts';
import type { ClassRow } from './classes.sql.ts';
import { splitFairly } from './fair-split.rules.ts';
import {
  groupsOf,
  settings,
  splitClass,
  splitSlots,
  storedReasons,
  swapped,
  whyNotSwap,
} from './proposals.rules.ts';
import { deleteProposal, readBusy, readProposal, writeProposal } from './proposals.sql.ts';

type View = Promise<z.output<typeof ClassView>>;

const keptMinutes = 15;
/** Somebody may take a place between the reading and the holding; then it is thought out again. */
const attempts = 3;

/** What is to be proposed to one class. */
export interface Draft {
  readonly groups: readonly GroupPlan[];
  readonly reasons: readonly object[];
  readonly until: Date;
  readonly splitId: string | null;
}

/** Groups proposed to a class: their places are held until the teacher has answered. */
@Injectable()
export class Proposals {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly pages: ClassPages,
    private readonly visits: Visits,
    private readonly holds: Holds,
    private readonly line: Line,
  ) {}

  async propose(teacher: Teacher, id: string): View {
    for (let attempt = 1; ; attempt++) {
      const row = await this.pages.own(this.db, teacher, id);
      mayPropose(row, this.clock.now());
      const until = new Date(this.clock.now().getTime() + keptMinutes * 60_000);
      const draft = await this.thinkOut(row, { until, splitId: null });
      if (!draft) throw refuse('nothing_free');
      try {
        return await this.pages.changing(teacher, id, async (desk) => {
          mayPropose(desk.row, desk.now);
          await this.keep(desk, draft);
        });
      } catch (error) {
        if (!isGone(error) || attempt === attempts) throw isGone(error) ? refuse('nothing_free') : error;
      }
    }
  }

  /** The best groups for one class of what is free; undefined when none would visit anything. */
  async thinkOut(
    row: ClassRow,
    it: Pick<Draft, 'until' | 'splitId'>,
    signal?: AbortSignal,
  ): Promise<Draft | undefined> {
    const asked = splitClass(row);
    if (!asked) return undefined;
    const floor = await this.pages.floorOf(row.edition.id);
    const own = eitherOf(placesOf(groupsOf(row)), placesOf(row.proposal?.groups ?? []));
    const busy = await readBusy(this.db, [row.id]);
    const slots = splitSlots(floor, own).filter(
      (slot) => !busy.some((b) => b.startsAt.getTime() < slot.endsAt && slot.startsAt < b.endsAt.getTime()),
    );
    const input = { slots, classes: [asked], settings };
    const [answer] = await splitFairly(input, signal ? { signal } : {});
    if (!answer?.groups.some(({ visits }) => visits.length > 0)) return undefined;
    return { ...it, groups: answer.groups, reasons: storedReasons(answer, row) };
  }

  /** Holds what a draft needs beyond what the class has, in place of what was held for it before. Throws slot_full. */
  async keep({ tx, row, now }: Pick<Desk, 'tx' | 'row' | 'now'>, draft: Draft): Promise<void> {
    const old = await readProposal(tx, row.id, now);
    const places = beyond(placesOf(groupsOf(row)), placesOf(draft.groups));
    const slotIds = places.map(({ slotId }) => slotId);
    const freed = old?.holdId ? await this.holds.giveBack(tx, old.holdId, slotIds) : [];
    const hold = { editionId: row.edition.id, partyId: row.id, until: draft.until, places };
    const holdId = places.length > 0 ? await this.holds.keep(tx, hold) : null;
    await this.line.offerFreedIn(tx, freed, now);
    await writeProposal(tx, row.id, { ...draft, holdId });
  }

  async swap(teacher: Teacher, id: string, it: In<typeof swapVisit>['body']): View {
    const { edition } = await this.pages.own(this.db, teacher, id);
    const floor = await this.pages.floorOf(edition.id);
    return this.pages.changing(teacher, id, async (desk) => {
      const { tx, row, now } = desk;
      mayAnswer(row, now);
      const proposal = await readProposal(tx, row.id, now);
      if (!proposal) throw refuse('proposal_gone');
      const [from, to] = [it.from.toLowerCase(), it.to.toLowerCase()];
      const group = proposal.groups.find(({ no, visits }) => no === it.group && visits.includes(from));
      if (!group) throw refuse('slot_unknown', { slot: from });
      const busy = await readBusy(tx, [row.id]);
      const change = { row, groups: proposal.groups, group, from, busy };
      const refusal = whyNotSwap(floor, change, to);
      if (refusal) throw refusal;
      const groups = swapped(floor, change, to);
      const until = new Date(proposal.until);
      await this.keep(desk, { groups, reasons: proposal.reasons, until, splitId: null });
    });
  }

  /** Books all of the proposal, in place of the groups there were, or nothing. */
  accept(teacher: Teacher, id: string): View {
    return this.pages.changing(teacher, id, async (desk) => {
      const { tx, row, visit, now } = desk;
      mayAnswer(row, now);
      const proposal = await readProposal(tx, row.id, now);
      const pupils = proposal?.groups.reduce((sum, { size }) => sum + size, 0) ?? 0;
      if (!proposal || pupils > row.pupils) throw refuse('proposal_gone');
      const groups = proposal.groups.filter(({ visits }) => visits.length > 0);
      const wanted = arrangementOf(placesOf(groupsOf(row)), placesOf(groups));
      const { holdId } = proposal;
      const arrangement = { wanted, now, limited: false, holdId, needsHold: true };
      await goneInstead(() => this.visits.arrange(tx, visit, arrangement));
      await deleteProposal(tx, row.id);
      await writeGroups(tx, row.id, groups);
      await this.visits.tell(tx, visit, { now, action: 'class.accepted' });
    });
  }

  decline(teacher: Teacher, id: string): View {
    return this.pages.changing(teacher, id, (desk) => this.letGo(desk));
  }

  /** Whatever was proposed is let go of, and the lines have it. */
  async letGo({ tx, row, now }: Pick<Desk, 'tx' | 'row' | 'now'>): Promise<void> {
    const proposal = await readProposal(tx, row.id, now);
    if (proposal?.holdId) await this.holds.release(tx, proposal.holdId, now);
    await deleteProposal(tx, row.id);
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof Refusal && (error.code === 'slot_full' || error.code === 'slot_closed');

/** The sweep may have come by just now: what was proposed is not kept any longer. */
async function goneInstead(arrange: () => Promise<void>): Promise<void> {
  try {
    await arrange();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'hold_ended') throw refuse('proposal_gone');
    throw error;
  }
}

/** Of what a class has and what is held for it beyond that, all is free to itself. */
function eitherOf(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): Map<string, number> {
  const most = new Map(a);
  for (const [slotId, places] of b) most.set(slotId, Math.max(places, most.get(slotId) ?? 0));
  return most;
}

function mayAnswer(row: ClassRow, now: Date): void {
  if (row.state === 'cancelled') throw refuse('party_cancelled');
  if (changeableAt(row, now) !== 'all') throw refuse('too_late');
}

function mayPropose(row: ClassRow, now: Date): void {
  mayAnswer(row, now);
  if (row.window?.state !== 'confirmed') throw refuse('window_missing');
  if (row.wishes.length === 0) throw refuse('wishes_missing');
}
