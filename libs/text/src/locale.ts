import type { Locale } from '../compiled/messages/_index.js';
export type { Locale };

/** A text kept in the database: Swedish always, other languages when somebody has written them. */
export type Texts = Readonly<Record<string, string | undefined>>;

const inOwnScript: Record<Locale, string> = { sv: 'Svenska', en: 'English', ar: 'العربية' };

/** The languages the interface exists in; the first is the one without a prefix in addresses. */
export const locales = Object.keys(inOwnScript) as readonly Locale[];

export function isLocale(value: string | null | undefined): value is Locale {
  return value != null && Object.hasOwn(inOwnScript, value);
}

export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return locale === 'ar' ? 'rtl' : 'ltr';
}

/** The language's name as its readers write it. */
export function nameOf(locale: Locale): string {
  return inOwnScript[locale];
}

/** The text in the wanted language, else in Swedish; tells which, so that the page can mark it with lang. */
export function localised(texts: Texts, locale: Locale): { text: string; locale: Locale } {
  const text = texts[locale];
  return text ? { text, locale } : { text: texts['sv'] ?? '', locale: 'sv' };
}
