import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Reply, readSession as ReadSession } from '@vagval/contract';
import { isLocale } from '@vagval/text';
import { Mail } from '../mail/mail.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { sha256 } from '../platform/keys.ts';
import { Limits } from '../platform/limits.ts';
import { Links } from '../platform/links.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import {
  linkMinutes,
  linkRevision,
  normalised,
  permissionsOf,
  sessionHours,
  whyNotSpent,
} from './accounts.rules.ts';
import {
  callerWithId,
  deleteEnded,
  deleteSession,
  findLink,
  findOwn,
  insertLentSession,
  insertLink,
  insertSession,
  spendLink,
} from './accounts.sql.ts';

type SessionView = Reply<typeof ReadSession>;

/** Whoever waits less long learns nothing about whether an account exists. */
const answerAfterMs = 200;

export const sessionSeconds = sessionHours * 3600;

/** Signing in by a mailed link, and the sessions that come of it. */
@Injectable()
export class Accounts {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly links: Links,
    private readonly limits: Limits,
    private readonly mail: Mail,
  ) {}

  /**
   * Promises a link to the account of this address, if there is one; the caller cannot tell. `prepare` may make the
   * account first: it is counted by the same limits.
   */
  async requestLink(
    wish: { email: string; locale?: string | undefined },
    from: string,
    prepare?: (tx: Tx, email: string) => Promise<void>,
  ): Promise<{ sent: true }> {
    const email = normalised(wish.email);
    await this.limits.take('sign-in-from', from, { points: 100, seconds: 900 });
    await this.limits.take('sign-in-to', email, { points: 20, seconds: 3600 });
    await this.limits.take('sign-in', `${email} ${from}`, { points: 5, seconds: 900 });
    const promising = this.db.transaction(async (tx) => {
      await prepare?.(tx, email);
      await this.promiseLink(tx, email, wish.locale);
    });
    await Promise.all([promising, pause(answerAfterMs)]);
    return { sent: true };
  }

  /** Spends a link; the session's token is always a new one, whatever the caller came with. */
  async open(linkToken: string, oldToken: string | undefined): Promise<{ token: string; view: SessionView }> {
    const link = this.links.read('sign-in', linkToken);
    if (link?.revision !== linkRevision) throw refuse('not_found');
    const token = randomBytes(32).toString('base64url');
    const account = await this.db.transaction((tx) => this.spend(tx, link.id, token));
    if (oldToken) await this.close(oldToken);
    return { token, view: await this.read(account) };
  }

  async close(token: string | undefined): Promise<void> {
    if (token) await deleteSession(this.db, sha256(token));
  }

  async read(account: string): Promise<SessionView> {
    const own = await findOwn(this.db, account);
    if (!own) throw refuse('not_found');
    const { id, email, locale, roles, organisations } = own;
    return {
      account: { id, email, locale: isLocale(locale) ? locale : 'sv' },
      roles,
      may: permissionsOf(roles),
      organisations,
    };
  }

  /** Whom work done later is done for, with the rights of now; undefined when the account is gone. */
  async callerOf(account: string): Promise<CallerAccount | undefined> {
    const [caller] = await callerWithId(this.db, account);
    return caller;
  }

  /** A session for work on the account's behalf that looks at our own pages; `end` it when that is done. */
  async lendSession(account: string, seconds: number): Promise<{ token: string; end: () => Promise<void> }> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + seconds * 1000);
    await this.db.transaction((tx) =>
      insertLentSession(tx, { tokenHash: sha256(token), account, now, expiresAt }),
    );
    return { token, end: () => this.close(token) };
  }

  forgetEnded(): Promise<void> {
    return deleteEnded(this.db, this.clock.now());
  }

  private async promiseLink(tx: Tx, email: string, wanted: string | undefined): Promise<void> {
    const id = newId();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + linkMinutes * 60_000);
    const account = await insertLink(tx, { id, email, now, expiresAt });
    if (!account) return;
    const locale = wanted ?? account.locale;
    await this.mail.promise(tx, { kind: 'sign-in', purposeKey: `sign-in/${id}`, locale, signInLinkId: id });
  }

  private async spend(tx: Tx, link: string, token: string): Promise<string> {
    const now = this.clock.now();
    const account = await spendLink(tx, link, now);
    if (!account) throw whyNotSpent(await findLink(tx, link));
    const expiresAt = new Date(now.getTime() + sessionSeconds * 1000);
    await insertSession(tx, { tokenHash: sha256(token), account, now, expiresAt });
    return account;
  }
}
