import { Injectable } from '@nestjs/common';
import type { Choice } from '@vagval/contract';
import type * as z from 'zod';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { constraintOf } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { Links } from '../platform/links.ts';
import { clashIn, fullOrClosed, placesIn, takesTime } from './bookings.rules.ts';
import type { Counts, Wanted } from './bookings.rules.ts';
import { insertParty } from './bookings.sql.ts';
import type { NewPartyRow } from './bookings.sql.ts';
import { Holds } from './holds.service.ts';
import { Line } from './line.service.ts';
import { insertBookings, readBookings, writePlaces } from './parties.sql.ts';
import type { BookingRow, NewBooking } from './parties.sql.ts';
import { holdPlaces, lockSlots, moveCounters, takePlaces } from './places.sql.ts';
import type { LockedSlot } from './places.sql.ts';

type ChoiceInput = z.output<typeof Choice>;

/** A choice with everything decided that the visitor may leave out. */
export interface Asked extends Wanted {
  readonly bookingId: string;
  readonly wait: boolean;
  readonly partOk: boolean;
}

/** How a locked slot answers somebody it gave nothing. */
export const answerOf = (slot: LockedSlot | undefined, now: Date) => ({
  standing: slot?.state === 'open' && slot.startsAt > now,
  free: slot ? slot.capacity - slot.taken - slot.held : 0,
});

/**
 * Brings a live booking of a locked slot to another number; the counter it stands in moves along, and who waits moves
 * none: it keeps its place in line. False when there is no room for more.
 */
export async function bringTo(
  tx: Tx,
  { id, slotId, state, places }: Pick<BookingRow, 'id' | 'slotId' | 'state' | 'places'>,
  wanted: number,
  now: Date,
): Promise<boolean> {
  const by = wanted - places;
  const counter = state === 'confirmed' ? 'taken' : 'held';
  if (state !== 'waiting' && by < 0) await moveCounters(tx, slotId, { [counter]: by });
  const grow = state === 'confirmed' ? takePlaces : holdPlaces;
  if (state !== 'waiting' && by > 0 && !(await grow(tx, slotId, by, now))) return false;
  await withinShare(slotId, () => writePlaces(tx, id, wanted, now));
  return true;
}

/** The database counts what a school has of a slot; its no is the visitor's refusal. */
export async function withinShare<T>(slotId: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint === 'slot_school_within_share')
      throw refuse('school_share_reached', { slot: slotId, free: 0 });
    // Where schools have a share nobody waits: what is full is full.
    if (constraint === 'slot_school_without_line') throw refuse('slot_full', { slot: slotId, free: 0 });
    throw error;
  }
}

/** Takes places in a transaction: all that is asked for, or none. */
@Injectable()
export class Taking {
  constructor(
    private readonly clock: Clock,
    private readonly line: Line,
    private readonly holds: Holds,
    private readonly links: Links,
  ) {}

  /** Takes places for a party this transaction has locked or just made, or joins the lines of those who will wait. */
  async place(
    tx: Tx,
    party: { id: string; editionId: string; size: number },
    asked: readonly Asked[],
  ): Promise<void> {
    const now = this.clock.now();
    const slots = await lockSlots(tx, idsOf(asked));
    const bookings: NewBooking[] = [];
    for (const it of asked) bookings.push(await placed(tx, it, { slot: slots.get(it.slotId), now }));
    await insertBookings(tx, party, bookings, now);
    await mustFitIts(tx, party);
    // Who is content with a part may fit at once.
    const joined = bookings.filter(({ state, partOk }) => state === 'waiting' && partOk);
    await this.line.offerFreedIn(tx, idsOf(joined), now);
  }

  /** Whatever was kept for this visitor is taken first, before any line may have it; the lines get what is left. */
  async bookTogether(
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

/** Staff may have moved a slot since the rules were asked (I3): what counts is when the locked slots are now. */
async function mustFitIts(tx: Tx, party: { id: string; size: number }): Promise<void> {
  const visits = (await readBookings(tx, party.id)).filter(takesTime);
  const clash = clashIn(visits, party.size);
  if (clash) throw refuse('overlaps', clash);
}

async function placed(
  tx: Tx,
  it: Asked,
  at: { slot: LockedSlot | undefined; now: Date },
): Promise<NewBooking> {
  const { bookingId: id, slotId, places, partOk } = it;
  if (await takePlaces(tx, slotId, places, at.now)) return { id, slotId, places, partOk, state: 'confirmed' };
  const answer = answerOf(at.slot, at.now);
  if (!it.wait || !answer.standing) throw fullOrClosed(answer, it);
  return { id, slotId, places, partOk, state: 'waiting' };
}
