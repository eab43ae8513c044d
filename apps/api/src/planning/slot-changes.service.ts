import { Injectable } from '@nestjs/common';
import type { assignCrew, changeSlot, In } from '@vagval/contract';
import { Places } from '../bookings/places.service.ts';
import { SlotMoves } from '../bookings/slot-moves.service.ts';
import type { HeldSlot } from '../bookings/slot-moves.service.ts';
import type { Edition } from '../editions/editions.service.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { constraintOf, Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { activityWith } from './activities.sql.ts';
import type { ActivityRow } from './activities.sql.ts';
import { busyCrew, replaceCrew } from './crew.sql.ts';
import { Desk } from './desk.service.ts';
import type { Outcome, Planner } from './desk.service.ts';
import { invalid } from './invalid.rules.ts';
import { clash, remarksOn } from './planning.rules.ts';
import type { Clash, EffectView } from './planning.rules.ts';
import { plannedSlot } from './plans.sql.ts';
import type { PlannedSlotRow } from './plans.sql.ts';
import { instantAt, later, wallOf } from './series.rules.ts';
import type { Time } from './series.rules.ts';
import { newSlot, shownAs, Slots } from './slots.service.ts';
import type { Wished } from './slots.service.ts';
import { takenPlaces, updateSlot } from './slots.sql.ts';
import type { NewSlot } from './slots.sql.ts';

type Change = In<typeof changeSlot>['body'];
type Crew = In<typeof assignCrew>['body']['crew'];

/** A slot as it is and as it is to be. */
interface Changing {
  readonly edition: Edition;
  readonly activity: ActivityRow;
  readonly before: PlannedSlotRow;
  readonly after: NewSlot;
  readonly held: HeldSlot;
  readonly moved: boolean;
  /** Another time, place or language: what those who are booked must be told. */
  readonly matters: boolean;
}

/** What staff change about one slot, with everybody who has places in it. */
@Injectable()
export class SlotChanges {
  constructor(
    private readonly db: Database,
    private readonly desk: Desk,
    private readonly slots: Slots,
    private readonly places: Places,
    private readonly moves: SlotMoves,
  ) {}

  async change({ me, preview }: Planner, id: string, change: Change): Promise<EffectView> {
    const edition = await this.desk.editionOf(me, 'slot', id);
    return this.naming(() =>
      this.desk.carryOut(preview, async (tx) => {
        const held = await this.held(tx, id, { change, edition });
        const { before, activity } = await this.read(tx, id);
        const wish = wishOf(before, change, edition.timeZone);
        const named = await this.slots.placesFor(tx, edition, [wish]);
        const after = { ...newSlot(wish, named, activity), id };
        const it = { edition, activity, before, after, held, ...differences(before, after) };
        const clashes = await this.apply(tx, it);
        await this.desk.record(tx, { action: 'slot.changed', edition, id, me });
        return this.outcome(tx, it, { clashes, slots: [shownAs(after, named)] });
      }),
    );
  }

  async withdraw({ me, preview }: Planner, id: string): Promise<EffectView> {
    const edition = await this.desk.editionOf(me, 'slot', id);
    return this.desk.carryOut(preview, async (tx) => {
      await this.moves.hold(tx, id, { parties: false });
      const { before } = await this.read(tx, id);
      const now = this.desk.now();
      if (before.startsAt <= now) throw refuse('slot_begun');
      const booked = await this.desk.booked(tx, [id]);
      await this.places.withdraw(tx, id, now);
      await this.desk.record(tx, { action: 'slot.withdrawn', edition, id, me });
      const { startsAt, endsAt } = before;
      const slot = { ...before, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
      return { id, withdrawn: 1, booked, slots: [slot] };
    });
  }

  /** Who is there: the whole list. Somebody who is elsewhere stands in the way. */
  async assign({ me, preview }: Planner, id: string, crew: Crew): Promise<EffectView> {
    const edition = await this.desk.editionOf(me, 'slot', id);
    const ids = crew.map((it) => it.crew.toLowerCase());
    if (new Set(ids).size < ids.length) throw invalid('/body/crew', 'twice');
    return this.naming(() =>
      this.desk.carryOut(preview, async (tx) => {
        const { slot } = await this.moves.hold(tx, id, { parties: false });
        const { before } = await this.read(tx, id);
        const from = later(slot.startsAt, -before.setupMinutes);
        const clashes = await crewClashes(tx, ids, { slotId: id, from, to: slot.endsAt });
        if (clashes.length === 0 && (await replaceCrew(tx, id, crew)) < crew.length)
          throw invalid('/body/crew', 'unknown');
        await this.desk.record(tx, { action: 'crew.assigned', edition, id, me });
        return { id, changed: 1, clashes };
      }),
    );
  }

  private async read(tx: Tx, id: string): Promise<{ before: PlannedSlotRow; activity: ActivityRow }> {
    const [before] = await plannedSlot(tx, id);
    const activity = before && (await activityWith(tx, before.activity.id));
    if (!before || !activity) throw refuse('not_found');
    if (before.state === 'withdrawn') throw refuse('wrong_state', { state: 'withdrawn' });
    return { before, activity };
  }

  /** Locks the slot, and first its parties when it is to be moved. Moved by somebody else meanwhile: tried again. */
  private async held(
    tx: Tx,
    id: string,
    { change, edition }: { change: Change; edition: Edition },
  ): Promise<HeldSlot> {
    const { before } = await this.read(tx, id);
    const wish = wishOf(before, change, edition.timeZone);
    const held = await this.moves.hold(tx, id, { parties: isMoved(before, wish) });
    if (isMoved(before, held.slot)) throw movedMeanwhile();
    return held;
  }

  /** Looks for what stands in the way, and changes the slot when nothing does. */
  private async apply(tx: Tx, it: Changing): Promise<Clash[]> {
    const { before, after, held, matters } = it;
    const now = this.desk.now();
    const clashes = await this.clashes(tx, it);
    if (clashes.length > 0) return clashes;
    await updateSlot(tx, after);
    if (after.capacity !== held.slot.capacity)
      await this.places.setCapacity(tx, before.id, after.capacity, now);
    if (matters) await this.moves.settle(tx, held, now);
    return [];
  }

  private async clashes(tx: Tx, { before, after, held, moved }: Changing): Promise<Clash[]> {
    const now = this.desk.now();
    const { taken, held: kept } = held.slot;
    const span = { slotId: after.id, from: after.setupFrom, to: after.endsAt };
    const there = before.crew.map(({ id }) => id);
    const parties = moved ? await this.moves.clashing(tx, held, after) : 0;
    const full = after.capacity < taken + kept;
    return [
      ...(moved && held.slot.startsAt <= now ? [clash('slot_begun')] : []),
      ...(moved && after.startsAt <= now ? [clash('slot_past')] : []),
      ...(full ? [clash('slot_full', { count: taken + kept })] : []),
      ...(parties > 0 ? [clash('party_overlaps', { count: parties })] : []),
      ...(await takenPlaces(tx, [after], [after.id])).map(({ what, startsAt }) =>
        clash('place_taken', { what, startsAt: startsAt.toISOString() }),
      ),
      ...(await crewClashes(tx, there, span)),
    ];
  }

  private async outcome(
    tx: Tx,
    { edition, activity, before, after, moved }: Changing,
    of: Pick<Outcome, 'clashes' | 'slots'>,
  ): Promise<Outcome> {
    const now = this.desk.now();
    return {
      id: before.id,
      changed: 1,
      ...of,
      booked: await this.desk.booked(tx, [before.id]),
      remarks: moved ? remarksOn({ ...activity, times: [after] }, edition, now) : [],
    };
  }

  /** What only a constraint sees, since somebody else was quicker. */
  private async naming<T>(fn: () => Promise<T>): Promise<T> {
    try {
      return await this.slots.trying(fn);
    } catch (error) {
      if (constraintOf(error) === 'crew_once') throw refuse('crew_busy', { what: '' });
      throw error;
    }
  }
}

async function crewClashes(
  tx: Tx,
  ids: readonly string[],
  span: { slotId: string; from: Date; to: Date },
): Promise<Clash[]> {
  const rows = ids.length > 0 ? await busyCrew(tx, ids, span) : [];
  return rows.map(({ what, startsAt }) => clash('crew_busy', { what, startsAt: startsAt.toISOString() }));
}

/** What is not mentioned stays. A time that no clock shows is told at its field. */
function wishOf(before: PlannedSlotRow, change: Change, timeZone: string): Wished {
  const wall = wallOf(before.startsAt, timeZone);
  const asked = change.day !== undefined || change.from !== undefined;
  const same = (change.day ?? wall.day) === wall.day && (change.from ?? wall.clock) === wall.clock;
  // The second of two equal times on the wall stays the second when nothing was asked to change.
  const startsAt =
    asked && !same ? instantAt(change.day ?? wall.day, change.from ?? wall.clock, timeZone) : before.startsAt;
  if (!startsAt) throw invalid('/body/from', 'no_time');
  const length = change.length ?? (before.endsAt.getTime() - before.startsAt.getTime()) / 60_000;
  return {
    startsAt,
    endsAt: later(startsAt, length),
    placeId: change.place === undefined ? before.placeId : change.place,
    language: change.language === undefined ? before.language : change.language,
    capacity: change.capacity ?? before.capacity,
    dropIn: change.dropIn ?? before.dropIn,
    setupMinutes: change.setupMinutes ?? before.setupMinutes,
    joinUrl: change.joinUrl === undefined ? before.joinUrl : change.joinUrl,
  };
}

function differences(before: PlannedSlotRow, after: NewSlot): { moved: boolean; matters: boolean } {
  const moved = isMoved(before, after);
  const elsewhere = before.placeId !== after.placeId || before.language !== after.language;
  return { moved, matters: moved || elsewhere };
}

const isMoved = (before: Time, after: Time): boolean =>
  before.startsAt.getTime() !== after.startsAt.getTime() ||
  before.endsAt.getTime() !== after.endsAt.getTime();

const movedMeanwhile = () => Object.assign(new Error('Somebody moved the slot meanwhile'), { code: '40001' });
