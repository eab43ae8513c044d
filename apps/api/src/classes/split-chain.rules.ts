import type { BoardClass, BoardGroup, BoardSlot, SplitBoard, Tier, Visit } from './split-board.rules.ts';

/** So far apart that no number of lower wishes outweighs one higher; exact in a double for 9,000 visits. */
export const worth = [1, 1e4, 1e8, 1e12] as const;

export interface Aim {
  /** What the whole chain must gain at least. */
  readonly gain: number;
  /** Which groups may be given the first visit of the chain. */
  readonly mayTake: (group: BoardGroup) => boolean;
  /** Whether a visit may end without another in its place, if the gain is reached. */
  readonly mayDrop: (visit: Visit) => boolean;
}

interface Place {
  readonly group: BoardGroup;
  readonly slot: BoardSlot;
  readonly tier: Tier;
}

/** Chains grow no longer than this: longer ones have not paid in any measurement. */
const longest = 24;

/**
 * Gives one class one more visit, if need be by a chain: it takes the place of a visit that moves to
 * another slot, where it takes the place of another, and so on: Kuhn's augmenting path, walked on the
 * board itself so that time, walking, sizes and shares hold at every step. What leads nowhere is undone.
 */
export class ChainSearch {
  private readonly board: SplitBoard;
  private stamp = 1;

  constructor(board: SplitBoard) {
    this.board = board;
  }

  /** Whether the class got its visit. A failed search leaves the board as it was. */
  give(seat: BoardClass, aim: Aim): boolean {
    const given = this.place(seat, { ...aim, so: 0, depth: 0 });
    // What failed once fails again until something has moved.
    if (given) this.stamp += 1;
    return given;
  }

  /** Lets everything be tried again. */
  restart(): void {
    this.stamp += 1;
  }

  private place(seat: BoardClass, step: Step): boolean {
    return this.placeFreely(seat, step) || (step.depth < longest && this.placeByMoving(seat, step));
  }

  private placeFreely(seat: BoardClass, { so, gain, mayTake }: Step): boolean {
    for (let tier = seat.top as number; tier >= 0 && so + worthOf(tier) >= gain; tier -= 1) {
      const best = this.bestFree(seat, tier as Tier, mayTake);
      if (!best) continue;
      this.board.put(best.group, best.slot, { tier: best.tier, seen: this.stamp });
      return true;
    }
    return false;
  }

  /** Where the least room is wasted. */
  private bestFree(seat: BoardClass, tier: Tier, mayTake: Aim['mayTake']): Place | undefined {
    let best: Place | undefined;
    for (const place of this.places(seat, tier, mayTake))
      if (this.standsFree(place) && (!best || leftOver(place) < leftOver(best))) best = place;
    return best;
  }

  private placeByMoving(seat: BoardClass, step: Step): boolean {
    for (const { place, visit } of this.exchanges(seat, step.mayTake))
      if (visit.seen !== this.stamp && this.replace(place, visit, step)) return true;
    return false;
  }

  private *exchanges(seat: BoardClass, mayTake: Aim['mayTake']): Generator<{ place: Place; visit: Visit }> {
    for (let tier = seat.top as number; tier >= 0; tier -= 1)
      for (const place of this.places(seat, tier as Tier, mayTake))
        for (const visit of this.inTheWay(place)) yield { place, visit };
  }

  /** The visit goes elsewhere, or altogether where that still is a gain. */
  private replace(place: Place, visit: Visit, { so, depth, ...aim }: Step): boolean {
    const { owner } = visit.group;
    const then = so + worthOf(place.tier) - worthOf(visit.tier);
    const drops = then >= aim.gain && aim.mayDrop(visit);
    const moves = then + worthOf(owner.top) >= aim.gain;
    if (!drops && !moves) return false;
    visit.seen = this.stamp;
    this.board.take(visit);
    const put = this.board.put(place.group, place.slot, { tier: place.tier, seen: this.stamp });
    if (moves && this.place(owner, { ...aim, mayTake: anyGroup, so: then, depth: depth + 1 })) return true;
    if (drops) return true;
    this.board.take(put);
    this.board.restore(visit);
    return false;
  }

  /** Where the class could be sent for a wish of this tier, if nobody stood in the way; idle groups first. */
  private *places(seat: BoardClass, tier: Tier, mayTake: Aim['mayTake']): Generator<Place> {
    const groups = seat.groups.filter(mayTake);
    groups.sort((a, b) => a.visits.length - b.visits.length || a.no - b.no);
    for (const slot of seat.slots[tier] ?? []) {
      if (slot.visits.some((visit) => visit.group.owner === seat)) continue;
      for (const group of groups)
        if (group.size <= slot.source.free && this.mayVisit(group, slot)) yield { group, slot, tier };
    }
  }

  private mayVisit(group: BoardGroup, slot: BoardSlot): boolean {
    if ((group.owner.share[slot.activity] ?? 0) < group.size) return false;
    return group.visits.every((visit) => visit.slot.activity !== slot.activity);
  }

  private standsFree({ group, slot }: Place): boolean {
    if (slot.room < group.size || group.visits.length >= group.owner.visits) return false;
    return group.visits.every((visit) => !this.board.clash(visit.slot, slot));
  }

  /** Single visits of which one must go; none when one is not enough. */
  private inTheWay({ group, slot }: Place): Visit[] {
    const own = group.visits.filter((visit) => this.board.clash(visit.slot, slot));
    const tooMany = group.visits.length >= group.owner.visits;
    const roomy = slot.room >= group.size;
    if (own.length > 1) return [];
    if (own.length === 1 || tooMany) return roomy ? (own.length ? own : group.visits).filter(isLoose) : [];
    return slot.visits.filter((visit) => isLoose(visit) && slot.room + visit.group.size >= group.size);
  }
}

interface Step extends Aim {
  /** Gained so far in the chain. */
  readonly so: number;
  readonly depth: number;
}

const anyGroup = (): boolean => true;
const isLoose = ({ fixed }: Visit): boolean => !fixed;
const worthOf = (tier: number): number => worth[tier] ?? 0;
const leftOver = ({ group, slot }: Place): number => slot.room - group.size;
