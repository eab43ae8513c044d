import { Injectable } from '@nestjs/common';
import type {
  assistParty,
  correctParty,
  FoundParty,
  In,
  readPartyHistory,
  Reply,
  searchParties,
} from '@vagval/contract';
import type * as z from 'zod';
import { PartyPages } from '../bookings/party-pages.service.ts';
import { EditionsService } from '../editions/editions.service.ts';
import { Mail } from '../mail/mail.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { doerOf, masked, searchesOf } from './assist.rules.ts';
import { historyOf, partiesFound, partyFound, writeAssisted, writeCorrection } from './assist.sql.ts';
import type { FoundRow } from './assist.sql.ts';

type Found = z.output<typeof FoundParty>;
type Correction = In<typeof correctParty>['body'];

/** Which party of which edition, and who at the telephone. */
export interface OnBehalf {
  readonly edition: string;
  readonly party: string;
  readonly account: CallerAccount;
}

const mostFound = 20;
const mostHistory = 200;

/** What staff do for whoever calls: find the visit, open it, send the ticket again, mend an address. */
@Injectable()
export class Assistance {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
    private readonly pages: PartyPages,
    private readonly mail: Mail,
  ) {}

  async search(slug: string, q: string, account: CallerAccount): Promise<Reply<typeof searchParties>> {
    const { id: edition } = await this.editions.own(slug, account);
    for (const search of searchesOf(q)) {
      const rows = await partiesFound(this.db, edition, search, mostFound);
      if (rows.length > 0) return { items: rows.map(foundView), total: rows.length };
    }
    return { items: [], total: 0 };
  }

  async history(of: OnBehalf): Promise<Reply<typeof readPartyHistory>> {
    const { row } = await this.found(of);
    const entries = await historyOf(this.db, row.id, mostHistory);
    const items = entries.map(({ at, action, accountId, staff, slot }) => ({
      at: at.toISOString(),
      action,
      by: doerOf({ action, accountId }),
      staff,
      slot,
    }));
    return { party: foundView(row), items, total: items.length };
  }

  /** The party's own page, as its bearer sees it. */
  async open(of: OnBehalf): Promise<Reply<typeof assistParty>> {
    const { row, edition } = await this.found(of);
    await this.db.transaction((tx) => this.record(tx, of, edition, 'party.assisted'));
    return this.pages.linkOf(row);
  }

  /** Somebody must still be reached; an address that is new gets the ticket. */
  async correct(of: OnBehalf, change: Correction): Promise<Found> {
    const { row, edition } = await this.found(of);
    const email = change.email === undefined ? row.email : change.email;
    const phone = change.phone === undefined ? row.phone : change.phone;
    if (email === null && phone === null && !row.assisted) throw refuse('contact_required');
    await this.db.transaction(async (tx) => {
      await writeCorrection(tx, row.id, { email, phone, protected: change.protected ?? row.protected });
      await this.record(tx, of, edition, 'party.corrected');
      if (email !== null && email !== row.email && row.state === 'active')
        await this.promiseTicket(tx, row, edition);
    });
    return foundView((await this.found(of)).row);
  }

  async sendAgain(of: OnBehalf): Promise<{ queued: boolean }> {
    const { row, edition } = await this.found(of);
    if (row.email === null) throw refuse('contact_required');
    if (row.state === 'cancelled') throw refuse('party_cancelled');
    await this.db.transaction(async (tx) => {
      await this.promiseTicket(tx, row, edition);
      await this.record(tx, of, edition, 'party.sent-again');
    });
    return { queued: true };
  }

  /** The first letter when there has been none; else the same once more. */
  private async promiseTicket(tx: Tx, row: FoundRow, editionId: string): Promise<void> {
    const promised = { kind: 'party-confirmed', partyId: row.id, locale: row.locale, editionId };
    const first = await this.mail.promise(tx, { ...promised, purposeKey: `party:${row.id}:confirmed` });
    if (!first) await this.mail.promise(tx, { ...promised, purposeKey: `party:${row.id}:again:${newId()}` });
  }

  private async found({
    edition: slug,
    party,
    account,
  }: OnBehalf): Promise<{ row: FoundRow; edition: string }> {
    const { id: edition } = await this.editions.own(slug, account);
    const [row] = await partyFound(this.db, edition, party);
    if (!row) throw refuse('not_found');
    return { row, edition };
  }

  private record(tx: Tx, { party, account }: OnBehalf, edition: string, action: string): Promise<void> {
    return writeAssisted(tx, { at: this.clock.now(), action, edition, party, account: account.id });
  }
}

const foundView = ({ linkRevision: _, phone, madeAt, ...row }: FoundRow): Found => ({
  ...row,
  email: masked(row.email),
  hasPhone: phone !== null,
  madeAt: madeAt.toISOString(),
});
