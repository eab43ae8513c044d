import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';

/** In the order people look for them; kinds of the reference list that are not here come last. */
const kinds = {
  vocational: m.exhibit_programmes_vocational,
  'higher-education-preparatory': m.exhibit_programmes_preparatory,
  introduction: m.exhibit_programmes_introductory,
  'adapted-national': m.exhibit_programmes_adapted,
};
const rest = m.exhibit_programmes_other;

interface Programme {
  kind: string;
}

/** Programmes under the heading of their kind. */
export function byKind<P extends Programme>(
  programmes: readonly P[],
  locale: Locale,
): { heading: string; programmes: P[] }[] {
  const known = Object.entries(kinds).map(([kind, words]) => ({
    heading: words({}, { locale }),
    programmes: programmes.filter((it) => it.kind === kind),
  }));
  const others = programmes.filter(({ kind }) => !Object.hasOwn(kinds, kind));
  return [...known, { heading: rest({}, { locale }), programmes: others }].filter(
    (group) => group.programmes.length > 0,
  );
}
