import type { readSheet, Reply } from '@vagval/contract';
import { sheetKinds } from '@vagval/contract';
import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { keyText } from './labels.ts';
import { readingAt, rowsOf, yearOf } from './readings.ts';
import type { FigureCut, Row } from './readings.ts';
import { countSentence, shareSentence } from './sentences.ts';

export type Sheet = Reply<typeof readSheet>;
export type SheetKind = Sheet['kind'];

const titles = {
  branch: m.evaluation_sheet_branch,
  municipality: m.evaluation_sheet_municipality,
  school: m.evaluation_sheet_school,
  exhibitor: m.evaluation_sheet_exhibitor,
};
const groups = {
  branch: m.evaluation_sheets_branch,
  municipality: m.evaluation_sheets_municipality,
  school: m.evaluation_sheets_school,
  exhibitor: m.evaluation_sheets_exhibitor,
};

export const sheetTitle = (kind: SheetKind, locale: Locale): string => titles[kind]({}, { locale });
export const sheetGroup = (kind: SheetKind, locale: Locale): string => groups[kind]({}, { locale });

/** Whom a sheet is about. */
export const sheetName = ({ kind, key }: Pick<Sheet, 'kind' | 'key'>, locale: Locale): string =>
  keyText(kind === 'branch' ? 'branch' : kind === 'municipality' ? 'municipality' : 'school', key, locale);

export const kindNamed = (name: string): SheetKind | undefined => sheetKinds.find((it) => it === name);

/** Its editions, oldest first. */
const slugsOf = ({ edition, compared }: Sheet): string[] =>
  [compared?.slug, edition.slug].flatMap((it) => it ?? []);

export const yearsOf = ({ edition, compared }: Sheet): string[] =>
  [compared, edition].flatMap((it) => (it ? [yearOf(it.name)] : []));

/** A whole figure as a sentence beside the year before, and beside its neighbours where those are told. */
export function sheetSentence(sheet: Sheet, cut: FigureCut, locale: Locale): string {
  const { name, unit } = cut.figure;
  const said = {
    name,
    now: readingAt(cut, { edition: sheet.edition.slug }),
    before: sheet.compared ? readingAt(cut, { edition: sheet.compared.slug }) : undefined,
    year: sheet.compared ? yearOf(sheet.compared.name) : '',
  };
  if (unit !== 'share')
    return countSentence(said, ({ value }) => m.evaluation_amount_plain({ name, value }, { locale }), locale);
  const amount = ({ value }: { value: string }) =>
    m.evaluation_amount_plain({ name, value: m.evaluation_percent({ value }, { locale }) }, { locale });
  return shareSentence(said, amount, locale);
}

/** The figures told as sentences, and those with a table. */
export function sheetParts(sheet: Sheet): { said: FigureCut[]; tables: { cut: FigureCut; rows: Row[] }[] } {
  const whole = (cut: FigureCut) => cut.figure.dimensions.length === 0;
  const tables = sheet.figures
    .filter((it) => !whole(it))
    .map((cut) => ({ cut, rows: rowsOf(cut, slugsOf(sheet)) }))
    .filter(({ rows }) => rows.some(({ cells }) => cells.some((it) => it !== 'missing')));
  return { said: sheet.figures.filter(whole), tables };
}
