import { byText, lotOf } from '../src/classes/split-order.rules.ts';
import type { SplitClass, SplitInput, SplitSlot, SplitWish } from '../src/classes/split.types.ts';

/** A number from 0 up to `below`, the same for the same words every time. */
export const draw = (words: string, below: number): number => Math.floor((lotOf(words) / 2 ** 32) * below);

export const minute = 60_000;
const days = [0, 1, 2].map((day) => Date.UTC(2027, 1, 2 + day, 8));
/** Places and pull of the fifteen stations of the demonstration. */
const stations: readonly (readonly [places: number, pull: number])[] = [
  [10, 1],
  [8, 1],
  [8, 1],
  [10, 1],
  [8, 4],
  [8, 3],
  [12, 3],
  [12, 1],
  [10, 1],
  [10, 1],
  [12, 2],
  [8, 3],
  [8, 2],
  [10, 1],
  [8, 1],
];

/** A whole fair: stations every 40 minutes, every other 20 minutes later, on three days; classes of about 25. */
export function wholeFair(classes: number, seed = 'fair'): SplitInput {
  return {
    slots: days.flatMap((_, day) => stations.flatMap((_, station) => slotsOf(day, station))),
    classes: Array.from({ length: classes }, (_, at) => classAt(`${seed} ${at}`)),
    settings: { groupSize: 8, walkMinutes: 5, walkBetweenHallsMinutes: 10, mostShare: 0.5 },
  };
}

function slotsOf(day: number, station: number): SplitSlot[] {
  const [places] = stations[station] ?? [8];
  const first = (days[day] ?? 0) + (station % 2 ? 40 : 20) * minute;
  return Array.from({ length: station % 2 ? 8 : 9 }, (_, turn) => ({
    id: `day ${day} station ${station} turn ${turn}`,
    activityId: `station ${station}`,
    placeId: `station ${station}`,
    hallId: station < 9 ? 'hall a' : 'hall b',
    startsAt: first + turn * 40 * minute,
    endsAt: first + (turn * 40 + 20) * minute,
    places,
    free: places,
  }));
}

function classAt(id: string): SplitClass {
  const from = (days[draw(`${id} day`, 3)] ?? 0) + draw(`${id} from`, 12) * 20 * minute;
  const small = draw(`${id} kind`, 20) === 0;
  return {
    id,
    pupils: small ? 3 + draw(`${id} size`, 8) : 20 + draw(`${id} size`, 11),
    ...(small && { groupSize: 4 }),
    from,
    to: from + (120 + draw(`${id} stay`, 4) * 20) * minute,
    visits: 1 + draw(`${id} visits`, 2),
    wishes: wishesOf(id),
    kept: [],
  };
}

/** Three different stations, those with more pull more often. */
function wishesOf(id: string): SplitWish[] {
  const byLot = stations.map(([, pull], station) => ({
    station,
    lot: ((draw(`${id} wish ${station}`, 1e6) + 1) / 1e6) ** (1 / pull),
  }));
  byLot.sort((a, b) => b.lot - a.lot);
  const weights = [3, 2, 1] as const;
  return weights.map((weight, at) => ({ activityId: `station ${byLot[at]?.station}`, weight }));
}

/** The same input in another order. */
export const shuffled = ({ slots, classes, settings }: SplitInput, seed: string): SplitInput => ({
  slots: mix(slots, seed),
  classes: mix(classes, seed).map((one) => ({
    ...one,
    wishes: mix(one.wishes, seed),
    kept: mix(one.kept, seed),
  })),
  settings,
});

function mix<T>(all: readonly T[], seed: string): T[] {
  const lots = all.map((one) => ({ one, words: `${seed} ${JSON.stringify(one)}` }));
  lots.sort((a, b) => lotOf(a.words) - lotOf(b.words) || byText(a.words, b.words));
  return lots.map(({ one }) => one);
}

/** A little of everything: a class of one and of 33, slots nearly full, halls apart, stations too small for a group. */
export function smallCase(seed: string): SplitInput {
  const activities = 2 + draw(`${seed} activities`, 4);
  const slots = Array.from({ length: 3 + draw(`${seed} slots`, 10) }, (_, at) =>
    smallSlot(`${seed} slot ${at}`, seed, activities),
  );
  const classes = Array.from({ length: 1 + draw(`${seed} classes`, 4) }, (_, at) =>
    smallClass(`${seed} class ${at}`, activities),
  );
  const groupSize = 4 + draw(`${seed} group`, 5);
  const walkMinutes = 5 * draw(`${seed} walk`, 2);
  const mostShare = [0.34, 0.5, 0.75, 1][draw(`${seed} share`, 4)] ?? 1;
  return { slots, classes, settings: { groupSize, walkMinutes, walkBetweenHallsMinutes: 10, mostShare } };
}

function smallSlot(id: string, seed: string, activities: number): SplitSlot {
  const station = draw(`${id} station`, activities);
  const places = 4 + draw(`${seed} places ${station}`, 9);
  const taken = draw(`${id} busy`, 4) === 0 ? draw(`${id} taken`, places) : 0;
  const startsAt = draw(`${id} starts`, 7) * 20 * minute;
  return {
    id,
    activityId: `activity ${station}`,
    placeId: `place ${station}`,
    hallId: station % 2 ? 'hall a' : 'hall b',
    startsAt,
    endsAt: startsAt + 20 * minute,
    places,
    free: places - taken,
  };
}

function smallClass(id: string, activities: number): SplitClass {
  const from = draw(`${id} from`, 3) * 20 * minute;
  const first = draw(`${id} first`, activities);
  const weights = ([3, 2, 1] as const).slice(0, Math.min(activities, draw(`${id} wishes`, 4)));
  return {
    id,
    pupils: [1, 3, 6, 12, 17, 25, 28, 33][draw(`${id} pupils`, 8)] ?? 1,
    from,
    to: from + (60 + draw(`${id} to`, 5) * 20) * minute,
    visits: 1 + draw(`${id} visits`, 3),
    wishes: weights.map((weight, at) => ({ activityId: `activity ${(first + at) % activities}`, weight })),
    kept: [],
  };
}
