import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { Code } from './catalogue.ts';
import { codesOf } from './endpoint.ts';
import type { CodeOf, Endpoint, EventOf, Problem, Reply, Sent } from './endpoint.ts';

type Got<E extends Endpoint> = E extends { events: object }
  ? { ok: true; events: AsyncIterable<EventOf<E>>; response: Response }
  : E extends { file: string }
    ? { ok: true; response: Response }
    : { ok: true; data: Reply<E>; response: Response };

/** Not refusals but weather: no answer at all, or one the contract does not know. Values too, so nobody needs try/catch. */
export interface Failure {
  ok: false;
  code: 'unreachable' | 'unexpected';
  status: number | undefined;
  cause: unknown;
}

/** One refusal of an endpoint as the caller sees it. */
export type Refused<C extends Code> = C extends Code ? { ok: false; code: C; problem: Problem<C> } : never;

/** Everything a call can come to; switch over `code` exhaustively. */
export type Result<E extends Endpoint> = Got<E> | Refused<CodeOf<E>> | Failure;

export interface CallOptions {
  signal?: AbortSignal;
  /** For instance authorization, accept-language, idempotency-key. */
  headers?: Record<string, string>;
}

type Args<E extends Endpoint> =
  object extends Sent<E> ? [sent?: Sent<E>, options?: CallOptions] : [sent: Sent<E>, options?: CallOptions];

/** Calls one endpoint. Never throws, except when the caller itself aborts. */
export type Call = <E extends Endpoint>(endpoint: E, ...args: Args<E>) => Promise<Result<E>>;

export interface ClientOptions {
  base?: string;
  fetch?: typeof globalThis.fetch;
  headers?: Record<string, string>;
}

interface AnySent {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** Makes the one function through which the API is called; replies are not checked again on this side. */
export function client({ base = '', fetch = globalThis.fetch, headers = {} }: ClientOptions = {}): Call {
  const call = async (endpoint: Endpoint, sent: AnySent = {}, options: CallOptions = {}) => {
    const request = requestOf(endpoint, sent, { ...options, headers: { ...headers, ...options.headers } });
    const sending = fetch(base + addressOf(endpoint, sent), request);
    const response = await sending.catch((cause: unknown) => failure('unreachable', undefined, cause));
    options.signal?.throwIfAborted();
    if (!(response instanceof Response)) return response;
    const answer = await answerOf(endpoint, response).catch((cause: unknown) =>
      failure('unexpected', response.status, cause),
    );
    options.signal?.throwIfAborted();
    return answer;
  };
  return call as Call;
}

const failure = (code: Failure['code'], status: number | undefined, cause: unknown): Failure => ({
  ok: false,
  code,
  status,
  cause,
});

function addressOf(endpoint: Endpoint, { params, query }: AnySent): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params?.[name])),
  );
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (one === undefined || one === null ? [] : [[name, String(one)]])),
  );
  return pairs.length ? `${path}?${new URLSearchParams(pairs)}` : path;
}

function requestOf(endpoint: Endpoint, { body }: AnySent, { signal, headers }: CallOptions): RequestInit {
  const accept = endpoint.events ? 'text/event-stream' : (endpoint.file ?? 'application/json');
  return {
    method: endpoint.method,
    headers: {
      ...headers,
      accept: `${accept}, application/problem+json`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  };
}

async function answerOf(endpoint: Endpoint, response: Response) {
  if (!response.ok) return refusalOf(endpoint, response);
  if (endpoint.file) return { ok: true, response };
  if (endpoint.events) return { ok: true, events: eventsIn(response), response };
  return { ok: true, data: response.status === 204 ? undefined : await response.json(), response };
}

/** Codes this contract does not know become 'unexpected', so an old offline client stays truthful towards a newer server. */
async function refusalOf(endpoint: Endpoint, response: Response) {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  const problem = isProblem ? ((await response.json()) as { code: Code }) : undefined;
  return problem && codesOf(endpoint).has(problem.code)
    ? { ok: false, code: problem.code, problem }
    : failure('unexpected', response.status, problem);
}

async function* eventsIn(response: Response): AsyncGenerator<unknown> {
  if (!response.body) return;
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  for await (const { data } of events) yield JSON.parse(data);
}
