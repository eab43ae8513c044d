import type { SlotView } from '@vagval/contract';
import { localised } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';
import { dayOf } from '#lib/programme/hours.ts';

type Slot = z.output<typeof SlotView>;

export interface WindowChoice {
  id: string;
  startsAt: string;
  endsAt: string;
  free: number;
  /** Room for the whole class, and open for booking. */
  fits: boolean;
  /** The class's own time as it is booked now. */
  own: boolean;
}

export interface WindowDay {
  date: string;
  choices: WindowChoice[];
}

/** The times of arrival day by day; the class's own time is always one it may keep. */
export function windowDays(slots: readonly Slot[], own: string | undefined, timeZone: string): WindowDay[] {
  const choices = slots
    .toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))
    .map(({ id, startsAt, endsAt, free, bookable }) => ({
      id,
      startsAt,
      endsAt,
      free,
      fits: bookable || id === own,
      own: id === own,
    }));
  const days = Map.groupBy(choices, ({ startsAt }) => dayOf(startsAt, timeZone));
  return [...days].map(([date, list]) => ({ date, choices: list }));
}

export interface Station {
  id: string;
  text: string;
  lang: string;
}

/** What can be tried, each once, by name. */
export function stationsOf(slots: readonly Slot[], locale: Locale): Station[] {
  const found = new Map(slots.map(({ activity }) => [activity.id, activity.titles]));
  return [...found]
    .map(([id, titles]) => {
      const { text, locale: lang } = localised(titles, locale);
      return { id, text, lang };
    })
    .toSorted((a, b) => a.text.localeCompare(b.text, locale));
}

/** The field of one station's wish; its value is the weight, 0 for no. */
export const wishField = (activity: string): string => `wish.${activity}`;

/** The wishes in a posted form, the strongest first. */
export function wishesIn(values: Record<string, string[]>): { activity: string; weight: number }[] {
  return Object.entries(values)
    .filter(([name]) => name.startsWith('wish.'))
    .map(([name, [weight]]) => ({ activity: name.slice('wish.'.length), weight: Number(weight) }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
}
