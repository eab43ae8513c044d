import { grown, pairKey } from './hiding-table.rules.ts';
import type { PairTable } from './hiding-table.rules.ts';
import type { Crowd, Small } from './hiding.rules.ts';

/** Two rows of people and the places of what they exchange. */
interface Swap {
  readonly one: number;
  readonly other: number;
  readonly move: readonly number[];
}

/**
 * Whether other people could be behind everything that is shown, with nobody here or as many as the threshold asks
 * for: people here exchange a key with people elsewhere, and every cell that changes is hidden. Each person exchanges
 * once, so that the exchanges do not touch each other.
 */
export function certified(small: Small, crowd: Crowd): boolean {
  const inside = placesOf(small, crowd);
  return (
    exchanged(inside, [small, crowd], leaves) >= small.persons ||
    exchanged(halfInside(small, crowd), [small, crowd], enters) >= crowd.threshold - small.persons
  );
}

type Counts = (swap: Swap, small: Small, crowd: Crowd) => boolean;

/** How many exchanges there are for the people in these rows, taken greedily. */
function exchanged(from: readonly number[], [small, crowd]: [Small, Crowd], counts: Counts): number {
  const left = [...crowd.sizes];
  const wanted = counts === leaves ? small.persons : crowd.threshold - small.persons;
  let done = 0;
  eachSwap(from, [small, crowd], (swap) => {
    const { one, other } = swap;
    const most = Math.min(left[one] ?? 0, left[other] ?? 0, wanted - done);
    if (most <= 0 || !isUnseen(swap, crowd) || !counts(swap, small, crowd)) return false;
    left[one] = (left[one] ?? 0) - most;
    left[other] = (left[other] ?? 0) - most;
    done += most;
    return done === wanted;
  });
  return done;
}

/** Every exchange of the people in these rows that touches what the cell is about, until `visit` has seen enough. */
function eachSwap(
  from: readonly number[],
  [small, crowd]: [Small, Crowd],
  visit: (swap: Readonly<Swap>) => boolean,
): void {
  // One object for all of them: there are millions.
  const swap = { one: 0, other: 0, move: [] as readonly number[] };
  const pairs = from.flatMap((one) => movesFor(small, crowd).map((move) => ({ one, move })));
  for (const pair of pairs) {
    Object.assign(swap, pair);
    for (swap.other = 0; swap.other < crowd.rows.length; swap.other++) if (visit(swap)) return;
  }
}

const movesFor = ({ at }: Small, { moves }: Crowd) =>
  moves.filter((move) => move.some((it) => at.includes(it)));

const isIn = (row: readonly number[] | undefined, { at, keys }: Small): boolean =>
  at.every((place, index) => row?.[place] === keys[index]);

const placesOf = (small: Small, { rows }: Crowd): number[] =>
  [...rows.keys()].filter((it) => isIn(rows[it], small));

/** Enough to try: each of them could change places with everybody. */
const mostHalves = 40;

const halfInside = (small: Small, { rows }: Crowd): number[] =>
  [...rows.keys()]
    .filter(
      (it) =>
        !isIn(rows[it], small) && small.at.some((place, index) => rows[it]?.[place] === small.keys[index]),
    )
    .slice(0, mostHalves);

/** Whether a row with the other's keys at the places that move would lie in the cell. */
const wouldBeIn = (
  swap: Swap,
  [mine, theirs]: readonly [number, number],
  { at, keys }: Small,
  { rows }: Crowd,
) => at.every((place, index) => rows[swap.move.includes(place) ? theirs : mine]?.[place] === keys[index]);

const leaves: Counts = (swap, small, crowd) =>
  !isIn(crowd.rows[swap.other], small) &&
  !wouldBeIn(swap, [swap.one, swap.other], small, crowd) &&
  !wouldBeIn(swap, [swap.other, swap.one], small, crowd);

const enters: Counts = (swap, small, crowd) =>
  !isIn(crowd.rows[swap.other], small) &&
  wouldBeIn(swap, [swap.one, swap.other], small, crowd) !==
    wouldBeIn(swap, [swap.other, swap.one], small, crowd);

/** Whether every cell that the exchange changes is hidden, and nobody gets keys that cannot go together. */
function isUnseen(swap: Swap, crowd: Crowd): boolean {
  return !isSeen(swap, crowd) && isPossible(swap, crowd);
}

function isPossible({ one, other, move }: Swap, { rows, knownAt }: Crowd): boolean {
  const mixed = (at: readonly number[], mine: number, theirs: number) =>
    at.map((place) => rows[move.includes(place) ? theirs : mine]?.[place]).join();
  return knownAt.every(
    ({ at, seen }) =>
      !at.some((place) => move.includes(place)) ||
      (seen.has(mixed(at, one, other)) && seen.has(mixed(at, other, one))),
  );
}

/** Plain loops: this is asked millions of times. */
function isSeen({ one, other, move }: Swap, { rows, tableAt }: Crowd): boolean {
  const [mine, theirs] = [rows[one] ?? [], rows[other] ?? []];
  for (const moved of move) {
    const tables = tableAt[moved] ?? [];
    for (let place = mine[moved] === theirs[moved] ? mine.length : 0; place < mine.length; place++) {
      const table = mine[place] === theirs[place] ? undefined : tables[place];
      if (table && !move.includes(place) && !(holds(table, mine) && holds(table, theirs))) return true;
    }
  }
  return false;
}

/** The tables where the exchange would be seen. */
function neededFor({ one, other, move }: Swap, { rows, tables }: Crowd): PairTable[] {
  const [mine, theirs] = [rows[one] ?? [], rows[other] ?? []];
  const differ = [...mine.keys()].filter((place) => mine[place] !== theirs[place]);
  const pairs = differ
    .filter((it) => move.includes(it))
    .flatMap((moved) =>
      differ.filter((it) => !move.includes(it)).map((place) => tables.get(pairKey(moved, place))),
    );
  return pairs.filter((it) => it !== undefined).filter((it) => !(holds(it, mine) && holds(it, theirs)));
}

const holds = ({ a, b, as, bs }: PairTable, row: readonly number[]): boolean =>
  as.has(row[a] ?? -1) && bs.has(row[b] ?? -1);

/** Hides what the exchange that costs least would change; false when there is nothing left that would help. */
export function widened(small: Small, crowd: Crowd): boolean {
  const best =
    cheapest(placesOf(small, crowd), [small, crowd], leaves) ??
    cheapest(halfInside(small, crowd), [small, crowd], enters);
  if (!best) return false;
  for (const table of neededFor(best, crowd)) {
    for (const row of [crowd.rows[best.one] ?? [], crowd.rows[best.other] ?? []]) {
      table.as.add(row[table.a] ?? 0);
      table.bs.add(row[table.b] ?? 0);
    }
    grown(table, crowd.threshold);
  }
  return true;
}

function cheapest(from: readonly number[], [small, crowd]: [Small, Crowd], counts: Counts): Swap | undefined {
  let best: { swap: Swap; cost: number; size: number } | undefined;
  eachSwap(from, [small, crowd], (swap) => {
    if (!counts(swap, small, crowd) || !isPossible(swap, crowd)) return false;
    const [cost, size] = [neededFor(swap, crowd).length, crowd.sizes[swap.other] ?? 0];
    const better = !best || cost < best.cost || (cost === best.cost && size > best.size);
    if (cost > 0 && better) best = { swap: { ...swap }, cost, size };
    return best?.cost === 1 && best.size >= small.persons;
  });
  return best?.swap;
}
