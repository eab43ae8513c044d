/** One booking standing in line, in the order of the line. */
export interface Waiting {
  readonly bookingId: string;
  readonly places: number;
  readonly partOk: boolean;
}

/**
 * How many places of the slot a party could use (its persons; one, where a place is for a whole party), and how many of
 * them it cannot, being somewhere else at that time (I3).
 */
export interface Time {
  readonly size: number;
  readonly busy: number;
}

/** What a walk found when it came to a booking; `free` is what was left then. */
export interface Look {
  readonly bookingId: string;
  readonly verdict: 'given' | 'passed_size' | 'passed_time';
  /** Given; or asked for, when passed by. */
  readonly places: number;
  readonly free: number;
  readonly time?: Time;
}

/**
 * First come first served among those that fit: whoever does not fit in what is left, or has filled the time with
 * something else, is passed by and keeps its place. Whoever is content with a part gets what is left and what its time
 * allows. A party whose time is not told counts as having nothing else. The walk ends where nothing is left.
 */
export function walkLine(
  free: number,
  line: readonly Waiting[],
  times: ReadonlyMap<string, Time> = new Map(),
): Look[] {
  const looks: Look[] = [];
  let left = free;
  for (const it of line) {
    if (left <= 0) break;
    const look = lookAt(it, left, times.get(it.bookingId));
    looks.push(look);
    if (look.verdict === 'given') left -= look.places;
  }
  return looks;
}

function lookAt({ bookingId, places, partOk }: Waiting, free: number, time?: Time): Look {
  const spare = time ? time.size - time.busy : Number.POSITIVE_INFINITY;
  const given = partOk ? Math.min(places, free, spare) : places;
  const seen = { bookingId, free, ...(time && { time }) };
  if (given > free) return { ...seen, verdict: 'passed_size', places };
  if (given > spare || given <= 0) return { ...seen, verdict: 'passed_time', places };
  return { ...seen, verdict: 'given', places: given };
}

const hourMs = 3_600_000;

/** Close to the start nobody has time to answer: the places are given at once. */
export const isTooLateToAsk = (slot: { startsAt: Date; directHours: number }, now: Date): boolean =>
  now.getTime() >= slot.startsAt.getTime() - slot.directHours * hourMs;
