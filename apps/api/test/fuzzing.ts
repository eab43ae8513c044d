import { codesOf, refusals } from '@vagval/contract';
import type { Code, Endpoint } from '@vagval/contract';
import fc from 'fast-check';
import * as z from 'zod';
import { newId } from '../src/platform/ids.ts';
import {
  brokenBodies,
  hostileHeaders,
  hostileJson,
  hostilePieces,
  hostileQueries,
  hostileTexts,
  marks,
  wrongTypes,
} from './hostile.ts';

/** Values that mean something in the fair asked about, by the name of the property they stand in. */
export type Pools = Readonly<Record<string, readonly string[]>>;

/** A request before it is written down: what the contract asks for, each part as plain data. */
interface Draft {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
}

export interface Asked {
  /** What was done to it. */
  readonly how: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
  /** False when it breaks HTTP or JSON, so that it may be turned away before any endpoint. */
  readonly readable: boolean;
}

type Shape = Record<string, unknown> & {
  type?: string | string[];
  properties?: Record<string, Shape>;
  required?: string[];
  anyOf?: Shape[];
  items?: Shape;
  $defs?: Record<string, Shape>;
};

interface Making {
  readonly pools: Pools;
  readonly defs: Record<string, Shape>;
  /** Every optional field is there. */
  readonly full: boolean;
}

const oddInstants = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '2027-10-12T09:00:00+23:59',
  '2027-10-12T09:00:00-15:59',
  `2027-10-12T09:00:00.${'0'.repeat(400)}1Z`,
];
const byFormat: Record<string, fc.Arbitrary<string>> = {
  email: fc.constantFrom('nagon@example.se', "o'x+y@example.se", `${'a'.repeat(240)}@example.se`),
  date: fc.oneof(
    fc.constantFrom('2027-10-12', '2027-10-13', '0000-01-01', '0001-01-01', '9999-12-31', '2028-02-29'),
    fc.date({ noInvalidDate: true, min: new Date(0) }).map((it) => it.toISOString().slice(-24, -14)),
  ),
  'date-time': fc.oneof(
    fc.constantFrom('2027-10-12T09:30:00Z', '2027-10-12T09:30:00.123456789+02:00', ...oddInstants),
    fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-01-01') })
      .map((it) => it.toISOString()),
  ),
  uri: fc.constantFrom('https://example.se', 'http://[::1]:1/ä?<b>', 'https://a:b@example.se/%00#"'),
  uuid: fc.oneof(
    fc.uuid(),
    fc.constantFrom('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
  ),
};

function matching(pattern: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'));
  } catch {
    return undefined;
  }
}

/** Ordinary words; the first that fits stands where nothing is known. */
const ordinary = ['Skolan', '031-123456', '1480', 'sv', 'C01', 'BA', '556677-8899', '0007:5566778899'];
const plain: Record<string, string> = {
  email: 'nagon@example.se',
  date: '2027-10-12',
  'date-time': '2027-10-12T09:30:00+02:00',
  uri: 'https://example.se',
  uuid: '0198c000-0000-7000-8000-000000000000',
};

function ordinaryOf({ format, pattern, minLength }: Shape): string {
  const fits = (it: string) => typeof pattern !== 'string' || new RegExp(pattern, 'u').test(it);
  return plain[String(format)] ?? ordinary.find(fits) ?? 'x'.repeat(Number(minLength ?? 1));
}

function textsOf(shape: Shape, name: string, { pools, full }: Making): fc.Arbitrary<string> {
  const format = byFormat[String(shape['format'])];
  const { minLength = 0, maxLength = 60, pattern } = shape;
  const free = fc.string({ minLength: Number(minLength), maxLength: Number(maxLength), unit: 'grapheme' });
  const any = format ?? (typeof pattern === 'string' ? matching(pattern) : undefined) ?? free;
  const known = pools[name];
  const meant = known ?? [ordinaryOf(shape)];
  if (full) return fc.constant(meant[0] ?? '');
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...meant) },
    { weight: known ? 1 : 5, arbitrary: any },
  );
}

function numbersOf({ type, minimum, maximum }: Shape, full: boolean): fc.Arbitrary<number> {
  const [min, max] = [Number(minimum ?? -1e15), Number(maximum ?? 1e15)];
  const small = Math.min(max, Math.max(min, 1));
  if (full) return fc.constant(small);
  const edges = fc.constantFrom(small, small, Math.min(max, small + 1), min, max);
  return fc.oneof(
    edges,
    type === 'integer' ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true }),
  );
}

function wordsOf(words: readonly string[], name: string, { pools, full }: Making): fc.Arbitrary<string> {
  const meant = words.find((it) => pools[name]?.includes(it)) ?? words[0] ?? '';
  return full ? fc.constant(meant) : fc.constantFrom(...words);
}

function objectsOf({ properties = {}, required = [] }: Shape, making: Making): fc.Arbitrary<object> {
  const fields = Object.entries(properties).map(([name, shape]) => [name, valuesOf(shape, name, making)]);
  return fc.record(
    Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>,
    {
      noNullPrototype: true,
      ...(!making.full && { requiredKeys: required }),
    } as { noNullPrototype: true },
  );
}

/** Everything a JSON schema lets through, oftenest what means something. */
function valuesOf(shape: Shape, name: string, making: Making): fc.Arbitrary<unknown> {
  const ref = typeof shape['$ref'] === 'string' ? shape['$ref'].split('/').at(-1) : undefined;
  if (ref) return valuesOf(making.defs[ref] ?? {}, name, making);
  if ('const' in shape) return fc.constant(shape['const']);
  if (Array.isArray(shape['enum'])) return wordsOf(shape['enum'] as string[], name, making);
  if (shape.anyOf) return fc.oneof(...shape.anyOf.map((it) => valuesOf(it, name, making)));
  if (shape.type === 'null') return fc.constant(null);
  if (shape.type === 'object') return objectsOf(shape, making);
  if (shape.type === 'array') {
    const minLength = Math.max(Number(shape['minItems'] ?? 0), making.full ? 1 : 0);
    const maxLength = making.full ? minLength : Math.max(minLength, 3);
    return fc.array(valuesOf(shape.items ?? {}, name, making), {
      minLength,
      maxLength,
    });
  }
  if (shape.type === 'integer' || shape.type === 'number') {
    const meant = Number(making.pools[name]?.[0]);
    return making.full && meant ? fc.constant(meant) : numbersOf(shape, making.full);
  }
  if (shape.type === 'boolean') return fc.boolean();
  return Array.isArray(shape.type)
    ? fc.constantFrom('true', 'false', '0', 'x')
    : textsOf(shape, name, making);
}

function partOf(schema: unknown, pools: Pools, full: boolean): fc.Arbitrary<unknown> {
  if (!schema) return fc.constant(undefined);
  const shape = z.toJSONSchema(schema as z.ZodType, {
    io: 'input',
    unrepresentable: 'any',
  }) as unknown as Shape;
  return valuesOf(shape, '', { pools, full, defs: shape.$defs ?? {} });
}

const draftsOf = ({ params, query, body }: Endpoint, pools: Pools, full: boolean): fc.Arbitrary<Draft> =>
  fc.record({
    params: partOf(params, pools, full).map((it) => (it ?? {}) as Record<string, unknown>),
    query: partOf(query, pools, full).map((it) => (it ?? {}) as Record<string, unknown>),
    body: partOf(body, pools, full),
  });

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): [Path, unknown][] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, it]) => pathsIn(it, [...path, key]))
      : [];
  return [[path, value], ...inner];
}

function put(value: unknown, [key, ...rest]: Path, it: unknown): unknown {
  if (key === undefined) return it;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string,
    unknown
  >;
  const inner = put(copy[key], rest, it);
  if (inner === undefined) Reflect.deleteProperty(copy, key);
  else
    Object.defineProperty(copy, key, { value: inner, enumerable: true, configurable: true, writable: true });
  return copy;
}

const rawMark = '@@raw@@';

function written(endpoint: Endpoint, { params, query, body }: Draft, raw = ''): Omit<Asked, 'how'> {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name]).toWellFormed()),
  );
  const pairs = Object.entries(query).flatMap(([name, it]) => [it].flat().map((one) => [name, String(one)]));
  const url = pairs.length ? `${path}?${new URLSearchParams(pairs)}` : path;
  const payload = body === undefined ? undefined : JSON.stringify(body).replace(`"${rawMark}"`, () => raw);
  const long = path.split('/').some((it) => it.length > 300) || Buffer.byteLength(payload ?? '') > 256 * 1024;
  return {
    method: endpoint.method,
    url,
    headers: payload === undefined ? {} : { 'content-type': 'application/json' },
    ...(payload !== undefined && { payload }),
    readable: !long,
  };
}

interface Fault {
  readonly at: number;
  readonly what: number;
}
type Spoil = (endpoint: Endpoint, draft: Draft, fault: Fault) => Asked;

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
const named = <T>(list: Readonly<Record<string, T>>, at: number): [string, T] =>
  pick(Object.entries(list), at);
const inBody = ({ body }: Draft) => (body === undefined ? [] : pathsIn(body, ['body']));
const textsIn = (draft: Draft) =>
  pathsIn(draft).filter(([path, value]) => path.length > 1 && typeof value === 'string');

const asItIs: Spoil = (endpoint, draft) => ({ how: 'as promised', ...written(endpoint, draft) });

function edited(
  endpoint: Endpoint,
  draft: Draft,
  [path, it]: [Path, unknown],
  how: string,
  raw?: string,
): Asked {
  const changed = put(draft, path, it) as Draft;
  return { how: `${how} at /${path.join('/')}`, ...written(endpoint, changed, raw) };
}

const hostileText: Spoil = (endpoint, draft, { at, what }) => {
  const texts = textsIn(draft);
  const [how, text] = named(hostileTexts, what);
  return texts.length
    ? edited(endpoint, draft, [pick(texts, at)[0], text], how)
    : asItIs(endpoint, draft, { at, what });
};

const without: Spoil = (endpoint, draft, fault) => {
  const fields = pathsIn(draft).filter(([path]) => path.length > 1 && path[0] !== 'params');
  return fields.length
    ? edited(endpoint, draft, [pick(fields, fault.at)[0], undefined], 'nothing')
    : asItIs(endpoint, draft, fault);
};

const otherJson: Spoil = (endpoint, draft, { at, what }) => {
  const [how, raw] = named(hostileJson, what);
  const fields = inBody(draft);
  const path = fields.length ? pick(fields, at)[0] : ['body'];
  const asked = edited(endpoint, draft, [path, rawMark], how, raw);
  return { ...asked, headers: { ...asked.headers, 'idempotency-key': newId() } };
};

const extra: Spoil = (endpoint, draft, { at, what }) => {
  const objects = pathsIn(draft).filter(
    ([path, it]) => path[0] !== 'params' && path.length > 0 && typeof it === 'object' && !Array.isArray(it),
  );
  const [path] = pick(objects, at) ?? [['query']];
  const key = pick(
    ['id', 'state', 'constructor', 'toString', 'edition_id', '', 'a.b', '\u202e', 'length'],
    what,
  );
  return edited(endpoint, draft, [[...path, key], 'x'], 'one more');
};

const headers: Spoil = (endpoint, draft, { what }) => {
  const hostile = pick(hostileHeaders, what);
  const asked = written(endpoint, draft);
  const readable = asked.readable && !('content-encoding' in hostile || 'expect' in hostile);
  return {
    ...asked,
    how: `header ${JSON.stringify(hostile).slice(0, 60)}`,
    headers: { ...asked.headers, ...hostile },
    readable,
  };
};

const brokenBody: Spoil = (endpoint, draft, { what }) => {
  const [how, payload] = named(brokenBodies, what);
  const asked = written(endpoint, { ...draft, body: {} });
  return { ...asked, how: `body ${how}`, payload, readable: false };
};

const wrongType: Spoil = (endpoint, draft, { what }) => {
  const type = pick(wrongTypes, what);
  const asked = written(endpoint, { ...draft, body: draft.body ?? {} });
  return { ...asked, how: `type ${type.slice(0, 50)}`, headers: { 'content-type': type }, readable: false };
};

const brokenUrl: Spoil = (endpoint, draft, { at, what }) => {
  const asked = written(endpoint, draft);
  const piece = pick(hostilePieces, what);
  const address = endpoint.path.includes(':')
    ? endpoint.path.replace(/:\w+/, () => piece)
    : `${endpoint.path}/${piece}`;
  const url =
    at % 2 ? address.replace(/:\w+/g, 'x') : `${asked.url.split('?')[0] ?? ''}?${pick(hostileQueries, what)}`;
  return { ...asked, how: `address ${url.slice(0, 80)}`, url, readable: false };
};

const spoils: readonly [weight: number, Spoil][] = [
  [5, asItIs],
  [6, hostileText],
  [2, without],
  [5, otherJson],
  [1, extra],
  [2, headers],
  [2, brokenBody],
  [1, wrongType],
  [2, brokenUrl],
];

/** Requests to one endpoint: promised, nearly promised, hostile and unreadable ones. */
export function requestsTo(
  endpoint: Endpoint,
  pools: Pools,
  { runs, seed }: { runs: number; seed: number },
): Asked[] {
  const spoil = fc.oneof(...spoils.map(([weight, it]) => ({ weight, arbitrary: fc.constant(it) })));
  const any = fc
    .record({ draft: draftsOf(endpoint, pools, false), spoil, at: fc.nat(), what: fc.nat() })
    .map(({ draft, spoil, at, what }) => spoil(endpoint, draft, { at, what }));
  return [...fc.sample(any, { numRuns: runs, seed }), ...sweep(endpoint, pools, seed)];
}

/** Every hostile text in every field, parameter and filter that holds a text, and every hostile address and body, once. */
function sweep(endpoint: Endpoint, pools: Pools, seed: number): Asked[] {
  const [draft] = fc.sample(draftsOf(endpoint, pools, true), { numRuns: 1, seed });
  if (!draft) return [];
  const fields = textsIn(draft).keys();
  const texts = [...fields].flatMap((at) =>
    Object.keys(hostileTexts).map((_, what) => hostileText(endpoint, draft, { at, what })),
  );
  const each = (list: object, spoil: Spoil, at = 0) =>
    Object.keys(list).map((_, what) => spoil(endpoint, draft, { at, what }));
  const addresses = [...each(hostileQueries, brokenUrl), ...each(hostilePieces, brokenUrl, 1)];
  const whole = [asItIs(endpoint, draft, { at: 0, what: 0 }), ...texts, ...addresses];
  if (endpoint.method === 'GET') return whole;
  return [...whole, ...each(hostileJson, otherJson), ...each(brokenBodies, brokenBody)];
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** By HTTP, or by the endpoint that a spoilt address leads to instead. */
const before = new Set([400, 401, 404, 405, 413, 414, 415, 422]);
const longestNo = 64 * 1024;

/** What is wrong with an answer; undefined when it is one the contract promises. */
export function wrongIn(
  endpoint: Endpoint,
  { readable }: Pick<Asked, 'readable'>,
  answer: Answer,
): string | undefined {
  const { status, headers, text } = answer;
  for (const [name, value] of Object.entries(headers))
    if (!/^[\x20-\x7e]*$/.test(String(value)) || marks.test(String(value))) return `says it again in ${name}`;
  if (status >= 500 && status !== 503) return `${status}`;
  const type = String(headers['content-type'] ?? '');
  if (status >= 400) return wrongInNo(endpoint, readable, { status, type, text });
  if (status !== (endpoint.reply === null ? 204 : (endpoint.status ?? 200))) return `undeclared ${status}`;
  if (endpoint.reply === null) return text === '' ? undefined : 'says something where nothing was promised';
  const promised = endpoint.file ?? (endpoint.events ? 'text/event-stream' : 'application/json');
  const anyType = promised === 'application/octet-stream';
  if (!anyType && !type.startsWith(promised)) return `${status} as ${type}`;
  const parsed = endpoint.reply && (endpoint.reply as unknown as z.ZodType).safeParse(JSON.parse(text));
  return parsed?.success === false ? 'another reply than promised' : undefined;
}

function wrongInNo(
  endpoint: Endpoint,
  readable: boolean,
  { status, type, text }: { status: number; type: string; text: string },
): string | undefined {
  if (!type.startsWith('application/problem+json')) return `${status} as ${type}`;
  if (text.length > longestNo) return `a refusal of ${text.length} characters`;
  const problem = JSON.parse(text) as { status: number; code: Code };
  if (problem.status !== status) return `${status} that calls itself ${problem.status}`;
  const declared = codesOf(endpoint).has(problem.code) && refusals[problem.code].status === status;
  return declared || (!readable && before.has(status)) ? undefined : `undeclared ${status} ${problem.code}`;
}
