import type { Chance } from './chance.ts';

/** How much a slot is asked for: places by those who can get one, and parties that would stand in line for it. */
export interface Demand {
  readonly asked: number;
  readonly line: number;
}

/** What of a slot decides how much it is asked for. `pull`: beside others of its kind, 1 for most. */
export interface Wanted {
  readonly kind: string;
  readonly capacity: number;
  readonly pull: number;
  readonly language: string | null;
  readonly online: boolean;
  readonly audience: readonly string[];
}

type Share = readonly [least: number, most: number];

/** Full with a line at the few that everybody talks about; elsewhere as at any fair, from nearly nobody to nearly full. */
export function demandFor(chance: Chance, it: Wanted): Demand {
  if (it.kind === 'try-it' && it.pull >= famous) return crowded(chance, it);
  const inRoom = it.kind === 'guardian-meeting' && !it.online;
  if (inRoom && (it.language === 'ar' || it.language === 'so'))
    return { asked: it.capacity, line: chance.int(4, 11) };
  const [least, most] = shareOf(chance, it);
  return { asked: Math.round(it.capacity * (least + (most - least) * chance.next())), line: 0 };
}

const famous = 3;

/** Most are full; in the others the last places are going. */
function crowded(chance: Chance, { capacity, audience }: Wanted): Demand {
  if (chance.is(0.22)) return { asked: capacity - chance.int(1, 3), line: 0 };
  const longest = audience.includes('family') ? chance.pick([5, 9, 14, 20]) : 7;
  return { asked: capacity, line: chance.int(3, longest) };
}

function shareOf(chance: Chance, it: Wanted): Share {
  if (it.kind === 'try-it' && it.pull > 1) return [0.55, 1];
  if (it.kind === 'try-it') return chance.weighted(it.audience.includes('family') ? quieter : withClasses);
  if (it.kind === 'guardian-meeting') return meetings[it.language ?? ''] ?? [0.15, 0.4];
  if (it.kind === 'open-house') return [0.1 * it.pull, 0.22 * it.pull];
  return others[it.kind] ?? [0.4, 0.6];
}

const quieter: readonly (readonly [Share, number])[] = [
  [[0, 0.2], 3],
  [[0.25, 0.6], 5],
  [[0.6, 0.95], 3],
];
/** A class comes with four at least, or not at all. */
const withClasses: readonly (readonly [Share, number])[] = [
  [[0, 0.3], 2],
  [[0.5, 0.75], 5],
  [[0.7, 1], 3],
];
const meetings: Readonly<Record<string, Share>> = { sv: [0.45, 0.56], ar: [0.5, 0.7], fa: [0.55, 0.8] };
const others: Readonly<Record<string, Share>> = {
  arrival: [0.3, 0.9],
  'guidance-talk': [0.2, 1],
  'stage-talk': [0.1, 0.45],
};
