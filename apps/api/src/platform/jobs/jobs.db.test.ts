import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { freshDatabase, testEnvironment } from '../../../test/database.ts';
import { readConfig } from '../config.ts';
import { refuse } from '../contract/refusal.ts';
import { Database } from '../database.ts';
import { newId } from '../ids.ts';
import { AppLog } from '../log.ts';
import { announce, sweepAnnounced } from '../outbox.sql.ts';
import { RootModule } from '../root.ts';
import type { Attempt } from './job-handlers.ts';
import { JobHandlers } from './job-handlers.ts';
import { JobWorkers } from './job-workers.ts';
import { Relay } from './relay.ts';
import { Repeated } from './repeated.ts';

const redisUrl = process.env['REDIS_URL'];
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const databaseUrl = async () => {
  const fresh = await freshDatabase();
  closers.push(fresh.drop);
  return fresh.url;
};

/** One worker process on a database, with a handler for the topic `test.note` that notes what it was given. */
async function startWorker(
  url: string,
  env: Record<string, string>,
  act: (ref: string, it: Attempt) => unknown = () => 0,
) {
  const config = readConfig({ ...testEnvironment(url), LOG_LEVEL: 'silent', RELAY_EVERY_MS: '20', ...env });
  const root = RootModule.of(config, [], { contract: {}, complete: true });
  const context = await NestFactory.createApplicationContext(root, { logger: false });
  context.useLogger(context.get(AppLog));
  closers.push(() => context.close());
  const noted: string[] = [];
  const run = async (ref: string, attempt: Attempt) => {
    await act(ref, attempt);
    noted.push(ref);
  };
  context.get(JobHandlers).register({ topic: 'test.note', concurrency: 10, attempts: 3, backoffMs: 10, run });
  return { context, db: context.get(Database), noted, start: () => context.get(JobWorkers).start() };
}

const announceMany = (context: INestApplicationContext, refs: string[]) =>
  context.get(Database).transaction(async (tx) => {
    for (const ref of refs) await announce(tx, 'test.note', ref);
  });

const ids = (count: number) => Array.from({ length: count }, () => newId());
const unrelayed = async (db: Database) =>
  (await db.rows<{ n: number }>('SELECT count(*) AS n FROM outbox WHERE relayed_at IS NULL'))[0]?.n;

describe.each([
  ['Redis', redisUrl ? { REDIS_URL: redisUrl } : undefined],
  ['PostgreSQL', {}],
])('announced work on %s', (_, env) => {
  it.skipIf(!env)('is done once each, by two workers together, and never when undone', async () => {
    const url = await databaseUrl();
    const [one, two] = [await startWorker(url, env ?? {}), await startWorker(url, env ?? {})];
    const refs = ids(60);
    await announceMany(one.context, refs.slice(0, 30));
    await Promise.all([one.start(), two.start()]);
    await announceMany(two.context, refs.slice(30));
    const undone = one.db.transaction(async (tx) => {
      await announce(tx, 'test.note', newId());
      throw refuse('not_found');
    });
    await expect(undone).rejects.toThrow('not_found');
    await expect.poll(() => one.noted.length + two.noted.length, { timeout: 15_000 }).toBe(60);
    expect([...one.noted, ...two.noted].toSorted()).toEqual(refs.toSorted());
    expect(await unrelayed(one.db)).toBe(0);
  });

  it.skipIf(!env)('is tried again until the last attempt', async () => {
    const tries: Attempt[] = [];
    const worker = await startWorker(await databaseUrl(), env ?? {}, (__, attempt) => {
      tries.push(attempt);
      if (!attempt.isLast) throw new Error('not yet');
    });
    await announceMany(worker.context, ids(1));
    await worker.start();
    await expect.poll(() => worker.noted.length, { timeout: 15_000 }).toBe(1);
    expect(tries).toEqual([1, 2, 3].map((number) => ({ number, isLast: number === 3 })));
  });
});

describe.skipIf(!redisUrl)('the relay', () => {
  const env = { REDIS_URL: redisUrl ?? '' };

  it('makes one job of an announcement that is relayed twice', async () => {
    const worker = await startWorker(await databaseUrl(), env);
    await announceMany(worker.context, ids(20));
    const relay = worker.context.get(Relay);
    await expect.poll(() => relay.drain()).toBe(true);
    await worker.db.rows('UPDATE outbox SET relayed_at = NULL');
    expect(await relay.drain()).toBe(true);
    await worker.start();
    await expect.poll(() => worker.noted.length, { timeout: 15_000 }).toBe(20);
    await announceMany(worker.context, ids(1));
    await expect.poll(() => worker.noted.length, { timeout: 15_000 }).toBe(21);
  });

  it('puts nothing but ids into Redis', async () => {
    const url = await databaseUrl();
    const worker = await startWorker(url, env);
    const [ref] = ids(1);
    await announceMany(worker.context, [ref ?? '']);
    await expect.poll(() => worker.context.get(Relay).drain()).toBe(true);
    const redis = new Redis(redisUrl ?? '');
    const job = await redis.hgetall(`vagval:${new URL(url).pathname.slice(1)}:test.note:outbox-1`);
    redis.disconnect();
    expect(job['data']).toBe(JSON.stringify({ ref }));
  });

  it('keeps everything while Redis is away, and starts without it', async () => {
    const worker = await startWorker(await databaseUrl(), { REDIS_URL: 'redis://127.0.0.1:1' });
    await announceMany(worker.context, ids(3));
    await worker.start();
    expect(await worker.context.get(Relay).drain()).toBe(false);
    expect(await unrelayed(worker.db)).toBe(3);
  });
});

it('refuses a second handler of a topic', async () => {
  const { context } = await startWorker(await databaseUrl(), {});
  const handler = {
    topic: 'test.note',
    concurrency: 1,
    attempts: 1,
    backoffMs: 1,
    run: () => Promise.resolve(),
  };
  expect(() => {
    context.get(JobHandlers).register(handler);
  }).toThrow('Two handlers for the topic test.note');
});

it('forgets what was relayed a week ago', async () => {
  const { context, db } = await startWorker(await databaseUrl(), {});
  await announceMany(context, ids(3));
  await db.rows(`UPDATE outbox SET relayed_at = now() - interval '8 days' WHERE id = 1`);
  await db.rows(`UPDATE outbox SET relayed_at = now() - interval '6 days' WHERE id = 2`);
  await sweepAnnounced(db);
  expect(await db.rows('SELECT id FROM outbox ORDER BY id')).toEqual([{ id: 2 }, { id: 3 }]);
});

it('repeats work in one of two processes, and in the other when that one stops', async () => {
  const url = await databaseUrl();
  const [one, two] = [await startWorker(url, {}), await startWorker(url, {})];
  const done = [0, 0];
  for (const [at, { context }] of [one, two].entries()) {
    context.get(Repeated).every(10, 'test.tick', () => Promise.resolve((done[at] = (done[at] ?? 0) + 1)));
    context.get(Repeated).start();
  }
  await expect.poll(() => Math.max(...done)).toBeGreaterThan(5);
  expect(Math.min(...done)).toBe(0);
  const [leader, other] = done[0] ? [one, 1] : [two, 0];
  await leader.context.get(Repeated).stop();
  await expect.poll(() => done[other]).toBeGreaterThan(5);
  const ended = await leader.db
    .rows(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
  expect(ended).toHaveLength(1);
  const before = done[other] ?? 0;
  await expect.poll(() => done[other]).toBeGreaterThan(before + 5);
});
