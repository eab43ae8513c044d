import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ExportView, listExports, Reply } from '@vagval/contract';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';
import { EditionsService } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { StreamedFile } from '../platform/contract/streamed-file.ts';
import { holdStill } from '../platform/cursor.sql.ts';
import { Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { Limits } from '../platform/limits.ts';
import { announce } from '../platform/outbox.sql.ts';
import { may } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { ExportKinds } from './export-kinds.service.ts';
import type { Asked, ExportKind, Format, Table } from './export-kinds.service.ts';
import { expiryOf, fileNameOf, mediaTypes, viewOf } from './exports.rules.ts';
import {
  breakOff,
  chunkAt,
  deleteExport,
  exportsOf,
  exportWithId,
  insertExport,
  sameExport,
  sweepExports,
} from './exports.sql.ts';
import type { ExportRow } from './exports.sql.ts';
import { piecesOf } from './pieces.rules.ts';
import { Printer } from './printer.service.ts';

type View = z.output<typeof ExportView>;

export const exportTopic = 'exports.make';

/** What is wanted of an edition. */
export interface Wish {
  readonly kind: string;
  readonly format: Format;
  readonly params: Readonly<Record<string, string>>;
  readonly locale: Locale;
  /** Of what will be shown, where the same file may serve again. */
  readonly contentHash?: string;
}

const lookEveryMs = 250;

/** Files made of much data: a worker makes them, the one who asked fetches them. */
@Injectable()
export class Exports {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
    private readonly kinds: ExportKinds,
    private readonly printer: Printer,
    private readonly limits: Limits,
  ) {}

  /** Has a file made. A kind the asker may not have is as unknown as one that does not exist. */
  async start(account: CallerAccount, slug: string, wish: Wish): Promise<View> {
    const edition = await this.editions.own(slug, account);
    const kind = this.kinds.find(wish.kind);
    const asked: Asked = { edition, account, params: wish.params, locale: wish.locale };
    if (!kind?.formats.includes(wish.format)) throw refuse('export_unknown');
    if (!may(account, kind.permission)) throw refuse('export_unknown');
    if (!(await accepts(kind, asked))) throw refuse('export_unknown');
    if (wish.format === 'pdf' && !this.printer.ready) throw refuse('pdf_unavailable');
    await this.limits.take('export', account.id, { points: 40, seconds: 600 });
    const id = newId();
    const now = this.clock.now();
    const fileName = this.nameFor(kind, asked, wish.format);
    const [editionId, accountId] = [edition.id, account.id];
    const { format, params, locale, contentHash } = wish;
    await this.db.transaction(async (tx) => {
      await insertExport(tx, {
        ...{ id, editionId, accountId, kind: kind.kind, format, params, locale, contentHash, fileName, now },
        expiresAt: expiryOf(now),
      });
      await announce(tx, exportTopic, id);
    });
    return viewOf(await this.own(account, id));
  }

  async list(account: CallerAccount): Promise<Reply<typeof listExports>> {
    const items = (await exportsOf(this.db, account.id, this.clock.now())).map(viewOf);
    return { items, total: items.length, pdf: this.printer.ready };
  }

  async read(account: CallerAccount, id: string): Promise<View> {
    return viewOf(await this.own(account, id));
  }

  /** The file as it is kept; refused until it is done. */
  async file(account: CallerAccount, id: string): Promise<StreamedFile> {
    const row = await this.own(account, id);
    if (row.state === 'queued' || row.state === 'running') throw refuse('not_ready_yet');
    if (row.state !== 'done') throw refuse('not_found');
    return this.stored(row);
  }

  /** Stops what is on its way; throws away what is over. */
  async end(account: CallerAccount, id: string): Promise<void> {
    await this.own(account, id);
    const now = this.clock.now();
    const stopped = await this.db.transaction((tx) => breakOff(tx, { id, state: 'stopped', now }));
    if (!stopped) await deleteExport(this.db, id);
  }

  /**
   * A file for somebody who waits: one of the same content that is ready or on its way serves, else it is made now.
   * Refused with not_ready_yet when it takes longer than `waitMs`.
   */
  async fileNow(
    account: CallerAccount,
    slug: string,
    wish: Wish & { contentHash: string },
    waitMs: number,
  ): Promise<StreamedFile> {
    const edition = await this.editions.own(slug, account);
    const now = this.clock.now();
    const same = { ...wish, editionId: edition.id, now };
    const [known] = await sameExport(this.db, same);
    const id = known?.id ?? (await this.start(account, slug, wish)).id;
    for (let waited = 0; waited <= waitMs; waited += lookEveryMs) {
      const [row] = await exportWithId(this.db, id);
      if (row?.state === 'done') return this.stored(row);
      if (!row || row.state === 'failed' || row.state === 'stopped') break;
      await pause(lookEveryMs);
    }
    throw refuse('not_ready_yet');
  }

  /** A small file at once, without a job. */
  async fileAtOnce(account: CallerAccount, slug: string, wish: Wish): Promise<StreamedFile> {
    const edition = await this.editions.own(slug, account);
    const kind = this.kinds.find(wish.kind);
    const asked: Asked = { edition, account, params: wish.params, locale: wish.locale };
    const prepare = kind?.table;
    if (!prepare || !may(account, kind.permission)) throw refuse('not_found');
    const form = { format: wish.format, title: kind.title(asked), locale: wish.locale };
    const bytes = await this.db.transaction(async (tx) => {
      await holdStill(tx);
      const table = await prepare(asked, tx);
      const pieces: Buffer[] = [];
      for await (const piece of piecesOf(table, table.batches(), form)) pieces.push(piece);
      return pieces;
    });
    const name = this.nameFor(kind, asked, wish.format);
    return new StreamedFile({ name, type: mediaTypes[wish.format], pieces: Readable.from(bytes) });
  }

  /** A small table for anybody, made at once. */
  csv(name: string, table: Table, locale: Locale): StreamedFile {
    const pieces = piecesOf(table, table.batches(), { format: 'csv', title: name, locale });
    return new StreamedFile({ name, type: mediaTypes.csv, pieces });
  }

  sweep(): Promise<void> {
    return sweepExports(this.db, this.clock.now());
  }

  private async own(account: CallerAccount, id: string): Promise<ExportRow> {
    const [row] = await exportWithId(this.db, id);
    if (row?.accountId !== account.id || row.expiresAt <= this.clock.now()) throw refuse('not_found');
    return row;
  }

  private nameFor(kind: ExportKind, asked: Asked, format: Format): string {
    const day = this.clock.now().toISOString().slice(0, 10);
    return fileNameOf(kind.title(asked), asked.edition.name, { day, format });
  }

  private stored({ id, fileName, format, bytes }: ExportRow): StreamedFile {
    const pieces = this.pieces(id);
    return new StreamedFile({ name: fileName, type: mediaTypes[format], length: bytes, tag: id, pieces });
  }

  private async *pieces(id: string): AsyncGenerator<Buffer> {
    for (let position = 0; ; position++) {
      const [chunk] = await chunkAt(this.db, id, position);
      if (!chunk) return;
      yield chunk.body;
    }
  }
}

const accepts = async (kind: ExportKind, asked: Asked): Promise<boolean> =>
  kind.accepts ? kind.accepts(asked) : Object.keys(asked.params).length === 0;
