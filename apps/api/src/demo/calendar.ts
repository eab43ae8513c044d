import { Temporal } from 'temporal-polyfill';

export const timeZone = 'Europe/Stockholm';
export const minute = 60_000;
export const hour = 60 * minute;

/** A day of the fair; instants are milliseconds since 1970. */
export interface FairDay {
  readonly date: string;
  readonly opens: number;
  readonly closes: number;
}

/** When the three editions are: the coming one and the two before it, all Tuesday to Thursday. */
export interface EditionDates {
  readonly slug: string;
  readonly days: readonly FairDay[];
}

/** The instant of a time of day ('16:30') on a date, in the fair's time zone. */
export const at = (date: string, time: string): number =>
  Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone).epochMilliseconds;

/** The date that many days after another. */
export const plusDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** The date of an instant in the fair's time zone. */
export const dateOf = (instant: number): string =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();

export const iso = (instant: number): string => new Date(instant).toISOString();

const tuesday = 2;

/** The first Tuesday at least 21 days after `today`, and the Tuesday nearest to that date one and two years earlier. */
export function threeEditions(today: string): readonly [EditionDates, EditionDates, EditionDates] {
  const earliest = Temporal.PlainDate.from(today).add({ days: 21 });
  const first = earliest.add({ days: (tuesday - earliest.dayOfWeek + 7) % 7 });
  const before = (years: number) => {
    const sameDate = first.subtract({ years });
    const toNearest = ((tuesday - sameDate.dayOfWeek + 10) % 7) - 3;
    return editionOf(first.year - years, sameDate.add({ days: toNearest }));
  };
  return [editionOf(first.year, first), before(1), before(2)];
}

const editionOf = (year: number, first: Temporal.PlainDate): EditionDates => ({
  slug: String(year),
  days: [0, 1, 2].map((days) => {
    const date = first.add({ days }).toString();
    // Wednesday evening is the families'.
    return { date, opens: at(date, '09:00'), closes: at(date, days === 1 ? '20:00' : '18:00') };
  }),
});

const hours = new Map<number, number>();

/** The hour of the day of an instant in the fair's time zone; remembered, since few instants are asked for often. */
export function hourIn(instant: number): number {
  const known = hours.get(instant);
  if (known !== undefined) return known;
  const found = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).hour;
  hours.set(instant, found);
  return found;
}
