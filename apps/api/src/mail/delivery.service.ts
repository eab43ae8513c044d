import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database.ts';
import { AppLog } from '../platform/log.ts';
import { patienceOf, verdictOn, waitAfter } from './delivery.rules.ts';
import type { Patience, Verdict } from './delivery.rules.ts';
import { announceDue, claimQueued, markEnded, markSent, markWaiting } from './delivery.sql.ts';
import { Gathering } from './gathering.rules.ts';
import type { MessageRow } from './mail.entity.ts';
import { MailKinds } from './mail.service.ts';
import type { Letter } from './mail.service.ts';
import { Smtp } from './smtp.service.ts';

type Composed = Letter | Verdict | undefined;

const isVerdict = (it: Letter | Verdict): it is Verdict => 'again' in it;

/** Brings a message to its end: sent, suppressed, or failed and told. */
@Injectable()
export class Delivery {
  readonly patience: Patience;
  private readonly claims = new Gathering<string, MessageRow | undefined>((ids) => this.claimAll(ids));
  private readonly receipts = new Gathering<string, undefined>((ids) => this.markAllSent(ids));

  constructor(
    config: Config,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly kinds: MailKinds,
    private readonly smtp: Smtp,
    private readonly log: AppLog,
  ) {
    this.patience = patienceOf(config.mailWaitFactor);
  }

  /** One try. May be asked for any number of times: only a queued message is taken, by one worker. */
  async deliver(id: string): Promise<void> {
    const message = await this.claims.add(id);
    if (!message) return;
    // Whoever tried before died every time: perhaps of this very mail.
    if (message.attempts > this.patience.maxAttempts) return markEnded(this.db, id, 'failed', 'gave_up');
    const letter = await this.composed(message);
    if (!letter) return markEnded(this.db, id, 'suppressed', null);
    const verdict = isVerdict(letter) ? letter : await this.sent(id, letter);
    if (verdict) await this.setAside(message, verdict);
    else await this.receipts.add(id);
  }

  /** Announces again what waits for its next try, was lost on its way or lies in the hands of a dead worker. */
  announceDue(): Promise<number> {
    const { unheardMs } = this.patience;
    return announceDue(this.db, {
      now: this.clock.now(),
      unheardSince: this.fromNow(-unheardMs),
      again: this.fromNow(unheardMs),
    });
  }

  private async composed(message: MessageRow): Promise<Composed> {
    const compose = this.kinds.find(message.kind);
    if (!compose) return { again: false, error: 'unknown_kind' };
    try {
      return await compose(message);
    } catch (error) {
      this.log.error(error, `Composing ${message.kind} ${message.id}`);
      return { again: true, error: 'not_composed' };
    }
  }

  private async sent(id: string, letter: Letter): Promise<Verdict | undefined> {
    try {
      await this.smtp.send(id, letter);
      return undefined;
    } catch (error) {
      return verdictOn(error);
    }
  }

  private async setAside(message: MessageRow, { again, error }: Verdict): Promise<void> {
    const over = !again || message.attempts >= this.patience.maxAttempts;
    if (over) this.log.warn(`Mail ${message.id} failed: ${error}`, 'Mail');
    await (over
      ? markEnded(this.db, message.id, 'failed', error)
      : markWaiting(this.db, message.id, this.fromNow(waitAfter(message.attempts, this.patience)), error));
  }

  private async claimAll(ids: readonly string[]): Promise<(MessageRow | undefined)[]> {
    const distinct = [...new Set(ids)];
    const times = { now: this.clock.now(), until: this.fromNow(this.patience.heldMs) };
    const byId = new Map(
      (await claimQueued(this.db, distinct, times)).map((message) => [message.id, message]),
    );
    // An id asked for twice at once is answered once.
    return ids.map((id) => {
      const message = byId.get(id);
      byId.delete(id);
      return message;
    });
  }

  /** The server has these mails already, so a database that is away for a moment is waited for. */
  private async markAllSent(ids: readonly string[]): Promise<undefined[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        await markSent(this.db, ids, this.clock.now());
        return ids.map(() => undefined);
      } catch (error) {
        if (attempt === 40) throw error;
        await pause(500);
      }
    }
  }

  private fromNow(ms: number): Date {
    return new Date(this.clock.now().getTime() + ms);
  }
}
