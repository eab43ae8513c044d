import type { Slot } from '#lib/programme/slot-state.ts';

/** The slot a booking has now. */
interface From {
  id: string;
  startsAt: string;
  language: string | null;
}

const most = 12;

/**
 * Other times a booking could move to: the same activity first, then the same language, then the same kind; within
 * each in order of time. What has no room for all of them, and what the party has already, is left out.
 */
export function movesFrom(from: From, slots: readonly Slot[], already: readonly string[]): Slot[] {
  const activity = slots.find(({ id }) => id === from.id)?.activity.id;
  const rank = (it: Slot) => (it.activity.id === activity ? 0 : it.language === from.language ? 1 : 2);
  return slots
    .filter(({ id, bookable }) => bookable && id !== from.id && !already.includes(id))
    .toSorted((a, b) => rank(a) - rank(b) || Date.parse(a.startsAt) - Date.parse(b.startsAt))
    .slice(0, most);
}
