import { Injectable } from '@nestjs/common';
import type {
  addBankQuestion,
  addBankVersion,
  In,
  listBank,
  readBankQuestion,
  Reply,
  retireBankQuestion,
} from '@vagval/contract';
import { EditionsService } from '../editions/editions.service.ts';
import type { Edition } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { fitted, wrongsOf } from './bank.rules.ts';
import type { NewWording } from './bank.rules.ts';
import { bankOf, insertVersion, noteSurveys, usesOf, versionsOf, writeRetired } from './bank.sql.ts';
import type { UseRow, VersionRow } from './bank.sql.ts';

type Use = Reply<typeof readBankQuestion>['used'][number];

const viewOf = ({ id: _id, retired: _retired, madeAt, ...it }: VersionRow) => ({
  ...it,
  madeAt: madeAt.toISOString(),
});
const useOf = ({ key: _key, ...it }: UseRow) => it as Use;

interface Making {
  readonly me: CallerAccount;
  readonly edition: Edition;
  readonly key: string;
  readonly after: number;
  readonly comparable: boolean;
}

/** The questions of an organiser, each in versions that never change. */
@Injectable()
export class Bank {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
  ) {}

  async list(me: CallerAccount, { params, query }: In<typeof listBank>): Promise<Reply<typeof listBank>> {
    const { organiserId } = await this.editions.own(params.edition, me);
    const rows = await bankOf(this.db, organiserId, { ...query, words: query.words || undefined });
    const uses = await usesOf(
      this.db,
      organiserId,
      rows.map(({ key }) => key),
    );
    const items = rows.map((row) => ({
      ...viewOf(row),
      retired: row.retired,
      used: uses.filter(({ key }) => key === row.key).map(useOf),
    }));
    return { items, total: items.length };
  }

  async read(
    me: CallerAccount,
    { edition, key }: In<typeof readBankQuestion>['params'],
  ): Promise<Reply<typeof readBankQuestion>> {
    const { organiserId } = await this.editions.own(edition, me);
    const versions = await versionsOf(this.db, organiserId, key);
    const [newest] = versions;
    if (!newest) throw refuse('not_found');
    const used = (await usesOf(this.db, organiserId, [key])).map(useOf);
    return { key, retired: newest.retired, versions: versions.map(viewOf), used };
  }

  async add(
    me: CallerAccount,
    { params, body }: In<typeof addBankQuestion>,
  ): Promise<Reply<typeof addBankQuestion>> {
    const { key, ...wording } = body;
    const edition = await this.editions.own(params.edition, me);
    const made = await this.make({ me, edition, key, after: 0, comparable: true }, wording);
    if (!made) throw refuse('question_key_taken');
    return viewOf(made);
  }

  async version(
    me: CallerAccount,
    { params, body }: In<typeof addBankVersion>,
  ): Promise<Reply<typeof addBankVersion>> {
    const { after, comparable, ...wording } = body;
    const edition = await this.editions.own(params.edition, me);
    if ((await versionsOf(this.db, edition.organiserId, params.key)).length === 0) throw refuse('not_found');
    const made = await this.make({ me, edition, key: params.key, after, comparable }, wording);
    if (!made) throw refuse('version_made');
    return viewOf(made);
  }

  async retire(me: CallerAccount, { params, body }: In<typeof retireBankQuestion>): Promise<void> {
    const edition = await this.editions.own(params.edition, me);
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const at = body.retired ? now : null;
      const subject = await writeRetired(tx, { organiser: edition.organiserId, key: params.key, at });
      if (!subject) throw refuse('not_found');
      const action = body.retired ? 'question.retired' : 'question.offered';
      await noteSurveys(tx, { at: now, action, edition: edition.id, subject, account: me.id });
    });
  }

  private make(it: Making, sent: NewWording): Promise<VersionRow | undefined> {
    const wording = fitted(sent);
    const errors = wrongsOf(wording).map((wrong) => ({ ...wrong, message: wrong.code.replaceAll('_', ' ') }));
    if (errors.length > 0) throw refuse('invalid', { errors });
    return this.db.transaction((tx) => this.write(tx, it, wording));
  }

  private async write(tx: Tx, it: Making, wording: NewWording): Promise<VersionRow | undefined> {
    const { me, edition, key, after, comparable } = it;
    const at = this.clock.now();
    const made = await insertVersion(tx, {
      id: newId(),
      organiser: edition.organiserId,
      key,
      after,
      comparable,
      wording,
      at,
    });
    if (!made) return undefined;
    const detail = { key, version: made.version, comparable };
    const done = { at, action: 'question.versioned', edition: edition.id, subject: made.id, account: me.id };
    await noteSurveys(tx, { ...done, detail });
    return made;
  }
}
