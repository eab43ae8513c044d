import { localised, m } from '@vagval/text';
import type { Locale, Texts } from '@vagval/text';

interface Programme {
  code: string;
  name: Texts;
}

const most = 4;

/** The first programmes by name, and how many more there are. */
export function programmesText(programmes: readonly Programme[], locale: Locale): string {
  const names = programmes.map(({ name }) => localised(name, locale).text);
  const more = names.length - most;
  if (more < 2) return names.join(', ');
  return m.exhibit_programmes_more({ names: names.slice(0, most).join(', '), count: more }, { locale });
}
