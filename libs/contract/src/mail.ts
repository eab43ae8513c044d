import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Edition, Id, Instant } from './words.ts';

export const MessageState = z.enum(['queued', 'sending', 'sent', 'failed', 'suppressed']);

export const MessageView = z
  .object({
    id: Id,
    kind: z.string(),
    /** Masked for the list: a…@example.se */
    to: z.string(),
    locale: z.string(),
    state: MessageState,
    attempts: z.int(),
    error: z.string().nullable(),
    queuedAt: Instant,
    sentAt: Instant.nullable(),
  })
  .meta({ id: 'Message' });

export const listMessages = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/messages',
  access: 'message.read',
  summary: 'Mails with their states, newest first; failures are told here',
  params: Edition,
  query: z.object({ state: MessageState.optional(), before: Instant.optional() }),
  reply: z
    .object({ items: z.array(MessageView), total: z.int(), byState: z.record(z.string(), z.int()) })
    .meta({ id: 'MessageList' }),
  refusals: ['not_found'],
});

export const retryMessage = endpoint({
  method: 'POST',
  path: '/api/messages/:message/retry',
  access: 'message.retry',
  summary: 'Try a failed mail again',
  params: z.object({ message: Id }),
  reply: MessageView,
  refusals: ['not_found', 'wrong_state'],
});
