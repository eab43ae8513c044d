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
