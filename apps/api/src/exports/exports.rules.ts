import type { ExportView } from '@vagval/contract';
import type * as z from 'zod';
import type { Format } from './export-kinds.service.ts';
import type { ExportRow } from './exports.sql.ts';

const dayMs = 86_400_000;
/** A file is old after a week, and can be had anew. */
const keptDays = 7;

export const expiryOf = (asked: Date): Date => new Date(asked.getTime() + keptDays * dayMs);

export const mediaTypes: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** A name every system takes: of the title, the edition and the day. */
export function fileNameOf(title: string, edition: string, { day, format }: { day: string; format: Format }) {
  const words = `${title} ${edition} ${day}`.replaceAll(/[\p{Cc}\\/:*?"<>|]/gu, ' ');
  return `${words.replaceAll(/\s+/g, ' ').trim().slice(0, 120)}.${format}`;
}

export const viewOf = (row: ExportRow): z.output<typeof ExportView> => ({
  id: row.id,
  edition: row.edition,
  kind: row.kind,
  format: row.format,
  locale: row.locale,
  state: row.state,
  rowsDone: row.rowsDone,
  rowsTotal: row.rowsTotal,
  bytes: row.bytes,
  fileName: row.fileName,
  askedAt: row.askedAt.toISOString(),
  doneAt: row.doneAt?.toISOString() ?? null,
  expiresAt: row.expiresAt.toISOString(),
});
