import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Day, Edition, Id, Instant, PartyKind } from './words.ts';

/** What a ticket says at the door today. */
export const Verdict = z.enum(['welcome', 'already_in', 'wrong_day', 'revoked', 'unknown']);

export const listDoors = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/doors',
  access: 'device.enrol',
  summary: 'The doors a device can stand at',
  params: Edition,
  reply: z
    .object({ items: z.array(z.object({ id: Id, name: z.string() })), total: z.int() })
    .meta({ id: 'DoorList' }),
  refusals: ['not_found'],
});

export const enrolDevice = endpoint({
  method: 'POST',
  path: '/api/door/devices',
  access: 'device.enrol',
  summary: 'Enrol this phone for a door; the token is shown once',
  body: z.object({ door: Id }).meta({ id: 'EnrolDevice' }),
  reply: z
    .object({ device: Id, token: z.string(), door: z.object({ id: Id, name: z.string() }) })
    .meta({ id: 'Device' }),
  status: 201,
  refusals: ['unknown_door'],
});

export const checkTicket = endpoint({
  method: 'POST',
  path: '/api/door/checks',
  access: 'passage.record',
  summary: 'What a scanned ticket or a typed reference says now; records nothing',
  body: z.object({ ticket: z.string().min(4).max(400), door: Id }).meta({ id: 'TicketCheck' }),
  reply: z
    .object({
      verdict: Verdict,
      party: z
        .object({
          id: Id,
          kind: PartyKind,
          size: z.int(),
          reference: z.string(),
          label: z.string().nullable(),
          days: z.array(Day),
        })
        .nullable(),
      /** First time in today and through which door, when already in. */
      at: Instant.nullable(),
      door: z.string().nullable(),
      inToday: z.int(),
    })
    .meta({ id: 'TicketVerdict' }),
  refusals: ['unknown_door'],
});

export const recordPassages = endpoint({
  method: 'POST',
  path: '/api/door/passages',
  access: 'passage.record',
  summary: 'Passages with ids made by the device: any order, any number of times',
  body: z
    .object({
      items: z
        .array(
          z.object({
            id: Id,
            at: Instant,
            door: Id,
            direction: z.enum(['in', 'out']),
            count: z.int().min(1).max(500),
            ticket: z.string().min(4).max(400).optional(),
            party: Id.optional(),
          }),
        )
        .min(1)
        .max(500),
    })
    .meta({ id: 'Passages' }),
  reply: z
    .object({
      items: z.array(
        z.object({
          id: Id,
          outcome: z.enum(['counted', 'already_in', 'wrong_day', 'revoked', 'unknown']),
          at: Instant.optional(),
        }),
      ),
    })
    .meta({ id: 'PassageOutcomes' }),
  refusals: ['unknown_door'],
});

export const readRoster = endpoint({
  method: 'GET',
  path: '/api/door/roster',
  access: 'roster.read',
  summary:
    'What a door needs offline: the public key, and every party changed since; no readable personal data',
  query: z.object({ since: Instant.optional() }),
  reply: z
    .object({
      at: Instant,
      edition: z.object({ id: Id, days: z.array(Day), timeZone: z.string() }),
      /** Raw Ed25519 public key, base64url. */
      publicKey: z.string(),
      items: z.array(
        z.object({
          party: Id,
          revision: z.int(),
          size: z.int(),
          kind: PartyKind,
          /** SHA-256 of the reference, base64url. */
          referenceHash: z.string(),
          days: z.int(),
          state: z.enum(['active', 'cancelled']),
        }),
      ),
      total: z.int(),
    })
    .meta({ id: 'Roster' }),
  refusals: ['not_found'],
});

export const OccupancyView = z
  .object({
    inside: z.int(),
    cameToday: z.int(),
    limit: z.int().nullable(),
    halls: z.array(z.object({ id: Id, name: z.string(), inside: z.int(), limit: z.int().nullable() })),
    doors: z.array(
      z.object({ id: Id, name: z.string(), in: z.int(), out: z.int(), lastSeenAt: Instant.nullable() }),
    ),
    /** Arrivals per ten minutes against what was booked to arrive. */
    arrivals: z.array(z.object({ from: Instant, came: z.int(), booked: z.int() })),
    next: z.array(
      z.object({ at: Instant, label: z.string(), size: z.int(), arrival: z.string().nullable() }),
    ),
    soon: z.array(
      z.object({
        id: Id,
        startsAt: Instant,
        title: z.record(z.string(), z.string()),
        taken: z.int(),
        capacity: z.int(),
      }),
    ),
    mails: z.object({ waiting: z.int(), failed: z.int(), oldestSeconds: z.int().nullable() }),
    at: Instant,
  })
  .meta({ id: 'Occupancy' });

export const readOccupancy = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/occupancy',
  access: 'occupancy.read',
  summary: 'The day on one screen',
  params: Edition,
  query: z.object({ day: Day.optional() }),
  reply: OccupancyView,
  refusals: ['not_found'],
});

export const watchOccupancy = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/occupancy/stream',
  access: 'occupancy.read',
  summary: 'The same as events, when something has changed',
  params: Edition,
  events: OccupancyView,
  refusals: ['not_found'],
});
