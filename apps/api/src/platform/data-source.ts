import pg from 'pg';
import type { CustomTypesConfig } from 'pg';
import { DataSource, getMetadataArgsStorage } from 'typeorm';
import type { DataSourceOptions, MixedList } from 'typeorm';
import { Config } from './config.ts';

type Migrations = MixedList<new () => { name?: string; up: unknown; down: unknown }>;

const int8 = 20;
const int8s = 1016;
const numeric = 1700;
const date = 1082;
const dates = 1182;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError('An int8 came that is too large for a number');
  return number;
}

const listOfNumbers = (text: string): number[] =>
  text.slice(1, -1).split(',').filter(Boolean).map(wholeNumber);
const listOfWords = (text: string): string[] => text.slice(1, -1).split(',').filter(Boolean);

/** Counts and sums come as numbers, dates as 'YYYY-MM-DD' (never as an instant in the server's time zone). */
const parsers = new Map<number, (text: string) => unknown>([
  [int8, wholeNumber],
  [int8s, listOfNumbers],
  [numeric, Number],
  [date, String],
  [dates, listOfWords],
]);

const types = {
  getTypeParser: (oid: number, format: 'text') =>
    parsers.get(oid) ?? (pg.types.getTypeParser(oid, format) as unknown),
} as CustomTypesConfig;

/** Settings of every connection: what a transaction may rely on, and when a stuck one is cut off. */
const session = [
  'default_transaction_isolation=read\\ committed',
  'statement_timeout=20000',
  'idle_in_transaction_session_timeout=30000',
  'TimeZone=UTC',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** Every class with @Entity that has been imported is a table; the schema itself comes from the migrations alone. */
export function dataSourceOf(config: Config, migrations: Migrations = []): DataSource {
  const entities = getMetadataArgsStorage().tables.map(({ target }) => target);
  return new DataSource({
    type: 'postgres',
    url: config.databaseUrl,
    poolSize: config.databasePool,
    entities: entities.filter((it) => typeof it === 'function'),
    migrations,
    migrationsTableName: 'migration',
    synchronize: false,
    logging: false,
    applicationName: 'vagval',
    extra: { types, options: session, connectionTimeoutMillis: 10_000 },
  } as DataSourceOptions);
}
