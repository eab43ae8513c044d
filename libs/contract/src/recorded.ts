import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Edition } from './words.ts';

/** What was counted by hand or in an earlier system. `value` null: looked for and not known. */
export const RecordedFigure = z
  .object({
    label: z.string(),
    key: z.string(),
    value: z.number().nullable(),
    /** How it was counted; values of different ways are never joined by a line. */
    way: z.string(),
    certainty: z.enum(['high', 'medium', 'low']),
    source: z.string(),
  })
  .meta({ id: 'RecordedFigure' });

export const listRecorded = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/recorded',
  access: 'figure.publish',
  summary: 'What has been recorded of the fair of this edition, for years before it was counted here',
  params: Edition,
  reply: z.object({ items: z.array(RecordedFigure), total: z.int() }).meta({ id: 'RecordedList' }),
  refusals: ['not_found'],
});

export const importRecorded = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/recorded/import',
  access: 'figure.publish',
  summary:
    'Read recorded figures from a text with columns; nothing is written while a line is refused. Repeatable',
  params: Edition,
  body: z
    .object({
      /** Year, key, value, way, certainty, source; semicolon, comma or tab; with or without a heading. */
      csv: z.string().min(1).max(300_000),
      /** Only tell what would happen. */
      dryRun: z.boolean().optional(),
    })
    .meta({ id: 'RecordedFile' }),
  reply: z
    .object({
      created: z.int(),
      unchanged: z.int(),
      /** With what stood there before. */
      changed: z.array(RecordedFigure.extend({ before: z.number().nullable() })),
      /** Lines as in the file, the first is 1. Reasons: columns, label, key, value, way, certainty, source, twice, quotes. */
      refused: z.array(z.object({ line: z.int(), reason: z.string() })),
      /** False for a trial, and for a file with a refused line: then nothing was kept. */
      written: z.boolean(),
    })
    .meta({ id: 'RecordedImport' }),
  refusals: ['not_found'],
});
