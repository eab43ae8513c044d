const minuteMs = 60_000;

/** Who is early is let in early, but nobody counts a group of the afternoon in the morning. */
export const earlyMinutes = 30;

/** From when a host can say who came. */
export const countsFrom = ({ startsAt }: { readonly startsAt: Date }): Date =>
  new Date(startsAt.getTime() - earlyMinutes * minuteMs);

/** From when places nobody has come to can be released; undefined where that is never done. */
export const releasesFrom = (slot: {
  readonly startsAt: Date;
  readonly noShowMinutes: number | null;
}): Date | undefined =>
  slot.noShowMinutes === null ? undefined : new Date(slot.startsAt.getTime() + slot.noShowMinutes * minuteMs);
