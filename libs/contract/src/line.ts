import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { int } from './query.ts';
import { Edition, Id, Instant, PartyKind, Texts } from './words.ts';

/**
 * What happens in a waiting line. Comings and goings: joined; standing (there already when the log began); changed;
 * left; withdrawn with the slot; seated (let in at the place); accepted, declined or expired. And what a walk along the
 * line found: walked, then for each it came to offered or confirmed, passed_size (did not fit in what was left) or
 * passed_time (the party has filled the time with something else).
 */
export const LineWord = z.enum([
  'joined',
  'standing',
  'changed',
  'left',
  'withdrawn',
  'seated',
  'walked',
  'offered',
  'confirmed',
  'passed_size',
  'passed_time',
  'accepted',
  'declined',
  'expired',
]);

/** One in line: a party is named by its code alone. */
export const LinePlace = z
  .object({
    place: z.int(),
    booking: Id,
    reference: z.string(),
    kind: PartyKind,
    size: z.int(),
    places: z.int(),
    partOk: z.boolean(),
    since: Instant,
  })
  .meta({ id: 'LinePlace' });

export const LineDecision = z
  .object({
    id: z.int(),
    at: Instant,
    what: LineWord,
    booking: Id.nullable(),
    reference: z.string().nullable(),
    /** Asked for, given or given back; of a walk the sum it gave. */
    places: z.int(),
    /** How many places were left when the walk came to it. */
    free: z.int().nullable(),
    /** How many of its places the party could use, and how many of them it has at something else at that time. */
    time: z.object({ size: z.int(), busy: z.int() }).nullable(),
    /** Where it stands in line beside the booking that is asked about. */
    stands: z.enum(['self', 'before', 'behind']).nullable(),
  })
  .meta({ id: 'LineDecision' });

export const LineView = z
  .object({
    slot: z.object({
      id: Id,
      titles: Texts,
      startsAt: Instant,
      endsAt: Instant,
      place: z.string().nullable(),
      state: z.enum(['open', 'paused', 'withdrawn']),
      capacity: z.int(),
      taken: z.int(),
      held: z.int(),
    }),
    items: z.array(LinePlace),
    total: z.int(),
    /** The booking asked about; null when none was, or no such one ever stood in this line. */
    about: z
      .object({
        booking: Id,
        reference: z.string(),
        kind: PartyKind,
        size: z.int(),
        places: z.int(),
        partOk: z.boolean(),
        since: Instant,
        state: z.enum(['waiting', 'offered', 'confirmed', 'cancelled', 'released']),
        /** Its place in line while it waits. */
        place: z.int().nullable(),
      })
      .nullable(),
    /** Newest first; at most 200, then ask with `before`. */
    decisions: z.array(LineDecision),
    more: z.boolean(),
  })
  .meta({ id: 'Line' });

export const readSlotLine = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/slots/:slot/line',
  access: 'line.read',
  summary:
    'Who waits for a slot, and why places went to whom; of one booking, why it was passed and who came before',
  params: Edition.extend({ slot: Id }),
  query: z.object({
    booking: Id.optional(),
    /** A party's code, as it is read aloud: with or without a hyphen, in capitals or not. */
    reference: z.string().max(20).optional(),
    /** Only decisions earlier than this one. */
    before: int(1, Number.MAX_SAFE_INTEGER).optional(),
  }),
  reply: LineView,
  refusals: ['not_found'],
});
