import type { FigureView } from '@vagval/contract';
import type * as z from 'zod';

type View = z.output<typeof FigureView>;

/** What the values of a dimension are called, by value. */
export type Words = ReadonlyMap<string, string>;

/** Words of stations, questions and options; an option goes by `question option`. */
export interface AllWords {
  readonly station: Words;
  readonly question: Words;
  readonly option: Words;
}

/** A view that says what its questions and options are, and names stations in the reader's language. */
export function labelled(view: View, by: readonly string[], words: AllWords): View {
  const cells = by.includes('station')
    ? view.cells.map((it) => ({ ...it, by: { ...it.by, ...stationIn(it.by, words) } }))
    : view.cells;
  if (!by.includes('question') && !by.includes('option')) return { ...view, cells };
  const labels: Record<string, Record<string, string>> = {};
  for (const { by: keys } of cells)
    for (const dimension of ['question', 'option'] as const) {
      const value = keys[dimension];
      const text = value === undefined ? undefined : wordOf(dimension, value, { keys, words });
      if (value !== undefined && text !== undefined)
        (labels[dimension] ??= {})[placeOf(dimension, keys)] = text;
    }
  return { ...view, cells, labels };
}

const stationIn = ({ station }: Record<string, string>, words: AllWords): Record<string, string> => {
  const name = station === undefined ? undefined : words.station.get(station);
  return name === undefined ? {} : { station: name };
};

/** Questions have different options: beside several of them an option is labelled as `question option`. */
const placeOf = (dimension: 'question' | 'option', keys: Record<string, string>): string =>
  dimension === 'option' && keys['question'] !== undefined
    ? `${keys['question']} ${keys['option'] ?? ''}`
    : (keys[dimension] ?? '');

function wordOf(
  dimension: 'question' | 'option',
  value: string,
  { keys, words }: { keys: Record<string, string>; words: AllWords },
): string | undefined {
  if (dimension === 'question') return words.question.get(value);
  return words.option.get(`${keys['question'] ?? ''} ${value}`);
}
