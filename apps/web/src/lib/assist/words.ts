import type { FoundParty, HistoryEntry } from '@vagval/contract';
import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';

export type Found = z.output<typeof FoundParty>;
export type Entry = z.output<typeof HistoryEntry>;

/** Who comes: what kind and how many. */
export function kindText({ kind, size }: Pick<Found, 'kind' | 'size'>, locale: Locale): string {
  if (kind === 'single') return m.assist_kind_single({}, { locale });
  const texts = { family: m.assist_kind_family, group: m.assist_kind_group, class: m.assist_kind_class };
  return texts[kind]({ size }, { locale });
}

const deeds = {
  'booking.made': m.assist_did_booking_made,
  'booking.changed': m.assist_did_booking_changed,
  'booking.cancelled': m.assist_did_booking_cancelled,
  'booking.moved': m.assist_did_booking_moved,
  'booking.came': m.assist_did_booking_came,
  'booking.offered': m.assist_did_booking_offered,
  'booking.confirmed': m.assist_did_booking_confirmed,
  'offer.accepted': m.assist_did_offer_accepted,
  'offer.declined': m.assist_did_offer_declined,
  'offer.expired': m.assist_did_offer_expired,
  'party.resized': m.assist_did_party_resized,
  'party.cancelled': m.assist_did_party_cancelled,
  'party.assisted': m.assist_did_party_assisted,
  'party.corrected': m.assist_did_party_corrected,
  'party.sent-again': m.assist_did_party_sent_again,
} as const;

const isKnown = (action: string): action is keyof typeof deeds => action in deeds;

/** What was done, in words; what has none yet is shown as it is written down. */
export const deedText = ({ action }: Pick<Entry, 'action'>, locale: Locale): string =>
  isKnown(action) ? deeds[action]({}, { locale }) : m.assist_did_other({ action }, { locale });

const doers = { party: m.assist_by_party, staff: m.assist_by_staff, system: m.assist_by_system };

/** Who did it: the member of staff by address, as long as the account exists. */
export const doerText = ({ by, staff }: Pick<Entry, 'by' | 'staff'>, locale: Locale): string =>
  staff ?? doers[by]({}, { locale });
