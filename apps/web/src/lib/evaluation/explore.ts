import { formatNumber, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { keyIn, keyText } from './labels.ts';
import { percentOf, readingOf } from './readings.ts';
import type { FigureCut, Reading } from './readings.ts';
import { countSentence, shareSentence } from './sentences.ts';

/** Dimensions whose values have an order of their own: columns from left to right, not bars by length. */
const ordered: ReadonlySet<string> = new Set(['day', 'day-number', 'hour', 'week']);

export interface Shown {
  readonly key: string;
  readonly label: string;
  readonly value: Reading;
  /** In the edition compared with. */
  readonly before: Reading | undefined;
}

export interface Asked {
  readonly by: readonly string[];
  readonly edition: string;
  readonly compare: string | undefined;
  /** The year compared with. */
  readonly year: string;
}

/** What a figure cut by one dimension shows, as it is drawn: days in their order, the rest by size. */
export function shownOf(cut: FigureCut, { by, edition, compare }: Asked, locale: Locale): Shown[] {
  const [dimension = ''] = by;
  const shown = (reading: Reading) => (cut.figure.unit === 'share' ? percentOf(reading) : reading);
  const at = (key: string, of: string | undefined) =>
    shown(
      readingOf(cut.cells.find((it) => it.by[dimension] === key && (it.by['edition'] ?? edition) === of)),
    );
  const keys = [...new Set(cut.cells.flatMap((it) => it.by[dimension] ?? []))];
  const all = keys.map((key) => ({
    key,
    label: keyIn(cut, dimension, [key, locale]),
    value: at(key, edition),
    before: compare ? at(key, compare) : undefined,
  }));
  if (ordered.has(dimension))
    return all.toSorted((a, b) => a.key.localeCompare(b.key, 'sv', { numeric: true }));
  return all.toSorted((a, b) => sizeOf(b.value) - sizeOf(a.value));
}

const sizeOf = (reading: Reading): number => (typeof reading === 'number' ? reading : -1);

export const isOrdered = ({ by }: Asked): boolean => ordered.has(by[0] ?? '');

/** The finding: the whole as a sentence, or which of the parts is the largest. */
export function findingOf(cut: FigureCut, asked: Asked, locale: Locale): string {
  const { name, unit } = cut.figure;
  if (asked.by.length === 0) return wholeSentence(cut, asked, locale);
  const known = cut.cells.filter(
    (it) => 'value' in it && (it.by['edition'] ?? asked.edition) === asked.edition,
  );
  const top = known.toSorted((a, b) => sizeOf(readingOf(b)) - sizeOf(readingOf(a)))[0];
  if (!top) return nothing(cut, locale);
  const label = asked.by.map((it) => keyIn(cut, it, [top.by[it] ?? '', locale])).join(', ');
  const reading = readingOf(top);
  const value =
    unit === 'share'
      ? m.evaluation_percent({ value: formatNumber(sizeOf(percentOf(reading)), locale) }, { locale })
      : formatNumber(sizeOf(reading), locale);
  return `${m.evaluation_fig_top({ name, label, value }, { locale })}.`;
}

function wholeSentence(cut: FigureCut, { edition, compare, year }: Asked, locale: Locale): string {
  const { name, unit } = cut.figure;
  const of = (slug: string) => readingOf(cut.cells.find((it) => (it.by['edition'] ?? edition) === slug));
  const said = { name, now: of(edition), before: compare ? of(compare) : undefined, year };
  const plain = (value: string) => m.evaluation_fig_single({ name, value }, { locale });
  if (unit !== 'share') return countSentence(said, ({ value }) => plain(value), locale);
  return shareSentence(said, ({ value }) => plain(m.evaluation_percent({ value }, { locale })), locale);
}

const nothing = (cut: FigureCut, locale: Locale): string => {
  const hidden = cut.cells.some((it) => 'hidden' in it);
  const say = hidden ? m.evaluation_fig_all_hidden : m.evaluation_fig_nothing;
  return `${say({ name: cut.figure.name }, { locale })}.`;
};

/** One value of one dimension, as an address holds it. */
export function onlyOf(text: string | undefined): { dimension: string; value: string } | undefined {
  const at = text?.indexOf(':') ?? -1;
  return text && at > 0 ? { dimension: text.slice(0, at), value: text.slice(at + 1) } : undefined;
}

/** What a figure is limited to, in words. */
export function onlyText(text: string | undefined, labels: FigureCut['labels'], locale: Locale): string {
  const only = onlyOf(text);
  if (!only) return '';
  return labels?.[only.dimension]?.[only.value] ?? keyText(only.dimension, only.value, locale);
}
