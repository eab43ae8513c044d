import { Temporal } from 'temporal-polyfill';

/** The clock on the wall: 'HH:MM' on a day 'YYYY-MM-DD', in minutes since midnight where that is easier. */
export interface Series {
  readonly days: readonly string[];
  readonly from: string;
  /** When the last one has ended; without it there is one a day. */
  readonly to?: string | undefined;
  /** Minutes from start to start; left out: one after the other. */
  readonly every?: number | undefined;
  readonly length: number;
  readonly pauses?: readonly { readonly from: string; readonly to: string }[] | undefined;
}

export interface Time {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const minute = 60_000;

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

const clockOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((it) => String(it).padStart(2, '0')).join(':');

/**
 * The instant of a time on the wall. Undefined for one that no clock shows, since the clocks go forward over it; the
 * first of the two when they go back.
 */
export function instantAt(day: string, clock: string, timeZone: string): Date | undefined {
  const wall = Temporal.PlainDateTime.from(`${day}T${clock}`);
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return zoned.toPlainDateTime().equals(wall) ? new Date(zoned.epochMilliseconds) : undefined;
}

/** The day and the time on the wall of an instant. */
export function wallOf(instant: Date, timeZone: string): { day: string; clock: string } {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  const wall = zoned.toPlainDateTime().toString({ smallestUnit: 'minute' });
  return { day: wall.slice(0, 10), clock: wall.slice(11) };
}

/** The same wall time so many days and minutes later; undefined when no clock shows it. */
export function shifted(
  instant: Date,
  by: { days: number; minutes: number },
  timeZone: string,
): Date | undefined {
  const { day, clock } = wallOf(instant, timeZone);
  // One after the other: a duration cannot go both ways.
  const wall = Temporal.PlainDateTime.from(`${day}T${clock}`)
    .add({ days: by.days })
    .add({ minutes: by.minutes })
    .toString({ smallestUnit: 'minute' });
  return instantAt(wall.slice(0, 10), wall.slice(11), timeZone);
}

/**
 * Starts of one day on the wall. What would run into a pause begins when it is over, and the steps go on from there;
 * the last one has ended by `to`.
 */
export function startsOn({ from, to, every, length, pauses = [] }: Series): string[] {
  const step = Math.max(every ?? length, 1);
  const first = minutesOf(from);
  const end = to === undefined ? first + length : minutesOf(to);
  const breaks = pauses.map((it) => ({ from: minutesOf(it.from), to: minutesOf(it.to) }));
  const starts: string[] = [];
  let at = first;
  while (at + length <= end && at < 24 * 60) {
    const into = breaks.find((it) => at < it.to && at + length > it.from);
    if (!into) starts.push(clockOf(at));
    at = into ? into.to : at + step;
  }
  return starts;
}

/** All times of a series in order, and how many fell into an hour that the clocks skip. */
export function timesOf(series: Series, timeZone: string): { times: Time[]; skipped: number } {
  const clocks = startsOn(series);
  const days = [...new Set(series.days)].sort();
  const starts = days.flatMap((day) => clocks.map((clock) => instantAt(day, clock, timeZone)));
  const real = starts.filter((it) => it !== undefined);
  const times = real.map((startsAt) => ({ startsAt, endsAt: later(startsAt, series.length) }));
  return { times, skipped: starts.length - real.length };
}

/** So many real minutes later, whatever the clocks do. */
export const later = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * minute);
