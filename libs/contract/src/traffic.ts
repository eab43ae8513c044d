import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, Instant, Locale } from './words.ts';

export const Device = z.enum(['phone', 'tablet', 'desktop', 'other']);

/** The pattern of an address, as /party/[token]. It has no digits and no capitals, so that no token or id fits in. */
export const PagePattern = z
  .string()
  .max(80)
  .regex(/^\/[a-z[\]/._-]*$/);
/** The name of another site; `none` when there was none, `other` for what has no usable name. */
export const ReferrerHost = z
  .string()
  .max(60)
  .regex(/^(?:none|other|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+)$/);
/** Made of an address, a browser's name and the day by a key that stays with the page server: 128 bits, base64url. */
export const VisitorKey = z.string().regex(/^[\w-]{22}$/);

export const takeTraffic = endpoint({
  method: 'POST',
  path: '/api/traffic',
  access: 'page-server',
  summary: 'Page views and visitors the page server has summed; a batch sent again counts once',
  body: z
    .object({
      id: Id,
      /** When the first of them came. Up to an hour back is believed. */
      at: Instant,
      views: z
        .array(
          z.object({
            page: PagePattern,
            locale: Locale,
            device: Device,
            views: z.int().min(1).max(1_000_000),
          }),
        )
        .max(500),
      /** Who was seen, by how they came; nobody twice. */
      visitors: z
        .array(
          z.object({
            locale: Locale,
            referrer: ReferrerHost,
            device: Device,
            keys: z.array(VisitorKey).min(1).max(1000),
          }),
        )
        .max(500),
    })
    .meta({ id: 'TrafficBatch' }),
  reply: z
    .object({
      /** Page views counted now; none when the batch was known already, or no edition is current. */
      views: z.int(),
      /** How many of the visitors are new today; null while visits cannot be counted, because Redis is away. */
      visits: z.int().nullable(),
    })
    .meta({ id: 'TrafficTaken' }),
});
