import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long until an instant, in two units that follow each other: "om 2 dagar och 3 timmar", "om 3 timmar och 10
 * minuter", "om 12 minuter". Rounded down to whole minutes but never to none: what is still to come is not now.
 */
export function timeUntil(instant: string, now: Date, locale: Locale): string {
  const left = Math.max(minute, Date.parse(instant) - now.getTime());
  const options = { locale };
  const [days, hours, minutes] = [left / day, (left % day) / hour, (left % hour) / minute].map(
    Math.floor,
  ) as [number, number, number];
  if (days > 0)
    return joined(
      m.programme_in_days({ count: days }, options),
      hours && m.programme_and_hours({ count: hours }, options),
    );
  if (hours > 0)
    return joined(
      m.programme_in_hours({ count: hours }, options),
      minutes && m.programme_and_minutes({ count: minutes }, options),
    );
  return m.programme_in_minutes({ count: minutes }, options);
}

const joined = (first: string, second: string | 0): string => (second ? `${first} ${second}` : first);

/** In the last hour the page is worth loading again. */
export const isSoon = (instant: string, now: Date): boolean => Date.parse(instant) - now.getTime() < hour;

export interface Opening {
  of: string;
  audience: string | null;
  opensAt: string;
  closesAt: string;
}

/** What of an edition opens later for this audience: the narrowest opening of each kind, the next one first. */
export function openingsToCome(
  openings: readonly Opening[],
  { audience, kinds, now }: { audience: string; kinds: readonly string[]; now: Date },
): { of: string; opensAt: string }[] {
  const find = (of: string) =>
    openings.find((it) => it.of === of && it.audience === audience) ??
    openings.find((it) => it.of === of && it.audience === null);
  const general = find('booking');
  const particular = kinds.flatMap((kind) => find(kind) ?? []);
  return [...(general ? [general] : []), ...particular]
    .filter(({ opensAt }) => Date.parse(opensAt) > now.getTime())
    .map(({ of, opensAt }) => ({ of, opensAt }))
    .toSorted((a, b) => Date.parse(a.opensAt) - Date.parse(b.opensAt));
}
