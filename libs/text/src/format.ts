import type { Locale } from './locale.ts';

/** Latin digits in Arabic too: they are the ones on the signs of the hall. British order of day and month in English. */
const tags: Record<Locale, string> = { sv: 'sv-SE', en: 'en-GB', ar: 'ar-u-nu-latn-ca-gregory' };

type Moment = string | Date;

const isDate = (value: Moment): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** A calendar date has no time zone; an instant is shown in the zone of the fair. */
function dated(value: Moment, timeZone: string): { at: Date; timeZone: string } {
  return isDate(value)
    ? { at: new Date(`${value}T12:00:00Z`), timeZone: 'UTC' }
    : { at: new Date(value), timeZone };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(tags[locale], options);
  formatters.set(key, known);
  return known;
}

const numbers: Record<Locale, Intl.NumberFormat> = {
  sv: new Intl.NumberFormat(tags.sv),
  en: new Intl.NumberFormat(tags.en),
  ar: new Intl.NumberFormat(tags.ar),
};

/** "tisdag 12 oktober": a date (YYYY-MM-DD) or the day of an instant in the fair's time zone. */
export function formatDay(date: Moment, locale: Locale, timeZone = 'Europe/Stockholm'): string {
  const { at, timeZone: zone } = dated(date, timeZone);
  const options = { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone } as const;
  const text = formatter(locale, options).format(at);
  return locale === 'en' ? text.replace(',', '') : text;
}

/** "12–14 oktober 2027": the days of a fair, from its first to its last date. */
export function formatDays(first: string, last: string, locale: Locale): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  const [from, to] = [dated(first, 'UTC').at, dated(last, 'UTC').at];
  const text = formatter(locale, options).formatRange(from, to);
  return text.replace(/\s*[–-]\s*/, sameMonth(first, last) ? '–' : ' – ');
}

const sameMonth = (first: string, last: string): boolean => first.slice(0, 7) === last.slice(0, 7);

/** "15.30" in Swedish, "15:30" elsewhere. */
export function formatTime(at: Moment, locale: Locale, timeZone = 'Europe/Stockholm'): string {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  const text = formatter(locale, options).format(new Date(at));
  return locale === 'sv' ? text.replace(':', '.') : text;
}

/** "15.30–15.50" from two instants. */
export function formatRange(from: Moment, to: Moment, locale: Locale, timeZone = 'Europe/Stockholm'): string {
  return `${formatTime(from, locale, timeZone)}–${formatTime(to, locale, timeZone)}`;
}

/** "tisdag 12 oktober 15.30". */
export function formatDateTime(at: Moment, locale: Locale, timeZone = 'Europe/Stockholm'): string {
  return `${formatDay(at, locale, timeZone)} ${formatTime(at, locale, timeZone)}`;
}

/** "23 041" with a no-break space in Swedish. */
export function formatNumber(value: number, locale: Locale): string {
  return numbers[locale].format(value);
}

/** "7K4M-2QXZ": a party's reference in two halves, as it is read aloud and typed at the door. */
export const formatReference = (reference: string): string =>
  `${reference.slice(0, 4)}-${reference.slice(4)}`;
