import { peakDuring } from './bookings.rules.ts';
import type { Span, Wanted } from './bookings.rules.ts';

/** One booking standing in line, in the order of the line. */
export interface Waiting {
  readonly bookingId: string;
  readonly partyId: string;
  readonly places: number;
  readonly partOk: boolean;
}

/** Places that go to a waiting booking. */
export interface Gift {
  readonly bookingId: string;
  readonly partyId: string;
  readonly places: number;
}

/** What was found about a party once it was its turn. */
export interface Turn {
  readonly size: number;
  /** Its confirmed and offered bookings that overlap the slot. */
  readonly visits: readonly (Wanted & Span)[];
  /** Whether nobody else is changing its bookings just now. */
  readonly still: boolean;
}

/** First come first served among those that fit: whoever does not fit in what is left is passed by, and keeps its place. */
export function walkLine(free: number, line: readonly Waiting[]): Gift[] {
  const gifts: Gift[] = [];
  let left = free;
  for (const { bookingId, partyId, places, partOk } of line) {
    const given = partOk ? Math.min(places, left) : places;
    if (given === 0 || given > left) continue;
    gifts.push({ bookingId, partyId, places: given });
    left -= given;
  }
  return gifts;
}

/** Whether the party has since filled the time with something else (I3): then it is passed by, and keeps its place. */
export const hasFilledTheTime = (gift: Gift, { size, visits }: Turn, slot: Span): boolean =>
  peakDuring(slot, visits) + gift.places > size;

const hourMs = 3_600_000;

/** Close to the start nobody has time to answer: the places are given at once. */
export const isTooLateToAsk = (slot: { startsAt: Date; directHours: number }, now: Date): boolean =>
  now.getTime() >= slot.startsAt.getTime() - slot.directHours * hourMs;

/** An offer stands for the hours of its kind, and never past the start. */
export const offerEnds = (slot: { startsAt: Date; offerHours: number }, now: Date): Date =>
  new Date(Math.min(now.getTime() + slot.offerHours * hourMs, slot.startsAt.getTime()));
