import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database.ts';
import { Callers } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { accountOfSession } from './accounts.sql.ts';

/** Tells the guard who a session belongs to; asked on every request, so that a right taken away is gone at once. */
@Injectable()
export class AccountCallers extends Callers {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override accountOfSession(tokenHash: Buffer): Promise<CallerAccount | undefined> {
    return accountOfSession(this.db, tokenHash, this.clock.now());
  }
}
