import { iso } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { DemoBooking, DemoParty, Visitors } from './parties.ts';
import type { DemoEdition, Plan } from './plan.ts';

interface About {
  readonly kind: string;
  readonly key: string;
  readonly party: DemoParty;
  readonly booking?: DemoBooking;
  readonly queued: number;
  readonly failed?: boolean;
}

/** How many of the first confirmations never arrived. */
const failures = 2;

/** What parties have been told: all sent long ago, so that starting the demonstration mails nobody. */
export function addMessages(plan: Plan, edition: DemoEdition, visitors: Visitors): void {
  const chance = edition.chance('messages');
  let failing = edition.yearsBack === 0 ? failures : 0;
  for (const party of visitors.parties) {
    const failed = party.kind === 'family' && party.locale === 'sv' && failing > 0 && failing-- > 0;
    const key = `party:${party.id}:confirmed`;
    add(plan, edition, chance, { kind: 'party-confirmed', key, party, queued: party.created, failed });
    if (edition.yearsBack === 0) addAudit(plan, edition, party);
    for (const booking of party.bookings)
      if (booking.offered !== null) addGift(plan, edition, chance, booking);
  }
}

/** Who stood in line has been told of the place. */
function addGift(plan: Plan, edition: DemoEdition, chance: Chance, booking: DemoBooking): void {
  const kind = booking.state === 'offered' ? 'offer' : 'place-confirmed';
  const about = { kind, key: `booking:${booking.id}:${kind}`, party: booking.party, booking };
  add(plan, edition, chance, { ...about, queued: booking.offered ?? booking.made });
}

function add(plan: Plan, edition: DemoEdition, chance: Chance, it: About): void {
  const failed = it.failed ?? false;
  const sent = it.queued + chance.int(900, 9000);
  plan.sheet.add('message', {
    id: chance.id(it.queued),
    edition_id: edition.id,
    purpose_key: it.key,
    kind: it.kind,
    party_id: it.party.id,
    booking_id: it.booking?.id ?? null,
    application_id: null,
    locale: it.party.locale,
    state: failed ? 'failed' : 'sent',
    attempts: 1,
    error: failed ? '550' : null,
    queued_at: iso(it.queued),
    tried_at: iso(sent),
    sent_at: failed ? null : iso(sent),
  });
}

const addAudit = (plan: Plan, edition: DemoEdition, party: DemoParty) =>
  plan.sheet.add('audit_entry', {
    at: iso(party.created),
    action: 'booking.made',
    edition_id: edition.id,
    subject_id: party.id,
    detail: { bookings: party.bookings.length },
  });
