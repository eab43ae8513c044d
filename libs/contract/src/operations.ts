import * as z from 'zod';
import { endpoint } from './endpoint.ts';

export const readLive = endpoint({
  method: 'GET',
  path: '/api/health/live',
  access: 'public',
  summary: 'The process answers',
  reply: z.object({ live: z.literal(true) }).meta({ id: 'Live' }),
});

export const readReady = endpoint({
  method: 'GET',
  path: '/api/health/ready',
  access: 'public',
  summary: 'The process can serve: its database answers. A queue that is away is told but does not stop it',
  reply: z
    .object({ ready: z.boolean(), database: z.boolean(), queue: z.enum(['redis', 'postgresql', 'away']) })
    .meta({ id: 'Ready' }),
  refusals: ['unready'],
});

export const readOpenapi = endpoint({
  method: 'GET',
  path: '/api/openapi.json',
  access: 'public',
  summary: 'This contract as OpenAPI 3.1',
  file: 'application/json',
});
