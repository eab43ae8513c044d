import type { Edition } from '../editions/editions.service.ts';
import { slotRefusal } from '../programme/programme.service.ts';
import { refuse } from '../platform/contract/refusal.ts';
import type { Refusal } from '../platform/contract/refusal.ts';
import { groupSize, groupSizeOf, placesOf, stayOf } from './classes.rules.ts';
import type { GroupPlan } from './classes.rules.ts';
import type { ClassRow, StoredReason } from './classes.sql.ts';
import type { GroupSlot } from './proposals.sql.ts';
import type { SplitAnswer, SplitClass, SplitSettings, SplitSlot } from './split.types.ts';

const minuteMs = 60_000;

export const settings: SplitSettings = {
  groupSize,
  walkMinutes: 5,
  walkBetweenHallsMinutes: 10,
  mostShare: 0.5,
};

export interface Busy {
  readonly slotId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Everything that is known when groups are given slots; free of locks. */
export interface Floor {
  readonly edition: Edition;
  readonly slots: ReadonlyMap<string, GroupSlot>;
  readonly now: Date;
}

/** What the accepted groups of a class hold, as far as it is still booked. */
export const groupsOf = ({ groups }: Pick<ClassRow, 'groups'>): GroupPlan[] =>
  groups.map(({ no, size, visits }) => ({ no, size, visits: visits.map(({ id }) => id) }));

const isOpen = ({ edition, now }: Floor, slot: GroupSlot): boolean => {
  const code = slotRefusal(edition, slot, { audience: 'class', size: 1 }, now)?.code;
  return code === undefined || code === 'slot_full';
};

/** The slots a split may give, with places that `own` adds to what is free: what the classes asked about have. */
export function splitSlots(floor: Floor, own: ReadonlyMap<string, number>): SplitSlot[] {
  return [...floor.slots.values()]
    .filter((slot) => isOpen(floor, slot))
    .map((slot) => ({
      id: slot.id,
      activityId: slot.activity,
      placeId: slot.placeId,
      hallId: slot.hallId,
      startsAt: slot.startsAt.getTime(),
      endsAt: slot.endsAt.getTime(),
      places: slot.capacity,
      free: slot.free + (own.get(slot.id) ?? 0),
    }));
}

/** A class as the split is asked about it; undefined without a window. */
export function splitClass(row: ClassRow): SplitClass | undefined {
  if (!row.window) return undefined;
  return {
    id: row.id,
    pupils: row.pupils,
    ...stayOf(row.window, row.edition.days),
    visits: row.visits,
    groupSize: groupSizeOf(row),
    wishes: row.wishes.map(({ activity, weight }) => ({ activityId: activity, weight })),
    kept: groupsOf(row),
  };
}

/** The reasons of a split with the titles they speak of. */
export const storedReasons = (answer: SplitAnswer, row: ClassRow): StoredReason[] =>
  answer.reasons
    .filter(({ cause }) => cause !== 'given' && cause !== 'enough')
    .map((it) => ({
      ...it,
      titles: row.wishes.find(({ activity }) => activity === it.activityId)?.titles ?? null,
    }));

const walkBetween = (a: GroupSlot, b: GroupSlot): number => {
  if (a.placeId !== null && a.placeId === b.placeId) return 0;
  const sameHall = a.hallId !== null && a.hallId === b.hallId;
  return (sameHall ? settings.walkMinutes : settings.walkBetweenHallsMinutes) * minuteMs;
};

const collide = (a: GroupSlot, b: GroupSlot): boolean => {
  const walk = walkBetween(a, b);
  return a.startsAt.getTime() < b.endsAt.getTime() + walk && b.startsAt.getTime() < a.endsAt.getTime() + walk;
};

/** One visit of a proposal that is to become another. */
export interface Swap {
  readonly row: ClassRow;
  readonly groups: readonly GroupPlan[];
  readonly group: GroupPlan;
  readonly from: string;
  readonly busy: readonly Busy[];
}

/** Why a group of a proposal may not go there instead; undefined when it may. */
export function whyNotSwap(floor: Floor, swap: Swap, to: string): Refusal | undefined {
  const slot = floor.slots.get(to);
  if (!slot || !swap.row.window) return refuse('slot_unknown', { slot: to });
  const stay = stayOf(swap.row.window, swap.row.edition.days);
  if (slot.startsAt.getTime() < stay.from || slot.endsAt.getTime() > stay.to)
    return refuse('outside_visit', { slot: to });
  return isInTheWay(floor, swap, slot) ?? cannotBook(floor, swap, slot);
}

function cannotBook(floor: Floor, { row, groups, group }: Swap, slot: GroupSlot): Refusal | undefined {
  const before = placesOf(groupsOf(row)).get(slot.id) ?? 0;
  const free = slot.free + Math.max(0, before - (placesOf(groups).get(slot.id) ?? 0));
  const asking = { audience: 'class', size: group.size } as const;
  const refusal = slotRefusal(floor.edition, { ...slot, free }, asking, floor.now);
  if (refusal?.code === 'slot_full') return refuse('slot_full', { slot: slot.id, free });
  if (refusal?.code === 'not_open_yet')
    return refuse('not_open_yet', { slot: slot.id, opensAt: refusal.opensAt?.toISOString() ?? '' });
  return refusal && refuse(refusal.code, { slot: slot.id });
}

function isInTheWay({ slots }: Floor, swap: Swap, slot: GroupSlot): Refusal | undefined {
  const others = swap.group.visits.filter((id) => id !== swap.from).flatMap((id) => slots.get(id) ?? []);
  const taken = swap.groups.some(({ visits }) => visits.includes(slot.id));
  if (taken || others.some(({ activity }) => activity === slot.activity))
    return refuse('already_booked', { slot: slot.id });
  const clash = others.find((other) => collide(other, slot));
  if (clash) return refuse('overlaps', { slot: slot.id, with: clash.id });
  const busy = swap.busy.find((it) => it.startsAt < slot.endsAt && slot.startsAt < it.endsAt);
  return busy && refuse('overlaps', { slot: slot.id, with: busy.slotId });
}

export const wishFor = ({ wishes }: Pick<ClassRow, 'wishes'>, activity: string): number =>
  wishes.find((it) => it.activity === activity)?.weight ?? 0;

const alternativesAtMost = 5;

/** Slots a visit could be swapped for: what is wished most first, then what is nearest in time. */
export function alternativesTo(floor: Floor, swap: Swap): GroupSlot[] {
  const now = floor.slots.get(swap.from)?.startsAt.getTime() ?? 0;
  const far = ({ startsAt }: GroupSlot) => Math.abs(startsAt.getTime() - now);
  return [...floor.slots.values()]
    .filter((slot) => slot.id !== swap.from && !whyNotSwap(floor, swap, slot.id))
    .sort(
      (a, b) =>
        wishFor(swap.row, b.activity) - wishFor(swap.row, a.activity) ||
        far(a) - far(b) ||
        (a.id < b.id ? -1 : 1),
    )
    .slice(0, alternativesAtMost);
}

/** The groups with one visit moved; visits stay in the order of time. */
export function swapped({ slots }: Floor, { groups, group, from }: Swap, to: string): GroupPlan[] {
  const startOf = (id: string) => slots.get(id)?.startsAt.getTime() ?? 0;
  const visits = group.visits.map((id) => (id === from ? to : id)).sort((a, b) => startOf(a) - startOf(b));
  return groups.map((it) => (it === group ? { ...it, visits } : it));
}
