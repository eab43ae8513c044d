import { Injectable } from '@nestjs/common';
import type { changeParty, Choice, In } from '@vagval/contract';
import type * as z from 'zod';
import { refuse } from '../platform/contract/refusal.ts';
import type { PartyLink } from '../platform/session/caller.ts';
import { clashIn, mayBook, takesTime } from './bookings.rules.ts';
import { readFacts } from './bookings.sql.ts';
import { Line } from './line.service.ts';
import { bookingOf, PartyChanges } from './party-changes.service.ts';
import type { OpenVisit, PartyPage } from './party-changes.service.ts';
import { PartyPages } from './party-pages.service.ts';
import { interpreterAfter, invalid, isLive, mayEnd, resized, waitedBeside } from './parties.rules.ts';
import { endBookings, readBookings, writeAccepted, writeParty, writePartyCancelled } from './parties.sql.ts';
import type { BookingRow } from './parties.sql.ts';
import { lockSlots } from './places.sql.ts';
import type { LockedSlot } from './places.sql.ts';
import { askedOf, bringTo, Taking, withinShare } from './taking.service.ts';

type Change = In<typeof changeParty>['body'];

/** What the holder of a party's link does. The party is locked first, then slots in the order of their ids. */
@Injectable()
export class Parties {
  constructor(
    private readonly line: Line,
    private readonly taking: Taking,
    private readonly pages: PartyPages,
    private readonly changes: PartyChanges,
  ) {}

  read(link: PartyLink): PartyPage {
    return this.pages.read(link);
  }

  add(link: PartyLink, choice: z.output<typeof Choice>): PartyPage {
    return this.changes.changing(link, async (visit) => {
      const { tx, party, now } = visit;
      if (party.state === 'cancelled') throw refuse('party_cancelled');
      const facts = await readFacts(tx, party.edition.slug, [choice.slot.toLowerCase()], party.kind);
      if (!facts) throw refuse('not_found');
      const asked = askedOf(choice, party.size, facts);
      const held = visit.bookings.filter(isLive);
      const finished = facts.edition.state === 'finished';
      const refusal = mayBook({ ...facts, now, finished, party, wanted: [asked], held });
      if (refusal) throw refusal;
      await withinShare(asked.slotId, () => this.taking.place(tx, party, [asked]));
      await this.changes.tell(visit, 'booking.made', asked.bookingId);
    });
  }

  change(link: PartyLink, change: Change): PartyPage {
    return this.changes.changing(link, async (visit) => {
      const { tx, party } = visit;
      if (party.state === 'cancelled') throw refuse('party_cancelled');
      if (party.kind === 'single' && (change.size ?? 1) !== 1) throw invalid('/body/size', 'too_big');
      const size = resized(party, change.size);
      await writeParty(tx, party.id, {
        ...size,
        needs: change.needs ?? party.needs,
        ...interpreterAfter(party, change.interpreter),
        locale: change.locale ?? party.locale,
      });
      if (size.size === party.size) return;
      await this.resize(visit, size.size);
      await this.changes.tell(
        { ...visit, party: { ...party, locale: change.locale ?? party.locale } },
        'party.resized',
      );
    });
  }

  cancel(link: PartyLink): PartyPage {
    return this.changes.changing(link, async (visit) => {
      if (visit.party.state === 'cancelled') return;
      await this.end(visit, visit.bookings.filter(mayEnd(visit.now)), 'by_party');
      await writePartyCancelled(visit.tx, visit.party.id, visit.now);
      await this.changes.tell(visit, 'party.cancelled');
    });
  }

  changePlaces(link: PartyLink, bookingId: string, places: number): PartyPage {
    return this.changes.changing(link, async (visit) => {
      const { tx, party, now } = visit;
      const booking = bookingOf(visit, bookingId);
      if (!isLive(booking)) throw refuse('wrong_state', { state: booking.state });
      if (booking.counts === 'parties') return;
      if (places > party.size) throw refuse('over_party_size', { slot: booking.slotId });
      if (places === booking.places) return;
      const slots = await lockSlots(tx, [booking.slotId, ...waitedBeside(visit.bookings, [booking])]);
      const moved = { ...visit, bookings: await readBookings(tx, party.id) };
      await this.moveTo(moved, bookingOf(moved, bookingId), { slot: slots.get(booking.slotId), places });
      await this.line.offerFreedIn(tx, slots.keys(), now);
      await this.changes.tell(visit, 'booking.changed', bookingId);
    });
  }

  cancelBooking(link: PartyLink, bookingId: string): PartyPage {
    return this.changes.changing(link, async (visit) => {
      const booking = bookingOf(visit, bookingId);
      if (!mayEnd(visit.now)(booking)) return;
      await this.end(visit, [booking], 'by_party');
      await this.changes.tell(visit, 'booking.cancelled', bookingId);
    });
  }

  accept(link: PartyLink, bookingId: string): PartyPage {
    return this.changes.changing(link, async (visit) => {
      const booking = await this.offerOf(visit, bookingId);
      if (booking.state === 'confirmed') return;
      const others = visit.bookings.filter(({ id, state }) => id !== bookingId && state === 'confirmed');
      const clash = clashIn([booking], visit.party.size, others);
      if (clash) throw refuse('overlaps', clash);
      await writeAccepted(visit.tx, booking, visit.now);
      await this.changes.tell(visit, 'offer.accepted', bookingId);
    });
  }

  decline(link: PartyLink, bookingId: string): PartyPage {
    return this.changes.changing(link, async (visit) => {
      if (bookingOf(visit, bookingId).endedBy === 'declined') return;
      const booking = await this.offerOf(visit, bookingId);
      if (booking.state !== 'offered') throw refuse('no_offer');
      await this.end(visit, [booking], 'declined');
      await this.changes.record(visit, 'offer.declined', bookingId);
    });
  }

  /** The offer as it is once its slot is locked: it may have been made or have expired just now. */
  private async offerOf(visit: OpenVisit, bookingId: string): Promise<BookingRow> {
    const { tx, party, now } = visit;
    const seen = bookingOf(visit, bookingId);
    await lockSlots(tx, [seen.slotId, ...waitedBeside(visit.bookings, [seen])]);
    const booking = bookingOf({ ...visit, bookings: await readBookings(tx, party.id) }, bookingId);
    if (booking.endedBy === 'expired') throw refuse('offer_expired');
    if (booking.state === 'confirmed' && booking.offeredAt) return booking;
    if (booking.state !== 'offered' || !booking.offerUntil) throw refuse('no_offer');
    if (booking.offerUntil <= now) throw refuse('offer_expired');
    return booking;
  }

  /** Ends bookings and lets the line have the places; the party's own time is free again too, so its lines count. */
  private async end(
    visit: OpenVisit,
    bookings: readonly BookingRow[],
    endedBy: 'by_party' | 'declined',
  ): Promise<void> {
    const { tx, now } = visit;
    const slotIds = [...bookings.map(({ slotId }) => slotId), ...waitedBeside(visit.bookings, bookings)];
    await lockSlots(tx, slotIds);
    await endBookings(
      tx,
      bookings.map(({ id }) => id),
      { state: 'cancelled', endedBy, now },
    );
    await this.line.offerFreedIn(tx, slotIds, now);
  }

  /** Every live booking shrinks with the party, those that have begun too: I3 is about all of them. */
  private async resize({ tx, party, bookings: seen, now }: OpenVisit, size: number): Promise<void> {
    const slots = await lockSlots(
      tx,
      seen.filter(isLive).map(({ slotId }) => slotId),
    );
    const bookings = await readBookings(tx, party.id);
    for (const booking of bookings.filter((it) => isLive(it) && it.places > size))
      await bringTo(tx, booking, size, now);
    const kept = bookings.filter(takesTime).map((it) => ({ ...it, places: Math.min(it.places, size) }));
    const clash = clashIn(kept, size);
    if (clash) throw refuse('overlaps', clash);
    await this.line.offerFreedIn(tx, slots.keys(), now);
  }

  /** Gives or takes places of one booking; whoever waits for more keeps the place in line, it was asked for then. */
  private async moveTo(
    { tx, party, bookings, now }: OpenVisit,
    booking: BookingRow,
    { slot, places }: { slot: LockedSlot | undefined; places: number },
  ): Promise<void> {
    const { id, slotId, state } = booking;
    if (!isLive(booking)) throw refuse('wrong_state', { state });
    if (!slot || slot.startsAt <= now) throw refuse('slot_closed', { slot: slotId });
    if (places > booking.places && state !== 'waiting') {
      const others = bookings.filter((it) => it.id !== id && takesTime(it));
      const clash = clashIn([{ ...booking, places }], party.size, others);
      if (clash) throw refuse('overlaps', clash);
      if (slot.state !== 'open') throw refuse('slot_closed', { slot: slotId });
    }
    if (!(await bringTo(tx, booking, places, now)))
      throw refuse('slot_full', { slot: slotId, free: slot.capacity - slot.taken - slot.held });
  }
}
