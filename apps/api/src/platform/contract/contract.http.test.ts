import { Controller, Get, Module } from '@nestjs/common';
import { client, endpoint, refusals } from '@vagval/contract';
import { fieldText, refusalText } from '@vagval/text';
import type { Endpoint, In } from '@vagval/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startApp } from '../../../test/app.ts';
import type { TestApp } from '../../../test/app.ts';
import { Database } from '../database.ts';
import { Handle } from './handle.ts';
import { refuse } from './refusal.ts';

const base = { access: 'public', summary: 's' } as const;
const echo = endpoint({
  ...base,
  method: 'POST',
  path: '/api/test/:name',
  params: z.object({ name: z.string().max(5) }),
  query: z.object({ q: z.string().optional() }),
  body: z.object({ text: z.string().min(2), list: z.array(z.object({ n: z.int() })).optional() }),
  reply: z.object({ text: z.string() }),
  refusals: ['not_found'],
});
const watch = endpoint({
  ...base,
  method: 'GET',
  path: '/api/test/:name/events',
  params: z.object({ name: z.string() }),
  events: z.object({ n: z.int() }),
  refusals: ['not_found'],
});
const sheet = endpoint({ ...base, method: 'GET', path: '/api/test/sheet', file: 'text/csv' });
const contract: Record<string, Endpoint> = { echo, watch, sheet };

@Controller()
class EchoController {
  constructor(private readonly db: Database) {}

  @Handle(echo)
  async echo({ params, body }: In<typeof echo>) {
    if (params.name === 'none') return refuse('not_found');
    if (params.name === 'throw') throw refuse('not_found');
    if (params.name === 'wrong') throw refuse('offer_expired');
    if (params.name === 'bug') await this.db.rows('SELECT 1 / 0');
    if (params.name === 'num') return { text: 5 as unknown as string };
    const [kept] = await this.db.rows<{ text: string }>('SELECT $1::text AS text', [body.text]);
    return { text: kept?.text ?? '', email: 'someone@example.se' };
  }

  @Handle(watch)
  async watch({ params, signal }: In<typeof watch>) {
    await this.db.rows('SELECT 1');
    return params.name === 'none' ? refuse('not_found') : countTo(3, signal);
  }

  @Handle(sheet)
  sheet() {
    return 'a;b';
  }
}
@Module({ controllers: [EchoController] })
class EchoModule {}

async function* countTo(last: number, signal: AbortSignal) {
  for (let n = 1; n <= last && !signal.aborted; n++) yield { n, secret: 'x' };
  await Promise.resolve();
}

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ features: [EchoModule], contract, complete: true, env: { LOG_LEVEL: 'silent' } });
});
afterAll(() => app.close());

const raw = (
  payload: string,
  headers: Record<string, string> = { 'content-type': 'application/json' },
  url = '/api/test/a',
) => app.app.inject({ method: 'POST', url, payload, headers });
const send = (name: string, text = 'hej') => app.call(echo, { params: { name }, body: { text } });

describe('an answer', () => {
  it('is stripped to what was declared', async () => {
    expect(await send('a', 'å"ä')).toMatchObject({ ok: true, data: { text: 'å"ä' } });
    expect((await raw('{"text":"hej"}')).json()).toEqual({ text: 'hej' });
  });

  it.each(['none', 'throw'])('is the declared refusal: %s', async (name) => {
    const refused = await send(name);
    expect(refused).toMatchObject({
      ok: false,
      code: 'not_found',
      problem: { status: 404, type: '/problems/not_found' },
    });
  });

  it.each(['wrong', 'bug', 'num'])('tells nothing of a mistake of ours: %s', async (name) => {
    const failed = await send(name);
    const detail = refusalText('unexpected', 'sv');
    const title = 'Something went wrong';
    const cause = { type: 'about:blank', title, status: 500, code: 'unexpected', detail };
    expect(failed).toEqual({ ok: false, code: 'unexpected', status: 500, cause });
  });

  it('is a file with its type', async () => {
    const { body, headers } = await app.app.inject('/api/test/sheet');
    expect([body, headers['content-type']]).toEqual(['a;b', 'text/csv; charset=utf-8']);
  });

  it('is a stream of declared events, or a late refusal', async () => {
    await app.app.listen(0, '127.0.0.1');
    const call = client({ base: await app.app.getUrl() });
    const streamed = await call(watch, { params: { name: 'a' } });
    if (!streamed.ok) throw new Error(streamed.code);
    const seen: unknown[] = [];
    for await (const event of streamed.events) seen.push(event);
    expect(seen).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(await call(watch, { params: { name: 'none' } })).toMatchObject({ code: 'not_found' });
  });
});

it('never has a word of its own under a name that every refusal uses', () => {
  const own = new Set(['type', 'title', 'status', 'code', 'detail']);
  const named = Object.entries<{ status: number; extra?: z.ZodObject }>(refusals).flatMap(
    ([code, { extra }]) => Object.keys(extra?.shape ?? {}).map((name) => [code, name] as const),
  );
  expect(named.filter(([, name]) => own.has(name))).toEqual([]);
});

describe('what was sent', () => {
  it('is told everything that is wrong with it at once, by JSON pointers', async () => {
    const url = '/api/test/toolong?q=1&q=2';
    const answer = await raw('{"text":"x","list":[{"n":1},{"n":1.5},{}]}', undefined, url);
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    const { errors, ...problem } = answer.json<{ errors: { path: string; code: string }[] }>();
    expect(problem).toEqual({
      type: '/problems/invalid',
      title: 'Something sent is not valid',
      status: 422,
      code: 'invalid',
      detail: refusalText('invalid', 'sv'),
    });
    expect(errors.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '/params/name too_big',
      '/query/q invalid_type',
      '/body/text too_small',
      '/body/list/1/n invalid_type',
      '/body/list/2/n required',
    ]);
  });

  it('is told in the language asked for, field by field', async () => {
    const ask = {
      method: 'POST',
      url: '/api/test/a',
      payload: {},
      headers: { 'accept-language': 'ar, sv;q=0.5' },
    } as const;
    const { detail, errors } = (await app.app.inject(ask)).json<{
      detail: string;
      errors: { message: string }[];
    }>();
    expect(detail).toBe(refusalText('invalid', 'ar'));
    expect(errors[0]?.message).toBe(fieldText('/body/text', 'required', 'ar'));
  });

  it.each([
    ['nothing', '', 422],
    ['null', 'null', 422],
    ['an array', '[]', 422],
    ['broken JSON', '{"text":', 400],
    ['a prototype', '{"text":"hej","__proto__":{"a":1}}', 400],
    ['NUL', String.raw`{"text":"a\u0000b"}`, 422],
    ['half a pair', String.raw`{"text":"a\ud800b"}`, 422],
    ['half a pair in a key', String.raw`{"text":"abc","\udfff":1}`, 422],
    ['a whole pair', String.raw`{"text":"a\ud83d\ude00b"}`, 200],
    ['deep', `{"text":"hej","list":${'['.repeat(40)}${']'.repeat(40)}}`, 422],
    ['so deep that nothing can walk it', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 422],
    ['brackets in a text', JSON.stringify({ text: String.raw`\"`.repeat(9) + '['.repeat(100) }), 200],
    ['an escaped backslash before u0000', String.raw`{"text":"a\\u0000b"}`, 200],
    ['too much', JSON.stringify({ text: 'x'.repeat(300_000) }), 413],
  ])('may be %s', async (_, payload, status) => {
    const answer = await raw(payload);
    expect(answer.statusCode).toBe(status);
    if (status >= 400) expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it.each([
    ['things', `[${'{},'.repeat(50_000)}{}]`],
    ['halves of pairs', `[${String.raw`"\ud800",`.repeat(20_000)}0]`],
  ])('is not answered with more than it helps to know of wrong %s', async (_, list) => {
    const answer = await raw(`{"text":"hej","list":${list}}`);
    expect(answer.statusCode).toBe(422);
    expect(answer.json<{ errors: unknown[] }>().errors).toHaveLength(50);
  });

  it('may be as deep as it likes with a key to remember it by', async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'deep' };
    expect((await raw(`${'['.repeat(100_000)}${']'.repeat(100_000)}`, headers)).statusCode).toBe(422);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is not read as %s',
    async (type) => {
      const answer = await raw('text=hej', { 'content-type': type });
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([415, 'unexpected']);
    },
  );

  it.each([
    ['/api/test/a%00', 422],
    ['/api/test/a?q=%00', 422],
    ['/api/test/%ff', 400],
    ['/api/nowhere', 404],
    ['/api/test/a/b/c', 404],
  ])('may have the address %s', async (url, status) => {
    const answer = await raw('{"text":"hej"}', undefined, url);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('is found when it is a NUL in the address', async () => {
    const answer = await raw('{"text":"hej"}', undefined, '/api/test/a%00?q=%00');
    const { errors } = answer.json<{ errors: { path: string }[] }>();
    expect(errors.map(({ path }) => path)).toEqual(['/params/name', '/query/q']);
  });
});

it('is let be where nothing is read: a NUL among filters that nobody declared', async () => {
  expect((await app.app.inject('/api/test/sheet?%00=%00')).statusCode).toBe(200);
});

describe('the start', () => {
  @Controller()
  class Plain {
    @Get('/api/plain')
    plain() {
      return { open: 'door' };
    }
  }
  @Controller('prefix')
  class Prefixed {
    @Handle(sheet)
    sheet() {
      return '';
    }
  }
  @Controller()
  class Sheet {
    @Handle(sheet)
    sheet() {
      return '';
    }
  }
  @Controller()
  class Watch {
    @Handle(watch)
    async *watch() {
      yield await Promise.resolve({ n: 1 });
    }
  }
  const start = (controllers: (new () => object)[], promised: Record<string, Endpoint> = { sheet }) => {
    @Module({ controllers })
    class Feature {}
    return startApp({ features: [Feature], contract: promised, complete: true }).then((it) => it.close());
  };

  it('succeeds when contract and controllers agree', () => expect(start([Sheet])).resolves.toBeUndefined());

  it.each<[string, (new () => object)[], RegExp]>([
    ['a route outside the contract', [Sheet, Plain], /Plain.plain is a route outside the contract/],
    ['a prefix', [Prefixed], /Prefixed has a path prefix/],
    ['an endpoint without a handler', [], /sheet has no handler/],
    ['a handler of something unknown', [Sheet, Watch], /Watch.watch handles what is unknown/],
  ])('is refused for %s', async (_, controllers, message) => {
    await expect(start(controllers)).rejects.toThrow(message);
  });
});

// A handler that does not keep the contract must not compile.
class Wrong {
  // @ts-expect-error the reply lacks its text
  @Handle(echo)
  reply() {
    return {};
  }

  // @ts-expect-error this endpoint does not declare slot_closed
  @Handle(echo)
  refusal() {
    return refuse('slot_closed', { slot: '' });
  }

  // @ts-expect-error there is no such input
  @Handle(echo)
  input({ params }: { params: { id: string } }) {
    return { text: params.id };
  }
}
void Wrong;
