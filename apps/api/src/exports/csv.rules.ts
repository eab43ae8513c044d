import { stringify } from 'csv-stringify/sync';
import type { Column, Row, Value } from './sheet.rules.ts';

/** What spreadsheets take for the beginning of a formula, in wide letters too; a tab or a line break may hide one. */
const formula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Text that no spreadsheet runs: an apostrophe says that it is text. */
export const guarded = (text: string): string => (formula.test(text) ? `'${text}` : text);

const delimiter = ';';

/** The first bytes of the file: without the mark Excel reads UTF-8 as something else. */
export const csvHead = (columns: readonly Column[], locale: string): string =>
  `\uFEFF${csvLines([columns.map(({ title }) => title)], locale)}`;

/** Lines with semicolons and CRLF, as Excel opens them where commas are decimal signs: in Swedish they are. */
export const csvLines = (rows: readonly Row[], locale: string): string =>
  stringify(
    rows.map((row) => row.map((value) => written(value, locale))),
    { delimiter, record_delimiter: '\r\n', quoted_match: /['\r\n\t]/ },
  );

function written(value: Value, locale: string): string {
  if (value === null) return '';
  if (typeof value === 'string') return guarded(value);
  const text = String(value);
  return locale === 'sv' ? text.replace('.', ',') : text;
}
