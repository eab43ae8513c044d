import { Injectable } from '@nestjs/common';
import type { importRecorded, listRecorded, Reply } from '@vagval/contract';
import { EditionsService } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { effectOf, readRecorded } from './recorded.rules.ts';
import type { Recorded } from './recorded.rules.ts';
import { holdRecorded, noteImport, recordedOf, writeRecorded } from './recorded.sql.ts';

interface Import {
  readonly edition: string;
  readonly fair: string;
  readonly account: string;
  readonly items: readonly Recorded[];
  readonly isTrial: boolean;
}

/** What was counted by hand or in an earlier system, so that this year can stand beside those before. */
@Injectable()
export class RecordedService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
  ) {}

  async list(account: CallerAccount, slug: string): Promise<Reply<typeof listRecorded>> {
    const edition = await this.editions.own(slug, account);
    const items = await recordedOf(this.db, edition.fairId);
    return { items, total: items.length };
  }

  /** Nothing is written while a line is refused, so that nobody has to guess which half came in. */
  async import(
    account: CallerAccount,
    slug: string,
    { csv, dryRun = false }: { csv: string; dryRun?: boolean | undefined },
  ): Promise<Reply<typeof importRecorded>> {
    const { id, fairId } = await this.editions.own(slug, account);
    const { items, refused } = readRecorded(csv);
    const isTrial = dryRun || refused.length > 0;
    const it = { edition: id, fair: fairId, account: account.id, items, isTrial };
    const effect = await this.db.transaction((tx) => this.write(tx, it));
    return { ...effect, refused, written: !isTrial };
  }

  private async write(tx: Tx, { fair, items, isTrial, ...who }: Import) {
    await holdRecorded(tx, fair);
    const { created, changed, unchanged } = effectOf(items, await recordedOf(tx, fair));
    const effect = { created: created.length, changed, unchanged };
    if (isTrial || created.length + changed.length === 0) return effect;
    await writeRecorded(
      tx,
      fair,
      [...created, ...changed].map((it) => ({ ...it, id: newId() })),
    );
    await noteImport(tx, { ...who, created: created.length, changed, now: this.clock.now() });
    return effect;
  }
}
