import { Injectable } from '@nestjs/common';
import type { Booked, NewParty } from '@vagval/contract';
import type * as z from 'zod';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { constraintOf, Database } from '../platform/database.ts';
import { newCode, newId } from '../platform/ids.ts';
import { may } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { fullOrClosed, mayBook } from './bookings.rules.ts';
import type { Wanted } from './bookings.rules.ts';
import type { Facts, NewPartyRow } from './bookings.sql.ts';
import { Collector } from './collector.service.ts';
import { FactsReading } from './facts.service.ts';
import { isReachableParty, invalid, sizeOf } from './parties.rules.ts';
import { PartyPages } from './party-pages.service.ts';
import { askedOf, Taking } from './taking.service.ts';
import type { Asked } from './taking.service.ts';

type NewPartyInput = z.output<typeof NewParty>;
type BookedView = Promise<z.output<typeof Booked>>;

/** Who books, as far as it is known: the same request again, and whoever is signed in. */
interface Booker {
  readonly repeatId?: string | undefined;
  readonly account?: CallerAccount | undefined;
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
    private readonly taking: Taking,
    private readonly pages: PartyPages,
  ) {}

  /**
   * `repeatId` is the same whenever this request is repeated, and becomes the party's id: whatever stops a repeat whose
   * first try was committed, its own row or that the places are gone, it is answered with the party that is there.
   */
  async book(slug: string, input: NewPartyInput, by: Booker = {}): BookedView {
    const { repeatId } = by;
    const assistedBy = mayAssist(input, by);
    try {
      return await this.bookAs({ id: repeatId ?? newId(), assistedBy }, slug, input);
    } catch (error) {
      const before = repeatId && (await this.pages.bookedBefore(repeatId).catch(() => undefined));
      if (before) return before;
      throw error;
    }
  }

  private async bookAs(
    made: Pick<NewPartyRow, 'id' | 'assistedBy'>,
    slug: string,
    input: NewPartyInput,
  ): BookedView {
    const now = this.clock.now();
    const unreachable = isReachableParty(input);
    if (unreachable) throw unreachable;
    const ids = input.bookings.map(({ slot }) => slot.toLowerCase());
    const facts = await this.facts.read({ slug, ids, kind: input.kind });
    if (!facts) throw refuse('not_found');
    const asked = input.bookings.map((it) => askedOf(it, sizeOf(input), facts));
    const refusal = mayBook(newcomer(facts, asked, { now, input }));
    if (refusal) throw refusal;
    const party = partyOf(input, { ...made, editionId: facts.edition.id, createdAt: now });
    return withFreshCode(party, async (coded) => {
      const [only, ...more] = asked;
      const alone = more.length === 0 && input.hold === undefined;
      if (only && alone && (await this.bookedAtOnce(coded, only)))
        return this.pages.booked(coded, facts, only);
      await this.db.transaction((tx) => this.taking.bookTogether(tx, coded, { asked, hold: input.hold }));
      return this.pages.bookedAfresh(coded.id);
    });
  }

  /** One statement, where the counter speaks first; false when there is no room and the party will wait. */
  private async bookedAtOnce(party: NewPartyRow, it: Asked): Promise<boolean> {
    const answer = await this.collector.book(party, { ...it, messageId: newId() });
    if (!answer.booked && !(it.wait && answer.standing)) throw fullOrClosed(answer, it);
    return answer.booked;
  }
}

/** Only staff who may do so book for a caller; the answer is whose account it was. */
function mayAssist({ assisted }: NewPartyInput, { account }: Booker): string | null {
  if (!assisted) return null;
  if (!account || !may(account, 'booking.assist')) throw refuse('forbidden');
  return account.id;
}

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

const partyOf = (
  input: NewPartyInput,
  made: Pick<NewPartyRow, 'id' | 'editionId' | 'createdAt' | 'assistedBy'>,
): NewPartyRow => ({
  ...made,
  kind: input.kind,
  size: sizeOf(input),
  reference: newCode(),
  locale: input.locale,
  email: input.contact.email ?? null,
  phone: input.contact.phone ?? null,
  name: input.protected ? null : (input.contact.name ?? null),
  municipality: input.protected ? null : (input.class?.municipality ?? input.municipality ?? null),
  needs: input.needs ?? [],
  school: input.class?.school ?? null,
  className: input.class?.className ?? null,
  grade: input.class?.grade ?? null,
  pupils: input.class?.pupils ?? null,
  staff: input.class?.staff ?? null,
  arrival: input.class?.arrival ?? null,
  schoolId: null,
  accountId: null,
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
