import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Day, Id, Instant } from './words.ts';

export const EditionView = z
  .object({
    id: Id,
    slug: z.string(),
    name: z.string(),
    fair: z.object({ slug: z.string(), name: z.string(), organiser: z.string() }),
    venue: z.string(),
    contactEmail: z.string(),
    timeZone: z.string(),
    state: z.enum(['planned', 'current', 'finished']),
    days: z.array(z.object({ date: Day, opensAt: Instant, closesAt: Instant })),
    /** When booking or registration is open, per what and for whom; null audience = everyone. */
    openings: z.array(
      z.object({ of: z.string(), audience: z.string().nullable(), opensAt: Instant, closesAt: Instant }),
    ),
    /** How many exhibitors are placed, so that a page need not guess. */
    exhibitors: z.int(),
  })
  .meta({ id: 'Edition' });

export const currentEdition = endpoint({
  method: 'GET',
  path: '/api/editions/current',
  access: 'public',
  summary: 'The edition that is being prepared or held',
  reply: EditionView,
  refusals: ['not_found'],
});

export const listEditions = endpoint({
  method: 'GET',
  path: '/api/editions',
  access: 'public',
  summary: 'All published editions, newest first',
  reply: z.object({ items: z.array(EditionView), total: z.int() }).meta({ id: 'EditionList' }),
});
