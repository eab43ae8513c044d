import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Day, Edition, Id, Instant, Language, Locale, Need, PartyKind, Texts } from './words.ts';

/** A party as a host sees it: never a name, never an address. */
export const StandParty = z
  .object({
    booking: Id,
    reference: z.string(),
    kind: PartyKind,
    /** Class and school; null for others and for whoever must not be named. */
    label: z.string().nullable(),
    state: z.enum(['confirmed', 'waiting', 'released']),
    places: z.int(),
    /** How many really came; null as long as nobody has said. */
    came: z.int().nullable(),
    locale: Locale,
    needs: z.array(Need),
    interpreter: z.object({ language: Language, variety: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'StandParty' });

export const StandSlot = z
  .object({
    id: Id,
    activity: z.object({ id: Id, title: z.string(), titles: Texts }),
    place: z.object({ id: Id, name: z.string() }).nullable(),
    startsAt: Instant,
    endsAt: Instant,
    language: Language.nullable(),
    state: z.enum(['open', 'paused']),
    capacity: z.int(),
    taken: z.int(),
    /** Persons who just came, and how many more there is room for now. */
    dropIns: z.object({ came: z.int(), room: z.int() }),
    /** From when places nobody has come to can be released; null where that is never done. */
    releasesAt: Instant.nullable(),
    /** Whether that happens without the host. */
    releasesItself: z.boolean(),
    /** Whom to expect, and who stands in line, first come first. */
    parties: z.array(StandParty),
  })
  .meta({ id: 'StandSlot' });

const OneSlot = z.object({ slot: Id });
const Station = z.object({ place: Id });

export const listStations = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/stations',
  access: 'slot.host',
  summary: 'The places where something is held on a day',
  params: Edition,
  query: z.object({ day: Day.optional() }),
  reply: z
    .object({
      items: z.array(
        z.object({ id: Id, name: z.string(), title: Texts, slots: z.int(), paused: z.boolean() }),
      ),
      total: z.int(),
      /** The day shown: today, or the fair's nearest. */
      day: Day,
      days: z.array(Day),
    })
    .meta({ id: 'StationList' }),
  refusals: ['not_found'],
});

export const readStation = endpoint({
  method: 'GET',
  path: '/api/stations/:place',
  access: 'slot.host',
  summary: 'What is held at a place on a day, with who comes',
  params: Station,
  query: z.object({ day: Day.optional() }),
  reply: z
    .object({ items: z.array(StandSlot), total: z.int(), day: Day, at: Instant })
    .meta({ id: 'Station' }),
  refusals: ['not_found'],
});

export const recordCame = endpoint({
  method: 'PUT',
  path: '/api/stand/bookings/:booking/came',
  access: 'slot.host',
  summary:
    'How many of a party really came; those in line and those who come late are let in where there is room',
  params: z.object({ booking: Id }),
  body: z.object({ came: z.int().min(0).max(500).nullable() }).meta({ id: 'Came' }),
  reply: StandSlot,
  refusals: ['not_found', 'wrong_state', 'slot_full', 'too_early'],
});

export const releaseNoShows = endpoint({
  method: 'POST',
  path: '/api/stand/slots/:slot/release',
  access: 'slot.host',
  summary: 'Gives the places nobody has come to to those who are there',
  params: OneSlot,
  reply: StandSlot,
  refusals: ['not_found', 'too_early', 'wrong_state'],
});

export const countDropIns = endpoint({
  method: 'POST',
  path: '/api/stand/slots/:slot/drop-ins',
  access: 'slot.host',
  summary: 'Lets in persons without a booking, or takes back a count',
  params: OneSlot,
  body: z.object({ count: z.int().min(-50).max(50) }).meta({ id: 'DropIns' }),
  reply: StandSlot,
  refusals: ['not_found', 'wrong_state', 'slot_full', 'too_early'],
});

export const pauseStation = endpoint({
  method: 'POST',
  path: '/api/stations/:place/pause',
  access: 'slot.host',
  summary: 'The place stands still for the rest of the day: nobody can book, and everybody booked is told',
  params: Station,
  reply: z.object({ slots: z.int(), told: z.int() }).meta({ id: 'StationPaused' }),
  refusals: ['not_found'],
});

export const resumeStation = endpoint({
  method: 'POST',
  path: '/api/stations/:place/resume',
  access: 'slot.host',
  summary: 'It goes on: the same people are told, and free places go to the line',
  params: Station,
  reply: z.object({ slots: z.int(), told: z.int() }).meta({ id: 'StationResumed' }),
  refusals: ['not_found'],
});
