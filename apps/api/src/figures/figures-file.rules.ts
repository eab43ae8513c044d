import type { Cell, FigureView } from '@vagval/contract';
import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';
import type { Column, Row, Sheet } from '../exports/export-kinds.service.ts';

type View = z.output<typeof FigureView>;
type CellOut = z.output<typeof Cell>;
type Message = (inputs: Record<string, unknown>, options: { locale: Locale }) => string;
const messages = m as unknown as Partial<Record<string, Message>>;

const inWords = (area: string, key: string, locale: Locale): string =>
  messages[`organise_eval_${area}_${key.replaceAll('-', '_')}`]?.({}, { locale }) ?? key;

/** Figures in long form: a row for each cell, with what it is divided by in words. */
export function figureColumns(locale: Locale): Column[] {
  const options = { locale };
  return [
    { title: m.exports_f_figure({}, options), kind: 'text', width: 34 },
    { title: m.exports_f_edition({}, options), kind: 'text', width: 18 },
    { title: m.exports_f_by({}, options), kind: 'text', width: 18 },
    { title: m.exports_f_group({}, options), kind: 'text', width: 30 },
    { title: m.exports_f_by_2({}, options), kind: 'text', width: 18 },
    { title: m.exports_f_group_2({}, options), kind: 'text', width: 30 },
    { title: m.exports_f_value({}, options), kind: 'number', width: 14 },
    { title: m.exports_f_unit({}, options), kind: 'text', width: 14 },
  ];
}

/** The rows of views, in the order they come; `edition` is whose the cells are that do not say. */
export const figureRows = (views: readonly View[], edition: string, locale: Locale): Row[] =>
  views.flatMap((view) => view.cells.map((cell) => figureRow(view, cell, { edition, locale })));

function figureRow(view: View, cell: CellOut, { edition, locale }: { edition: string; locale: Locale }): Row {
  const { edition: of = edition, ...by } = cell.by;
  const [first, second] = Object.entries(by).map(([dimension, key]) => [
    inWords('dim', dimension, locale),
    keyIn(view, [dimension, key], { by, locale }),
  ]);
  const all = first ?? [null, m.exports_f_all({}, { locale })];
  const unit = inWords('unit', view.figure.unit, locale);
  return [view.figure.name, of, ...all, ...(second ?? [null, null]), valueIn(cell, locale), unit];
}

function keyIn(
  { labels }: View,
  [dimension, key]: readonly [string, string],
  { by, locale }: { by: Readonly<Record<string, string>>; locale: Locale },
): string {
  const place = dimension === 'option' && by['question'] !== undefined ? `${by['question']} ${key}` : key;
  const label = labels?.[dimension]?.[place] ?? labels?.[dimension]?.[key];
  if (label !== undefined) return label;
  if (dimension === 'day-number' && /^\d+$/.test(key))
    return m.organise_eval_day_number({ number: key }, { locale });
  if (dimension === 'language' || dimension === 'locale') return languageIn(key, locale);
  return inWords('key', key, locale);
}

function languageIn(key: string, locale: Locale): string {
  if (key === 'none') return m.organise_eval_key_no_language({}, { locale });
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(key)) return inWords('key', key, locale);
  return new Intl.DisplayNames([locale], { type: 'language' }).of(key) ?? key;
}

const valueIn = (cell: CellOut, locale: Locale): number | string => {
  if ('value' in cell) return cell.value;
  return 'hidden' in cell ? m.exports_f_hidden({}, { locale }) : m.exports_f_missing({}, { locale });
};

/** What every figure means, where it comes from and how sure it is; and what the marks in the rows say. */
export function definitionsSheet(
  heads: readonly View['figure'][],
  { threshold, locale }: { threshold: number; locale: Locale },
): Sheet {
  const options = { locale };
  const once = [...new Map(heads.map((it) => [it.key, it])).values()];
  return {
    name: m.exports_definitions({}, options),
    columns: [
      { title: m.exports_d_name({}, options), kind: 'text', width: 32 },
      { title: m.exports_d_definition({}, options), kind: 'text', width: 80 },
      { title: m.exports_d_source({}, options), kind: 'text', width: 40 },
      { title: m.exports_d_unit({}, options), kind: 'text', width: 14 },
      { title: m.exports_d_certainty({}, options), kind: 'text', width: 14 },
    ],
    rows: [
      ...once.map((it): Row => [
        it.name,
        it.definition,
        it.source,
        inWords('unit', it.unit, locale),
        inWords('certainty', it.certainty, locale),
      ]),
      ...marksIn(threshold, locale),
    ],
  };
}

function marksIn(threshold: number, locale: Locale): Row[] {
  const options = { locale };
  return [
    [m.exports_f_hidden({}, options), m.exports_d_hidden({ threshold }, options), null, null, null],
    ['0', m.exports_d_zero({}, options), null, null, null],
    [m.exports_f_missing({}, options), m.exports_d_missing({}, options), null, null, null],
  ];
}
