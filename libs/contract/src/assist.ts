import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Day, Edition, Email, Id, Instant, line, Locale, PartyKind, Phone, Texts } from './words.ts';

/** A party as the staff at the telephone see it: enough to be sure whom they talk to, and no more. */
export const FoundParty = z
  .object({
    id: Id,
    reference: z.string(),
    kind: PartyKind,
    size: z.int(),
    state: z.enum(['active', 'cancelled']),
    locale: Locale,
    /** Class and school, or the name that was given; null for whoever must not be named. */
    label: z.string().nullable(),
    /** With most of it left out: a…@example.se. */
    email: z.string().nullable(),
    hasPhone: z.boolean(),
    protected: z.boolean(),
    /** Booked by staff for a caller. */
    assisted: z.boolean(),
    madeAt: Instant,
    days: z.array(Day),
    confirmed: z.int(),
    waiting: z.int(),
    offered: z.int(),
  })
  .meta({ id: 'FoundParty' });

/** Who did something: the party itself by its link, a member of staff, or nobody but the clock. */
const Doer = z.enum(['party', 'staff', 'system']);

export const HistoryEntry = z
  .object({
    at: Instant,
    /** What happened, in the past tense: booking.made, offer.expired ... */
    action: z.string(),
    by: Doer,
    /** The address of the member of staff, as long as the account exists. */
    staff: z.string().nullable(),
    /** The slot it was about, when it was about one. */
    slot: z.object({ title: Texts, startsAt: Instant }).nullable(),
  })
  .meta({ id: 'HistoryEntry' });

const OneParty = Edition.extend({ party: Id });

export const searchParties = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/parties/search',
  access: 'booking.assist',
  summary: 'Finds parties by reference, address, telephone, class, school or name; at most twenty',
  params: Edition,
  body: z.object({ q: line(120) }).meta({ id: 'PartySearch' }),
  reply: z.object({ items: z.array(FoundParty), total: z.int() }).meta({ id: 'PartyList' }),
  refusals: ['not_found'],
});

export const readPartyHistory = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/parties/:party/history',
  access: 'booking.assist',
  summary: 'Who did what with a party’s visit, newest first',
  params: OneParty,
  reply: z
    .object({ party: FoundParty, items: z.array(HistoryEntry), total: z.int() })
    .meta({ id: 'PartyHistory' }),
  refusals: ['not_found'],
});

export const assistParty = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/parties/:party/assist',
  access: 'booking.assist',
  summary: 'Opens a party’s own page for a caller; that it was opened is written down',
  params: OneParty,
  reply: z.object({ token: z.string(), link: z.string() }).meta({ id: 'Assisting' }),
  refusals: ['not_found'],
});

export const correctParty = endpoint({
  method: 'PATCH',
  path: '/api/editions/:edition/parties/:party',
  access: 'booking.assist',
  summary: 'Another address or telephone, or an identity that is to be protected from now on',
  params: OneParty,
  body: z
    .object({
      email: Email.nullable().optional(),
      phone: Phone.nullable().optional(),
      protected: z.literal(true).optional(),
    })
    .meta({ id: 'PartyCorrection' }),
  reply: FoundParty,
  refusals: ['not_found', 'contact_required'],
});

export const sendAgain = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/parties/:party/letters',
  access: 'booking.assist',
  summary: 'Sends the confirmation with the ticket once more',
  params: OneParty,
  reply: z.object({ queued: z.boolean() }).meta({ id: 'SentAgain' }),
  status: 202,
  refusals: ['not_found', 'contact_required', 'party_cancelled'],
});
