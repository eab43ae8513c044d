import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Edition, Id } from './words.ts';

/** Lengths are metres with one decimal; the corner of the hall is 0, 0. */
export const HallView = z
  .object({
    id: Id,
    name: z.string(),
    width: z.number(),
    depth: z.number(),
    features: z.array(
      z.object({
        kind: z.string(),
        label: z.string(),
        x: z.number(),
        y: z.number(),
        width: z.number(),
        depth: z.number(),
      }),
    ),
    booths: z.array(
      z.object({
        id: Id,
        code: z.string(),
        size: z.string(),
        x: z.number(),
        y: z.number(),
        width: z.number(),
        depth: z.number(),
        state: z.enum(['free', 'held', 'taken']),
        exhibitor: z
          .object({ id: Id, name: z.string(), kind: z.string(), programmes: z.array(z.string()) })
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'Hall' });

export const listHalls = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/halls',
  access: 'public',
  summary: 'The halls of the edition',
  params: Edition,
  reply: z
    .object({
      items: z.array(
        z.object({ id: Id, name: z.string(), width: z.number(), depth: z.number(), booths: z.int() }),
      ),
      total: z.int(),
    })
    .meta({ id: 'HallList' }),
  refusals: ['not_found'],
});

export const readHall = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/halls/:hall',
  access: 'public',
  summary: 'One hall with its booths',
  params: Edition.extend({ hall: Id }),
  reply: HallView,
  refusals: ['not_found'],
});
