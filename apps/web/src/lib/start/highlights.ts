interface Shown {
  startsAt: string;
  free: number;
  activity: { id: string; kind: string };
}

/**
 * A taste of one day: each activity once (its first slot with room, else its first), the kinds taking turns, so that
 * fifteen stations do not push out the one meeting in Somali. In order of time.
 */
export function highlights<S extends Shown>(slots: readonly S[], count: number): S[] {
  const chosen = onePerActivity(slots.toSorted(inTime)).toSorted(inTime);
  const byKind = Map.groupBy(chosen, ({ activity }) => activity.kind);
  const queues = [...byKind.values()];
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  const turns = Array.from({ length: longest }, (_, turn) => queues.flatMap((queue) => queue[turn] ?? []));
  return turns.flat().slice(0, count).toSorted(inTime);
}

const inTime = (a: Shown, b: Shown): number => a.startsAt.localeCompare(b.startsAt);

function onePerActivity<S extends Shown>(slots: readonly S[]): S[] {
  const groups = Map.groupBy(slots, ({ activity }) => activity.id).values();
  return [...groups].flatMap((group) => group.find(({ free }) => free > 0) ?? group[0] ?? []);
}

/** The day asked for, else today when the fair is on, else the first; undefined when there are no days. */
export function dayToShow<D extends { date: string }>(
  days: readonly D[],
  asked: string | null,
  today: string,
): D | undefined {
  return days.find(({ date }) => date === asked) ?? days.find(({ date }) => date === today) ?? days[0];
}
