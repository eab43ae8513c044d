import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { hasFilledTheTime, isTooLateToAsk, offerEnds, walkLine } from './line.rules.ts';
import type { Gift, Turn } from './line.rules.ts';
import {
  expireOffersOf,
  readExpired,
  readLine,
  readTurns,
  readWaitedByExpired,
  writeGifts,
} from './line.sql.ts';
import { lockSlots } from './places.sql.ts';
import type { LockedSlot } from './places.sql.ts';

const slotsAtATime = 200;

/** The waiting line: what becomes free goes to whoever has waited longest and fits. */
@Injectable()
export class Line {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Call it after anything that may have made room in a slot, in the same transaction, with the slot locked. After
   * it nobody waits who would fit (I2), but for a party that has filled the time with something else meanwhile: it
   * keeps its place in line, and whoever frees its time calls this again for the slots it waits for.
   */
  async offerFreed(tx: Tx, slotId: string, now: Date): Promise<void> {
    const slot = (await lockSlots(tx, [slotId])).get(slotId);
    if (slot?.state !== 'open' || slot.startsAt <= now) return;
    const free = slot.capacity - slot.taken - slot.held;
    if (free <= 0) return;
    const { gifts, turns } = await this.chosen(tx, slot, free);
    if (gifts.length === 0) return;
    const written = gifts.map((gift) => ({
      ...gift,
      state: stateOf(turns.get(gift.partyId), slot, now),
      messageId: newId(),
    }));
    await writeGifts(tx, slotId, written, { now, offerUntil: offerEnds(slot, now) });
  }

  /** The same for several slots, in the order of their ids; all of them are locked. */
  async offerFreedIn(tx: Tx, slotIds: Iterable<string>, now: Date): Promise<void> {
    for (const slotId of [...new Set(slotIds)].sort()) await this.offerFreed(tx, slotId, now);
  }

  /** Ends offers that nobody answered, each slot in a transaction of its own; the places go on to the next in line. */
  async expireOffers(now = this.clock.now()): Promise<void> {
    for (;;) {
      const slotIds = await readExpired(this.db, now, slotsAtATime);
      for (const slotId of slotIds) await this.db.transaction((tx) => this.expireIn(tx, slotId, now));
      if (slotIds.length < slotsAtATime) return;
    }
  }

  private async expireIn(tx: Tx, slotId: string, now: Date): Promise<void> {
    // Read before the lock: whoever is passed by because of such an offer stood in that line before it was made.
    const waited = await readWaitedByExpired(tx, slotId, now);
    await lockSlots(tx, [slotId, ...waited]);
    const freed = await expireOffersOf(tx, slotId, now);
    if (freed > 0) await this.offerFreedIn(tx, [slotId, ...waited], now);
  }

  /** Walks the line again whenever somebody is found to have filled the time, since others may fit in their stead. */
  private async chosen(
    tx: Tx,
    slot: LockedSlot,
    free: number,
  ): Promise<{ gifts: Gift[]; turns: Map<string, Turn> }> {
    const turns = new Map<string, Turn>();
    let line = await readLine(tx, slot.id, free);
    for (;;) {
      const gifts = walkLine(free, line);
      const unknown = gifts.map(({ partyId }) => partyId).filter((id) => !turns.has(id));
      if (unknown.length > 0)
        for (const [id, turn] of await readTurns(tx, unknown, slot)) turns.set(id, turn);
      const passed = new Set(
        gifts.filter((gift) => isPassedBy(gift, turns, slot)).map(({ bookingId }) => bookingId),
      );
      if (passed.size === 0) return { gifts, turns };
      line = line.filter(({ bookingId }) => !passed.has(bookingId));
    }
  }
}

const isPassedBy = (gift: Gift, turns: Map<string, Turn>, slot: LockedSlot): boolean => {
  const turn = turns.get(gift.partyId);
  return !turn || hasFilledTheTime(gift, turn, slot);
};

/**
 * A party that somebody else is changing just now may be filling the time this instant. It gets an offer even when it
 * is late: accepting one locks the party and looks again, so I3 holds where it counts.
 */
const stateOf = (turn: Turn | undefined, slot: LockedSlot, now: Date): 'confirmed' | 'offered' =>
  turn?.still && isTooLateToAsk(slot, now) ? 'confirmed' : 'offered';
