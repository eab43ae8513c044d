const startedAt = Date.now();

/** The time; when the clock was set (milliseconds since 1970), the time that has passed since then counts from there. */
export function now(setTo: number | undefined): Date {
  return new Date(setTo === undefined ? Date.now() : setTo + Date.now() - startedAt);
}
