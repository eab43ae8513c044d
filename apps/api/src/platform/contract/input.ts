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
/** More than these help nobody, and a small request must not become a large answer. */
const mostErrors = 50;

/** Everything the endpoint declares, parsed. All parts are checked, so that all errors come at once; throws `invalid`. */
export function inputOf(endpoint: Endpoint, request: FastifyRequest): Record<string, unknown> {
  const input: Record<string, unknown> = endpoint.events ? { signal: request.signal } : {};
  const errors: InputError[] = [];
  const mayHoldNul = request.url.includes('%00');
  for (const part of parts) {
    const schema = endpoint[part] as z.ZodType | undefined;
    if (!schema) continue;
    const sent = request[part] ?? {};
    if (mayHoldNul && part !== 'body') errors.push(...unstorable(sent, [part]));
    const parsed = schema.safeParse(sent);
    if (parsed.success) input[part] = parsed.data;
    else errors.push(...parsed.error.issues.slice(0, mostErrors).map((issue) => errorOf(part, issue, sent)));
  }
  if (errors.length) throw invalid(errors);
  return input;
}

export const invalid = (errors: InputError[]) => refuse('invalid', { errors: errors.slice(0, mostErrors) });

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

const deepest = 32;

/** Lists and objects deeper in each other than anything we read; whoever walks them further on needs no care for its stack. */
export function tooDeep(json: string): InputError[] {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === '"') at = endOfText(json, at);
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > deepest)
      return [{ path: '/body', code: 'too_big', message: 'Too deep: lists in lists in lists' }];
  }
  return [];
}

function endOfText(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}

const storable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
const unstorableAt = (path: PropertyKey[]): InputError => ({
  path: pointer(path),
  code: 'invalid_format',
  message: 'Invalid input: a character that cannot be stored',
});
