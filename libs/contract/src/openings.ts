import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { ActivityKindKey, WallClock } from './planning.ts';
import { Day, Edition, Id, Instant, PartyKind, Texts } from './words.ts';

const preview = z.boolean().optional();

const OpeningTimes = z.object({ opensDay: Day, opensTime: WallClock, closesDay: Day, closesTime: WallClock });

export const OpeningView = z
  .object({
    id: Id,
    /** A kind of activity, `booking` for every kind without its own, or `registration` for exhibitors. */
    of: z.string(),
    kindTitle: Texts.nullable(),
    audience: PartyKind.nullable(),
    opensAt: Instant,
    closesAt: Instant,
    state: z.enum(['coming', 'open', 'closed']),
  })
  .meta({ id: 'Opening' });

/** Slots to come that can be booked by that kind of party before and after the change. */
export const OpeningEffect = z
  .object({
    id: Id,
    preview: z.boolean(),
    opens: z.array(z.object({ kindTitle: Texts, audience: PartyKind, slots: z.int() })),
    closes: z.array(z.object({ kindTitle: Texts, audience: PartyKind, slots: z.int() })),
    registration: z.enum(['opens', 'closes']).nullable(),
  })
  .meta({ id: 'OpeningEffect' });

export const listOpenings = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/openings',
  access: 'programme.write',
  summary: 'When what can be booked by whom',
  params: Edition,
  reply: z.object({ items: z.array(OpeningView), total: z.int() }).meta({ id: 'OpeningList' }),
  refusals: ['not_found'],
});

export const addOpening = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/openings',
  access: 'programme.write',
  summary: 'Say when a kind can be booked, by everyone or by one kind of party',
  params: Edition,
  body: OpeningTimes.extend({ of: ActivityKindKey, audience: PartyKind.optional(), preview }).meta({
    id: 'NewOpening',
  }),
  reply: OpeningEffect,
  status: 201,
  refusals: ['not_found', 'opening_exists'],
});

const OneOpening = z.object({ opening: Id });

export const changeOpening = endpoint({
  method: 'PUT',
  path: '/api/openings/:opening',
  access: 'programme.write',
  summary: 'Other times',
  params: OneOpening,
  body: OpeningTimes.extend({ preview }).meta({ id: 'OpeningChange' }),
  reply: OpeningEffect,
  refusals: ['not_found'],
});

export const endOpening = endpoint({
  method: 'POST',
  path: '/api/openings/:opening/end',
  access: 'programme.write',
  summary: 'Close now; what has not opened yet is taken away',
  params: OneOpening,
  body: z.object({ preview }).meta({ id: 'OpeningEnd' }),
  reply: OpeningEffect,
  refusals: ['not_found'],
});
