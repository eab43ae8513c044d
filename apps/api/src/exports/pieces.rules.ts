import { directionOf } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { csvHead, csvLines } from './csv.rules.ts';
import type { Format, Row, Table } from './export-kinds.service.ts';
import { xlsxPieces } from './xlsx.rules.ts';

/** The bytes of a table in the format asked for; `batches` are its rows as they come. */
export function piecesOf(
  { columns, after }: Table,
  batches: AsyncIterable<readonly Row[]>,
  { format, title, locale }: { format: Format; title: string; locale: Locale },
): AsyncGenerator<Buffer> {
  if (format === 'csv') return csvPieces(columns, batches, locale);
  return xlsxPieces({ name: title, columns, after, rightToLeft: directionOf(locale) === 'rtl' }, batches);
}

async function* csvPieces(
  columns: Table['columns'],
  batches: AsyncIterable<readonly Row[]>,
  locale: Locale,
): AsyncGenerator<Buffer> {
  yield Buffer.from(csvHead(columns, locale));
  for await (const rows of batches) yield Buffer.from(csvLines(rows, locale));
}
