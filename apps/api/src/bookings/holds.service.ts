import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { fullOrClosed } from './bookings.rules.ts';
import type { Wanted } from './bookings.rules.ts';
import { deleteHold, insertHold, readEndedHolds, readKept } from './holds.sql.ts';
import { Line } from './line.service.ts';
import { lockSlots } from './places.sql.ts';

/** What is to be kept, and until when it is sure to be there. */
export interface NewHold {
  readonly editionId: string;
  readonly partyId?: string;
  readonly until: Date;
  readonly places: readonly Wanted[];
}

const holdsAtATime = 200;

/**
 * Places kept apart before anybody has booked them: while a visitor checks the choice, or while a proposal is thought
 * about. What ends a hold is the sweep, not the clock: until it has come by, nobody else can have got the places, so
 * the holder still may.
 */
@Injectable()
export class Holds {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly line: Line,
  ) {}

  /** Keeps all of the places or none and returns the hold's id. Throws slot_full or slot_closed. */
  async keep(tx: Tx, { editionId, partyId, until, places }: NewHold): Promise<string> {
    const id = newId();
    const row = { id, editionId, partyId: partyId ?? null, until, madeAt: this.clock.now() };
    const answers = await insertHold(tx, row, summed(places));
    const refused = answers.find(({ booked }) => !booked);
    if (refused) throw fullOrClosed(refused, refused);
    return id;
  }

  /** The old places are there for the new choice before any line may have them; refused, the old hold stands. */
  async replace(tx: Tx, oldId: string | undefined, hold: NewHold): Promise<string> {
    const slotIds = hold.places.map(({ slotId }) => slotId);
    const freed = oldId ? await this.giveBack(tx, oldId, slotIds) : [];
    const id = await this.keep(tx, hold);
    await this.line.offerFreedIn(tx, freed, this.clock.now());
    return id;
  }

  /** Gives everything back and lets the lines have it; nothing when the hold has ended. */
  async release(tx: Tx, holdId: string, now: Date): Promise<void> {
    const slotIds = await this.giveBack(tx, holdId);
    await this.line.offerFreedIn(tx, slotIds, now);
  }

  /**
   * Gives everything back without asking the lines, for whoever takes it at once; `beside` are slots to lock with them.
   * The caller has locked no slot yet, and afterwards calls Line.offerFreedIn for the slots returned.
   */
  async giveBack(tx: Tx, holdId: string, beside: readonly string[] = []): Promise<string[]> {
    const kept = await readKept(tx, holdId);
    await lockSlots(tx, [...kept.map(({ slotId }) => slotId), ...beside]);
    const ended = await deleteHold(tx, holdId);
    return ended.map(({ slotId }) => slotId);
  }

  /** Ends holds whose time is up, each in a transaction of its own, and serves the lines of their slots. */
  async endExpired(now = this.clock.now()): Promise<void> {
    for (;;) {
      const ids = await readEndedHolds(this.db, now, holdsAtATime);
      for (const id of ids) await this.db.transaction((tx) => this.release(tx, id, now));
      if (ids.length < holdsAtATime) return;
    }
  }
}

/** Every slot named once. */
function summed(places: readonly Wanted[]): Wanted[] {
  const sums = new Map<string, number>();
  for (const it of places) {
    const slotId = it.slotId.toLowerCase();
    sums.set(slotId, (sums.get(slotId) ?? 0) + it.places);
  }
  return [...sums].map(([slotId, sum]) => ({ slotId, places: sum }));
}
