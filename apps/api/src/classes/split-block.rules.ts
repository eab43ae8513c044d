import type { BoardGroup, BoardSlot, SplitBoard, Visit } from './split-board.rules.ts';

/** Visits that must go, together, for the group to be at the slot: the ways to choose them, the fewest first. */
export function inTheWay(board: SplitBoard, group: BoardGroup, slot: BoardSlot): Visit[][] {
  const own = ownInTheWay(board, group, slot);
  if (!own || own.some(({ fixed }) => fixed)) return [];
  const missing = group.size - slot.room;
  if (missing <= 0) return own.length ? [own] : [];
  return enough(slot.visits, missing).map((others) => [...own, ...others]);
}

/** The group's own visits at the same time, or its least wished when it has as many as it may. */
function ownInTheWay(board: SplitBoard, group: BoardGroup, slot: BoardSlot): Visit[] | undefined {
  const own = group.visits.filter((visit) => board.clash(visit.slot, slot));
  if (own.length || group.visits.length < group.owner.visits) return own.length > 2 ? undefined : own;
  const loose = group.visits.filter(({ fixed }) => !fixed);
  const [first] = loose.toSorted((a, b) => a.tier - b.tier || a.slot.index - b.slot.index);
  return first && [first];
}

/** One visit that is large enough, each in turn; where there is none, two; where no two are, three. */
function enough(visits: readonly Visit[], missing: number): Visit[][] {
  const loose = visits.filter(({ fixed }) => !fixed);
  for (let count = 1; count <= Math.min(3, loose.length); count += 1) {
    const found = choices(loose, count).filter((some) => pupilsIn(some) >= missing);
    if (found.length) return found;
  }
  return [];
}

const pupilsIn = (visits: readonly Visit[]): number => visits.reduce((sum, { group }) => sum + group.size, 0);

function choices(all: readonly Visit[], count: number): Visit[][] {
  if (count === 0) return [[]];
  return all.flatMap((one, at) => choices(all.slice(at + 1), count - 1).map((others) => [one, ...others]));
}
