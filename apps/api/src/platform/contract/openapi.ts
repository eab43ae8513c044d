import { codesOf, refusals } from '@vagval/contract';
import type { Code, Endpoint } from '@vagval/contract';
import * as z from 'zod';
import { createDocument } from 'zod-openapi';
import type {
  ZodOpenApiOperationObject,
  ZodOpenApiPathsObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';

interface Spec {
  status: number;
  title: string;
  extra?: z.ZodObject;
}

/** One flat schema per refusal, shared by all endpoints: `allOf` with a closed object could never be satisfied. */
const problemOf = (code: string, { status, title, extra }: Spec) =>
  z
    .looseObject({
      type: z.string(),
      title: z.string(),
      status: z.literal(status),
      code: z.literal(code),
      detail: z.string().optional(),
      ...extra?.shape,
    })
    .meta({ id: `Refusal_${code}`, title });

const problems = Object.fromEntries(
  Object.entries<Spec>(refusals).map(([code, spec]) => [code, problemOf(code, spec)]),
) as unknown as Record<Code, ReturnType<typeof problemOf>>;

function anyOf(codes: readonly Code[]): z.ZodType {
  const [first, ...rest] = codes.map((code) => problems[code]);
  if (!first) throw new Error('A refusal without a code');
  return rest.length ? z.discriminatedUnion('code', [first, ...rest]) : first;
}

function success({ events, file, reply, status = 200 }: Endpoint): ZodOpenApiResponsesObject {
  if (events)
    return {
      200: { description: 'Events', content: { 'text/event-stream': { schema: events as z.ZodType } } },
    };
  if (file) return { 200: { description: 'File', content: { [file]: {} } } };
  if (!reply) return { 204: { description: 'Done' } };
  return {
    [`${status}`]: { description: 'Done', content: { 'application/json': { schema: reply as z.ZodType } } },
  };
}

function failures(endpoint: Endpoint): ZodOpenApiResponsesObject {
  const byStatus = Object.groupBy(codesOf(endpoint), (code) => refusals[code].status);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => refusals[code].title).join('; '),
        content: { 'application/problem+json': { schema: anyOf(codes) } },
      },
    ]),
  );
}

const keyHeader = z.string().min(1).max(200).optional().meta({
  description: 'A write sent again with the same key within 24 hours is done once and answered the same',
});

const parametersOf = ({ method, params, query }: Endpoint) => ({
  ...(params && { path: params as z.ZodObject }),
  ...(query && { query: query as z.ZodObject }),
  ...(method !== 'GET' && { header: z.object({ 'Idempotency-Key': keyHeader }) }),
});

function securityOf({ access }: Endpoint): Record<string, string[]>[] {
  if (access === 'public') return [];
  if (access === 'party') return [{ party: [] }];
  if (access === 'page-server') return [{ pageServer: [] }];
  const byDevice = access === 'passage.record' || access === 'roster.read' || access === 'occupancy.read';
  return byDevice ? [{ session: [] }, { device: [] }] : [{ session: [] }];
}

const operationOf = (operationId: string, endpoint: Endpoint): ZodOpenApiOperationObject => ({
  operationId,
  summary: endpoint.summary,
  'x-access': endpoint.access,
  security: securityOf(endpoint),
  requestParams: parametersOf(endpoint),
  ...(endpoint.body && {
    requestBody: { required: true, content: { 'application/json': { schema: endpoint.body as z.ZodType } } },
  }),
  responses: { ...success(endpoint), ...failures(endpoint) },
});

const securitySchemes = {
  session: { type: 'apiKey', in: 'cookie', name: 'vagval_session' },
  party: { type: 'http', scheme: 'bearer', description: 'The token of a party, the secret part of its link' },
  device: { type: 'http', scheme: 'bearer', description: 'The token of an enrolled device' },
  pageServer: { type: 'http', scheme: 'bearer', description: 'TRAFFIC_KEY, which the page server has' },
} as const;

/** The contract as an OpenAPI 3.1 document: a pure function, so what is published is what is checked. */
export function openapi(contract: Readonly<Record<string, Endpoint>>): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const [name, endpoint] of Object.entries(contract)) {
    const path = (paths[endpoint.path.replace(/:(\w+)/g, '{$1}')] ??= {});
    path[endpoint.method.toLowerCase() as 'get'] = operationOf(name, endpoint);
  }
  const info = {
    title: 'Vägval',
    version: '1.0.0',
    description: 'Everything about visiting, taking part in and running a fair.',
    license: { name: 'EUPL-1.2', url: 'https://eupl.eu/1.2/en/' },
  };
  return createDocument({
    openapi: '3.1.1',
    info,
    servers: [{ url: '/' }],
    paths,
    components: { securitySchemes },
  });
}
