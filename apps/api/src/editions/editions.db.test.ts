import { afterAll, beforeAll, expect, it } from 'vitest';
import '../programme/programme.entity.ts';
import './editions.entity.ts';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';

let app: TestApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.close());

const typeNames: Record<string, string> = { int: 'integer', timestamptz: 'timestamp with time zone' };

/** What TypeORM believes the tables of its entities hold. */
const believed = () =>
  app.db.source.entityMetadatas
    .flatMap(({ tableName, columns }) =>
      columns.map((it) => {
        const type = it.isArray ? 'ARRAY' : (typeNames[String(it.type)] ?? String(it.type));
        return `${tableName}.${it.databaseName} ${type}${it.isNullable ? '' : ' not null'}`;
      }),
    )
    .sort();

interface Column {
  line: string;
}

const held = async () =>
  (
    await app.db.rows<Column>(
      `SELECT table_name || '.' || column_name || ' ' || data_type
         || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END line
       FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ANY ($1::text[])`,
      [app.db.source.entityMetadatas.map(({ tableName }) => tableName)],
    )
  )
    .map(({ line }) => line)
    .sort();

it('has entities that say what the migrated tables hold, column by column', async () => {
  expect(believed()).toContain('edition.slug text not null');
  expect(believed()).toEqual(await held());
});

it('notices a column that only the table has', async () => {
  await app.db.rows('ALTER TABLE place ADD COLUMN surprise text');
  expect(believed()).not.toEqual(await held());
});
