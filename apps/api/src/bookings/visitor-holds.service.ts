import { Injectable } from '@nestjs/common';
import type { Hold, NewHold } from '@vagval/contract';
import type * as z from 'zod';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { Limits } from '../platform/limits.ts';
import { Links } from '../platform/links.ts';
import { mayBook, placesIn } from './bookings.rules.ts';
import type { Wanted } from './bookings.rules.ts';
import type { Facts } from './bookings.sql.ts';
import { FactsReading } from './facts.service.ts';
import { Holds } from './holds.service.ts';
import { invalid } from './parties.rules.ts';

type NewHoldInput = z.output<typeof NewHold>;

const holdSeconds = 300;
/** By address, and as long as a hold lives: so many can be alive at once. A whole school sits behind one address. */
const perAddress = { points: 150, seconds: holdSeconds };
const linkRevision = 1;

/** Places kept for a visitor who is about to book. Whoever has the secret may give them back; nobody is named. */
@Injectable()
export class VisitorHolds {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly facts: FactsReading,
    private readonly holds: Holds,
    private readonly links: Links,
    private readonly limits: Limits,
  ) {}

  /** Keeps what could be booked, by the same rules. `from` is the caller's address. */
  async ask(slug: string, input: NewHoldInput, from: string): Promise<z.output<typeof Hold>> {
    if (input.kind === 'single' && input.size !== 1) throw invalid('/body/size', 'too_big');
    await this.limits.take('hold-from', from, perAddress);
    const ids = input.bookings.map(({ slot }) => slot.toLowerCase());
    const facts = await this.facts.read({ slug, ids, kind: input.kind });
    if (!facts) throw refuse('not_found');
    const now = this.clock.now();
    const wanted = wantedOf(input, facts);
    const finished = facts.edition.state === 'finished';
    const refusal = mayBook({ ...facts, now, finished, party: input, wanted, held: [] });
    if (refusal) throw refusal;
    const until = new Date(now.getTime() + holdSeconds * 1000);
    const hold = { editionId: facts.edition.id, until, places: wanted };
    const id = await this.db.transaction((tx) => this.holds.replace(tx, this.idOf(input.replaces), hold));
    return { hold: this.links.mint('hold', id, linkRevision), until: until.toISOString() };
  }

  async letGo(token: string): Promise<{ released: true }> {
    const id = this.idOf(token);
    if (id) await this.db.transaction((tx) => this.holds.release(tx, id, this.clock.now()));
    return { released: true };
  }

  private idOf(token: string | undefined): string | undefined {
    return token === undefined ? undefined : this.links.read('hold', token)?.id;
  }
}

const wantedOf = ({ bookings, size }: NewHoldInput, { slots }: Facts): Wanted[] =>
  bookings.map(({ slot, places }) => {
    const slotId = slot.toLowerCase();
    return { slotId, places: placesIn(slots.get(slotId), places, size) };
  });
