import { at, hour, hourIn, iso, plusDays } from './calendar.ts';
import { sharedOut } from './chance.ts';
import { firstDay } from './plan.ts';
import type { DemoEdition, Plan } from './plan.ts';

/** The pages people look at, with how often beside each other. */
const pages: readonly (readonly [string, number])[] = [
  ['/', 30],
  ['/programme', 34],
  ['/book', 12],
  ['/exhibitors', 12],
  ['/about/visit', 12],
];
const locales: readonly (readonly [string, number])[] = [
  ['sv', 84],
  ['ar', 9],
  ['en', 7],
];
/** From ten weeks before the fair until five weeks after it. */
const [from, to] = [-70, 35];
const openHours = Array.from({ length: 18 }, (_, n) => n + 6);

/** Page views of an edition, exactly so many, spread over hours; and visits, counted per day. */
export function addTraffic(plan: Plan, edition: DemoEdition, total: { views: number; visits: number }): void {
  const chance = edition.chance('traffic');
  const until = edition.yearsBack === 0 ? plan.today : plusDays(firstDay(edition), to);
  const days = daysOf(edition).filter(({ date }) => date < until);
  const byDay = days.map(({ offset }) => interest(offset) * (0.8 + 0.4 * chance.next()));
  const views = sharedOut(total.views, byDay);
  const visits = sharedOut(total.visits, byDay);
  days.forEach((day, n) => {
    addViews(plan, edition, day, views[n] ?? 0);
    addVisits(plan, edition, day, visits[n] ?? 0);
  });
}

interface TrafficDay {
  readonly date: string;
  readonly offset: number;
}

const daysOf = (edition: DemoEdition): TrafficDay[] =>
  Array.from({ length: to - from + 1 }, (_, n) => ({
    date: plusDays(firstDay(edition), from + n),
    offset: from + n,
  }));

/** Little in September, more when booking opens, most during the fair, and open houses after it. */
function interest(offset: number): number {
  if (offset >= 0 && offset <= 2) return 22;
  if (offset > 2) return 2.2 + 2 * Math.exp(-offset / 6);
  return 0.6 + (offset > -43 ? 1.8 : 0) + 6 * Math.exp(offset / 8);
}

const phaseOf = (offset: number) => (offset < 0 ? 'before' : offset <= 2 ? 'during' : 'after');

function addViews(plan: Plan, edition: DemoEdition, { date, offset }: TrafficDay, views: number): void {
  const start = at(date, '06:00');
  const cells = openHours.flatMap((_, n) =>
    pages.flatMap(([page, share]) =>
      locales.map(([locale, part]) => {
        const when = start + n * hour;
        return { when, page, locale, weight: share * part * (byHour[hourIn(when)] ?? 1) };
      }),
    ),
  );
  const counts = sharedOut(
    views,
    cells.map(({ weight }) => weight),
  );
  cells.forEach(({ when, page, locale }, n) => {
    if (!counts[n]) return;
    // One kind of device for all views of an hour's page: as many rows as without, and right over a day.
    const device = deviceOf(n * 7 + hourIn(when) * 13 + offset * 31);
    const row = { edition_id: edition.id, hour: iso(when), page, locale, device };
    plan.sheet.add('page_view', { ...row, phase: phaseOf(offset), views: counts[n] });
  });
}

/** Of a hundred views. */
const devices: readonly (readonly [string, number])[] = [
  ['phone', 66],
  ['desktop', 29],
  ['tablet', 4],
  ['other', 1],
];

function deviceOf(n: number): string {
  let place = Math.abs(n) % 100;
  for (const [device, part] of devices) {
    if (place < part) return device;
    place -= part;
  }
  return 'other';
}

/** Where visits came from: mostly from nowhere in particular, then searches, schools and the organiser. */
const referrers: readonly (readonly [string, number])[] = [
  ['none', 58],
  ['sok.example', 22],
  ['larplattform.example', 9],
  ['goteborgsregionen.example', 6],
  ['social.example', 4],
  ['other', 1],
];

/** School hours and evenings. */
const byHour: Readonly<Record<number, number>> = {
  6: 0.5,
  7: 1,
  8: 3,
  9: 5,
  10: 5,
  11: 4,
  12: 4,
  13: 5,
  14: 4,
  15: 4,
  16: 4,
  17: 4,
  18: 5,
  19: 6,
  20: 6,
  21: 4,
  22: 2,
  23: 1,
};

function addVisits(plan: Plan, edition: DemoEdition, { date }: TrafficDay, visits: number): void {
  const cells = locales.flatMap(([locale, ofLocale]) =>
    referrers.flatMap(([referrer_host, ofReferrer]) =>
      devices.map(([device, ofDevice]) => {
        const weight = ofLocale * ofReferrer * ofDevice;
        return { locale, referrer_host, device, weight };
      }),
    ),
  );
  const counts = sharedOut(
    visits,
    cells.map(({ weight }) => weight),
  );
  cells.forEach(({ weight: _, ...cell }, n) => {
    if (counts[n])
      plan.sheet.add('web_visit', { edition_id: edition.id, day: date, ...cell, visits: counts[n] });
  });
}
