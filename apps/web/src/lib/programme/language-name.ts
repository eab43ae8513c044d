import type { Locale } from '@vagval/text';

/** Names in the language's own script, where Intl knows only a code or another name than its readers use. */
const own: Record<string, string> = {
  prs: 'دری',
  aii: 'ܣܘܪܝܬ',
  'sgn-SE': 'Svenskt teckenspråk',
  swl: 'Svenskt teckenspråk',
};

const known = new Map<string, string>();

/** A language as its own readers write it; a sign language in the page's words when known. */
export function languageName(tag: string, locale: Locale): string {
  const key = `${locale} ${tag}`;
  const name = known.get(key) ?? nameIn(tag, locale);
  known.set(key, name);
  return name;
}

function nameIn(tag: string, locale: Locale): string {
  const named = own[tag];
  if (named) return named;
  const name = new Intl.DisplayNames([tag], { type: 'language', fallback: 'none' }).of(tag);
  return name ?? new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;
}
