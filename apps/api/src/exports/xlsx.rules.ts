import writeExcelFile from 'write-excel-file/node';
import type { Cell, SheetData } from 'write-excel-file/node';
import { serialOf } from './sheet.rules.ts';
import type { Column, ColumnKind, Row, Sheet, Value } from './sheet.rules.ts';
import { unzipped, zipped } from './zip.rules.ts';

/** A workbook: the sheet whose rows stream, and the small ones after it. */
export interface Book {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly after: readonly Sheet[];
  readonly rightToLeft: boolean;
}

const streamedSheet = 'xl/worksheets/sheet1.xml';
const formats: Partial<Record<ColumnKind, string>> = {
  number: '#,##0.##',
  share: '0%',
  day: 'yyyy-mm-dd',
  minute: 'yyyy-mm-dd hh:mm',
};

/**
 * The bytes of a workbook. The library holds every row in memory and the event loop for seconds, so it makes the book
 * with one row for show, whose styles the real rows take over as they come.
 */
export async function* xlsxPieces(
  book: Book,
  batches: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Buffer> {
  const parts = unzipped(await template(book));
  const sheet = parts.get(streamedSheet) ?? '';
  const start = sheet.indexOf('<row r="2"');
  const end = sheet.indexOf('</sheetData>');
  if (start < 0 || end < start) throw new Error('The workbook has no row to begin after');
  const styles = [...sheet.slice(start, end).matchAll(/<c r="[A-Z]+2"(?: s="(\d+)")?/g)].map(([, it]) => it);
  const rows = withRows([sheet.slice(0, start), sheet.slice(end)], batches, styles);
  const entries = [...parts].map(([name, text]) => ({ name, text: name === streamedSheet ? rows : [text] }));
  yield* zipped(entries);
}

async function* withRows(
  [before, after]: readonly [string, string],
  batches: AsyncIterable<readonly Row[]>,
  styles: readonly (string | undefined)[],
): AsyncGenerator<string> {
  yield before;
  let number = 2;
  for await (const rows of batches) {
    let text = '';
    for (const row of rows) text += rowText(row, number++, styles);
    yield text;
  }
  yield after;
}

function rowText(row: Row, number: number, styles: readonly (string | undefined)[]): string {
  let cells = '';
  for (const [at, value] of row.entries()) {
    if (value === null) continue;
    cells += cellText(value, `${letterOf(at)}${number}`, styles[at]);
  }
  return `<row r="${number}">${cells}</row>`;
}

function cellText(value: string | number, place: string, style: string | undefined): string {
  const styled = style === undefined ? '' : ` s="${style}"`;
  if (typeof value === 'number') return `<c r="${place}"${styled}><v>${value}</v></c>`;
  const serial = style === undefined ? undefined : serialOf(value);
  if (serial !== undefined) return `<c r="${place}"${styled}><v>${serial}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

function letterOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letterOf(Math.floor(column / 26) - 1) + last;
}

/** What XML 1.0 cannot hold at all is left out. */
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(unwritable, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const template = ({ name, columns, after, rightToLeft }: Book): Promise<Buffer> =>
  writeExcelFile([
    sheetOf({ name, columns, rows: [columns.map(({ kind }) => (kind === 'text' ? 'x' : 1))] }, rightToLeft),
    ...after.map((sheet) => sheetOf(sheet, rightToLeft)),
  ]).toBuffer();

const usualWidth = 16;

const sheetOf = ({ name, columns, rows }: Sheet, rightToLeft: boolean) => ({
  sheet: sheetName(name),
  data: [columns.map(({ title }) => headCell(title)), ...rows.map((row) => rowOf(row, columns))] as SheetData,
  columns: columns.map(({ width = usualWidth }) => ({ width })),
  stickyRowsCount: 1,
  rightToLeft,
});

/** At most 31 characters, and none of those a formula could mistake. */
const sheetName = (name: string): string => name.replaceAll(/[[\]:*?/\\']/g, ' ').slice(0, 31);

const headCell = (value: string): Cell => ({
  value,
  type: String,
  fontWeight: 'bold',
  wrap: true,
  backgroundColor: '#e8eef2',
});

const rowOf = (row: Row, columns: readonly Column[]): Cell[] =>
  row.map((value, at) => plainCell(value, columns[at]?.kind ?? 'text'));

function plainCell(value: Value, kind: ColumnKind): Cell {
  if (value === null || value === '') return null;
  const format = formats[kind];
  if (typeof value === 'number') return { value, type: Number, ...(format && { format }) };
  return {
    value: value.toWellFormed().replaceAll(unwritable, ''),
    type: String,
    wrap: true,
    alignVertical: 'top',
  };
}
