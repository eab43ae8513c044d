interface Timed {
  startsAt: string;
}

/** Slots by the full hour they start in, in the fair's time zone; hours in order. */
export function byHour<S extends Timed>(
  slots: readonly S[],
  timeZone: string,
): { hour: string; slots: S[] }[] {
  const format = new Intl.DateTimeFormat('sv-SE', { hour: '2-digit', hourCycle: 'h23', timeZone });
  const groups = Map.groupBy(slots, (slot) => format.format(new Date(slot.startsAt)));
  return [...groups].map(([hour, inIt]) => ({ hour, slots: inIt }));
}

/** The calendar day of an instant in a zone, YYYY-MM-DD. */
export const dayOf = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(instant));

/** So many times are read at a glance; more of them begin folded by hour. */
const atAGlance = 30;

/** Whether an hour is open from the start: few times in all, the first hour, or something chosen in it. */
export function isOpen<S extends { id: string }>(
  hours: readonly { slots: readonly S[] }[],
  at: number,
  chosen: readonly string[],
): boolean {
  const total = hours.reduce((sum, { slots }) => sum + slots.length, 0);
  const inIt = hours[at]?.slots ?? [];
  return total <= atAGlance || at === 0 || inIt.some(({ id }) => chosen.includes(id));
}
