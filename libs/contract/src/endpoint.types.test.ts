import { expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod';
import { client } from './client.ts';
import type { Result } from './client.ts';
import { codesOf, endpoint } from './endpoint.ts';
import type { CodeOf, In, Sent } from './endpoint.ts';

const base = { access: 'public', summary: 's' } as const;
const read = endpoint({
  ...base,
  method: 'GET',
  path: '/api/things/:thing',
  params: z.object({ thing: z.uuid() }),
  query: z.object({ limit: z.coerce.number<number | string>().default(5) }),
  reply: z.object({ id: z.string() }),
  refusals: ['not_found'],
});
const write = endpoint({
  method: 'POST',
  path: '/api/things',
  access: 'signed-in',
  summary: 's',
  body: z.object({ name: z.string() }),
  reply: null,
});

it('derives refusals from access, input and being a write', () => {
  expect([...codesOf(read)]).toEqual(['not_found', 'too_many_requests', 'invalid']);
  expect([...codesOf(write)].toSorted()).toEqual([
    'forbidden',
    'in_flight',
    'invalid',
    'key_reused',
    'too_many_requests',
    'unauthenticated',
  ]);
  expectTypeOf<CodeOf<typeof read>>().toEqualTypeOf<'not_found' | 'too_many_requests' | 'invalid'>();
});

it('types what is sent, received and answered', () => {
  expectTypeOf<Sent<typeof read>>().toEqualTypeOf<{
    params: { thing: string };
    query?: { limit?: number | string | undefined };
  }>();
  expectTypeOf<In<typeof read>>().toEqualTypeOf<{ params: { thing: string }; query: { limit: number } }>();
  const call = client();
  void (() => call(read, { params: { thing: 'x' } }));
  // @ts-expect-error params are missing
  void (() => call(read));
  // @ts-expect-error not a field of the body
  void (() => call(write, { body: { nam: 'x' } }));
});

const wording = (result: Result<typeof read>): string => {
  if (result.ok) return result.data.id;
  switch (result.code) {
    case 'not_found':
    case 'too_many_requests':
      return result.problem.title;
    case 'invalid':
      return result.problem.errors.map(({ path }) => path).join();
    case 'unreachable':
    case 'unexpected':
      return String(result.status);
  }
};

it('lets a caller switch over every outcome', () => {
  expect(wording({ ok: false, code: 'unreachable', status: undefined, cause: 0 })).toBe('undefined');
  // @ts-expect-error this endpoint never refuses with slot_full
  void ((result: Result<typeof read>) => !result.ok && result.code === 'slot_full');
});

// Each of these is unsound and must not compile.
const reply = z.object({ ok: z.boolean() });
// @ts-expect-error no access rule
endpoint({ method: 'GET', path: '/api/a', summary: 's', reply });
// @ts-expect-error an access rule nobody knows
endpoint({ method: 'GET', path: '/api/a', summary: 's', reply, access: 'everybody' });
// @ts-expect-error the path parameter is not declared
endpoint({ ...base, method: 'GET', path: '/api/a/:b', reply });
// @ts-expect-error the parameter is not in the path
endpoint({ ...base, method: 'GET', path: '/api/a', reply, params: z.object({ b: z.string() }) });
// @ts-expect-error the second of two parameters is not declared
endpoint({ ...base, method: 'GET', path: '/api/a/:b/c/:d', reply, params: z.object({ b: z.string() }) });
// @ts-expect-error a GET with a body
endpoint({ ...base, method: 'GET', path: '/api/a', reply, body: reply });
// @ts-expect-error no answer
endpoint({ ...base, method: 'GET', path: '/api/a' });
// @ts-expect-error two answers
endpoint({ ...base, method: 'GET', path: '/api/a', reply, file: 'text/csv' });
// @ts-expect-error an array at the top
endpoint({ ...base, method: 'GET', path: '/api/a', reply: z.array(reply) });
// @ts-expect-error a Date in a reply
endpoint({ ...base, method: 'GET', path: '/api/a', reply: z.object({ at: z.date() }) });
// @ts-expect-error a transform in a reply
endpoint({ ...base, method: 'GET', path: '/api/a', reply: z.object({ n: z.string().transform(Number) }) });
// @ts-expect-error a misspelt key
endpoint({ ...base, method: 'GET', path: '/api/a', reply, refusal: ['not_found'] });
// @ts-expect-error a code outside the catalogue
endpoint({ ...base, method: 'GET', path: '/api/a', reply, refusals: ['whatever'] });
// @ts-expect-error outside /api
endpoint({ ...base, method: 'GET', path: '/a', reply });
