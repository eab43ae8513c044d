import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { client } from './client.ts';
import { endpoint } from './endpoint.ts';
import { flag, int, list } from './query.ts';

const find = endpoint({
  method: 'GET',
  path: '/api/things/:thing/parts',
  access: 'public',
  summary: 's',
  params: z.object({ thing: z.string() }),
  query: z.object({ day: list(z.string()).optional(), free: flag().optional() }),
  reply: z.object({ total: z.int() }),
  refusals: ['not_found'],
});
const watch = endpoint({
  method: 'GET',
  path: '/api/watch',
  access: 'public',
  summary: 's',
  events: z.object({ n: z.int() }),
});
const json = (body: unknown, status = 200, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });

/** A wire that notes what was asked and gives one answer. */
const wire = (answer: () => Response) => {
  const asked: { url: string; init: RequestInit }[] = [];
  const fetch = (url: unknown, init: RequestInit = {}) => {
    asked.push({ url: String(url), init });
    return Promise.resolve().then(answer);
  };
  return { asked, fetch: fetch as typeof globalThis.fetch };
};

describe('client', () => {
  it('writes path, query and headers, and gives the reply', async () => {
    const { asked, fetch } = wire(() => json({ total: 2 }));
    const call = client({ base: 'http://api', fetch, headers: { 'accept-language': 'sv' } });
    const found = await call(
      find,
      { params: { thing: 'a/b' }, query: { day: ['1', '2'], free: true } },
      { headers: { authorization: 'Bearer x' } },
    );
    expect(found).toMatchObject({ ok: true, data: { total: 2 } });
    expect(asked[0]?.url).toBe('http://api/api/things/a%2Fb/parts?day=1&day=2&free=true');
    expect(asked[0]?.init.headers).toEqual({
      'accept-language': 'sv',
      authorization: 'Bearer x',
      accept: 'application/json, application/problem+json',
    });
  });

  it.each([
    ['a declared refusal', json({ code: 'not_found' }, 404, 'application/problem+json'), 'not_found'],
    [
      'a refusal it does not know',
      json({ code: 'slot_full' }, 409, 'application/problem+json'),
      'unexpected',
    ],
    ['a page of a proxy', json('<html>', 502, 'text/html'), 'unexpected'],
    ['a reply that is no JSON', new Response('<html>'), 'unexpected'],
  ])('turns %s into a value', async (_, answer, code) => {
    const result = await client({ fetch: wire(() => answer).fetch })(find, { params: { thing: 'a' } });
    expect(result).toMatchObject({ ok: false, code });
  });

  it('says unreachable when nobody answers', async () => {
    const { fetch } = wire(() => {
      throw new TypeError('refused');
    });
    expect(await client({ fetch })(find, { params: { thing: 'a' } })).toMatchObject({
      code: 'unreachable',
      status: undefined,
    });
  });

  it('throws on the own abort alone', async () => {
    const { fetch } = wire(() => json({ total: 1 }));
    const call = client({ fetch })(
      find,
      { params: { thing: 'a' } },
      { signal: AbortSignal.abort(new Error('mine')) },
    );
    await expect(call).rejects.toThrow('mine');
  });

  it('reads events', async () => {
    const { fetch } = wire(() => new Response(': open\n\ndata: {"n":1}\n\n:\n\ndata: {"n":2}\n\n'));
    const result = await client({ fetch })(watch);
    if (!result.ok) throw new Error(result.code);
    const seen: unknown[] = [];
    for await (const event of result.events) seen.push(event);
    expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
  });
});

describe('query', () => {
  it.each([
    [flag(), 'false', false],
    [flag(), 'true', true],
    [int(1, 9), '7', 7],
    [list(z.string()), 'a,b', ['a', 'b']],
    [list(z.string()), ['a', 'b'], ['a', 'b']],
  ])('reads what a URL carries: %#', (schema, text, value) => {
    expect(schema.parse(text)).toEqual(value);
  });

  it.each(['', ' ', '1.5', '1e3', '10'])('is no int from 1 to 9: "%s"', (text) => {
    expect(int(1, 9).safeParse(text).success).toBe(false);
  });
});
