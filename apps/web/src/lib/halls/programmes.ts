import { localised, m } from '@vagval/text';
import type { Locale, Texts } from '@vagval/text';

interface Programme {
  code: string;
  name: Texts;
}

const most = 4;

/** In a list that is all programmes the word itself says nothing: "Ekonomi", "Barn- och fritid". */
const short = (name: string): string =>
  name.replace(/^Programmet för |s?programmet$| Programme$/g, '').trim();

const nameOf = ({ name }: Programme, locale: Locale): string => localised(name, locale).text;

/** The first programmes by name, and how many more there are. */
export const programmesText = (programmes: readonly Programme[], locale: Locale): string =>
  firstOf(
    programmes.map((it) => nameOf(it, locale)),
    locale,
  );

export const shortProgrammesText = (programmes: readonly Programme[], locale: Locale): string =>
  firstOf(
    programmes.map((it) => short(nameOf(it, locale))),
    locale,
  );

function firstOf(names: string[], locale: Locale): string {
  const more = names.length - most;
  if (more < 2) return names.join(', ');
  return m.exhibit_programmes_more({ names: names.slice(0, most).join(', '), count: more }, { locale });
}
