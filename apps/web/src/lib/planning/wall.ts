const parts = (instant: string, timeZone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, ...options }).format(new Date(instant));

/** What a date field and a time field hold for an instant: the clock on the wall where the fair is. */
export const wallOf = (instant: string, timeZone: string): { day: string; time: string } => ({
  day: parts(instant, timeZone, {}),
  time: parts(instant, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
});

/** Whole minutes between two instants. */
export const minutesBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
