import type { OccupancyView } from '@vagval/contract';
import type * as z from 'zod';
import type { When } from './arrivals.ts';

export type Occupancy = z.output<typeof OccupancyView>;

interface FairDay {
  readonly date: string;
  readonly opensAt: string;
  readonly closesAt: string;
}

/** A day counts as on from half an hour before the doors open: the first arrive early. */
const earlyMs = 30 * 60_000;

export function whenOf({ opensAt, closesAt }: FairDay, at: string): When {
  const now = Date.parse(at);
  if (now < Date.parse(opensAt) - earlyMs) return 'before';
  return now <= Date.parse(closesAt) ? 'during' : 'after';
}

/** The fair's day nearest to today, the earlier of two: what the screen shows by itself, and what the stream tells of. */
export function nearestDay<D extends FairDay>(days: readonly D[], today: string): D | undefined {
  const distance = ({ date }: D) => Math.abs(Date.parse(date) - Date.parse(today));
  return days.toSorted((a, b) => distance(a) - distance(b) || a.date.localeCompare(b.date))[0];
}

export type DoorState = 'ok' | 'silent' | 'never' | 'soon' | 'closed';

/** A phone at a door speaks at least once a minute; five without a word is silence. */
const silentAfterSeconds = 5 * 60;

export function doorState(lastSeenAt: string | null, when: When, at: string): DoorState {
  if (when === 'before') return 'soon';
  if (when === 'after') return 'closed';
  if (lastSeenAt === null) return 'never';
  return secondsBetween(lastSeenAt, at) >= silentAfterSeconds ? 'silent' : 'ok';
}

export const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));

export type Room = 'ok' | 'few' | 'full';

/** From nine tenths on a hall is nearly full. */
export function roomIn(inside: number, limit: number): Room {
  if (inside >= limit) return 'full';
  return inside >= limit * 0.9 ? 'few' : 'ok';
}

/** Whether news is of this day: at midnight the stream goes on to the next one, and the page does not. */
export function isOfDay({ arrivals }: Occupancy, { opensAt, closesAt }: FairDay): boolean {
  const [first] = arrivals;
  const dayMs = 12 * 3_600_000;
  if (!first) return true;
  const at = Date.parse(first.from);
  return at > Date.parse(opensAt) - dayMs && at < Date.parse(closesAt);
}
