import { Injectable } from '@nestjs/common';
import type { Booked, Choice, NewParty } from '@vagval/contract';
import type * as z from 'zod';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { constraintOf, Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newCode, newId } from '../platform/ids.ts';
import { Links } from '../platform/links.ts';
import { fullOrClosed, mayBook, placesIn } from './bookings.rules.ts';
import type { Counts, Wanted } from './bookings.rules.ts';
import { insertParty } from './bookings.sql.ts';
import type { Answer, EditionFacts, Facts, NewPartyRow } from './bookings.sql.ts';
import { Collector } from './collector.service.ts';
import { FactsReading } from './facts.service.ts';
import { Holds } from './holds.service.ts';
import { Line } from './line.service.ts';
import { insertBookings } from './parties.sql.ts';
import type { NewBooking } from './parties.sql.ts';
import { isReachableParty, invalid, sizeOf } from './parties.rules.ts';
import { PartyPages } from './party-pages.service.ts';
import { lockSlots, takePlaces } from './places.sql.ts';
import type { LockedSlot } from './places.sql.ts';

type NewPartyInput = z.output<typeof NewParty>;
type ChoiceInput = z.output<typeof Choice>;

/** A choice with everything decided that the visitor may leave out. */
interface Asked extends Wanted {
  readonly bookingId: string;
  readonly wait: boolean;
  readonly partOk: boolean;
}

const codeAttempts = 5;

/** A new party books: all of its choices or none. */
@Injectable()
export class Bookings {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly facts: FactsReading,
    private readonly collector: Collector,
    private readonly line: Line,
    private readonly pages: PartyPages,
    private readonly holds: Holds,
    private readonly links: Links,
  ) {}

  async book(slug: string, input: NewPartyInput): Promise<z.output<typeof Booked>> {
    const now = this.clock.now();
    const unreachable = isReachableParty(input);
    if (unreachable) throw unreachable;
    const ids = input.bookings.map(({ slot }) => slot.toLowerCase());
    const facts = await this.facts.read({ slug, ids, kind: input.kind });
    if (!facts) throw refuse('not_found');
    const asked = input.bookings.map((it) => askedOf(it, sizeOf(input), facts));
    const refusal = mayBook(newcomer(facts, asked, { now, input }));
    if (refusal) throw refusal;
    const party = partyOf(input, facts.edition, now);
    return withFreshCode(party, async (coded) => {
      const [only, ...more] = asked;
      const alone = more.length === 0 && input.hold === undefined;
      if (only && alone && (await this.bookedAtOnce(coded, only)))
        return this.pages.booked(coded, facts, only);
      await this.db.transaction((tx) => this.bookTogether(tx, coded, { asked, hold: input.hold }));
      return this.pages.bookedAfresh(coded.id);
    });
  }

  /** Takes places for a party this transaction has locked or just made, or joins the lines of those who will wait. */
  async place(tx: Tx, party: { id: string; editionId: string }, asked: readonly Asked[]): Promise<void> {
    const now = this.clock.now();
    const slots = await lockSlots(tx, idsOf(asked));
    const bookings: NewBooking[] = [];
    for (const it of asked) bookings.push(await placed(tx, it, { slot: slots.get(it.slotId), now }));
    await insertBookings(tx, party, bookings, now);
    // Who is content with a part may fit at once.
    const joined = bookings.filter(({ state, partOk }) => state === 'waiting' && partOk);
    await this.line.offerFreedIn(tx, idsOf(joined), now);
  }

  /** One statement, where the counter speaks first; false when there is no room and the party will wait. */
  private async bookedAtOnce(party: NewPartyRow, it: Asked): Promise<boolean> {
    const answer = await this.collector.book(party, { ...it, messageId: newId() });
    if (!answer.booked && !(it.wait && answer.standing)) throw fullOrClosed(answer, it);
    return answer.booked;
  }

  /** Whatever was kept for this visitor is taken first, before any line may have it; the lines get what is left. */
  private async bookTogether(
    tx: Tx,
    party: NewPartyRow,
    { asked, hold }: { asked: readonly Asked[]; hold: string | undefined },
  ): Promise<void> {
    await insertParty(tx, party, { messageId: newId(), bookings: asked.length });
    const holdId = hold && this.links.read('hold', hold)?.id;
    const kept = holdId ? await this.holds.giveBack(tx, holdId, idsOf(asked)) : [];
    await this.place(tx, party, asked);
    await this.line.offerFreedIn(tx, kept, this.clock.now());
  }
}

/** A choice of a party of this size; ids are compared as text, so they are brought to one spelling. */
export const askedOf = (
  { slot, places, ifFull, partOk }: ChoiceInput,
  size: number,
  { slots }: { slots: ReadonlyMap<string, { counts: Counts }> },
): Asked => ({
  bookingId: newId(),
  slotId: slot.toLowerCase(),
  places: placesIn(slots.get(slot.toLowerCase()), places, size),
  wait: ifFull === 'wait',
  partOk: partOk ?? false,
});

const idsOf = (of: readonly { slotId: string }[]): string[] => of.map(({ slotId }) => slotId);

const newcomer = (
  facts: Facts,
  wanted: readonly Wanted[],
  { now, input }: { now: Date; input: NewPartyInput },
) => ({
  ...facts,
  now,
  finished: facts.edition.state === 'finished',
  party: { kind: input.kind, size: sizeOf(input) },
  wanted,
  held: [],
});

async function placed(
  tx: Tx,
  it: Asked,
  at: { slot: LockedSlot | undefined; now: Date },
): Promise<NewBooking> {
  const { bookingId: id, slotId, places, partOk } = it;
  if (await takePlaces(tx, slotId, places, at.now)) return { id, slotId, places, partOk, state: 'confirmed' };
  const answer = answerOf(at);
  if (!it.wait || !answer.standing) throw fullOrClosed(answer, it);
  return { id, slotId, places, partOk, state: 'waiting' };
}

const answerOf = ({ slot, now }: { slot: LockedSlot | undefined; now: Date }): Answer => ({
  booked: false,
  standing: slot?.state === 'open' && slot.startsAt > now,
  free: slot ? slot.capacity - slot.taken - slot.held : 0,
});

const partyOf = (input: NewPartyInput, edition: EditionFacts, now: Date): NewPartyRow => ({
  id: newId(),
  editionId: edition.id,
  kind: input.kind,
  size: sizeOf(input),
  reference: newCode(),
  locale: input.locale,
  email: input.contact.email ?? null,
  phone: input.contact.phone ?? null,
  name: input.protected ? null : (input.contact.name ?? null),
  municipality: input.class?.municipality ?? input.municipality ?? null,
  needs: input.needs ?? [],
  school: input.class?.school ?? null,
  className: input.class?.className ?? null,
  grade: input.class?.grade ?? null,
  pupils: input.class?.pupils ?? null,
  staff: input.class?.staff ?? null,
  arrival: input.class?.arrival ?? null,
  createdAt: now,
  schoolId: null,
  accountId: null,
  assistedBy: null,
  protected: input.protected ?? false,
  interpreterLanguage: input.interpreter?.language ?? null,
  interpreterVariety: input.interpreter?.variety ?? null,
});

/** Two parties may draw the same code once in a long while: the database refuses the second, which draws again. */
async function withFreshCode<T>(party: NewPartyRow, fn: (coded: NewPartyRow) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fn(attempt === 1 ? party : { ...party, reference: newCode() });
    } catch (error) {
      const constraint = constraintOf(error);
      if (constraint === 'party_municipality_fkey') throw invalid('/body/municipality', 'unknown');
      if (constraint !== 'party_reference' || attempt === codeAttempts) throw error;
    }
  }
}
