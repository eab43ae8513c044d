/** Whole minutes that are left, at least one while there is any; undefined when the time is out. */
export function minutesLeft(until: string, now: string): number | undefined {
  const left = new Date(until).getTime() - new Date(now).getTime();
  return left > 0 ? Math.max(1, Math.floor(left / 60_000)) : undefined;
}
