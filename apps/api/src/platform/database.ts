import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { PoolClient, Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { EntityManager, QueryRunner } from 'typeorm';

/** Runs SQL as a named prepared statement, so the text must be static: values only through `$1`, `$2`. */
export interface Sql {
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** A transaction: everything done through it holds together or not at all. */
export interface Tx extends Sql {
  /** For plain inserts, updates and finds by id. */
  readonly manager: EntityManager;
}

const maxAttempts = 8;
/** serialization_failure and deadlock_detected: the whole has been undone and may be tried again. */
const retryable = new Set(['40001', '40P01']);

/** The one door to PostgreSQL. */
@Injectable()
export class Database implements Sql, OnApplicationShutdown {
  private readonly pool: Pool;

  constructor(readonly source: DataSource) {
    this.pool = (source.driver as unknown as { master: Pool }).master;
  }

  /** One statement by itself, outside any transaction; retried on serialization failure and deadlock. */
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    return retried(() => run<Row>(this.pool, text, values));
  }

  /**
   * A READ COMMITTED transaction. `fn` may run up to 8 times, so it does nothing but SQL; throwing (a refusal too)
   * rolls back.
   */
  transaction<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
    return retried(() => this.attempt(fn));
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private async attempt<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    try {
      await runner.startTransaction();
      const result = await fn({ manager: runner.manager, rows: (text, values) => run(client, text, values) });
      await runner.commitTransaction();
      return result;
    } catch (error) {
      await rollBack(runner);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/** A connection that broke cannot roll back; the server does it, and the first error is the one to tell. */
const rollBack = (runner: QueryRunner) =>
  runner.isTransactionActive ? runner.rollbackTransaction().catch(() => undefined) : undefined;

async function retried<T>(once: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once();
    } catch (error) {
      if (attempt === maxAttempts || !retryable.has(sqlStateOf(error) ?? '')) throw error;
      await pause(Math.random() * 2 ** attempt * 5);
    }
  }
}

async function run<Row extends object>(
  on: Pool | PoolClient,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const { rows } = await on.query<Row>({ name: nameOf(text), text, values: values as unknown[] });
  return rows;
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) names.set(text, (name = createHash('sha256').update(text).digest('base64url').slice(0, 22)));
  return name;
}

const fieldOf = (error: unknown, field: 'code' | 'constraint'): string | undefined => {
  const value: unknown =
    error instanceof Error && field in error ? (error as Error & Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** The SQLSTATE of an error of PostgreSQL, for instance 23505. */
export const sqlStateOf = (error: unknown): string | undefined => fieldOf(error, 'code');

/** The name of the constraint (or unique index) an error of PostgreSQL speaks of, so a service can turn it into a refusal. */
export const constraintOf = (error: unknown): string | undefined => fieldOf(error, 'constraint');
