import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { migrations } from '../src/migrations/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { dataSourceOf } from '../src/platform/data-source.ts';

const folder = new URL('../src/migrations/', import.meta.url);
const lock = 7_201_119;

/** A migrated database of one's own. */
export interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Settings every test starts from; `DATABASE_URL` names the server. */
export const testEnvironment = (databaseUrl: string): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  INSTALLATION_KEY: '5e'.repeat(32),
  TRAFFIC_KEY: '7c'.repeat(32),
  LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
  DB_POOL: '5',
  LIMIT_FACTOR: '1000',
});

/** Clones the migrated template; it is made once per state of the migrations, by whoever comes first. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const name = `vagval_test_${randomBytes(6).toString('hex')}`;
  const template = templateName();
  await onServer(async (server) => {
    const { rows } = await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rows.length === 0) await makeTemplate(server, template);
    await server.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  });
  return {
    url: urlOf(name),
    drop: () =>
      onServer(async (server) => void (await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

async function makeTemplate(server: pg.Client, template: string): Promise<void> {
  await server.query('SELECT pg_advisory_lock($1)', [lock]);
  const { rows } = await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
  if (rows.length > 0) return;
  const making = `${template}_making`;
  await server.query(`DROP DATABASE IF EXISTS ${making} WITH (FORCE)`);
  await server.query(`CREATE DATABASE ${making}`);
  const source = await dataSourceOf(readConfig(testEnvironment(urlOf(making))), migrations).initialize();
  await source.runMigrations({ transaction: 'each' }).finally(() => source.destroy());
  await server.query(`ALTER DATABASE ${making} RENAME TO ${template}`);
}

function templateName(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort())
    hash.update(file).update(readFileSync(new URL(file, folder)));
  return `vagval_template_${hash.digest('hex').slice(0, 16)}`;
}

function serverUrl(): string {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('Tests need DATABASE_URL: a PostgreSQL server on which databases may be made');
  return url;
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer<T>(fn: (server: pg.Client) => Promise<T>): Promise<T> {
  const server = new pg.Client(serverUrl());
  await server.connect();
  return fn(server).finally(() => server.end());
}
