import { setImmediate as everythingRead } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.ts';
import type { PartyKind } from './bookings.rules.ts';
import { readFacts } from './bookings.sql.ts';
import type { Facts } from './bookings.sql.ts';

interface Asked {
  readonly slug: string;
  readonly ids: readonly string[];
  readonly kind: PartyKind;
}

interface Batch {
  readonly ids: Set<string>;
  readonly facts: Promise<Facts | undefined>;
}

/**
 * Reads what the rules need. Requests that come while a reading is under way share the next one: when thousands book
 * at once a round trip each would cost as much as the booking. Nothing is kept, every reading begins after all of the
 * requests it serves, and it may hold slots of others beside the asked ones.
 */
@Injectable()
export class FactsReading {
  private readonly next = new Map<string, Batch>();
  private readonly underWay = new Map<string, Promise<unknown>>();

  constructor(private readonly db: Database) {}

  read(it: Asked): Promise<Facts | undefined> {
    const key = `${it.kind} ${it.slug}`;
    const batch = this.next.get(key) ?? this.begin(key, it);
    for (const id of it.ids) batch.ids.add(id);
    return batch.facts;
  }

  private begin(key: string, it: Asked): Batch {
    const ids = new Set<string>();
    const batch = { ids, facts: this.readNext(key, it, ids) };
    this.next.set(key, batch);
    return batch;
  }

  private async readNext(
    key: string,
    { slug, kind }: Asked,
    ids: ReadonlySet<string>,
  ): Promise<Facts | undefined> {
    await this.underWay.get(key);
    await everythingRead();
    this.next.delete(key);
    const reading = readFacts(this.db, slug, [...ids], kind);
    const settled = reading.then(nothing, nothing);
    this.underWay.set(key, settled);
    void settled.then(() => this.underWay.get(key) === settled && this.underWay.delete(key));
    return reading;
  }
}

const nothing = (): void => undefined;
