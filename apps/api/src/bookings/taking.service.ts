import { Injectable } from '@nestjs/common';
import type { Choice } from '@vagval/contract';
import type * as z from 'zod';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { Links } from '../platform/links.ts';
import { clashIn, fullOrClosed, placesIn, takesTime } from './bookings.rules.ts';
import type { Counts, Wanted } from './bookings.rules.ts';
import { insertParty } from './bookings.sql.ts';
import type { Answer, NewPartyRow } from './bookings.sql.ts';
import { Holds } from './holds.service.ts';
import { Line } from './line.service.ts';
import { insertBookings, readBookings } from './parties.sql.ts';
import type { NewBooking } from './parties.sql.ts';
import { lockSlots, takePlaces } from './places.sql.ts';
import type { LockedSlot } from './places.sql.ts';

type ChoiceInput = z.output<typeof Choice>;

/** A choice with everything decided that the visitor may leave out. */
export interface Asked extends Wanted {
  readonly bookingId: string;
  readonly wait: boolean;
  readonly partOk: boolean;
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
  const answer = answerOf(at);
  if (!it.wait || !answer.standing) throw fullOrClosed(answer, it);
  return { id, slotId, places, partOk, state: 'waiting' };
}

const answerOf = ({ slot, now }: { slot: LockedSlot | undefined; now: Date }): Answer => ({
  booked: false,
  standing: slot?.state === 'open' && slot.startsAt > now,
  free: slot ? slot.capacity - slot.taken - slot.held : 0,
});
