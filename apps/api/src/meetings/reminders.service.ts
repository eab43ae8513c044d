import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database.ts';
import { promiseReminders } from './reminders.sql.ts';

/** Reminds parties of their day, as the rules of the kinds say. */
@Injectable()
export class Reminders {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Promises what is due; harmless to do twice or late. How many were promised. */
  remind(): Promise<number> {
    return this.db.transaction((tx) => promiseReminders(tx, this.clock.now()));
  }
}
