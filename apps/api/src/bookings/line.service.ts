import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { offerEnds } from './line-offer.rules.ts';
import { isTooLateToAsk, walkLine } from './line.rules.ts';
import type { Look } from './line.rules.ts';
import {
  expireOffersOf,
  readExpired,
  readLine,
  readTurns,
  readWaitedByExpired,
  writeWalk,
} from './line.sql.ts';
import type { Step, Turn } from './line.sql.ts';
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
    const { looks, turns } = await this.walked(tx, slot, free);
    if (looks.length === 0) return;
    const steps = looks.map((look) => stepOf(look, turns.get(look.bookingId), { slot, now }));
    await writeWalk(tx, slotId, [walkOf(free, looks), ...steps], { now, offerUntil: offerEnds(slot, now) });
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

  /**
   * What else somebody does is read when it is its turn, and the line then walked again from the start: the party may
   * have filled the time, and others fit in its stead.
   */
  private async walked(
    tx: Tx,
    slot: LockedSlot,
    free: number,
  ): Promise<{ looks: Look[]; turns: Map<string, Turn> }> {
    const line = await readLine(tx, slot.id);
    const turns = new Map<string, Turn>();
    for (;;) {
      const times = new Map([...turns].map(([bookingId, { time }]) => [bookingId, time]));
      const looks = walkLine(free, line, times);
      const reached = new Set(
        looks.filter((it) => it.verdict === 'given' && !it.time).map(({ bookingId }) => bookingId),
      );
      if (reached.size === 0) return { looks, turns };
      const asked = line.filter(({ bookingId }) => reached.has(bookingId));
      for (const [bookingId, turn] of await readTurns(tx, asked, slot)) turns.set(bookingId, turn);
    }
  }
}

const walkOf = (free: number, looks: readonly Look[]): Step => ({
  what: 'walked',
  free,
  places: looks.reduce((sum, { verdict, places }) => sum + (verdict === 'given' ? places : 0), 0),
});

const stepOf = (
  { bookingId, verdict, places, free, time }: Look,
  turn: Turn | undefined,
  at: { slot: LockedSlot; now: Date },
): Step => ({
  bookingId,
  places,
  free,
  ...(time && { detail: time }),
  ...(verdict === 'given' ? { what: stateOf(turn, at), messageId: newId() } : { what: verdict }),
});

/**
 * A party that somebody else is changing just now may be filling the time this instant. It gets an offer even when it
 * is late: accepting one locks the party and looks again, so I3 holds where it counts.
 */
const stateOf = (
  turn: Turn | undefined,
  { slot, now }: { slot: LockedSlot; now: Date },
): 'confirmed' | 'offered' => (turn?.still && isTooLateToAsk(slot, now) ? 'confirmed' : 'offered');
