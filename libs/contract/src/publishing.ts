import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { FigureView } from './figures.ts';
import { Edition, Id, Instant } from './words.ts';

const By = z.string().max(80);
const Only = z
  .string()
  .max(160)
  .regex(/^[a-z-]{1,40}:[^\p{Cc}]+$/u);

export const PublishedFigure = FigureView.extend({
  id: Id,
  /** As when a figure is read; empty for none. */
  by: z.string(),
  only: z.string(),
  threshold: z.int(),
  publishedAt: Instant,
  /** The figure is counted otherwise today: beside it a newer one is not the same question. */
  changed: z.boolean(),
}).meta({ id: 'PublishedFigure' });

export const listPublished = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/published',
  access: 'public',
  summary:
    'The figures the organiser has published, as they were then, with definition and source. Open data, CC0',
  params: Edition,
  reply: z.object({ items: z.array(PublishedFigure), total: z.int() }).meta({ id: 'PublishedList' }),
  refusals: ['not_found'],
});

export const publishedFile = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/published.csv',
  access: 'public',
  summary: 'The published figures as lines with semicolons, each with its definition',
  params: Edition,
  file: 'text/csv',
  refusals: ['not_found'],
});

export const publishFigure = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/published',
  access: 'figure.publish',
  summary: 'Publish a figure of a finished edition as it is now; it stays so whatever comes later',
  params: Edition,
  body: z
    .object({ key: z.string().max(40), by: By.optional(), for: Only.optional() })
    .meta({ id: 'NewPublished' }),
  reply: PublishedFigure,
  status: 201,
  refusals: ['not_found', 'dimension_unknown', 'wrong_state', 'figure_published'],
});

export const withdrawPublished = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/published/:figure/withdraw',
  access: 'figure.publish',
  summary: 'Take a published figure back, and say why; whoever asks later is told',
  params: Edition.extend({ figure: Id }),
  body: z.object({ why: z.string().trim().min(3).max(300) }).meta({ id: 'FigureWithdrawal' }),
  reply: z.object({ withdrawn: z.literal(true) }).meta({ id: 'FigureWithdrawn' }),
  refusals: ['not_found'],
});

export const reviewPublished = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/published/review',
  access: 'figure.publish',
  summary: 'What has been withdrawn, and what the edition before published and this one has not yet',
  params: Edition,
  reply: z
    .object({
      withdrawn: z.array(
        z.object({
          id: Id,
          name: z.string(),
          by: z.string(),
          only: z.string(),
          at: Instant,
          why: z.string(),
        }),
      ),
      wanting: z.array(
        z.object({
          key: z.string(),
          name: z.string(),
          by: z.string(),
          only: z.string(),
          /** The definition is another one since: published again it breaks the series. */
          changed: z.boolean(),
        }),
      ),
    })
    .meta({ id: 'PublishedReview' }),
  refusals: ['not_found'],
});
