import { Injectable } from '@nestjs/common';
import { Mail } from '../mail/mail.service.ts';
import { refuse } from '../platform/contract/refusal.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { clashIn } from './bookings.rules.ts';
import type { Span } from './bookings.rules.ts';
import { Line } from './line.service.ts';
import { lockSlots, readLiveOf, readWaitedBeside } from './places.sql.ts';
import type { LockedSlot } from './places.sql.ts';
import {
  lockIdleParties,
  lockParties,
  readPartiesIn,
  readVisitsDuring,
  writeMovedSlot,
} from './slot-moves.sql.ts';

/** A slot nobody else can book, move or resize until the end of the transaction. */
export interface HeldSlot {
  readonly slot: LockedSlot;
  /** Parties with places in it, locked too when its time is to change. */
  readonly partyIds: readonly string[];
  /** Lines in which these parties may have been passed by because of it. */
  readonly waited: readonly string[];
}

/** Staff move a slot that parties have places in: who is in two places then, who is told, and whose time is free again. */
@Injectable()
export class SlotMoves {
  constructor(
    private readonly line: Line,
    private readonly mail: Mail,
  ) {}

  /** Locks the slot; with `parties` first those that have places in it, so that nobody fills the new time meanwhile. */
  async hold(tx: Tx, slotId: string, { parties }: { parties: boolean }): Promise<HeldSlot> {
    const seen = parties ? await readPartiesIn(tx, slotId) : [];
    await lockParties(tx, seen);
    const waited = parties ? await readWaitedBeside(tx, slotId) : [];
    const slot = (await lockSlots(tx, [slotId, ...waited])).get(slotId);
    if (!slot) throw refuse('not_found');
    const partyIds = await readPartiesIn(tx, slotId);
    const late = parties ? partyIds.filter((id) => !seen.includes(id)) : [];
    if (late.length > 0 && !(await caughtUp(tx, slotId, { late, waited }))) throw anotherCame();
    return { slot, partyIds, waited };
  }

  /** How many of its parties would be in two places (I3) if the slot were then. */
  async clashing(tx: Tx, { slot, partyIds }: HeldSlot, span: Span): Promise<number> {
    const visits = await readVisitsDuring(tx, partyIds, slot.id, span);
    const byParty = Map.groupBy(visits, ({ partyId }) => partyId).values();
    return [...byParty].filter((own) => clashIn(own, own[0]?.size ?? 0)).length;
  }

  /** After the move, in the same transaction: tells everybody with places or in line, and gives what became free. */
  async settle(tx: Tx, { slot, waited }: HeldSlot, now: Date): Promise<void> {
    await writeMovedSlot(tx, slot.id, now);
    const move = newId();
    for (const it of await readLiveOf(tx, slot.id))
      if (it.hasEmail)
        await this.mail.promise(tx, {
          kind: 'party-changed',
          purposeKey: `booking:${it.id}:moved:${move}`,
          bookingId: it.id,
          ...it,
        });
    await this.line.offerFreedIn(tx, [slot.id, ...waited], now);
  }
}

/**
 * Who booked while we waited for the slot may still be locked where that needs no waiting, so that a slot many want can
 * be moved at all. Not when another line would have to be locked for them.
 */
async function caughtUp(
  tx: Tx,
  slotId: string,
  { late, waited }: { late: readonly string[]; waited: readonly string[] },
): Promise<boolean> {
  if ((await lockIdleParties(tx, late)) < late.length) return false;
  return (await readWaitedBeside(tx, slotId)).every((id) => waited.includes(id));
}

/** Parties are locked before slots, so the whole is tried again from the start. */
const anotherCame = () => Object.assign(new Error('A party booked meanwhile'), { code: '40001' });
