import type { Locale } from '@vagval/text';

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;
const tags: Record<Locale, string> = { sv: 'sv-SE', en: 'en-GB', ar: 'ar-u-nu-latn' };

/** "14 minuter", "2 timmar": the largest whole unit says enough. */
export function spanText(seconds: number, locale: Locale): string {
  const [unit, size] = units.find(([, it]) => seconds >= it) ?? (['second', 1] as const);
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(tags[locale], style).format(Math.floor(seconds / size));
}
