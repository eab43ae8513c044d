import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { clashIn, takesTime } from './bookings.rules.ts';
import { recordAudit } from './bookings.sql.ts';
import { Line } from './line.service.ts';
import { lockParty, readBookings } from './parties.sql.ts';
import type { BookingRow, PartyRow } from './parties.sql.ts';
import { Places } from './places.service.ts';
import { lockSlots } from './places.sql.ts';
import type { LockedSlot } from './places.sql.ts';
import { countsFrom, releasesFrom } from './seats.rules.ts';
import {
  readDueReleases,
  readRestOfDay,
  readSeat,
  tellHolders,
  writeCame,
  writeDropIns,
  writeSeated,
  writeStates,
} from './seats.sql.ts';

/** Who does it: a member of staff, now. */
export interface AtTheStand {
  readonly accountId: string;
  readonly now: Date;
}

const releasesAtATime = 100;

/** What happens at the place while a slot is on: who came, who came late, who just came, and when it stands still. */
@Injectable()
export class Seats {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly places: Places,
    private readonly line: Line,
  ) {}

  /**
   * How many of a party came; null takes it back. Who stands in line, or comes after the release, is let in where
   * there is room. Returns the slot. Refuses: not_found, too_early, wrong_state, slot_full.
   */
  async came(tx: Tx, bookingId: string, came: number | null, by: AtTheStand): Promise<string> {
    const seat = await readSeat(tx, bookingId);
    const party = seat && (await lockParty(tx, seat.partyId));
    if (!seat || !party) throw refuse('not_found');
    const slot = await this.locked(tx, seat.slotId);
    const bookings = await readBookings(tx, party.id);
    const booking = bookings.find(({ id }) => id === seat.id);
    if (!booking) throw refuse('not_found');
    notBefore(countsFrom(slot), by.now);
    if (booking.state === 'confirmed') await writeCame(tx, booking.id, came, by.now);
    else await this.seat(tx, { slot, booking, party, bookings, came: came ?? 0 }, by.now);
    await this.record(tx, slot, { ...by, action: 'booking.came', subjectId: booking.id, detail: { came } });
    return slot.id;
  }

  /** Persons without a booking; fewer than none takes a count back. Refuses: too_early, wrong_state, slot_full. */
  async dropIn(tx: Tx, slotId: string, count: number, by: AtTheStand): Promise<void> {
    const slot = await this.locked(tx, slotId);
    notBefore(countsFrom(slot), by.now);
    if (slot.state !== 'open' && count > 0) throw refuse('wrong_state', { state: slot.state });
    if (!(await writeDropIns(tx, slotId, count, by.now)))
      throw refuse('slot_full', { slot: slotId, free: 0 });
    await this.record(tx, slot, { ...by, action: 'slot.dropped-in', subjectId: slotId, detail: { count } });
  }

  /** Releases what nobody has come to. Refuses: wrong_state where that is never done, too_early. */
  async release(tx: Tx, slotId: string, by: AtTheStand): Promise<number> {
    const slot = await this.locked(tx, slotId);
    const from = releasesFrom(slot);
    if (!from || slot.state === 'withdrawn') throw refuse('wrong_state', { state: slot.state });
    notBefore(from, by.now);
    return this.places.releaseNoShows(tx, slotId, by.now);
  }

  /** The place stands still for the rest of the day: nobody books, no offer is made, whoever has a place is told. */
  pause(tx: Tx, placeId: string, by: AtTheStand): Promise<{ slots: number; told: number }> {
    return this.turn(tx, placeId, { from: 'open', to: 'paused', tell: 'slot-paused', ...by });
  }

  /** It goes on: the same people are told, and what became free meanwhile goes to the line. */
  async resume(tx: Tx, placeId: string, by: AtTheStand): Promise<{ slots: number; told: number }> {
    return this.turn(tx, placeId, { from: 'paused', to: 'open', tell: 'slot-resumed', ...by });
  }

  /** Releases everywhere where that is done without the host, each slot in a transaction of its own. */
  async releaseDue(now = this.clock.now()): Promise<void> {
    for (const slotId of await readDueReleases(this.db, now, releasesAtATime))
      await this.db.transaction((tx) => this.places.releaseNoShows(tx, slotId, now));
  }

  private async turn(
    tx: Tx,
    placeId: string,
    it: AtTheStand & { from: 'open' | 'paused'; to: 'open' | 'paused'; tell: 'slot-paused' | 'slot-resumed' },
  ): Promise<{ slots: number; told: number }> {
    const seen = await readRestOfDay(tx, placeId, it.from, it.now);
    const slots = [...(await lockSlots(tx, seen)).values()].filter(({ state }) => state === it.from);
    const ids = slots.map(({ id }) => id);
    await writeStates(tx, ids, it.to);
    if (it.to === 'open') await this.line.offerFreedIn(tx, ids, it.now);
    const told = await tellHolders(tx, ids, it.tell, it.now);
    for (const slot of slots)
      await this.record(tx, slot, { ...it, action: `slot.${it.to}`, subjectId: slot.id, detail: {} });
    return { slots: ids.length, told };
  }

  /** Whoever stood in line is let in only once the slot has begun: until then the line itself decides. */
  private async seat(
    tx: Tx,
    it: { slot: LockedSlot; booking: BookingRow; party: PartyRow; bookings: BookingRow[]; came: number },
    now: Date,
  ): Promise<void> {
    const { slot, booking, party, bookings, came } = it;
    const isLate = booking.state === 'released' || booking.state === 'waiting';
    if (!isLate || came === 0) throw refuse('wrong_state', { state: booking.state });
    notBefore(slot.startsAt, now);
    const places = Math.min(came, booking.places);
    const others = bookings.filter((other) => other.id !== booking.id && takesTime(other));
    const clash = clashIn([{ ...booking, places }], party.size, others);
    if (clash) throw refuse('overlaps', clash);
    if (!(await writeSeated(tx, { bookingId: booking.id, slotId: slot.id, places, came }, now)))
      throw refuse('slot_full', { slot: slot.id, free: Math.max(0, slot.capacity - slot.taken - slot.held) });
  }

  private async locked(tx: Tx, slotId: string): Promise<LockedSlot> {
    const slot = (await lockSlots(tx, [slotId])).get(slotId);
    if (!slot) throw refuse('not_found');
    return slot;
  }

  private record(
    tx: Tx,
    slot: LockedSlot,
    it: AtTheStand & { action: string; subjectId: string; detail: object },
  ): Promise<void> {
    const { now, action, subjectId, detail, accountId } = it;
    return recordAudit(tx, { at: now, action, editionId: slot.editionId, subjectId, detail, accountId });
  }
}

function notBefore(from: Date, now: Date): void {
  if (now < from) throw refuse('too_early', { from: from.toISOString() });
}
