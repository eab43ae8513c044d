import { Injectable } from '@nestjs/common';
import { Mail } from '../mail/mail.service.ts';
import { refuse } from '../platform/contract/refusal.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { clashIn, fullOrClosed, mayBook, takesTime } from './bookings.rules.ts';
import type { Wanted } from './bookings.rules.ts';
import { readFacts, recordAudit } from './bookings.sql.ts';
import { Holds } from './holds.service.ts';
import { Line } from './line.service.ts';
import { isLive, mayEnd, waitedBeside } from './parties.rules.ts';
import { endBookings, insertBookings, lockParty, readBookings, writePartyCancelled } from './parties.sql.ts';
import type { BookingRow, PartyRow } from './parties.sql.ts';
import { lockSlots, takePlaces } from './places.sql.ts';
import type { LockedSlot } from './places.sql.ts';
import { answerOf, bringTo, withinShare } from './taking.service.ts';

/** A party whose row is locked, with its bookings as they were then. */
export interface LockedVisit {
  readonly party: PartyRow;
  readonly bookings: readonly BookingRow[];
}

/** How much of each slot the party is to have afterwards; no places ends the booking. Other bookings stay. */
export interface Arrangement {
  readonly wanted: readonly Wanted[];
  readonly now: Date;
  /** Whether the kind's limit for one party counts; for groups of a class it does not. */
  readonly limited: boolean;
  /** Places kept before, taken here before any line may have them; what is left over goes to the lines. */
  readonly holdId?: string | null;
  /** Whether the hold must still be there. */
  readonly needsHold?: boolean;
}

/** What was done to places in this arrangement. */
interface Step {
  readonly slotId: string;
  readonly places: number;
  readonly had: BookingRow | undefined;
}

/** Brings what a party has booked to what was decided for it: all of it or nothing. The party is locked first. */
@Injectable()
export class Visits {
  constructor(
    private readonly line: Line,
    private readonly holds: Holds,
    private readonly mail: Mail,
  ) {}

  /** The party, locked until the transaction ends; undefined when there is none. */
  async lock(tx: Tx, partyId: string): Promise<LockedVisit | undefined> {
    const party = await lockParty(tx, partyId);
    return party && { party, bookings: await readBookings(tx, partyId) };
  }

  /**
   * Ends, shrinks, grows and makes bookings. Throws what a booking throws (slot_full, slot_closed, overlaps ...) and
   * school_share_reached; hold_ended when a hold that is needed is gone.
   */
  async arrange(tx: Tx, { party, bookings: seen }: LockedVisit, it: Arrangement): Promise<void> {
    const named = new Set(it.wanted.map(({ slotId }) => slotId));
    const touched = seen.filter((one) => isLive(one) && named.has(one.slotId));
    const ids = [...named, ...waitedBeside(seen, touched)];
    const kept = it.holdId ? await this.holds.giveBack(tx, it.holdId, ids) : [];
    if (it.needsHold && it.holdId && kept.length === 0) throw refuse('hold_ended');
    const slots = await lockSlots(tx, [...ids, ...kept]);
    const bookings = await readBookings(tx, party.id);
    const steps = it.wanted.map((one) => stepOf(one, bookings));
    await this.mayArrange(tx, { party, bookings }, { ...it, steps });
    await this.giveBack(tx, steps, it.now);
    await this.take(tx, party, { steps, slots, now: it.now });
    await this.line.offerFreedIn(tx, slots.keys(), it.now);
  }

  /** The whole visit is cancelled; what has begun stays as it was. The lines have the places at once. */
  async cancel(tx: Tx, visit: LockedVisit, now: Date, holdId: string | null = null): Promise<void> {
    const ending = visit.bookings.filter(mayEnd(now));
    const wanted = ending.map(({ slotId }) => ({ slotId, places: 0 }));
    await this.arrange(tx, visit, { wanted, now, limited: false, holdId });
    await writePartyCancelled(tx, visit.party.id, now);
    await this.promise(tx, visit.party, 'cancelled');
    await this.record(tx, visit.party, { now, action: 'party.cancelled' });
  }

  /** The first time the letter with the ticket, then how the visit stands now. */
  async tell(tx: Tx, { party }: LockedVisit, it: { now: Date; action: string }): Promise<void> {
    const first = await this.promise(tx, party, 'confirmed');
    if (!first) await this.promise(tx, party, 'changed');
    await this.record(tx, party, it);
  }

  private async promise(tx: Tx, party: PartyRow, what: 'confirmed' | 'changed' | 'cancelled') {
    if (party.email === null) return undefined;
    const purpose = what === 'changed' ? `changed:${newId()}` : what;
    return this.mail.promise(tx, {
      kind: `party-${what}`,
      purposeKey: `party:${party.id}:${purpose}`,
      partyId: party.id,
      locale: party.locale,
      editionId: party.editionId,
    });
  }

  private record(tx: Tx, party: PartyRow, { now, action }: { now: Date; action: string }): Promise<void> {
    const { id: subjectId, editionId, accountId } = party;
    return recordAudit(tx, { at: now, action, editionId, subjectId, ...(accountId && { accountId }) });
  }

  /** Asks the rules about what is new, and the party's own time about everything. */
  private async mayArrange(
    tx: Tx,
    { party, bookings }: LockedVisit,
    it: Arrangement & { steps: readonly Step[] },
  ): Promise<void> {
    const fresh = it.steps.filter(({ had, places }) => places > 0 && !had);
    const slotIds = fresh.map(({ slotId }) => slotId);
    const facts = await readFacts(tx, party.edition.slug, slotIds, party.kind);
    if (!facts) throw refuse('not_found');
    const touched = new Set(it.wanted.map(({ slotId }) => slotId));
    const rest = bookings.filter((one) => isLive(one) && !touched.has(one.slotId));
    const changed = it.steps.flatMap(({ had, places }) => (had && places > 0 ? [{ ...had, places }] : []));
    const slots = it.limited
      ? facts.slots
      : new Map([...facts.slots].map(([id, slot]) => [id, { ...slot, partyLimit: Infinity }]));
    const held = [...rest, ...changed];
    const finished = facts.edition.state === 'finished';
    const refusal = mayBook({ ...facts, slots, now: it.now, finished, party, wanted: fresh, held });
    if (refusal) throw refusal;
    const over = changed.find(({ places }) => places > party.size);
    if (over) throw refuse('over_party_size', { slot: over.slotId });
    const clash = clashIn(held.filter(takesTime), party.size);
    if (clash) throw refuse('overlaps', clash);
  }

  /** What ends and what shrinks, first: the places are there for what is taken next. */
  private async giveBack(tx: Tx, steps: readonly Step[], now: Date): Promise<void> {
    const ending = steps.flatMap(({ had, places }) => (had && places === 0 ? [had.id] : []));
    await endBookings(tx, ending, { state: 'cancelled', endedBy: 'by_party', now });
    for (const { places, had } of steps)
      if (had && places > 0 && places < had.places) await bringTo(tx, had, places, now);
  }

  private async take(
    tx: Tx,
    party: PartyRow,
    it: { steps: readonly Step[]; slots: ReadonlyMap<string, LockedSlot>; now: Date },
  ): Promise<void> {
    const fresh: Wanted[] = [];
    for (const { slotId, places, had } of it.steps) {
      const by = places - (had?.places ?? 0);
      if (by <= 0) continue;
      const grown = had ? bringTo(tx, had, places, it.now) : takePlaces(tx, slotId, by, it.now);
      if (!(await grown)) throw fullOrClosed(answerOf(it.slots.get(slotId), it.now), { slotId, places: by });
      if (!had) fresh.push({ slotId, places });
    }
    for (const { slotId, places } of fresh) {
      const booking = { id: newId(), slotId, places, partOk: false, state: 'confirmed' as const };
      await withinShare(slotId, () => insertBookings(tx, party, [booking], it.now));
    }
  }
}

const stepOf = ({ slotId, places }: Wanted, bookings: readonly BookingRow[]): Step => ({
  slotId,
  places,
  had: bookings.find((it) => it.slotId === slotId && isLive(it)),
});
