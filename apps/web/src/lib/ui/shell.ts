import { getContext, setContext } from 'svelte';
import { directionOf } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { addressIn } from '#lib/address.ts';

/** What every component may need to know about where it is shown. */
export interface Shell {
  locale: Locale;
  direction: 'ltr' | 'rtl';
  /** The zone times are shown in: the fair's. */
  timeZone: string;
  /** The page without its language prefix, with its query. */
  page: string;
  /** A page's address in the visitor's language: href('/programme'). */
  href: (path: string) => string;
}

const key = Symbol('shell');

/** A shell for one language; the language of a page never changes without loading it anew. */
export function shellFor(locale: Locale, timeZone = 'Europe/Stockholm', page = '/'): Shell {
  return { locale, direction: directionOf(locale), timeZone, page, href: (path) => addressIn(locale, path) };
}

export function provideShell(shell: Shell): void {
  setContext(key, shell);
}

/** Call while a component starts. Outside a layout (a test) it speaks Swedish. */
export function useShell(): Shell {
  return getContext<Shell | undefined>(key) ?? shellFor('sv');
}

/** The context to hand to render() in a test of another language. */
export function shellContext(locale: Locale): Map<unknown, unknown> {
  return new Map([[key, shellFor(locale)]]);
}
