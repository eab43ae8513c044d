import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Edition, Email, Id, Locale, MunicipalityCode } from './words.ts';

export const SchoolView = z
  .object({
    id: Id,
    name: z.string(),
    municipality: z.object({ code: z.string(), name: z.string() }).nullable(),
  })
  .meta({ id: 'School' });

export const listSchools = endpoint({
  method: 'GET',
  path: '/api/schools',
  access: 'public',
  summary: 'The register of schools that come with classes, by name; the first fifty that match',
  query: z.object({ q: z.string().trim().max(80).optional(), municipality: MunicipalityCode.optional() }),
  reply: z.object({ items: z.array(SchoolView), total: z.int() }).meta({ id: 'SchoolList' }),
});

export const importSchools = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/schools/import',
  access: 'programme.write',
  summary:
    'Read a register of schools from a text with columns; nothing is written while a line is refused. Repeatable',
  params: Edition,
  body: z
    .object({
      /** Unit code, name, municipality code and perhaps kind; semicolon, comma or tab; with or without a heading. */
      csv: z.string().min(1).max(900_000),
      /** Only tell what would happen. */
      dryRun: z.boolean().optional(),
    })
    .meta({ id: 'SchoolFile' }),
  reply: z
    .object({
      created: z.int(),
      changed: z.int(),
      unchanged: z.int(),
      /** Lines as in the file, the first is 1. Reasons: columns, unit_code, name, municipality, twice, name_taken, quotes. */
      refused: z.array(z.object({ line: z.int(), reason: z.string() })),
      /** False for a trial, and for a file with a refused line: then nothing was kept. */
      written: z.boolean(),
    })
    .meta({ id: 'SchoolImport' }),
  refusals: ['not_found'],
});

export const becomeTeacher = endpoint({
  method: 'POST',
  path: '/api/teachers',
  access: 'public',
  summary:
    'A teacher of a school in the register asks for a page; a sign-in link comes by mail. The answer is the same whether the address is known or not',
  body: z.object({ email: Email, school: Id, locale: Locale.optional() }).meta({ id: 'NewTeacher' }),
  reply: z.object({ sent: z.literal(true) }).meta({ id: 'TeacherAnswer' }),
  status: 202,
  refusals: ['school_unknown'],
});
