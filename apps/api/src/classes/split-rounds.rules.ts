import type { BoardClass, BoardGroup, SplitBoard, Tier, Visit } from './split-board.rules.ts';
import { ChainSearch, worth } from './split-chain.rules.ts';
import type { Aim } from './split-chain.rules.ts';
import { holds } from './split-kept.rules.ts';

interface Round {
  readonly aim: (seat: BoardClass) => Aim;
}

const always = (): boolean => true;
const isIdle = ({ visits }: BoardGroup): boolean => visits.length === 0;

/** One more visit of a tier, or one of a lower tier changed for it. */
const wishes = (tier: Tier): Round => ({
  aim: () => ({ gain: tier ? worth[tier] - worth[(tier - 1) as Tier] : 1, mayTake: always, mayDrop: always }),
});

/** Any visit for groups that have none. */
const idle: Round = { aim: () => ({ gain: 1, mayTake: isIdle, mayDrop: always }) };

/** Share of what it asked for that a class has. */
const level = (seat: BoardClass): number => made(seat) / Math.max(1, asked(seat));

/** The same number of each wish, more evenly: from one that still has more afterwards. */
const fairness: Round = {
  aim: (seat) => {
    const least = level(seat);
    const stillHasMore = ({ group }: Visit): boolean => (made(group.owner) - 1) / asked(group.owner) > least;
    return { gain: 0, mayTake: always, mayDrop: stillHasMore };
  },
};

/** Counted in visits, not in pupils: equal fractions of whole numbers are equal, so no exchange goes in a circle. */
const made = ({ groups }: BoardClass): number => groups.reduce((sum, { visits }) => sum + visits.length, 0);
const asked = ({ groups, visits }: BoardClass): number => groups.length * visits;

/** What one pass consists of; a second pass finds what the later rounds of the first have made possible. */
const rounds: readonly Round[] = [wishes(3), wishes(2), wishes(1), idle, wishes(0), fairness];
const passes = 3;

/** Fills the board, step by step so that whoever runs it can rest and stop; yields shares of the whole, 0 to 1. */
export function* fill(board: SplitBoard): Generator<number> {
  const search = new ChainSearch(board);
  for (let pass = 0; pass < passes; pass += 1) {
    let changed = false;
    for (const { done, given } of onePass(board, search)) {
      changed ||= given;
      yield (pass + done) / passes;
    }
    if (!changed) return;
  }
}

function* onePass(board: SplitBoard, search: ChainSearch): Generator<Turn> {
  for (const [at, round] of rounds.entries()) {
    search.restart();
    for (const { done, given } of turns(board.classes, (seat) => search.give(seat, round.aim(seat))))
      yield { given, done: (at + done) / rounds.length };
    spread(board);
  }
}

/** The class that has least comes next, and is out when there is nothing for it. */
function* turns(classes: readonly BoardClass[], give: (seat: BoardClass) => boolean): Generator<Turn> {
  const waiting = new Set(classes);
  while (waiting.size) {
    const seat = poorest(waiting);
    const given = give(seat);
    if (!given) waiting.delete(seat);
    yield { given, done: 1 - waiting.size / classes.length };
  }
}

interface Turn {
  readonly given: boolean;
  readonly done: number;
}

function poorest(classes: ReadonlySet<BoardClass>): BoardClass {
  let least: BoardClass | undefined;
  for (const seat of classes) if (!least || level(seat) < level(least)) least = seat;
  if (!least) throw new Error('Nobody is waiting.');
  return least;
}

/** Within a class: a group with several visits leaves one to a group that has none. */
function spread(board: SplitBoard): void {
  for (const { groups } of board.classes)
    for (const group of groups.filter(isIdle))
      groups
        .flatMap(({ visits }) => (visits.length > 1 ? visits : []))
        .some((visit) => handOver(board, visit, group));
}

function handOver(board: SplitBoard, visit: Visit, group: BoardGroup): boolean {
  if (visit.fixed) return false;
  board.take(visit);
  const given = holds(board, group, visit.slot);
  if (given) board.put(group, visit.slot, { tier: visit.tier });
  else board.restore(visit);
  return given;
}
