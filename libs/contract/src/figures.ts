import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Edition } from './words.ts';

export const FigureHead = z
  .object({
    key: z.string(),
    name: z.string(),
    definition: z.string(),
    source: z.string(),
    unit: z.string(),
    certainty: z.enum(['high', 'medium', 'low']),
    dimensions: z.array(z.string()),
    /** Labels of editions or years from which it is counted otherwise: no line is drawn across. */
    breaks: z.array(z.string()).optional(),
  })
  .meta({ id: 'FigureHead' });

const By = z.record(z.string(), z.string());
/** A number; hidden (fewer persons than the threshold, or hidden so that no other can be found); missing (not counted). */
export const Cell = z
  .union([
    z.object({ by: By, value: z.number() }),
    z.object({ by: By, hidden: z.literal(true) }),
    z.object({ by: By, missing: z.literal(true) }),
  ])
  .meta({ id: 'Cell' });

export const FigureView = z
  .object({
    figure: FigureHead,
    cells: z.array(Cell),
    /** What values mean where they do not say it themselves (questions, options): by dimension and value. */
    labels: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  })
  .meta({ id: 'Figure' });

export const listFigures = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/figures',
  access: 'public',
  summary: 'The figures there are, with definition and source; without sign-in the public ones',
  params: Edition,
  reply: z.object({ items: z.array(FigureHead), total: z.int() }).meta({ id: 'FigureList' }),
  refusals: ['not_found'],
});

export const readFigure = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/figures/:key',
  access: 'public',
  summary: 'One figure, cut by dimensions, compared with another edition',
  params: Edition.extend({ key: z.string().max(40) }),
  query: z.object({
    /** Dimensions, comma separated. */
    by: z.string().max(80).optional(),
    /** `dimension:value`: only one value, as a part of the larger table and hidden as there. */
    for: z
      .string()
      .max(160)
      .regex(/^[a-z-]{1,40}:[^\p{Cc}]+$/u)
      .optional(),
    /** Slug of another edition. */
    compare: z.string().max(40).optional(),
  }),
  reply: FigureView,
  refusals: ['not_found', 'dimension_unknown', 'comparison_unknown'],
});
