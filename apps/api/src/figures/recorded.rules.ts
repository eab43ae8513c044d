import type { RecordedFigure } from '@vagval/contract';
import type * as z from 'zod';
import { readColumns } from '../platform/columns.ts';
import { figureWithKey } from './figures.rules.ts';

export type Recorded = z.output<typeof RecordedFigure>;

export interface RefusedLine {
  readonly line: number;
  readonly reason: string;
}

/** Keys that are recorded and never counted here: the theme weeks of the digital year, and who could have come. */
const onlyRecorded: ReadonlySet<string> = new Set(['theme-week', 'year-9-pupils']);
const certainties: Readonly<Record<string, Recorded['certainty']>> = {
  ...{ high: 'high', hög: 'high', medium: 'medium', medel: 'medium', low: 'low', låg: 'low' },
};
const words = /^[^\p{Cc}\u202a-\u202e\u2066-\u2069\ufffd]{3,300}$/u;

/**
 * The recorded figures of a text with columns for year, key, value, way, certainty and source. A heading is left out.
 * Numbers may have spaces between thousands and a decimal comma; an empty value was looked for and is not known.
 */
export function readRecorded(csv: string): { items: Recorded[]; refused: RefusedLine[] } {
  const rows = readColumns(csv);
  if (!rows) return { items: [], refused: [{ line: 1, reason: 'quotes' }] };
  const items: Recorded[] = [];
  const refused: RefusedLine[] = [];
  const seen = new Set<string>();
  for (const [index, { cells, line }] of rows.entries()) {
    if (index === 0 && !/\d/.test(cells[0] ?? '')) continue;
    const read = cells.length < 6 ? 'columns' : lineOf(cells);
    const place = typeof read === 'string' ? '' : placeOf(read);
    if (typeof read === 'string') refused.push({ line, reason: read });
    else if (seen.has(place)) refused.push({ line, reason: 'twice' });
    else items.push(read);
    seen.add(place);
  }
  return { items, refused };
}

/** What makes two lines the same figure. */
export const placeOf = ({ label, key, way }: Pick<Recorded, 'label' | 'key' | 'way'>): string =>
  [label, key, way].join('\n');

/** The line as a figure, or why it is none. */
function lineOf([label = '', key = '', value = '', way = '', certain = '', source = '']: readonly string[]):
  Recorded | string {
  const certainty = certainties[certain.toLowerCase()];
  const number = numberIn(value);
  if (!/^\d{4}$/.test(label)) return 'label';
  if (!figureWithKey(key) && !onlyRecorded.has(key)) return 'key';
  if (number === undefined) return 'value';
  // The doors of this system count by themselves: nothing by hand is mixed into their series.
  if (!/^[a-z][a-z-]{1,39}$/.test(way) || way === 'door') return 'way';
  if (!certainty) return 'certainty';
  return words.test(source) ? { label, key, value: number, way, certainty, source } : 'source';
}

/** Null when nothing is written, undefined when it is no number. */
function numberIn(text: string): number | null | undefined {
  const plain = text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (plain === '') return null;
  return /^\d{1,9}(\.\d{1,4})?$/.test(plain) ? Number(plain) : undefined;
}

/** What the lines would do to what is recorded already. */
export function effectOf(items: readonly Recorded[], known: readonly Recorded[]) {
  const before = new Map(known.map((it) => [placeOf(it), it]));
  const created = items.filter((it) => !before.has(placeOf(it)));
  const changed = items.flatMap((it) => {
    const old = before.get(placeOf(it));
    const same =
      !old || (old.value === it.value && old.certainty === it.certainty && old.source === it.source);
    return same ? [] : [{ ...it, before: old.value }];
  });
  return { created, changed, unchanged: items.length - created.length - changed.length };
}
