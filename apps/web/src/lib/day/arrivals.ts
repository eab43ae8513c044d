import { formatNumber, formatRange, formatTime, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type { Occupancy } from './occupancy.ts';

type Arrival = Occupancy['arrivals'][number];
export type When = 'before' | 'during' | 'after';

/** Ten minutes in which people come. */
export interface Step {
  readonly from: string;
  readonly came: number;
  /** This step's part of those booked for the window it lies in. */
  readonly booked: number;
}

/** A time to arrive in, with all who were booked for it and all who came in it. */
export interface Window {
  readonly from: string;
  readonly to: string;
  readonly came: number;
  readonly booked: number;
}

const stepMs = 10 * 60_000;

/** Bookings stand where their window begins. It lasts until the next may begin: the shortest distance between two. */
export function windowsOf(arrivals: readonly Arrival[]): Window[] {
  const length = stepsPerWindow(arrivals);
  const begins = arrivals.flatMap(({ booked }, at) => (booked > 0 ? [at] : []));
  const inside = new Set(
    begins.flatMap((at) => Array.from({ length: length - 1 }, (_, nth) => at + nth + 1)),
  );
  return arrivals.flatMap((first, at) => {
    if (inside.has(at) && first.booked === 0) return [];
    const steps = first.booked > 0 ? arrivals.slice(at, at + length) : [first];
    return [
      {
        from: first.from,
        to: new Date(Date.parse(steps.at(-1)?.from ?? first.from) + stepMs).toISOString(),
        came: sum(steps.map(({ came }) => came)),
        booked: first.booked,
      },
    ];
  });
}

function stepsPerWindow(arrivals: readonly Arrival[]): number {
  const begins = arrivals.flatMap(({ booked }, at) => (booked > 0 ? [at] : []));
  const distances = begins.slice(1).map((at, nth) => at - (begins[nth] ?? at));
  return distances.length > 0 ? Math.min(...distances) : 1;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, it) => all + it, 0);

/** The same ten minutes with the booked spread evenly over their window, so that the two can be compared. */
export function stepsOf(arrivals: readonly Arrival[]): Step[] {
  const windows = windowsOf(arrivals);
  return arrivals.map(({ from, came }) => {
    const around = windows.find((it) => it.from <= from && from < it.to);
    const steps = around ? (Date.parse(around.to) - Date.parse(around.from)) / stepMs : 1;
    return { from, came, booked: Math.round((around?.booked ?? 0) / steps) };
  });
}

/** Around now while the day is on, else all of it: a wall has room for so many bars. */
export function stepsToShow(steps: readonly Step[], when: When, at: string): Step[] {
  const isQuiet = ({ came, booked }: Step) => came === 0 && booked === 0;
  const first = steps.findIndex((it) => !isQuiet(it));
  const last = steps.findLastIndex((it) => !isQuiet(it));
  const busy = first < 0 ? [] : steps.slice(first, last + 1);
  if (when !== 'during') return busy;
  const now = Date.parse(at);
  const near = busy.filter(({ from }) => Math.abs(Date.parse(from) - now + 30 * 60_000) <= 90 * 60_000);
  return near.length > 2 ? near : busy;
}

/** How the bars of a day read in one sentence: how many came when most came, and when most are still to come. */
export function arrivalsFinding(
  arrivals: readonly Arrival[],
  { when, at, timeZone }: { when: When; at: string; timeZone: string },
  locale: Locale,
): string {
  const windows = windowsOf(arrivals);
  const coming = largest(
    windows.filter(({ from }) => when === 'before' || (when === 'during' && from > at)),
    ({ booked }) => booked,
  );
  const came = largest(
    windows.filter(({ from }) => from <= at),
    (it) => it.came,
  );
  const words = (it: Window) => ({
    window: isolated(formatRange(it.from, it.to, locale, timeZone), locale),
    booked: formatNumber(it.booked, locale),
    came: formatNumber(it.came, locale),
  });
  if (when === 'before' || !came) return expected(when, coming, { words, locale, timeZone });
  const finding = peakWords(came)(words(came), { locale });
  if (!coming) return finding;
  return m.organise_day_find_next({ finding, time: formatTime(coming.from, locale, timeZone) }, { locale });
}

function expected(
  when: When,
  coming: Window | undefined,
  {
    words,
    locale,
    timeZone,
  }: { words: (it: Window) => { window: string; booked: string }; locale: Locale; timeZone: string },
): string {
  if (!coming) return m.organise_day_find_none({}, { locale });
  if (when === 'before') return m.organise_day_find_expected(words(coming), { locale });
  return m.organise_day_find_waiting({ time: formatTime(coming.from, locale, timeZone) }, { locale });
}

/** Two times stay in order where the text around them runs from right to left. */
const isolated = (range: string, locale: Locale): string =>
  locale === 'ar' ? `\u2066${range}\u2069` : range;

function largest(windows: readonly Window[], by: (it: Window) => number): Window | undefined {
  const [first] = windows.toSorted((a, b) => by(b) - by(a));
  return first && by(first) > 0 ? first : undefined;
}

/** Within five per cent is as many as booked: more would be noise. */
function peakWords({ came, booked }: Window) {
  if (isOver(came, booked)) return m.organise_day_find_more;
  return came < booked * 0.95 ? m.organise_day_find_fewer : m.organise_day_find_equal;
}

export const isOver = (came: number, booked: number): boolean => came > booked * 1.05;
