import type { HallView } from '@vagval/contract';
import type * as z from 'zod';

export type BoothState = z.output<typeof HallView>['booths'][number]['state'];

/** A rectangle in whole decimetres from the hall's corner, as the tables keep it. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly depth: number;
}

interface Area {
  readonly width: number;
  readonly depth: number;
}

/** Metres on the wire, decimetres in the tables: whole numbers cannot almost overlap. */
export const metresOf = <R extends Rectangle>(it: R): Rectangle => ({
  x: it.x / 10,
  y: it.y / 10,
  width: it.width / 10,
  depth: it.depth / 10,
});

export const decimetresOf = <R extends Rectangle>(it: R): Rectangle => ({
  x: Math.round(it.x * 10),
  y: Math.round(it.y * 10),
  width: Math.round(it.width * 10),
  depth: Math.round(it.depth * 10),
});

/** Standing against a wall is inside. */
export const fits = (it: Rectangle, hall: Area): boolean =>
  it.x >= 0 && it.y >= 0 && it.x + it.width <= hall.width && it.y + it.depth <= hall.depth;

/** A hold that has run out is nothing: the booth is free again without anybody tidying up. */
export function boothState(it: { taken: boolean; heldUntil: Date | null }, now: Date): BoothState {
  if (it.taken) return 'taken';
  return it.heldUntil && it.heldUntil > now ? 'held' : 'free';
}
