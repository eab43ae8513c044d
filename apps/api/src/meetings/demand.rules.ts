/** Persons in line from which on one more meeting is worth its interpreter and room. */
export const worthOneMore = 10;

/** What a line asks for, as far as it decides where a new meeting would fit. */
export interface Asked {
  readonly language: string;
  readonly kind: string;
  readonly waiting: number;
  /** Minutes after midnight, where the fair is, at which the meeting they wait for begins. */
  readonly minuteOfDay: number;
  readonly minutes: number;
}

export interface FreeTime {
  readonly place: string;
  readonly startsAt: Date;
  readonly minuteOfDay: number;
}

const minute = 60_000;
const setup = 15;

const overlaps = (a: FreeTime, b: FreeTime, minutes: number): boolean =>
  a.place === b.place && Math.abs(a.startsAt.getTime() - b.startsAt.getTime()) < (minutes + setup) * minute;

/**
 * One free time for each line that is long enough, the longest first: the nearest in time of day to what they wait
 * for, then the earliest. The same room is never given twice for times that overlap.
 */
export function suggest<A extends Asked, F extends FreeTime>(
  asked: readonly A[],
  free: readonly F[],
): Map<A, F> {
  const given = new Map<A, F>();
  const long = asked.filter(({ waiting }) => waiting >= worthOneMore);
  for (const it of long.toSorted((a, b) => b.waiting - a.waiting)) {
    const left = free.filter(
      (time) => ![...given.values()].some((other) => overlaps(time, other, it.minutes)),
    );
    const best = left.toSorted((a, b) => far(it, a) - far(it, b) || +a.startsAt - +b.startsAt)[0];
    if (best) given.set(it, best);
  }
  return given;
}

const far = (asked: Asked, time: FreeTime): number => Math.abs(asked.minuteOfDay - time.minuteOfDay);
