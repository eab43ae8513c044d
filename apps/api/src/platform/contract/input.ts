import type { Endpoint } from '@vagval/contract';
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { refuse } from './refusal.ts';

interface InputError {
  path: string;
  code: string;
  message: string;
}

const parts = ['params', 'query', 'body'] as const;

/** Everything the endpoint declares, parsed. All parts are checked, so that all errors come at once; throws `invalid`. */
export function inputOf(endpoint: Endpoint, request: FastifyRequest): Record<string, unknown> {
  const input: Record<string, unknown> = endpoint.events ? { signal: request.signal } : {};
  const errors = request.url.includes('%00')
    ? [...unstorable(request.params, ['params']), ...unstorable(request.query, ['query'])]
    : [];
  for (const part of parts) {
    const schema = endpoint[part] as z.ZodType | undefined;
    if (!schema) continue;
    const sent = request[part] ?? {};
    const parsed = schema.safeParse(sent);
    if (parsed.success) input[part] = parsed.data;
    else errors.push(...parsed.error.issues.map((issue) => errorOf(part, issue, sent)));
  }
  if (errors.length) throw refuse('invalid', { errors });
  return input;
}

const errorOf = (part: string, { path, code, message }: z.core.$ZodIssue, sent: unknown): InputError => ({
  path: pointer([part, ...path]),
  code: code === 'invalid_type' && valueAt(sent, path) === undefined ? 'required' : code,
  message,
});

const valueAt = (from: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], from);

/** A JSON pointer (RFC 6901), for instance /body/bookings/0/slot. */
const pointer = (path: PropertyKey[]): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** NUL and halves of surrogate pairs, which PostgreSQL refuses to store; found here they are a 422 and not a 500. */
export function unstorable(value: unknown, path: PropertyKey[]): InputError[] {
  if (typeof value === 'string') return storable(value) ? [] : [unstorableAt(path)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    storable(key) ? unstorable(inner, [...path, key]) : [unstorableAt(path)],
  );
}

const storable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
const unstorableAt = (path: PropertyKey[]): InputError => ({
  path: pointer(path),
  code: 'invalid_format',
  message: 'Invalid input: a character that cannot be stored',
});
