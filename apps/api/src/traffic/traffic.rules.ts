const hourMs = 3_600_000;

/** The instant a batch counts at: what the page server says, unless that is to come or more than an hour gone. */
export function countedAt(at: string, now: Date): Date {
  const said = new Date(at).getTime();
  return new Date(Math.min(Math.max(said, now.getTime() - hourMs), now.getTime()));
}

/** How long a day's visitors are told apart after its midnight: until what was seen before it has been sent. */
export const graceMs = 60_000;

/** Milliseconds until the salt of a day that ends then is thrown away; undefined when it has been. */
export function saltLeft(endsAt: Date, now: Date): number | undefined {
  const left = endsAt.getTime() + graceMs - now.getTime();
  return left > 0 ? left : undefined;
}
