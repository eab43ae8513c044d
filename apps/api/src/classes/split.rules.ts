import { setImmediate as rest } from 'node:timers/promises';
import type { BoardClass, BoardGroup } from './split-board.rules.ts';
import { SplitBoard } from './split-board.rules.ts';
import { seatGroups } from './split-kept.rules.ts';
import { byText } from './split-order.rules.ts';
import { reasonsFor } from './split-reasons.rules.ts';
import { fill } from './split-rounds.rules.ts';
import type { SplitAnswer, SplitGroup, SplitInput, SplitWatch } from './split.types.ts';

/** Works for so long before it lets others run. */
const workMs = 40;

/**
 * Splits classes into groups and gives each its visits: as many first wishes as possible, then second,
 * then third, then anything; whoever has least comes next. The same input gives the same answer in
 * whatever order its lists come. Answers are in the order of class ids. Rests between steps, and
 * rejects with the reason of `signal` when that is aborted.
 */
export async function splitClasses(input: SplitInput, watch: SplitWatch = {}): Promise<SplitAnswer[]> {
  const { signal, onProgress } = watch;
  const board = new SplitBoard(input);
  seatGroups(board);
  let since = performance.now();
  for (const done of fill(board))
    if (performance.now() - since > workMs) {
      onProgress?.({ done: Math.round(done * 100), of: 100 });
      await rest();
      signal?.throwIfAborted();
      since = performance.now();
    }
  return board.classes.map((seat) => answerOf(board, seat)).toSorted((a, b) => byText(a.classId, b.classId));
}

function answerOf(board: SplitBoard, seat: BoardClass): SplitAnswer {
  const groups = seat.groups.toSorted((a, b) => a.no - b.no).map(groupOf);
  return { classId: seat.source.id, groups, reasons: reasonsFor(board, seat), score: scoreOf(seat) };
}

function groupOf({ no, size, visits }: BoardGroup): SplitGroup {
  const inTime = visits.map(({ slot }) => slot).toSorted((a, b) => a.index - b.index);
  return { no, size, visits: inTime.map(({ source }) => source.id) };
}

function scoreOf(seat: BoardClass): number {
  const { pupils, wishes, visits } = seat.source;
  const weights = wishes
    .map(({ weight }) => weight)
    .toSorted((a, b) => b - a)
    .slice(0, visits);
  const best = pupils * weights.reduce<number>((sum, weight) => sum + weight, 0);
  if (!best) return pupils ? seat.got / (pupils * visits) : 1;
  const got = seat.groups.flatMap((group) => group.visits.map(({ tier }) => tier * group.size));
  return got.reduce((sum, one) => sum + one, 0) / best;
}
