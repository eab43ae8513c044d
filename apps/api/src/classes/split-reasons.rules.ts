import type { BoardClass, BoardGroup, BoardSlot, SplitBoard } from './split-board.rules.ts';
import type { SplitCause, SplitReason, SplitWeight } from './split.types.ts';

/** What became of every wish, what was given besides, and who goes without. */
export function reasonsFor(board: SplitBoard, seat: BoardClass): SplitReason[] {
  const wishes = seat.source.wishes.toSorted((a, b) => b.weight - a.weight);
  const unwished = seat.groups.flatMap(({ visits }) => visits.filter(({ tier }) => tier === 0));
  const others = [...new Set(unwished.map(({ slot }) => slot.source.activityId))].toSorted();
  return [
    ...wishes.flatMap(({ activityId, weight }) => aboutWish(board, seat, { activityId, weight })),
    ...others.map((activityId) => ({
      activityId,
      weight: 0 as const,
      cause: 'given' as const,
      groups: unwished.filter(({ slot }) => slot.source.activityId === activityId).length,
    })),
    ...withoutAny(board, seat),
  ];
}

interface Wish {
  readonly activityId: string;
  readonly weight: SplitWeight;
}

function aboutWish(board: SplitBoard, seat: BoardClass, { activityId, weight }: Wish): SplitReason[] {
  const slots = slotsOf(seat).filter(({ source }) => source.activityId === activityId);
  const causes = seat.groups.map((group) => causeFor(board, group, slots));
  return counted(causes).map(([cause, groups]) => ({ activityId, weight, cause, groups }));
}

function withoutAny(board: SplitBoard, seat: BoardClass): SplitReason[] {
  const idle = seat.groups.filter(({ visits }) => visits.length === 0);
  const causes = idle.map((group) => causeFor(board, group, slotsOf(seat)));
  return counted(causes).map(([cause, groups]) => ({ activityId: null, weight: 0, cause, groups }));
}

const slotsOf = ({ slots }: BoardClass): BoardSlot[] => slots.flat();

function counted(causes: readonly SplitCause[]): [SplitCause, number][] {
  const counts = new Map<SplitCause, number>();
  for (const cause of causes) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}

const order: readonly SplitCause[] = ['given', 'full', 'no_time', 'share', 'too_big', 'closed', 'enough'];

/** Why the group is at none of the slots: the first of the causes that leaves none of them. */
function causeFor(board: SplitBoard, group: BoardGroup, slots: readonly BoardSlot[]): SplitCause {
  if (group.visits.some(({ slot }) => slots.includes(slot))) return 'given';
  if (!slots.length) return 'closed';
  if (group.visits.length >= group.owner.visits) return 'enough';
  const big = slots.filter(({ source }) => source.places >= group.size);
  if (!big.length) return 'too_big';
  const allowed = big.filter((slot) => mayStill(group, slot));
  if (!allowed.length) return 'share';
  return allowed.some(({ room }) => room >= group.size) ? 'no_time' : 'full';
}

const mayStill = ({ owner, size }: BoardGroup, slot: BoardSlot): boolean =>
  (owner.share[slot.activity] ?? 0) >= size && slot.visits.every(({ group }) => group.owner !== owner);
