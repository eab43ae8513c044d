import { isLocale } from '@vagval/text';
import type { Locale } from '@vagval/text';

/** Swedish has no prefix; /en/programme and /ar/programme are the same page in other languages. */
export function splitLocale(pathname: string): { locale: Locale; path: string } {
  const [, first, ...rest] = pathname.split('/');
  if (first === 'sv' || !isLocale(first)) return { locale: 'sv', path: pathname };
  return { locale: first, path: `/${rest.join('/')}` };
}

/** A page's address in a language. Only paths of the site get the prefix. */
export function addressIn(locale: Locale, path: string): string {
  if (locale === 'sv' || !path.startsWith('/') || path.startsWith('//')) return path;
  if (path === '/') return `/${locale}`;
  return path.startsWith('/?') ? `/${locale}${path.slice(1)}` : `/${locale}${path}`;
}
