import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import {
  Day,
  Edition,
  Email,
  Grade,
  Id,
  Instant,
  Language,
  line,
  Locale,
  Need,
  PartyKind,
  Phone,
  Texts,
  WayToCome,
} from './words.ts';

const Places = z.int().min(1).max(500);
const Size = z.int().min(1).max(500);
/** Secret of places kept for a while; one that leads nowhere is the same as one that has ended. */
const HoldToken = z.string().max(100);

export const Choice = z.object({
  slot: Id,
  /** Left out: as many as the party. */
  places: Places.optional(),
  ifFull: z.enum(['refuse', 'wait']).optional(),
  /** When waiting: fewer places than asked are better than none. */
  partOk: z.boolean().optional(),
});

const ClassDetails = z.object({
  school: line(120),
  className: line(40),
  grade: Grade,
  pupils: z.int().min(1).max(400),
  staff: z.int().min(0).max(100),
  arrival: WayToCome.optional(),
  municipality: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
});

export const Interpreter = z
  .object({ language: Language, variety: line(60).optional() })
  .meta({ id: 'Interpreter' });

export const NewParty = z
  .object({
    kind: PartyKind,
    size: Size,
    contact: z.object({ email: Email.optional(), phone: Phone.optional(), name: line(80).optional() }),
    locale: Locale,
    municipality: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
    needs: z.array(Need).max(6).optional(),
    /** For the need of an interpreter: the language, and which variety of it in own words. */
    interpreter: Interpreter.optional(),
    /** Protected identity: no name is kept, and no list names the party. */
    protected: z.boolean().optional(),
    /** Booked by staff for a caller, who needs neither an address nor a telephone; `booking.assist` alone may say so. */
    assisted: z.boolean().optional(),
    class: ClassDetails.optional(),
    bookings: z.array(Choice).min(1).max(20),
    /** Places kept for this visitor: they are taken first, and what is not asked for goes back. */
    hold: HoldToken.optional(),
  })
  .meta({ id: 'NewParty' });

export const NewHold = z
  .object({
    kind: PartyKind,
    size: Size,
    bookings: z
      .array(z.object({ slot: Id, places: Places.optional() }))
      .min(1)
      .max(20),
    /** An earlier hold of the same visitor, which ends: nothing is extended. */
    replaces: HoldToken.optional(),
  })
  .meta({ id: 'NewHold' });

export const Hold = z
  .object({
    hold: z.string(),
    /** Until then the places are sure to be there. */
    until: Instant,
  })
  .meta({ id: 'Hold' });

/** What one place of a slot is for: a person, or a party whatever its size. */
export const Counts = z.enum(['persons', 'parties']);

export const BookingState = z.enum(['waiting', 'offered', 'confirmed', 'cancelled', 'released']);

export const BookingView = z
  .object({
    id: Id,
    state: BookingState,
    places: z.int(),
    slot: z.object({
      id: Id,
      /** In the party's language, else Swedish. */
      title: z.string(),
      titles: Texts,
      kind: z.string(),
      startsAt: Instant,
      endsAt: Instant,
      place: z.string().nullable(),
      language: Language.nullable(),
      /** Whom the places of the slot are for: persons, or whole parties, which take one place each. */
      counts: Counts,
    }),
    /** When waiting: the party's place in line and the length of the line. */
    line: z.object({ place: z.int(), of: z.int() }).optional(),
    /** When offered: answer before. */
    offerUntil: Instant.optional(),
    /** Why it ended: by_party, declined, expired, withdrawn, no_show. */
    endedBy: z.string().optional(),
  })
  .meta({ id: 'Booking' });

export const PartyView = z
  .object({
    id: Id,
    /** The code a person can read aloud, 8 characters of Crockford base 32. */
    reference: z.string(),
    kind: PartyKind,
    size: z.int(),
    locale: Locale,
    needs: z.array(Need),
    interpreter: Interpreter.optional(),
    /** Protected identity. */
    protected: z.boolean(),
    state: z.enum(['active', 'cancelled']),
    email: z.string().nullable(),
    edition: z.object({ slug: z.string(), name: z.string(), timeZone: z.string(), venue: z.string() }),
    days: z.array(Day),
  })
  .meta({ id: 'Party' });

const WithBookings = z.object({ party: PartyView, bookings: z.array(BookingView) });

export const Booked = WithBookings.extend({
  /** Bearer token of the party: the secret part of the link. */
  token: z.string(),
  link: z.string(),
  /** The signed ticket as it stands in the QR code. */
  ticket: z.string(),
}).meta({ id: 'Booked' });

export const PartyWithBookings = WithBookings.extend({
  ticket: z.string(),
  /** Of a class that has been split: which group goes to which of the booked slots. */
  groups: z.array(z.object({ no: z.int(), size: z.int(), slots: z.array(Id) })).optional(),
}).meta({ id: 'PartyWithBookings' });

const bookingRefusals = [
  'slot_unknown',
  'slot_full',
  'slot_closed',
  'not_open_yet',
  'audience_mismatch',
  'already_booked',
  'overlaps',
  'over_party_size',
  'limit_reached',
] as const;

export const bookParty = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/parties',
  access: 'public',
  summary: 'A party books one or more slots: all or none',
  params: Edition,
  body: NewParty,
  reply: Booked,
  status: 201,
  refusals: ['not_found', 'forbidden', 'contact_required', ...bookingRefusals],
});

export const holdPlaces = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/holds',
  access: 'public',
  summary: 'Keep places for five minutes while a visitor checks the choice: all or none',
  params: Edition,
  body: NewHold,
  reply: Hold,
  status: 201,
  refusals: ['not_found', 'too_many_requests', ...bookingRefusals],
});

export const releaseHold = endpoint({
  method: 'POST',
  path: '/api/holds/release',
  access: 'public',
  summary: 'Give kept places back; nothing happens when the hold has ended',
  body: z.object({ hold: HoldToken }).meta({ id: 'HoldEnd' }),
  reply: z.object({ released: z.literal(true) }).meta({ id: 'HoldEnded' }),
});

export const readParty = endpoint({
  method: 'GET',
  path: '/api/party',
  access: 'party',
  summary: 'The party with its bookings, places in line and offers',
  reply: PartyWithBookings,
  refusals: ['not_found'],
});

export const changeParty = endpoint({
  method: 'PATCH',
  path: '/api/party',
  access: 'party',
  summary:
    'Change the number, the needs or the language; bookings of more places than the new number shrink with it',
  body: z
    .object({
      size: Size.optional(),
      needs: z.array(Need).max(6).optional(),
      /** null: none is needed any more. */
      interpreter: Interpreter.nullable().optional(),
      locale: Locale.optional(),
    })
    .meta({ id: 'PartyChange' }),
  reply: PartyWithBookings,
  refusals: ['not_found', 'party_cancelled', 'slot_full', 'overlaps'],
});

export const cancelParty = endpoint({
  method: 'DELETE',
  path: '/api/party',
  access: 'party',
  summary: 'Cancel the whole visit; the places go to the line at once',
  reply: PartyWithBookings,
  refusals: ['not_found'],
});

export const addBooking = endpoint({
  method: 'POST',
  path: '/api/party/bookings',
  access: 'party',
  summary: 'Book one more slot',
  body: Choice.meta({ id: 'Choice' }),
  reply: PartyWithBookings,
  status: 201,
  refusals: ['not_found', 'party_cancelled', 'school_share_reached', ...bookingRefusals],
});

const OneBooking = z.object({ booking: Id });

export const changeBooking = endpoint({
  method: 'PATCH',
  path: '/api/party/bookings/:booking',
  access: 'party',
  summary: 'Change how many places a booking takes',
  params: OneBooking,
  body: z.object({ places: Places }).meta({ id: 'BookingChange' }),
  reply: PartyWithBookings,
  refusals: [
    'not_found',
    'wrong_state',
    'slot_full',
    'slot_closed',
    'over_party_size',
    'overlaps',
    'school_share_reached',
  ],
});

export const moveBooking = endpoint({
  method: 'POST',
  path: '/api/party/bookings/:booking/move',
  access: 'party',
  summary: 'Move a booking to another slot, or leave it as it was',
  params: OneBooking,
  /** Places left out: as many as now. */
  body: z.object({ slot: Id, places: Places.optional() }).meta({ id: 'BookingMove' }),
  reply: PartyWithBookings,
  refusals: ['not_found', 'party_cancelled', 'wrong_state', 'school_share_reached', ...bookingRefusals],
});

export const cancelBooking = endpoint({
  method: 'DELETE',
  path: '/api/party/bookings/:booking',
  access: 'party',
  summary: 'Cancel one booking or leave one line',
  params: OneBooking,
  reply: PartyWithBookings,
  refusals: ['not_found'],
});

export const acceptOffer = endpoint({
  method: 'POST',
  path: '/api/party/bookings/:booking/accept',
  access: 'party',
  summary: 'Take the offered places',
  params: OneBooking,
  reply: PartyWithBookings,
  refusals: ['not_found', 'no_offer', 'offer_expired', 'overlaps'],
});

export const declineOffer = endpoint({
  method: 'POST',
  path: '/api/party/bookings/:booking/decline',
  access: 'party',
  summary: 'Let the offered places go to the next in line',
  params: OneBooking,
  reply: PartyWithBookings,
  refusals: ['not_found', 'no_offer', 'offer_expired'],
});

export const partyCalendar = endpoint({
  method: 'GET',
  path: '/api/party/calendar.ics',
  access: 'party',
  summary: 'The confirmed bookings as a calendar file',
  file: 'text/calendar',
  refusals: ['not_found'],
});

export const partyTicket = endpoint({
  method: 'GET',
  path: '/api/party/ticket.svg',
  access: 'party',
  summary: 'The QR code of the ticket',
  file: 'image/svg+xml',
  refusals: ['not_found'],
});
