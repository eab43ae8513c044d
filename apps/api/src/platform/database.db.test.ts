import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, testEnvironment } from '../../test/database.ts';
import type { FreshDatabase } from '../../test/database.ts';
import { readConfig } from './config.ts';
import { refuse } from './contract/refusal.ts';
import { dataSourceOf } from './data-source.ts';
import { constraintOf, Database, sqlStateOf } from './database.ts';

let fresh: FreshDatabase;
let db: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = new Database(await dataSourceOf(readConfig(testEnvironment(fresh.url))).initialize());
  await db.rows('CREATE TABLE thing (id int PRIMARY KEY, n int NOT NULL CONSTRAINT n_small CHECK (n < 100))');
});
afterAll(async () => {
  await db.onApplicationShutdown();
  await fresh.drop();
});

const put = (id: number, n: number) => db.rows('INSERT INTO thing VALUES ($1, $2)', [id, n]);
const read = async (id: number) =>
  (await db.rows<{ n: number }>('SELECT n FROM thing WHERE id = $1', [id]))[0]?.n;

it('runs a deadlocked transaction again, so that both get through', async () => {
  await Promise.all([put(1, 0), put(2, 0)]);
  const meet = Promise.withResolvers<undefined>();
  let arrived = 0;
  let runs = 0;
  const both = (first: number, second: number) =>
    db.transaction(async (tx) => {
      runs++;
      await tx.rows('UPDATE thing SET n = n + 1 WHERE id = $1', [first]);
      if (++arrived === 2) meet.resolve(undefined);
      await meet.promise;
      await tx.rows('UPDATE thing SET n = n + 1 WHERE id = $1', [second]);
    });
  await Promise.all([both(1, 2), both(2, 1)]);
  expect([await read(1), await read(2)]).toEqual([2, 2]);
  expect(runs).toBe(3);
});

it('runs again after a serialization failure, at most eight times', async () => {
  let runs = 0;
  const failing = db.transaction(async (tx) => {
    runs++;
    await tx.rows(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`);
  });
  await expect(failing).rejects.toMatchObject({ code: '40001' });
  expect(runs).toBe(8);
});

it('undoes everything when a refusal is thrown, and runs it once', async () => {
  let runs = 0;
  const refused = db.transaction(async (tx) => {
    runs++;
    await tx.rows('INSERT INTO thing VALUES (10, 1)');
    throw refuse('not_found');
  });
  await expect(refused).rejects.toMatchObject({ code: 'not_found' });
  expect([runs, await read(10)]).toEqual([1, undefined]);
});

it('gives the connection back, whatever happened', async () => {
  const many = Array.from({ length: 40 }, (_, at) =>
    db.transaction(async (tx) => {
      await tx.rows('SELECT 1');
      if (at % 2) throw refuse('not_found');
    }),
  );
  const ends = await Promise.allSettled(many);
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
});

it('is READ COMMITTED and joins the manager to the transaction', async () => {
  const level = await db.transaction(async (tx) => {
    await tx.rows('INSERT INTO thing VALUES (20, 1)');
    const seen = (await tx.manager.query('SELECT n FROM thing WHERE id = 20')) as { n: number }[];
    const [row] = await tx.rows<{ transaction_isolation: string }>('SHOW transaction_isolation');
    return [seen, row?.transaction_isolation];
  });
  expect(level).toEqual([[{ n: 1 }], 'read committed']);
});

it('names the violated constraint, inside the manager and outside', async () => {
  const error: unknown = await put(30, 100).catch((it: unknown) => it);
  expect([constraintOf(error), sqlStateOf(error)]).toEqual(['n_small', '23514']);
  const again: unknown = await db.source.query('INSERT INTO thing VALUES (1, 1)').catch((it: unknown) => it);
  expect(constraintOf(again)).toBe('thing_pkey');
  expect(constraintOf(new Error('other'))).toBeUndefined();
});

it('prepares a statement once per connection', async () => {
  const names = await db.transaction(async (tx) => {
    for (let at = 0; at < 3; at++) await tx.rows('SELECT n FROM thing WHERE id = $1', [at]);
    return tx.rows<{ times: number }>(
      `SELECT count(*) AS times FROM pg_prepared_statements WHERE statement = 'SELECT n FROM thing WHERE id = $1'`,
    );
  });
  expect(names).toEqual([{ times: 1 }]);
});

it('gives counts and sums as numbers and dates as they are', async () => {
  const [row] = await db.rows(
    `SELECT count(*) AS c, sum(n) AS s, 1.5::numeric AS f, '2026-11-23'::date AS d, ARRAY['2026-11-23'::date] AS ds,
       ARRAY[1, 2]::bigint[] AS b, ARRAY[]::date[] AS e FROM (VALUES (1::bigint), (2)) AS t (n)`,
  );
  expect(row).toEqual({ c: 2, s: 3, f: 1.5, d: '2026-11-23', ds: ['2026-11-23'], b: [1, 2], e: [] });
});

it('goes on when the server ends its connections', async () => {
  const others = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()';
  await db.rows(others).catch(() => undefined);
  await expect.poll(() => db.rows('SELECT 1 AS one').catch(() => undefined)).toEqual([{ one: 1 }]);
  const inside = db.transaction(async (tx) => {
    await tx.rows('SELECT pg_terminate_backend(pg_backend_pid())');
  });
  await expect(inside).rejects.toThrow();
  expect(await db.transaction((tx) => tx.rows('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
});
