import { Injectable } from '@nestjs/common';
import { refuse } from '../platform/contract/refusal.ts';
import type { Tx } from '../platform/database.ts';
import { Mail } from '../mail/mail.service.ts';
import { recordAudit } from './bookings.sql.ts';
import { emptyHoldsOf } from './holds.sql.ts';
import { Line } from './line.service.ts';
import { endBookings } from './parties.sql.ts';
import { lockSlots, readLiveOf, readWaitedBeside, writeCapacity, writeWithdrawn } from './places.sql.ts';
import type { LiveBooking, LockedSlot } from './places.sql.ts';
import { releasesFrom } from './seats.rules.ts';

/** What staff do with the places of a slot. */
@Injectable()
export class Places {
  constructor(
    private readonly line: Line,
    private readonly mail: Mail,
  ) {}

  /** A new capacity: never below what is taken or held (`slot_full` says how far it could go down); more goes to the line. */
  async setCapacity(tx: Tx, slotId: string, capacity: number, now: Date): Promise<void> {
    const slot = await this.locked(tx, slotId);
    if (!(await writeCapacity(tx, slotId, capacity)))
      throw refuse('slot_full', { slot: slotId, free: slot.capacity - slot.taken - slot.held });
    await this.line.offerFreed(tx, slotId, now);
    await this.record(tx, { slot, now, action: 'slot.resized', detail: { capacity } });
  }

  /** Releases confirmed bookings nobody has come to, once the minutes of their kind have passed; how many. */
  async releaseNoShows(tx: Tx, slotId: string, now: Date): Promise<number> {
    const ids = await this.end(tx, slotId, { now, endedBy: 'no_show' });
    return ids.length;
  }

  /** Shuts a slot for good: everybody booked or in line is let go, and told. */
  async withdraw(tx: Tx, slotId: string, now: Date): Promise<void> {
    const bookings = await this.end(tx, slotId, { now, endedBy: 'withdrawn' });
    await emptyHoldsOf(tx, slotId);
    await writeWithdrawn(tx, slotId);
    for (const it of bookings.filter(({ hasEmail }) => hasEmail))
      await this.mail.promise(tx, {
        kind: 'party-changed',
        purposeKey: `booking:${it.id}:withdrawn`,
        bookingId: it.id,
        ...it,
      });
  }

  /** Ends those it concerns; their parties' time is free again, so the lines they stand in elsewhere count too. */
  private async end(
    tx: Tx,
    slotId: string,
    { now, endedBy }: { now: Date; endedBy: 'no_show' | 'withdrawn' },
  ): Promise<LiveBooking[]> {
    const waited = await readWaitedBeside(tx, slotId);
    const slot = (await lockSlots(tx, [slotId, ...waited])).get(slotId);
    if (!slot) throw refuse('not_found');
    const from = releasesFrom(slot);
    if (endedBy === 'no_show' && (!from || now < from)) return [];
    const live = await readLiveOf(tx, slotId);
    const ending = endedBy === 'withdrawn' ? live : live.filter(hasNotCome);
    const state = endedBy === 'withdrawn' ? 'cancelled' : 'released';
    await endBookings(
      tx,
      ending.map(({ id }) => id),
      { state, endedBy, now },
    );
    await this.line.offerFreedIn(
      tx,
      endedBy === 'withdrawn' ? waited.filter((id) => id !== slotId) : [slotId, ...waited],
      now,
    );
    await this.record(tx, { slot, now, action: `slot.${endedBy}`, detail: { bookings: ending.length } });
    return ending;
  }

  private async locked(tx: Tx, slotId: string): Promise<LockedSlot> {
    const slot = (await lockSlots(tx, [slotId])).get(slotId);
    if (!slot) throw refuse('not_found');
    return slot;
  }

  private record(tx: Tx, it: { slot: LockedSlot; now: Date; action: string; detail: object }): Promise<void> {
    const { slot, now, action, detail } = it;
    return recordAudit(tx, { at: now, action, editionId: slot.editionId, subjectId: slot.id, detail });
  }
}

const hasNotCome = ({ state, came }: LiveBooking): boolean => state === 'confirmed' && came === null;
