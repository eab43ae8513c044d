import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Edition, Id, Instant, Locale } from './words.ts';

export const ExportFormat = z.enum(['csv', 'xlsx', 'pdf']);
export const ExportState = z.enum(['queued', 'running', 'done', 'failed', 'stopped']);

export const ExportView = z
  .object({
    id: Id,
    edition: z.string(),
    kind: z.string(),
    format: ExportFormat,
    locale: z.string(),
    state: ExportState,
    rowsDone: z.int(),
    /** Unknown until it is counted. */
    rowsTotal: z.int().nullable(),
    bytes: z.int(),
    fileName: z.string(),
    askedAt: Instant,
    doneAt: Instant.nullable(),
    /** Thrown away then. */
    expiresAt: Instant,
  })
  .meta({ id: 'Export' });

const name = z.string().regex(/^[a-z][a-z-]{0,39}$/);

export const startExport = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/exports',
  access: 'signed-in',
  summary: 'Have a file made of much data; each kind needs the permission its data needs',
  params: Edition,
  body: z
    .object({
      kind: name,
      format: ExportFormat,
      /** What of the kind: for `figure` its `key`, and `by`, `for`, `compare` as when it is read; for `survey` the audience. */
      params: z.record(name, z.string().regex(/^[^\p{Cc}]{1,160}$/u)).optional(),
      /** Left out: the language asked in. */
      locale: Locale.optional(),
    })
    .meta({ id: 'NewExport' }),
  reply: ExportView,
  status: 202,
  refusals: ['not_found', 'export_unknown', 'pdf_unavailable'],
});

export const listExports = endpoint({
  method: 'GET',
  path: '/api/exports',
  access: 'signed-in',
  summary: 'The files I have asked for that have not been thrown away, newest first',
  reply: z
    .object({
      items: z.array(ExportView),
      total: z.int(),
      /** Whether this installation can make PDF. */
      pdf: z.boolean(),
    })
    .meta({ id: 'ExportList' }),
});

const OneExport = z.object({ export: Id });

export const readExport = endpoint({
  method: 'GET',
  path: '/api/exports/:export',
  access: 'signed-in',
  summary: 'How far a file of mine has come',
  params: OneExport,
  reply: ExportView,
  refusals: ['not_found'],
});

export const fetchExport = endpoint({
  method: 'GET',
  path: '/api/exports/:export/file',
  access: 'signed-in',
  summary: 'The file, once it is done; of the type its format has',
  params: OneExport,
  file: 'application/octet-stream',
  refusals: ['not_found', 'not_ready_yet'],
});

export const endExport = endpoint({
  method: 'DELETE',
  path: '/api/exports/:export',
  access: 'signed-in',
  summary: 'Stop making a file, or throw away what has been made',
  params: OneExport,
  reply: null,
  refusals: ['not_found'],
});

export const evaluationBook = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/evaluation.xlsx',
  access: 'evaluation.read',
  summary: 'The evaluation’s figures with their definitions, for Excel',
  params: Edition,
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  refusals: ['not_found'],
});

export const evaluationFile = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/evaluation.json',
  access: 'evaluation.read',
  summary: 'The evaluation as a file of data',
  params: Edition,
  file: 'application/json',
  refusals: ['not_found'],
});

export const evaluationPrint = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/evaluation.pdf',
  access: 'evaluation.read',
  summary: 'The evaluation as a tagged PDF; made when asked for, and again only when something has changed',
  params: Edition,
  file: 'application/pdf',
  refusals: ['not_found', 'not_ready_yet', 'pdf_unavailable'],
});
