interface Joinable {
  readonly state: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly joinUrl: string | null;
}

const aDayBefore = 24 * 3_600_000;

/** The link to an online meeting: for those with a place, from a day before until it ends. */
export function joinUrlFor({ state, startsAt, endsAt, joinUrl }: Joinable, now: Date): string | null {
  const isTime = now.getTime() >= startsAt.getTime() - aDayBefore && now <= endsAt;
  return state === 'confirmed' && isTime ? joinUrl : null;
}
