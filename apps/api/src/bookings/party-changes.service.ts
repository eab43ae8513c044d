import { Injectable } from '@nestjs/common';
import type { PartyWithBookings } from '@vagval/contract';
import type * as z from 'zod';
import { Mail } from '../mail/mail.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { PartyLink } from '../platform/session/caller.ts';
import { recordAudit } from './bookings.sql.ts';
import { lockParty, readBookings } from './parties.sql.ts';
import type { BookingRow, PartyRow } from './parties.sql.ts';
import { PartyPages } from './party-pages.service.ts';

export type PartyPage = Promise<z.output<typeof PartyWithBookings>>;

/** A party whose row is locked, with its bookings as they are then. */
export interface OpenVisit {
  readonly tx: Tx;
  readonly party: PartyRow;
  readonly bookings: readonly BookingRow[];
  readonly now: Date;
  /** The member of staff who does it for the party. */
  readonly assistedBy?: string | undefined;
}

/** The frame around every change the holder of a party's link makes: lock, change, tell, show. */
@Injectable()
export class PartyChanges {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly pages: PartyPages,
    private readonly mail: Mail,
  ) {}

  async changing(link: PartyLink, fn: (visit: OpenVisit) => Promise<void>): PartyPage {
    await this.db.transaction(async (tx) => {
      const party = await lockParty(tx, link.id);
      if (party?.linkRevision !== link.revision) throw refuse('not_found');
      const bookings = await readBookings(tx, party.id);
      await fn({ tx, party, bookings, now: this.clock.now(), assistedBy: link.assistedBy });
    });
    return this.pages.read(link);
  }

  /** One mail and one audit entry for a change that has been made. */
  async tell(visit: OpenVisit, action: string, bookingId?: string): Promise<void> {
    const { tx, party } = visit;
    const cancelled = action === 'party.cancelled';
    const purpose = cancelled ? 'cancelled' : `changed:${newId()}`;
    if (party.email !== null)
      await this.mail.promise(tx, {
        kind: cancelled ? 'party-cancelled' : 'party-changed',
        purposeKey: `party:${party.id}:${purpose}`,
        partyId: party.id,
        locale: party.locale,
        editionId: party.editionId,
        ...(bookingId && { bookingId }),
      });
    await this.record(visit, action, bookingId);
  }

  record(visit: OpenVisit, action: string, bookingId?: string): Promise<void> {
    const { tx, party, now: at, assistedBy } = visit;
    const entry = { at, action, editionId: party.editionId, subjectId: bookingId ?? party.id };
    return recordAudit(tx, { ...entry, ...(assistedBy && { accountId: assistedBy }) });
  }
}

export function bookingOf({ bookings }: Pick<OpenVisit, 'bookings'>, id: string): BookingRow {
  const booking = bookings.find((it) => it.id === id.toLowerCase());
  if (!booking) throw refuse('not_found');
  return booking;
}
