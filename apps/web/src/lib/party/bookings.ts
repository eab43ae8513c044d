import type { BookingView } from '@vagval/contract';
import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';

export type Booking = z.output<typeof BookingView>;

const live: readonly Booking['state'][] = ['waiting', 'offered', 'confirmed'];

export const isLive = ({ state }: Booking): boolean => live.includes(state);

/** What is still to come, in order of time; what has ended afterwards is left out. */
export const itinerary = (bookings: readonly Booking[]): Booking[] =>
  bookings.filter(isLive).toSorted((a, b) => Date.parse(a.slot.startsAt) - Date.parse(b.slot.startsAt));

export const stopOf = (booking: Booking): 'here' | 'next' | 'wait' =>
  booking.state === 'confirmed' ? 'here' : 'wait';

/** How long is left until an instant, in the coarsest words that still help: days, hours, minutes. */
export function timeLeft(until: string, now: number, locale: Locale): string {
  const minutes = Math.max(0, Math.floor((Date.parse(until) - now) / 60_000));
  const options = { locale };
  if (minutes < 60) return m.party_minutes({ count: minutes }, options);
  if (minutes < 48 * 60) return m.party_hours({ count: Math.floor(minutes / 60) }, options);
  return m.party_days({ count: Math.floor(minutes / 1440) }, options);
}

/** One line on how things stand: "Två är klara, en väntar." */
export function standing(bookings: readonly Booking[], locale: Locale): string {
  const count = (state: Booking['state']) => bookings.filter((it) => it.state === state).length;
  const options = { locale };
  const parts = [
    count('confirmed') && m.party_count_confirmed({ count: count('confirmed') }, options),
    count('waiting') && m.party_count_waiting({ count: count('waiting') }, options),
    count('offered') && m.party_count_offered({ count: count('offered') }, options),
  ].filter((part) => typeof part === 'string');
  return parts.join(' ');
}
