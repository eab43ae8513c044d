import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { FigureView } from './figures.ts';
import { evaluationParts } from './placeholders.ts';
import { int } from './query.ts';
import { Edition, Instant, prose } from './words.ts';

/** One yearly value of a series; `way` names how it was counted, and a line is never drawn from one way to another. */
const SeriesPoint = z.object({
  label: z.string(),
  way: z.string(),
  value: z.number().nullable(),
  certainty: z.enum(['high', 'medium', 'low']),
  source: z.string(),
});

const Named = z.object({ slug: z.string(), name: z.string() });
/** Which copy was approved last, by whom (an address; null when the account has gone) and when. */
const Approval = z.object({ number: z.int(), by: z.string().nullable(), at: Instant });

export const EvaluationView = z
  .object({
    edition: Named,
    compared: Named.nullable(),
    computedAt: Instant,
    basis: z.object({ passages: z.int(), answers: z.int(), pageViews: z.int() }),
    threshold: z.int(),
    /** In the order GR reports: purpose ... open questions (domain-facts 6.5). Staff's words; null where not yet written. */
    words: z.record(z.string(), z.string().nullable()),
    /** Grows with every change of the words. */
    revision: z.int(),
    figures: z.array(FigureView),
    visitorsSeries: z.array(SeriesPoint),
    approved: Approval.nullable(),
  })
  .meta({ id: 'Evaluation' });

export const readEvaluation = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/evaluation',
  access: 'evaluation.read',
  summary: 'The one-page evaluation as data',
  params: Edition,
  reply: EvaluationView,
  refusals: ['not_found'],
});

const Part = Edition.extend({ part: z.enum(evaluationParts) });
const Version = z.object({
  version: z.int(),
  by: z.string().nullable(),
  at: Instant,
  /** The earlier version this one brought back. */
  restores: z.int().nullable(),
});
/** Staff's words about one part as they are now: version 0 and an empty body when nothing has been written. */
export const WordsView = z
  .object({ part: z.enum(evaluationParts), version: z.int(), body: z.string() })
  .meta({ id: 'Words' });

export const readWords = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/evaluation/words/:part',
  access: 'evaluation.read',
  summary: 'What staff have written about a part, and its versions, newest first',
  params: Part,
  reply: WordsView.extend({ versions: z.array(Version) }),
  refusals: ['not_found'],
});

export const readWordsVersion = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/evaluation/words/:part/versions/:version',
  access: 'evaluation.read',
  summary: 'An earlier version of a part',
  params: Part.extend({ version: int(1, 1_000_000) }),
  reply: Version.extend({ body: z.string() }),
  refusals: ['not_found'],
});

export const saveWords = endpoint({
  method: 'PUT',
  path: '/api/editions/:edition/evaluation/words/:part',
  access: 'evaluation.write',
  summary: 'Write a part: a new version, unless somebody else has written since `base`',
  params: Part,
  body: z.object({ body: prose(8000), base: z.int().min(0).max(1_000_000) }),
  reply: WordsView,
  refusals: ['not_found', 'words_changed', 'placeholder_unknown'],
});

export const restoreWords = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/evaluation/words/:part/restore',
  access: 'evaluation.write',
  summary: 'Bring an earlier version of a part back, as its newest',
  params: Part,
  body: z.object({ version: z.int().min(1).max(1_000_000), base: z.int().min(0).max(1_000_000) }),
  reply: WordsView,
  refusals: ['not_found', 'words_changed'],
});

export const approveEvaluation = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/evaluation/copies',
  access: 'evaluation.write',
  summary: 'Approve the report as it stands: a copy is kept, with its figures as they are now',
  params: Edition,
  /** The revision of the words that were read. */
  body: z.object({ revision: z.int().min(0).max(100_000_000) }),
  status: 201,
  reply: Approval,
  refusals: ['not_found', 'report_changed'],
});

export const listCopies = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/evaluation/copies',
  access: 'evaluation.read',
  summary: 'The approved copies of a report, newest first',
  params: Edition,
  reply: z.object({ items: z.array(Approval) }).meta({ id: 'EvaluationCopyList' }),
  refusals: ['not_found'],
});

export const readCopy = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/evaluation/copies/:number',
  access: 'evaluation.read',
  summary: 'An approved report as it was, and what differs from it now',
  params: Edition.extend({ number: int(1, 10_000) }),
  reply: Approval.extend({
    report: EvaluationView,
    differs: z.object({
      /** Parts whose words are others now. */
      words: z.array(z.enum(evaluationParts)),
      /** Names of figures that have another value now. */
      figures: z.array(z.string()),
    }),
  }).meta({ id: 'EvaluationCopy' }),
  refusals: ['not_found'],
});
