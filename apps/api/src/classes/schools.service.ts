import { Injectable } from '@nestjs/common';
import type { becomeTeacher, importSchools, listSchools, Reply } from '@vagval/contract';
import { Accounts } from '../accounts/accounts.service.ts';
import { EditionsService } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { effectOf, readRegister } from './schools.rules.ts';
import type { SchoolLine } from './schools.rules.ts';
import {
  containing,
  findSchools,
  isSchool,
  knownSchools,
  municipalityCodes,
  recordImport,
  seatTeacher,
  writeSchools,
} from './schools.sql.ts';

const shownAtMost = 50;

interface Import {
  readonly editionId: string;
  readonly accountId: string;
  readonly lines: readonly SchoolLine[];
  readonly isTrial: boolean;
}

/** The register of schools that come with classes, and who becomes a teacher of one. */
@Injectable()
export class Schools {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
    private readonly accounts: Accounts,
  ) {}

  find(query: {
    q?: string | undefined;
    municipality?: string | undefined;
  }): Promise<Reply<typeof listSchools>> {
    const like = containing(query.q);
    return findSchools(this.db, { like, municipality: query.municipality ?? null, limit: shownAtMost });
  }

  /** Reads a register; nothing is written while a line is refused, so that nobody has to guess which half came in. */
  async import(
    account: CallerAccount,
    slug: string,
    { csv, dryRun = false }: { csv: string; dryRun?: boolean | undefined },
  ): Promise<Reply<typeof importSchools>> {
    const edition = await this.editions.own(slug, account);
    const { lines, refused } = readRegister(csv, await municipalityCodes(this.db));
    const isTrial = dryRun || refused.length > 0;
    const it = { editionId: edition.id, accountId: account.id, lines, isTrial };
    const counts = await this.db.transaction((tx) => this.write(tx, it));
    return { ...counts, refused, written: !isTrial };
  }

  /**
   * Promises a sign-in link to whoever says to be a teacher of a school, with an account and a seat where there were
   * none. Only who reads the mail gets in, and then sees no rows but its own.
   */
  async welcome(
    wish: { email: string; school: string; locale?: string | undefined },
    from: string,
  ): Promise<Reply<typeof becomeTeacher>> {
    if (!(await isSchool(this.db, wish.school))) throw refuse('school_unknown');
    const seat = {
      accountId: newId(),
      membershipId: newId(),
      locale: wish.locale ?? 'sv',
      schoolId: wish.school,
    };
    return this.accounts.requestLink(wish, from, (tx, email) =>
      seatTeacher(tx, { ...seat, email, now: this.clock.now() }),
    );
  }

  private async write(tx: Tx, { lines, isTrial, ...who }: Import) {
    const known = await knownSchools(
      tx,
      lines.map(({ unitCode }) => unitCode),
    );
    const { created, changed, unchanged } = effectOf(lines, known);
    const counts = { created: created.length, changed: changed.length, unchanged };
    if (isTrial || created.length + changed.length === 0) return counts;
    await writeSchools(
      tx,
      [...created, ...changed].map((it) => ({ ...it, id: newId() })),
    );
    await recordImport(tx, { ...who, ...counts, now: this.clock.now() });
    return counts;
  }
}
