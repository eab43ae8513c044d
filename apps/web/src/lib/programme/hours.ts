interface Timed {
  startsAt: string;
}

/** Times that are shown under one heading: an hour of a day, or a day before or after the fair. */
export interface Part<S> {
  heading: string;
  slots: S[];
}

/** Slots by the full hour they start in, in the fair's time zone; hours in order. `mark` stands between hour and minute. */
export function byHour<S extends Timed>(slots: readonly S[], timeZone: string, mark: '.' | ':'): Part<S>[] {
  const format = new Intl.DateTimeFormat('sv-SE', { hour: '2-digit', hourCycle: 'h23', timeZone });
  const groups = Map.groupBy(slots, (slot) => Number(format.format(new Date(slot.startsAt))));
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}${mark}00`;
  return [...groups].map(([hour, inIt]) => ({ heading: `${clock(hour)}–${clock(hour + 1)}`, slots: inIt }));
}

/** Slots by their day; days in order. */
export function byDay<S extends Timed>(
  slots: readonly S[],
  timeZone: string,
  name: (date: string) => string,
): Part<S>[] {
  return [...Map.groupBy(slots, ({ startsAt }) => dayOf(startsAt, timeZone))].map(([date, inIt]) => ({
    heading: name(date),
    slots: inIt,
  }));
}

/** Making one costs more than a hundred uses of it. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in a zone, YYYY-MM-DD. */
export function dayOf(instant: string, timeZone: string): string {
  const calendar = calendars.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone });
  calendars.set(timeZone, calendar);
  return calendar.format(new Date(instant));
}

/** So many times are read at a glance; more of them begin folded. */
const atAGlance = 30;

/** Whether a part is open from the start: few times in all, the first, or something chosen in it. */
export function isOpen<S extends { id: string }>(
  parts: readonly { slots: readonly S[] }[],
  at: number,
  chosen: readonly string[],
): boolean {
  const total = parts.reduce((sum, { slots }) => sum + slots.length, 0);
  const inIt = parts[at]?.slots ?? [];
  return total <= atAGlance || at === 0 || inIt.some(({ id }) => chosen.includes(id));
}
