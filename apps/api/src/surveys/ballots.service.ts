import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database.ts';
import type { Sql, Tx } from '../platform/database.ts';
import { Keys } from '../platform/keys.ts';
import {
  ballotsAmong,
  countBallots,
  deleteMarks,
  insertBallot,
  lockMark,
  shuffleBallots,
  surveysToForget,
} from './ballots.sql.ts';
import type { Mark } from './ballots.sql.ts';

/**
 * Knows which invitations have been answered without the database knowing (I11): a ballot is an HMAC of its invitation
 * under a key that is in no table. Whoever uses this keeps it so: nothing that tells one answered invitation from
 * another may be written to any row, nor left unwritten. A reminder has a message row for everybody who was invited,
 * and the one that is not sent looks in the database like one that was.
 */
@Injectable()
export class Ballots {
  private readonly key: Buffer;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    keys: Keys,
  ) {
    this.key = keys.for('ballots');
  }

  /** What the answering of an invitation is known by. Another one than its draft's, so that the two do not meet. */
  ballotOf(survey: string, invitation: string): Mark {
    return this.mark('ballot', survey, invitation);
  }

  draftOf(survey: string, invitation: string): Mark {
    return this.mark('draft', survey, invitation);
  }

  /** Spends an invitation; false when it was spent already. Until the transaction ends nobody else acts for it. */
  async spend(tx: Tx, survey: string, invitation: string): Promise<boolean> {
    await this.hold(tx, survey, invitation);
    return insertBallot(tx, this.ballotOf(survey, invitation));
  }

  /** Until the transaction ends nobody else acts for this invitation. */
  async hold(tx: Tx, survey: string, invitation: string): Promise<void> {
    await lockMark(tx, this.ballotOf(survey, invitation));
  }

  async isSpent(sql: Sql, survey: string, invitation: string): Promise<boolean> {
    return (await this.spentAmong(sql, survey, [invitation])).has(invitation);
  }

  /** Those of these invitations of one survey that have been answered. For sending alone: never written, never shown. */
  async spentAmong(sql: Sql, survey: string, invitations: readonly string[]): Promise<Set<string>> {
    const hashes = new Map(invitations.map((id) => [id, this.ballotOf(survey, id).hash]));
    const spent = await ballotsAmong(sql, survey, [...hashes.values()]);
    return new Set(invitations.filter((id) => spent.has(hashes.get(id)?.toString('hex') ?? '')));
  }

  /** How many invitations of a survey have been answered; 0 once it is closed, when responses alone are left. */
  count(sql: Sql, survey: string): Promise<number> {
    return countBallots(sql, survey);
  }

  /** Takes ballots and drafts away; in the transaction that closes the survey. */
  forget(tx: Tx, survey: string): Promise<void> {
    return deleteMarks(tx, survey);
  }

  /** Forgets those of surveys that have closed of themselves, and shuffles the others. */
  async sweep(): Promise<void> {
    for (const survey of await surveysToForget(this.db, this.clock.now()))
      await this.db.transaction((tx) => this.forget(tx, survey));
    await this.db.transaction(shuffleBallots);
  }

  private mark(of: 'ballot' | 'draft', survey: string, invitation: string): Mark {
    const hash = createHmac('sha256', this.key).update(`${of}\0${survey}\0${invitation}`).digest();
    return { survey, hash };
  }
}
