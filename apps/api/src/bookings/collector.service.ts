import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.ts';
import { bookOne } from './bookings.sql.ts';
import type { Answer, NewPartyRow } from './bookings.sql.ts';
import { bookTogether } from './collector.sql.ts';
import type { OneBooking } from './collector.sql.ts';

interface Asked {
  readonly party: NewPartyRow;
  readonly it: OneBooking;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

const mostTogether = 64;
const writesAtOnce = 4;
/** Beside another writing, so that one slot somebody holds does not stop all: fewer than these wait and save a commit. */
const worthAnother = 16;
const yes: Answer = { booked: true, standing: true, free: 0 };

/**
 * Bookings that arrive while others are being written are written together: one statement, one commit. Where not all
 * fit, or anything goes wrong, each is tried by itself in the order of arrival. A slot is in one writing at a time, so
 * nobody is overtaken; nobody waits while the database is idle, and nothing here decides who gets a place.
 */
@Injectable()
export class Collector {
  private waiting: Asked[] = [];
  private readonly busySlots = new Set<string>();
  private writes = 0;
  private isDue = false;

  constructor(private readonly db: Database) {}

  /** Books a new party in one slot; rejects with what the database says. */
  book(party: NewPartyRow, it: OneBooking): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.waiting.push({ party, it, resolve, reject });
    this.soon();
    return promise;
  }

  /** After everything that has arrived by now has been read. */
  private soon(): void {
    if (this.isDue) return;
    this.isDue = true;
    setImmediate(() => {
      this.isDue = false;
      while (this.writes === 0 ? this.begin(1) : this.writes < writesAtOnce && this.begin(worthAnother));
    });
  }

  /** Begins to write those who may go now, in the order of arrival, when they are at least so many. */
  private begin(least: number): boolean {
    const isFree = ({ it }: Asked): boolean => !this.busySlots.has(it.slotId);
    const group = this.waiting.filter(isFree).slice(0, mostTogether);
    if (group.length < least) return false;
    const going = new Set(group);
    this.waiting = this.waiting.filter((asked) => !going.has(asked));
    const bySlot = Map.groupBy(group, ({ it }) => it.slotId);
    for (const slotId of bySlot.keys()) this.busySlots.add(slotId);
    this.writes++;
    void this.write(group, bySlot);
    return true;
  }

  private async write(group: readonly Asked[], bySlot: ReadonlyMap<string, readonly Asked[]>): Promise<void> {
    const alone = group.length === 1;
    const booked = alone ? nobody : await bookTogether(this.db, group).catch(() => nobody);
    const left = [...bySlot].map(([slotId, there]) => this.finish(slotId, there, booked));
    if (alone) await Promise.all(left);
    this.writes--;
    this.soon();
  }

  /** Answers those who are booked and tries the others, one after the other; other slots do not wait for that. */
  private async finish(slotId: string, there: readonly Asked[], booked: ReadonlySet<string>): Promise<void> {
    for (const asked of there) {
      if (booked.has(asked.it.bookingId)) asked.resolve(yes);
      else await bookOne(this.db, asked.party, asked.it).then(asked.resolve, asked.reject);
    }
    this.busySlots.delete(slotId);
    this.soon();
  }
}

const nobody: ReadonlySet<string> = new Set();
