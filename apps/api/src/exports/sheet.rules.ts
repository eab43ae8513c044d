/** What a table of an export is made of, whichever kind of file it becomes. */

/** `day` holds 'YYYY-MM-DD', `minute` 'YYYY-MM-DD HH:MM' as the clock at the fair shows; `share` is of one. */
export type ColumnKind = 'text' | 'number' | 'share' | 'day' | 'minute';

export interface Column {
  readonly title: string;
  readonly kind: ColumnKind;
  /** In characters. */
  readonly width?: number;
}

/** A word in a column of numbers is a mark, such as hidden. */
export type Value = string | number | null;
export type Row = readonly Value[];

/** A further sheet with few rows, such as the definitions. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

const daysTo1970 = 25_569;
const dayMs = 86_400_000;
const written = /^(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d))?$/;

/** Days since the last of December 1899, as spreadsheets count them; undefined when the text is no day or minute. */
export function serialOf(text: string): number | undefined {
  const [, year, month, day, hour = '0', minute = '0'] = written.exec(text) ?? [];
  if (!year) return undefined;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  return ms / dayMs + daysTo1970;
}
