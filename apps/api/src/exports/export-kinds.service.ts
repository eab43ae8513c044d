import { Injectable } from '@nestjs/common';
import type { ExportFormat, Permission } from '@vagval/contract';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';
import type { Edition } from '../editions/editions.service.ts';
import type { Tx } from '../platform/database.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import type { Column, Row, Sheet } from './sheet.rules.ts';

export type Format = z.output<typeof ExportFormat>;
export type { Column, Row, Sheet, Value } from './sheet.rules.ts';

/** What somebody asked for, as the worker sees it later: with the rights of that moment. */
export interface Asked {
  readonly edition: Edition;
  readonly account: CallerAccount;
  readonly params: Readonly<Record<string, string>>;
  readonly locale: Locale;
}

/** Rows for CSV and Excel. They are read in one transaction that holds still, and come in batches. */
export interface Table {
  readonly columns: readonly Column[];
  /** How many rows there will be, for the progress. */
  readonly total: number;
  readonly batches: () => AsyncIterable<readonly Row[]>;
  /** Sheets after the rows; in Excel alone. */
  readonly after: readonly Sheet[];
}

/** A kind of file. Features register theirs when the application starts. */
export interface ExportKind {
  readonly kind: string;
  /** What the asker needs both when asking and when it is made. */
  readonly permission: Permission;
  readonly formats: readonly Format[];
  /** Of no kind are there two names: what the file is called before the edition and the day. */
  readonly title: (asked: Asked) => string;
  /** Whether these parameters say what is wanted; left out: there are none. */
  readonly accepts?: (asked: Asked) => boolean | Promise<boolean>;
  readonly table?: (asked: Asked, tx: Tx) => Promise<Table>;
  /** The page a PDF is printed from, without language. */
  readonly page?: (asked: Asked) => string;
}

@Injectable()
export class ExportKinds {
  private readonly kinds = new Map<string, ExportKind>();

  register(it: ExportKind): void {
    if (this.kinds.has(it.kind)) throw new Error(`Two features make exports of kind '${it.kind}'`);
    this.kinds.set(it.kind, it);
  }

  find(kind: string): ExportKind | undefined {
    return this.kinds.get(kind);
  }
}

/** Rows that are in memory already. */
export const tableOf = (
  columns: readonly Column[],
  rows: readonly Row[],
  after: readonly Sheet[],
): Table => ({
  columns,
  total: rows.length,
  after,
  batches: () => inBatches(rows),
});

const batch = 1000;

async function* inBatches(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += batch) yield await Promise.resolve(rows.slice(at, at + batch));
}
