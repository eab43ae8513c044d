import type { ClassRow, ClassWindow, EditionOfClass } from './classes.sql.ts';

const hourMs = 3_600_000;
/** How long a class is thought to stay from when it has come in. */
export const stayHours = 3;
/** Wished visits of each group, until the teacher says something else. */
export const usualVisits = 2;
/** Pupils in a group at most; groups of the adapted school are smaller. */
export const groupSize = 8;
export const adaptedGroupSize = 4;

export const groupSizeOf = ({ grade }: Pick<ClassRow, 'grade'>): number =>
  grade === 'adapted' ? adaptedGroupSize : groupSize;

/** When a class is at the fair: from when its window ends, up to some hours or closing. Milliseconds since 1970. */
export function stayOf(
  window: Pick<ClassWindow, 'startsAt' | 'endsAt'>,
  days: EditionOfClass['days'],
): { from: number; to: number } {
  const from = new Date(window.endsAt).getTime();
  const closes = dayOf(window, days)?.closesAt;
  const to = from + stayHours * hourMs;
  return { from, to: closes ? Math.min(to, new Date(closes).getTime()) : to };
}

const dayOf = ({ startsAt }: Pick<ClassWindow, 'startsAt'>, days: EditionOfClass['days']) => {
  const at = new Date(startsAt).getTime();
  return days.find(({ opensAt, closesAt }) => {
    const [from, to] = [new Date(opensAt).getTime(), new Date(closesAt).getTime()];
    return from - 12 * hourMs < at && at < to;
  });
};

/** Everything until the morning of the class's day, then the number alone; without a time, until the fair is over. */
export function changeableAt(
  row: Pick<ClassRow, 'state' | 'edition' | 'window'>,
  now: Date,
): 'all' | 'pupils' | 'none' {
  if (row.state === 'cancelled' || row.edition.state === 'finished') return 'none';
  const { days } = row.edition;
  const day = row.window ? dayOf(row.window, days) : days.at(-1);
  if (!day) return 'all';
  if (now >= new Date(day.closesAt)) return 'none';
  return !row.window || now < new Date(day.opensAt) ? 'all' : 'pupils';
}

/** What the teacher does next. */
export function nextOf(
  row: Pick<ClassRow, 'state' | 'window' | 'wishes' | 'groups'>,
  hasProposal: boolean,
): 'window' | 'wishes' | 'proposal' | 'answer' | 'none' {
  if (row.state === 'cancelled') return 'none';
  if (!row.window) return 'window';
  if (hasProposal) return 'answer';
  if (row.groups.length > 0) return 'none';
  return row.wishes.length > 0 ? 'proposal' : 'wishes';
}

/** A group and the slots it goes to. */
export interface GroupPlan {
  readonly no: number;
  readonly size: number;
  readonly visits: readonly string[];
}

/** How many places of each slot the groups take together. */
export function placesOf(groups: readonly GroupPlan[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const { size, visits } of groups)
    for (const slotId of visits) places.set(slotId, (places.get(slotId) ?? 0) + size);
  return places;
}

/** What has to be asked for so that a class that has `before` gets `after`; no places: what is given up. */
export function arrangementOf(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): { slotId: string; places: number }[] {
  const slotIds = new Set([...before.keys(), ...after.keys()]);
  return [...slotIds].map((slotId) => ({ slotId, places: after.get(slotId) ?? 0 }));
}

/** What has to be held beyond what the class has. */
export const beyond = (
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): { slotId: string; places: number }[] =>
  [...after]
    .map(([slotId, places]) => ({ slotId, places: places - (before.get(slotId) ?? 0) }))
    .filter(({ places }) => places > 0);

const pupilsIn = (groups: readonly { size: number }[]): number =>
  groups.reduce((sum, { size }) => sum + size, 0);

/**
 * The groups for another number of pupils. Fewer: one by one from the largest. More: one by one to the smallest group
 * that has room in all its slots; whoever finds no room is in no group.
 */
export function resizedGroups(
  groups: readonly GroupPlan[],
  pupils: number,
  { limit, room }: { limit: number; room: ReadonlyMap<string, number> },
): GroupPlan[] {
  const sizes = groups.map((it) => ({ ...it }));
  const left = new Map(room);
  for (let over = pupilsIn(sizes) - pupils; over > 0; over--) {
    const largest = sizes.reduce((most, it) => (it.size > most.size ? it : most));
    largest.size -= 1;
  }
  for (let missing = pupils - pupilsIn(sizes); missing > 0; missing--) {
    const fits = sizes.filter(
      (it) => it.size < limit && it.visits.length > 0 && it.visits.every((slot) => (left.get(slot) ?? 0) > 0),
    );
    const [first, ...others] = fits;
    if (!first) break;
    const smallest = others.reduce((least, it) => (it.size < least.size ? it : least), first);
    smallest.size += 1;
    for (const slot of smallest.visits) left.set(slot, (left.get(slot) ?? 0) - 1);
  }
  return sizes.filter(({ size }) => size > 0);
}

/** Pupils that visit nothing, of a class that has groups. */
export const unplacedIn = (groups: readonly GroupPlan[], pupils: number): number =>
  groups.length === 0 ? 0 : Math.max(0, pupils - pupilsIn(groups.filter(({ visits }) => visits.length > 0)));
