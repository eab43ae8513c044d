import { Injectable } from '@nestjs/common';
import { unknownPlaceholder } from '@vagval/contract';
import type { In, readWordsVersion, restoreWords, saveWords } from '@vagval/contract';
import { EditionsService } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Sql, Tx } from '../platform/database.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { insertVersion, versionsOf, wordsOf } from './evaluation-words.sql.ts';
import type { NewVersion, VersionRow } from './evaluation-words.sql.ts';

type Part = In<typeof saveWords>['params']['part'];
type Written = Omit<NewVersion, 'edition' | 'account' | 'now'>;

/** What staff write beside the figures. Every save is a version, and nothing anybody wrote is ever written over. */
@Injectable()
export class EvaluationWordsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
  ) {}

  async read({ edition: slug, part }: { edition: string; part: Part }, account: CallerAccount) {
    const edition = await this.editionOf(slug, account);
    const [versions, standing] = await Promise.all([
      versionsOf(this.db, edition, part),
      wordsIn(this.db, edition, part),
    ]);
    return { ...standing, versions: versions.map(versionOut) };
  }

  async version(params: In<typeof readWordsVersion>['params'], account: CallerAccount) {
    const edition = await this.editionOf(params.edition, account);
    const found = await versionIn(this.db, { edition, part: params.part, version: params.version });
    return { ...versionOut(found), body: found.body };
  }

  async save({ params, body: { body, base } }: In<typeof saveWords>, account: CallerAccount) {
    const placeholder = unknownPlaceholder(body);
    if (placeholder !== undefined) throw refuse('placeholder_unknown', { placeholder });
    const edition = await this.editionOf(params.edition, account);
    return this.db.transaction((tx) => this.write(tx, { part: params.part, base, body }, edition, account));
  }

  async restore({ params, body: { version, base } }: In<typeof restoreWords>, account: CallerAccount) {
    const edition = await this.editionOf(params.edition, account);
    return this.db.transaction(async (tx) => {
      const { body } = await versionIn(tx, { edition, part: params.part, version });
      return this.write(tx, { part: params.part, base, body, restores: version }, edition, account);
    });
  }

  private async write(tx: Tx, it: Written, edition: string, account: CallerAccount) {
    const made = await insertVersion(tx, { ...it, edition, account: account.id, now: this.clock.now() });
    const [now] = await versionsOf(tx, edition, it.part);
    if (made.length === 0) {
      const { version, body, by, at } = now ?? { version: 0, body: '', by: null, at: this.clock.now() };
      throw refuse('words_changed', { version, body, by, at: at.toISOString() });
    }
    return wordsIn(tx, edition, it.part as Part);
  }

  /** Only the organiser's own people: for others there is no such edition. */
  private async editionOf(slug: string, account: CallerAccount): Promise<string> {
    const edition = await this.editions.bySlug(slug);
    if (!account.organisers.includes(edition.organiserId)) throw refuse('not_found');
    return edition.id;
  }
}

async function wordsIn(sql: Sql, edition: string, part: Part) {
  const standing = (await wordsOf(sql, edition)).find((it) => it.part === part);
  return { part, version: standing?.version ?? 0, body: standing?.body ?? '' };
}

async function versionIn(sql: Sql, at: { edition: string; part: string; version: number }) {
  const found = (await versionsOf(sql, at.edition, at.part)).find((it) => it.version === at.version);
  if (!found) throw refuse('not_found');
  return found;
}

const versionOut = ({ version, by, at, restores }: VersionRow) => ({
  version,
  by,
  at: at.toISOString(),
  restores,
});
