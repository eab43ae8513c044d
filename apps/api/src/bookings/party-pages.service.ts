import { Injectable } from '@nestjs/common';
import type { Booked, PartyWithBookings } from '@vagval/contract';
import type * as z from 'zod';
import { Config } from '../platform/config.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { Links } from '../platform/links.ts';
import type { Link } from '../platform/links.ts';
import { Tickets } from '../platform/tickets.ts';
import type { EditionFacts, Facts, NewPartyRow } from './bookings.sql.ts';
import { readGroups } from './groups.sql.ts';
import type { GroupRow } from './groups.sql.ts';
import { bookingView, dayBits, daysOf, partyView } from './parties.rules.ts';
import { readBookings, readParty } from './parties.sql.ts';
import type { BookingRow, PartyRow } from './parties.sql.ts';

type WithBookings = z.output<typeof PartyWithBookings>;
type BookedView = z.output<typeof Booked>;

/** The party's own page: what it has booked, its link and its ticket. */
@Injectable()
export class PartyPages {
  constructor(
    private readonly db: Database,
    private readonly links: Links,
    private readonly tickets: Tickets,
    private readonly config: Config,
  ) {}

  /** What the bearer of a link may read; a revoked link leads nowhere. */
  async read(link: Link): Promise<WithBookings> {
    const [{ party, bookings }, groups] = await Promise.all([
      this.rowsOf(link),
      readGroups(this.db, link.id),
    ]);
    const view = this.viewOf(party, party.edition, bookings);
    return groups.length === 0 ? view : { ...view, groups: groups.map(groupView) };
  }

  async rowsOf(link: Link): Promise<{ party: PartyRow; bookings: BookingRow[] }> {
    const [party, bookings] = await Promise.all([
      readParty(this.db, link.id),
      readBookings(this.db, link.id),
    ]);
    if (party?.linkRevision !== link.revision) throw refuse('not_found');
    return { party, bookings };
  }

  /** The answer to a booking in one slot, from what is known already. */
  booked(
    party: NewPartyRow,
    { edition, slots }: Facts,
    it: { bookingId: string; slotId: string; places: number },
  ): BookedView {
    const slot = slots.get(it.slotId);
    if (!slot) throw new Error('Booked in a slot that was never read');
    const booking = {
      ...slot,
      id: it.bookingId,
      state: 'confirmed',
      slotId: slot.id,
      places: it.places,
    } as const;
    const nothing = { line: null, offerUntil: null, endedBy: null };
    const row = { ...party, state: 'active', linkRevision: 1 } as const;
    return { ...this.viewOf(row, edition, [{ ...booking, ...nothing }]), ...this.linkOf(row) };
  }

  /** The answer to a booking in several slots, or in a line. */
  async bookedAfresh(partyId: string): Promise<BookedView> {
    const [party, bookings] = await Promise.all([
      readParty(this.db, partyId),
      readBookings(this.db, partyId),
    ]);
    if (!party) throw new Error('The party was not written');
    return { ...this.viewOf(party, party.edition, bookings), ...this.linkOf(party) };
  }

  /** The answer to a booking that was made before; undefined when it was not. */
  async bookedBefore(partyId: string): Promise<BookedView | undefined> {
    const party = await readParty(this.db, partyId);
    return party && this.bookedAfresh(partyId);
  }

  /** The secret token and the address of the party's page in its language. */
  linkOf({ id, linkRevision, locale }: Pick<PartyRow, 'id' | 'linkRevision' | 'locale'>): {
    token: string;
    link: string;
  } {
    const token = this.links.mint('party', id, linkRevision);
    const prefix = locale === 'sv' ? '' : `/${locale}`;
    return { token, link: `${this.config.webOrigin}${prefix}/party/${token}` };
  }

  ticketOf(
    party: Pick<PartyRow, 'id' | 'size' | 'kind' | 'linkRevision'>,
    edition: EditionFacts,
    bookings: readonly Pick<BookingRow, 'state' | 'startsAt'>[],
  ): string {
    const { id, size, kind, linkRevision: revision } = party;
    return this.tickets.sign({
      party: id,
      edition: edition.id,
      size,
      kind,
      days: dayBits(daysOf(edition, bookings)),
      revision,
    });
  }

  private viewOf(
    party: Omit<PartyRow, 'edition'>,
    edition: EditionFacts,
    bookings: readonly Omit<BookingRow, 'offeredAt' | 'madeAt' | 'changedAt' | 'slotState'>[],
  ): WithBookings {
    return {
      party: partyView(party, edition, bookings),
      bookings: bookings.map((it) => bookingView(it, party.locale)),
      ticket: this.ticketOf(party, edition, bookings),
    };
  }
}

const groupView = ({ no, size, visits }: GroupRow) => ({
  no,
  size,
  slots: visits.map(({ slotId }) => slotId),
});
