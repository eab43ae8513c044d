import { Injectable } from '@nestjs/common';
import { refuse } from '../platform/contract/refusal.ts';
import type { PartyLink } from '../platform/session/caller.ts';
import { clashIn, fullOrClosed, mayBook, placesIn, takesTime } from './bookings.rules.ts';
import type { Wanted } from './bookings.rules.ts';
import { readFacts } from './bookings.sql.ts';
import { Line } from './line.service.ts';
import { isLive, mayEnd, waitedBeside } from './parties.rules.ts';
import { readBookings, writeMoved } from './parties.sql.ts';
import type { BookingRow } from './parties.sql.ts';
import { bookingOf, PartyChanges } from './party-changes.service.ts';
import type { OpenVisit, PartyPage } from './party-changes.service.ts';
import { lockSlots, takePlaces } from './places.sql.ts';
import type { LockedSlot } from './places.sql.ts';
import { answerOf, withinShare } from './taking.service.ts';

/**
 * A booking goes to another slot and stays the same booking: its entry in a calendar moves with it. Who waits joins the
 * end of the other line, or gets places there at once; who has places never loses them for a slot that is full.
 */
@Injectable()
export class Moves {
  constructor(
    private readonly changes: PartyChanges,
    private readonly line: Line,
  ) {}

  move(link: PartyLink, bookingId: string, to: { slot: string; places?: number | undefined }): PartyPage {
    return this.changes.changing(link, async (visit) => {
      const { tx, party, now } = visit;
      if (party.state === 'cancelled') throw refuse('party_cancelled');
      const seen = bookingOf(visit, bookingId);
      const wanted = await mayMove(visit, seen, to);
      const slots = await lockSlots(tx, [
        seen.slotId,
        wanted.slotId,
        ...waitedBeside(visit.bookings, [seen]),
      ]);
      const fresh = { ...visit, bookings: await readBookings(tx, party.id) };
      await moveTo(fresh, bookingOf(fresh, bookingId), { wanted, slot: slots.get(wanted.slotId) });
      await this.line.offerFreedIn(tx, slots.keys(), now);
      await this.changes.tell(visit, 'booking.moved', bookingId);
    });
  }
}

/** What the move asks of the other slot; the rules do not count the booking that leaves. */
async function mayMove(
  { tx, party, bookings, now }: OpenVisit,
  booking: BookingRow,
  to: { slot: string; places?: number | undefined },
): Promise<Wanted> {
  const slotId = to.slot.toLowerCase();
  if (!isLive(booking)) throw refuse('wrong_state', { state: booking.state });
  if (!mayEnd(now)(booking)) throw refuse('slot_closed', { slot: booking.slotId });
  if (slotId === booking.slotId) throw refuse('already_booked', { slot: slotId });
  const facts = await readFacts(tx, party.edition.slug, [slotId], party.kind);
  if (!facts) throw refuse('not_found');
  const asNow = booking.counts === 'persons' ? booking.places : party.size;
  const wanted = { slotId, places: placesIn(facts.slots.get(slotId), to.places ?? asNow, party.size) };
  const held = bookings.filter((it) => isLive(it) && it.id !== booking.id);
  const finished = facts.edition.state === 'finished';
  const refusal = mayBook({ ...facts, now, finished, party, wanted: [wanted], held });
  if (refusal) throw refusal;
  return wanted;
}

/** Both slots are locked: an offer may have come, or have ended, since the rules were asked. */
async function moveTo(
  { tx, party, bookings, now }: OpenVisit,
  booking: BookingRow,
  { wanted, slot }: { wanted: Wanted; slot: LockedSlot | undefined },
): Promise<void> {
  if (!isLive(booking)) throw refuse('wrong_state', { state: booking.state });
  if (!slot) throw refuse('slot_unknown', { slot: wanted.slotId });
  const others = bookings.filter((it) => it.id !== booking.id && takesTime(it));
  const clash = clashIn([{ ...slot, ...wanted }], party.size, others);
  if (clash) throw refuse('overlaps', clash);
  const taken = await takePlaces(tx, wanted.slotId, wanted.places, now);
  const answer = answerOf(slot, now);
  if (!taken && (booking.state !== 'waiting' || !answer.standing)) throw fullOrClosed(answer, wanted);
  const to = { ...wanted, state: taken ? ('confirmed' as const) : ('waiting' as const) };
  await withinShare(wanted.slotId, () => writeMoved(tx, booking.id, to, now));
}
