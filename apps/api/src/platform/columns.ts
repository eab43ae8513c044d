import { parse } from 'csv-parse/sync';

/** A line of a text with columns; `line` as in the file, the first is 1. */
export interface ColumnsLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The lines of a text with columns between semicolons, tabs or commas, whichever the first line has most of. Cells are
 * text, whatever they begin with; empty lines are left out. Undefined when quotation marks do not match.
 */
export function readColumns(csv: string): ColumnsLine[] | undefined {
  const text = csv.replace(/^\ufeff/, '');
  const options = {
    delimiter: delimiterOf(text),
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    info: true,
  };
  try {
    const rows = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch {
    return undefined;
  }
}

function delimiterOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const counts = [';', '\t', ','].map((sign) => [sign, first.split(sign).length] as const);
  return counts.reduce((most, it) => (it[1] > most[1] ? it : most))[0];
}
