import type { BoardClass, BoardGroup, BoardSlot, SplitBoard, Tier, Visit } from './split-board.rules.ts';
import { inTheWay } from './split-block.rules.ts';

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

/** Somebody who is to be given a place: the class the search is for, or one whose visit was moved. */
interface Claim {
  readonly seat: BoardClass;
  readonly visit?: Visit;
}

interface Step extends Aim {
  /** Gained so far in the chain. */
  readonly so: number;
  readonly depth: number;
}

/** Chains grow no longer than this: longer ones have not paid in any measurement. */
const longest = 24;

/**
 * Gives one class one more visit, if need be by a chain: it takes the place of a visit, or of two or
 * three small ones, that move to other slots, where they take the place of others, and so on: Kuhn's
 * augmenting path, walked on the board itself so that time, walking, sizes and shares hold at every
 * step. What leads nowhere is undone.
 */
export class ChainSearch {
  private readonly board: SplitBoard;
  private stamp = 1;

  constructor(board: SplitBoard) {
    this.board = board;
  }

  /** Whether the class got its visit. A failed search leaves every visit where it was. */
  give(seat: BoardClass, aim: Aim): boolean {
    const given = this.settle([{ seat }], { ...aim, so: 0, depth: 0 });
    // What failed once fails again until something has moved.
    if (given) this.stamp += 1;
    return given;
  }

  /** Lets everything be tried again. */
  restart(): void {
    this.stamp += 1;
  }

  /** Finds a place for each claim, or for all but those that may be dropped. */
  private settle(claims: readonly Claim[], step: Step): boolean {
    const [claim, ...others] = claims;
    if (!claim) return step.so >= step.gain;
    const hope = claims.reduce((sum, { seat }) => sum + worth[seat.top], step.so);
    if (hope < step.gain) return false;
    if (this.settleFreely(claim, others, step)) return true;
    if (step.depth < longest && this.settleByMoving(claim, others, step)) return true;
    return claim.visit !== undefined && step.mayDrop(claim.visit) && this.settle(others, step);
  }

  private settleFreely({ seat, visit }: Claim, others: readonly Claim[], step: Step): boolean {
    const place = this.bestFree(seat, visit ? anyGroup : step.mayTake);
    if (!place) return false;
    const put = this.board.put(place.group, place.slot, { tier: place.tier, seen: this.stamp });
    if (this.settle(others, { ...step, so: step.so + worth[place.tier] })) return true;
    this.board.take(put);
    return false;
  }

  /** Of the best tier that has room, where the least of it is wasted. */
  private bestFree(seat: BoardClass, mayTake: Aim['mayTake']): Place | undefined {
    for (const tier of tiersOf(seat)) {
      let best: Place | undefined;
      let least = Infinity;
      for (const place of this.places(seat, tier, mayTake)) {
        const waste = this.board.waste(place.slot.room - place.group.size);
        if (waste < least && this.standsFree(place)) [best, least] = [place, waste];
      }
      if (best) return best;
    }
    return undefined;
  }

  private settleByMoving({ seat, visit }: Claim, others: readonly Claim[], step: Step): boolean {
    for (const tier of tiersOf(seat))
      for (const place of this.places(seat, tier, visit ? anyGroup : step.mayTake))
        if (this.exchange(place, others, step)) return true;
    return false;
  }

  private exchange(place: Place, others: readonly Claim[], step: Step): boolean {
    for (const visits of inTheWay(this.board, place.group, place.slot))
      if (visits.every(({ seen }) => seen !== this.stamp) && this.replace(place, visits, { ...step, others }))
        return true;
    return false;
  }

  private replace(
    place: Place,
    visits: readonly Visit[],
    step: Step & { others: readonly Claim[] },
  ): boolean {
    const { others, ...rest } = step;
    const so = step.so + worth[place.tier] - visits.reduce((sum, { tier }) => sum + worth[tier], 0);
    const claims = [...visits.map((visit) => ({ seat: visit.group.owner, visit })), ...others];
    if (claims.reduce((sum, { seat }) => sum + worth[seat.top], so) < step.gain) return false;
    for (const visit of visits) {
      visit.seen = this.stamp;
      this.board.take(visit);
    }
    const put = this.board.put(place.group, place.slot, { tier: place.tier, seen: this.stamp });
    if (this.settle(claims, { ...rest, so, depth: step.depth + 1 })) return true;
    this.board.take(put);
    for (const visit of visits) this.board.restore(visit);
    return false;
  }

  /** Where the class could be sent for a wish of this tier, if nobody stood in the way; idle groups first. */
  private *places(seat: BoardClass, tier: Tier, mayTake: Aim['mayTake']): Generator<Place> {
    const groups = seat.groups.filter(mayTake);
    groups.sort((a, b) => a.visits.length - b.visits.length || a.no - b.no);
    for (const slot of seat.slots[tier] ?? []) {
      if (slot.visits.some((visit) => visit.group.owner === seat)) continue;
      for (const group of groups)
        if (group.size <= slot.source.free && mayVisit(group, slot)) yield { group, slot, tier };
    }
  }

  private standsFree({ group, slot }: Place): boolean {
    if (slot.room < group.size || group.visits.length >= group.owner.visits) return false;
    return group.visits.every((visit) => !this.board.clash(visit.slot, slot));
  }
}

const anyGroup = (): boolean => true;
const tiers = [3, 2, 1, 0] as const;
const tiersOf = ({ top }: BoardClass): readonly Tier[] => tiers.slice(3 - top);

function mayVisit(group: BoardGroup, slot: BoardSlot): boolean {
  if ((group.owner.share[slot.activity] ?? 0) < group.size) return false;
  return group.visits.every((visit) => visit.slot.activity !== slot.activity);
}
