import { Injectable } from '@nestjs/common';
import { Accounts } from '../accounts/accounts.service.ts';
import { EditionsService } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { Refusal, refuse } from '../platform/contract/refusal.ts';
import { holdStill } from '../platform/cursor.sql.ts';
import { Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { may } from '../platform/session/caller.ts';
import { BrokenOff, ChunkWriter } from './chunk-writer.ts';
import { ExportKinds } from './export-kinds.service.ts';
import type { Asked, ExportKind, Row, Table } from './export-kinds.service.ts';
import { breakOff, finishExport, takeExport, tellProgress } from './exports.sql.ts';
import type { ExportRow } from './exports.sql.ts';
import { piecesOf } from './pieces.rules.ts';
import { Printer } from './printer.service.ts';

/** One try at one export. */
interface Try {
  readonly row: ExportRow;
  readonly run: string;
  readonly asked: Asked;
  readonly kind: ExportKind;
}

const tellEveryMs = 1000;

/** Makes the files that were asked for, as a worker does it. */
@Injectable()
export class ExportRuns {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly kinds: ExportKinds,
    private readonly editions: EditionsService,
    private readonly accounts: Accounts,
    private readonly printer: Printer,
  ) {}

  /** Makes a file from its beginning, also where another worker died with it. What was stopped or is over stays so. */
  async run(id: string): Promise<void> {
    const run = newId();
    const row = await this.db.transaction((tx) => takeExport(tx, { id, run, now: this.clock.now() }));
    if (!row) return;
    try {
      const { rows, bytes } = await this.make(await this.understood(row, run));
      await finishExport(this.db, { id, run, rows, bytes, now: this.clock.now() });
    } catch (error) {
      if (error instanceof BrokenOff) return;
      // Rights or rows that are gone do not come back by trying again.
      if (!(error instanceof Refusal)) throw error;
      await this.giveUp(id);
    }
  }

  /** Told as failed instead of trying for ever. */
  async giveUp(id: string): Promise<void> {
    await this.db.transaction((tx) => breakOff(tx, { id, state: 'failed', now: this.clock.now() }));
  }

  /** Judged anew: what the asker may have is decided by the rights of the moment when it is made. */
  private async understood(row: ExportRow, run: string): Promise<Try> {
    const kind = this.kinds.find(row.kind);
    const account = await this.accounts.callerOf(row.accountId);
    if (!kind || !account || !may(account, kind.permission)) throw refuse('not_found');
    const edition = await this.editions.own(row.edition, account);
    return { row, run, kind, asked: { edition, account, params: row.params, locale: row.locale } };
  }

  private async make(it: Try): Promise<{ rows: number; bytes: number }> {
    const writer = new ChunkWriter(this.db, { id: it.row.id, run: it.run });
    const rows = it.row.format === 'pdf' ? await this.print(it, writer) : await this.tabulate(it, writer);
    await writer.end();
    return { rows, bytes: writer.bytes };
  }

  /** The rows are read from one view of everything; the pieces are written by connections of their own. */
  private async tabulate(it: Try, writer: ChunkWriter): Promise<number> {
    const { table: prepare } = it.kind;
    if (!prepare) throw refuse('not_found');
    return this.db.transaction(async (tx) => {
      await holdStill(tx);
      const table = await prepare(it.asked, tx);
      const progress = { done: 0 };
      const form = { format: it.row.format, title: it.kind.title(it.asked), locale: it.asked.locale };
      const pieces = piecesOf(table, this.told(it, table, progress), form);
      for await (const piece of pieces) await writer.write(piece);
      return progress.done;
    });
  }

  /** The batches of a table as they are, telling about once a second how many have gone by. */
  private async *told(
    { row, run }: Try,
    { batches, total }: Table,
    progress: { done: number },
  ): AsyncGenerator<readonly Row[]> {
    let toldAt = -Infinity;
    for await (const rows of batches()) {
      if (performance.now() - toldAt >= tellEveryMs) {
        const going = await tellProgress(this.db, { id: row.id, run, done: progress.done, total });
        if (!going) throw new BrokenOff();
        toldAt = performance.now();
      }
      progress.done += rows.length;
      yield rows;
    }
  }

  private async print({ kind, asked }: Try, writer: ChunkWriter): Promise<number> {
    if (!kind.page || !this.printer.ready) throw refuse('not_found');
    const { token, end } = await this.accounts.lendSession(asked.account.id, printSeconds);
    try {
      await writer.write(await this.printer.print(kind.page(asked), { token, locale: asked.locale }));
    } finally {
      await end();
    }
    return 1;
  }
}

const printSeconds = 120;
