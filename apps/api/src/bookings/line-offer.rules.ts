import { Temporal } from 'temporal-polyfill';

/**
 * Nobody has to answer at night: only the hours between these, by the clock where the fair is, count against an offer.
 * The one place to change them.
 */
export const answeringHours = { from: 7, until: 22 } as const;

const hourMs = 3_600_000;

const atHour = (day: Temporal.PlainDate, hour: number, timeZone: string): number =>
  day.toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds;

/**
 * An offer stands for the hours of its kind, of those in which one can be expected to answer, and never past the start:
 * twelve hours given at 20.00 end at 17.00 the next day.
 */
export function offerEnds(slot: { startsAt: Date; offerHours: number; timeZone: string }, now: Date): Date {
  const { timeZone } = slot;
  const starts = slot.startsAt.getTime();
  let left = slot.offerHours * hourMs;
  let day = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  for (;;) {
    const from = Math.max(now.getTime(), atHour(day, answeringHours.from, timeZone));
    const today = Math.max(0, atHour(day, answeringHours.until, timeZone) - from);
    if (left <= today || from + today >= starts)
      return new Date(Math.min(from + Math.min(left, today), starts));
    left -= today;
    day = day.add({ days: 1 });
  }
}
