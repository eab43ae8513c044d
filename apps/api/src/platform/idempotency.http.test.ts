import { Controller, Module } from '@nestjs/common';
import { endpoint } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { Handle } from './contract/handle.ts';
import { refuse } from './contract/refusal.ts';
import { newId } from './ids.ts';

const add = endpoint({
  method: 'POST',
  path: '/api/test/add',
  access: 'public',
  summary: 's',
  body: z.object({ n: z.int() }),
  reply: z.object({ sum: z.int(), by: z.int() }),
  status: 201,
  refusals: ['not_found', 'offer_expired'],
});
const drop = endpoint({
  method: 'DELETE',
  path: '/api/test/add',
  access: 'public',
  summary: 's',
  reply: null,
});

let sum = 0;
let gate: Promise<unknown> = Promise.resolve();

@Controller()
class AddController {
  @Handle(add)
  async add({ body }: In<typeof add>) {
    sum += body.n;
    await gate;
    if (body.n === 404) return refuse('not_found');
    if (body.n === 409) return refuse('offer_expired');
    if (body.n === 500) throw new Error('on purpose');
    return { sum, by: body.n, secret: 'stripped' };
  }

  @Handle(drop)
  drop() {
    sum = 0;
  }
}
@Module({ controllers: [AddController] })
class AddModule {}

let app: TestApp;
beforeAll(async () => {
  app = await startApp({
    features: [AddModule],
    contract: { add, drop },
    complete: true,
    env: { LOG_LEVEL: 'silent' },
  });
});
afterAll(() => app.close());
beforeEach(() => {
  sum = 0;
  gate = Promise.resolve();
});

const post = async (n: unknown, key: string, headers: Record<string, string> = {}) => {
  const response = await app.app.inject({
    method: 'POST',
    url: '/api/test/add',
    payload: { n },
    headers: { 'idempotency-key': key, ...headers },
  });
  return {
    status: response.statusCode,
    text: response.body,
    replayed: response.headers['idempotency-replayed'],
  };
};

describe('the same request again', () => {
  it('is done once and answered the same to the letter', async () => {
    const first = await post(5, 'a');
    const second = await post(5, 'a');
    expect(first).toEqual({ status: 201, text: '{"sum":5,"by":5}', replayed: undefined });
    expect(second).toEqual({ ...first, replayed: 'true' });
    expect(sum).toBe(5);
  });

  it('is answered the same when it was refused', async () => {
    const [first, second] = [await post(404, 'b'), await post(404, 'b')];
    expect(second).toEqual({ ...first, replayed: 'true' });
    expect([first.status, sum]).toEqual([404, 404]);
  });

  it('is answered the same when it was invalid', async () => {
    const [first, second] = [await post('x', 'b2'), await post('x', 'b2')];
    expect(second).toEqual({ ...first, replayed: 'true' });
    expect(first.status).toBe(422);
  });

  it('is answered the same when there is nothing to say', async () => {
    const headers = { 'idempotency-key': 'c' };
    const twice = [await app.call(drop, {}, { headers }), await app.call(drop, {}, { headers })];
    expect(twice.map((it) => it.ok && it.response.status)).toEqual([204, 204]);
  });

  it.each([409, 500])('is done again after a %i', async (n) => {
    const answers = [await post(n, `d${n}`), await post(n, `d${n}`)];
    expect(answers.map(({ status, replayed }) => [status, replayed])).toEqual([
      [n, undefined],
      [n, undefined],
    ]);
    expect(sum).toBe(2 * n);
  });

  it('is told to wait while the first runs, and runs once however many come', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    gate = promise;
    const answered: Awaited<ReturnType<typeof post>>[] = [];
    const many = Array.from({ length: 12 }, () => post(7, 'e').then((it) => void answered.push(it)));
    await expect.poll(() => answered.length).toBe(11);
    const codes = answered.map(({ status, text }) => [status, (JSON.parse(text) as { code: string }).code]);
    expect(codes).toEqual(answered.map(() => [409, 'in_flight']));
    resolve(undefined);
    await Promise.all(many);
    expect([answered.at(-1)?.status, sum]).toEqual([201, 7]);
    expect((await post(7, 'e')).replayed).toBe('true');
  });
});

it('refuses a key for another request', async () => {
  await post(1, 'f');
  expect(await post(2, 'f')).toMatchObject({
    status: 409,
    text: expect.stringContaining('key_reused') as string,
  });
  expect(sum).toBe(1);
});

it('keeps callers apart', async () => {
  const [one, other] = [newId(), newId()];
  const as = (id: string) => ({ authorization: `Bearer ${app.mint('party', id, 1)}` });
  await post(3, 'g', as(one));
  await post(3, 'g', as(other));
  expect((await post(3, 'g', as(one))).replayed).toBe('true');
  expect(sum).toBe(6);
});

it('forgets after 24 hours, and takes over what nobody finished for a minute', async () => {
  await post(1, 'h');
  app.clock.advance({ hours: 24, seconds: 1 });
  await post(1, 'h');
  expect(sum).toBe(2);
  await app.db.rows('UPDATE idempotent_reply SET status = NULL, body = NULL');
  expect((await post(1, 'h')).status).toBe(409);
  app.clock.advance({ seconds: 61 });
  expect((await post(1, 'h')).status).toBe(201);
});

it('keeps no reply readable in the database', async () => {
  await post(77_777, 'i');
  const kept = await app.db.rows<{ all: string }>(
    'SELECT string_agg(r::text, chr(10)) AS all FROM idempotent_reply r',
  );
  expect(kept[0]?.all).toContain('201');
  expect(kept[0]?.all).not.toContain('77777');
});

it.each(['', 'with space', 'å', 'x'.repeat(201)])('refuses the key "%s"', async (key) => {
  expect(await post(1, key)).toMatchObject({ status: 422 });
  expect(sum).toBe(0);
});
