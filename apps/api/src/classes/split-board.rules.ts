import { byLot, byText, lotOf } from './split-order.rules.ts';
import type { SplitClass, SplitInput, SplitSettings, SplitSlot, SplitWeight } from './split.types.ts';

export type Tier = SplitWeight | 0;

/** A slot while classes are being split: `room` is what is left of its free places. */
export interface BoardSlot {
  readonly source: SplitSlot;
  readonly index: number;
  readonly activity: number;
  room: number;
  readonly visits: Visit[];
}

export interface BoardGroup {
  readonly owner: BoardClass;
  readonly no: number;
  size: number;
  readonly visits: Visit[];
}

export interface Visit {
  readonly group: BoardGroup;
  readonly slot: BoardSlot;
  readonly tier: Tier;
  /** Kept from an earlier answer: nobody makes it move. */
  readonly fixed: boolean;
  /** The search that has tried to move it. */
  seen: number;
}

export interface BoardClass {
  readonly source: SplitClass;
  /** Place in the order of lots. */
  readonly index: number;
  /** Pupils in a group at most. */
  readonly limit: number;
  readonly visits: number;
  readonly groups: BoardGroup[];
  /** Slots within its window, by tier; within a tier in an order of its own, so that classes do not crowd. */
  readonly slots: readonly (readonly BoardSlot[])[];
  /** The highest tier of any slot it may have. */
  readonly top: Tier;
  /** Pupils that may yet be sent to each activity before the class has its share. */
  readonly share: Float64Array;
  /** Visits that pupils make, counted by pupil. */
  got: number;
}

export const tierOf = ({ source }: BoardClass, { source: slot }: BoardSlot): Tier =>
  source.wishes.reduce<Tier>(
    (best, wish) => (wish.activityId === slot.activityId && wish.weight > best ? wish.weight : best),
    0,
  );

const minute = 60_000;

/** Time needed between two slots; a hall or place that is not known may be the farthest. */
function walkBetween(a: SplitSlot, b: SplitSlot, settings: SplitSettings): number {
  if (a.placeId !== null && a.placeId === b.placeId) return 0;
  const sameHall = a.hallId !== null && a.hallId === b.hallId;
  return (sameHall ? settings.walkMinutes : settings.walkBetweenHallsMinutes) * minute;
}

function collide(a: SplitSlot, b: SplitSlot, settings: SplitSettings): boolean {
  const walk = walkBetween(a, b, settings);
  return a.startsAt < b.endsAt + walk && b.startsAt < a.endsAt + walk;
}

/** Who visits what: every change goes through `put` and `take`, which keep room, share and count. */
export class SplitBoard {
  readonly slots: readonly BoardSlot[];
  readonly classes: readonly BoardClass[];
  private readonly clashes: Uint8Array;
  /** How many groups there are of each size at most. */
  private atMost: number[] = [];

  constructor({ slots, classes, settings }: SplitInput) {
    const activities = new Map<string, number>();
    const inTime = slots.toSorted((a, b) => a.startsAt - b.startsAt || byText(a.id, b.id));
    this.slots = inTime.map((source, index) => {
      const activity = activities.get(source.activityId) ?? activities.size;
      activities.set(source.activityId, activity);
      return { source, index, activity, room: source.free, visits: [] };
    });
    this.clashes = this.findClashes(settings);
    this.classes = byLot(classes).map((source, index) =>
      this.seat(source, index, { settings, activities: activities.size }),
    );
  }

  /** Whether one group cannot make both. */
  clash(a: BoardSlot, b: BoardSlot): boolean {
    return this.clashes[a.index * this.slots.length + b.index] === 1;
  }

  /** Places left over in a slot, less those that some other group could still use. */
  waste(left: number): number {
    const all = this.atMost.at(-1) ?? 0;
    return left * (all - (this.atMost[left] ?? all));
  }

  /** To be called when all groups have their sizes. */
  countSizes(): void {
    const sizes = this.classes.flatMap(({ groups }) => groups.map(({ size }) => size));
    const largest = Math.max(0, ...sizes);
    this.atMost = Array.from(
      { length: largest + 1 },
      (_, most) => sizes.filter((size) => size <= most).length,
    );
  }

  put(group: BoardGroup, slot: BoardSlot, { tier, fixed = false, seen = 0 }: Stay): Visit {
    const visit: Visit = { group, slot, tier, fixed, seen };
    this.restore(visit);
    return visit;
  }

  /** Puts back what was taken away. */
  restore(visit: Visit): void {
    const { group, slot } = visit;
    group.visits.push(visit);
    slot.visits.push(visit);
    this.count(visit, group.size);
  }

  take(visit: Visit): void {
    const { group, slot } = visit;
    group.visits.splice(group.visits.indexOf(visit), 1);
    slot.visits.splice(slot.visits.indexOf(visit), 1);
    this.count(visit, -group.size);
  }

  /** Makes a group larger or smaller where it is. */
  resize(group: BoardGroup, size: number): void {
    for (const visit of group.visits) this.count(visit, size - group.size);
    group.size = size;
  }

  private count({ group: { owner }, slot }: Visit, pupils: number): void {
    slot.room -= pupils;
    owner.share[slot.activity] = (owner.share[slot.activity] ?? 0) - pupils;
    owner.got += pupils;
  }

  private findClashes(settings: SplitSettings): Uint8Array {
    const { length } = this.slots;
    const clashes = new Uint8Array(length * length);
    for (const a of this.slots)
      for (const b of this.slots)
        if (collide(a.source, b.source, settings)) clashes[a.index * length + b.index] = 1;
    return clashes;
  }

  private seat(source: SplitClass, index: number, { settings, activities }: Seating): BoardClass {
    const open = this.slots.filter(
      ({ source: slot }) => slot.startsAt >= source.from && slot.endsAt <= source.to,
    );
    const share = new Float64Array(activities);
    for (const { activity, source: slot } of open) share[activity] = (share[activity] ?? 0) + slot.places;
    share.forEach((places, at) => (share[at] = Math.floor(places * settings.mostShare + 1e-9)));
    const largest = open.length ? Math.max(...open.map((slot) => slot.source.places)) : settings.groupSize;
    const limit = Math.max(1, Math.min(settings.groupSize, source.groupSize ?? Infinity, largest));
    const slots: BoardSlot[][] = [[], [], [], []];
    const seat = { source, index, limit, visits: source.visits, groups: [], slots, share, got: 0 };
    for (const slot of open) slots[tierOf({ ...seat, top: 0 }, slot)]?.push(slot);
    for (const tier of slots) scatter(tier, source.id);
    return { ...seat, top: ([3, 2, 1] as const).find((tier) => slots[tier]?.length) ?? 0 };
  }
}

interface Stay {
  readonly tier: Tier;
  readonly fixed?: boolean;
  readonly seen?: number;
}

interface Seating {
  readonly settings: SplitSettings;
  readonly activities: number;
}

function scatter(slots: BoardSlot[], classId: string): void {
  const lots = new Map(slots.map((slot) => [slot, lotOf(`${classId} ${slot.source.id}`)]));
  slots.sort((a, b) => (lots.get(a) ?? 0) - (lots.get(b) ?? 0) || a.index - b.index);
}
