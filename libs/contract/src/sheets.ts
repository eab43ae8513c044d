import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { FigureView } from './figures.ts';
import { Edition, Instant } from './words.ts';

/** Whom a sheet is for: a municipality, a school of origin, a branch that pays, a school that exhibits. */
export const sheetKinds = ['branch', 'municipality', 'school', 'exhibitor'] as const;
const SheetKind = z.enum(sheetKinds);

export const listSheets = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/sheets',
  access: 'figure.read',
  summary: 'The sheets there is enough to fill; for a funder those of the branches',
  params: Edition,
  reply: z
    .object({ items: z.array(z.object({ kind: SheetKind, key: z.string() })) })
    .meta({ id: 'SheetList' }),
  refusals: ['not_found'],
});

export const readSheet = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/sheets/:kind/:key',
  access: 'figure.read',
  summary: 'The figures of one municipality, school, branch or exhibitor, beside the edition before',
  params: Edition.extend({ kind: SheetKind, key: z.string().regex(/^[^\p{Cc}]{1,120}$/u) }),
  reply: z
    .object({
      kind: SheetKind,
      key: z.string(),
      edition: z.object({ slug: z.string(), name: z.string() }),
      compared: z.object({ slug: z.string(), name: z.string() }).nullable(),
      computedAt: Instant,
      threshold: z.int(),
      figures: z.array(FigureView),
      /** Median of the same figure among the others of the kind, by figure; only where at least five are shown. */
      neighbours: z.record(z.string(), z.number()),
    })
    .meta({ id: 'Sheet' }),
  refusals: ['not_found'],
});
