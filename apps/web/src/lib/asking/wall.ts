/** The instant of a day (YYYY-MM-DD) and a time (HH:MM) on the wall in a zone; undefined when they are none. */
export function instantOf(day: string, time: string, timeZone: string): string | undefined {
  const naive = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(naive) || !/^\d{2}:\d{2}$/.test(time)) return undefined;
  // Twice, since the offset at the first guess may be that of the other side of a change of the clock.
  const guess = naive - offsetAt(naive, timeZone);
  return new Date(naive - offsetAt(guess, timeZone)).toISOString();
}

function offsetAt(instant: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return Date.parse(`${format.format(instant).replace(' ', 'T')}Z`) - instant;
}
