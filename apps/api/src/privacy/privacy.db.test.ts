import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { freshDatabase } from '../../test/database.ts';
import type { FreshDatabase } from '../../test/database.ts';
import { harmless, retention, suspicious } from './privacy.rules.ts';

let database: FreshDatabase;
let columns: { table: string; column: string }[];

beforeAll(async () => {
  database = await freshDatabase();
  const client = new pg.Client(database.url);
  await client.connect();
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'ARRAY', 'character varying', 'bytea')`,
  );
  columns = rows;
  await client.end();
});
afterAll(() => database.drop());

const registered = new Set(
  retention.flatMap(({ table, columns: held }) => held.map((it) => `${table}.${it}`)),
);
const unexplained = (all: { table: string; column: string }[]) =>
  all
    .filter(({ column }) => suspicious.test(column))
    .map(({ table, column }) => `${table}.${column}`)
    .filter((it) => !registered.has(it) && !(it in harmless));

describe('the retention register', () => {
  it('names only columns that exist', () => {
    const existing = new Set(columns.map(({ table, column }) => `${table}.${column}`));
    expect([...registered, ...Object.keys(harmless)].filter((it) => !existing.has(it))).toEqual([]);
  });

  it('leaves no column unexplained that looks as if it held something personal', () => {
    expect(unexplained(columns)).toEqual([]);
  });

  it('notices a new one', () => {
    expect(unexplained([...columns, { table: 'party', column: 'second_phone' }])).toEqual([
      'party.second_phone',
    ]);
  });
});
