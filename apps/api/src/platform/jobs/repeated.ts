import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { QueryRunner } from 'typeorm';
import { Database } from '../database.ts';
import { AppLog } from '../log.ts';

interface Repetition {
  readonly everyMs: number;
  readonly name: string;
  run(): Promise<unknown>;
}

/** Any number that nobody else in this database takes. */
const leadership = 7_201_120;

/** Work done again and again. Of several worker processes one is the leader and does it; when it dies another takes over. */
@Injectable()
export class Repeated {
  private readonly repetitions = new Map<string, Repetition>();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly running = new Map<string, Promise<void>>();
  private held: QueryRunner | undefined;

  constructor(
    private readonly db: Database,
    private readonly log: AppLog,
  ) {}

  /** Registers work in onModuleInit; it must be harmless to do it twice or late. */
  every(everyMs: number, name: string, run: () => Promise<unknown>): void {
    if (this.repetitions.has(name)) throw new Error(`Two repetitions are called ${name}`);
    this.repetitions.set(name, { everyMs, name, run });
  }

  /** Starts the timers; for the worker process alone. */
  start(): void {
    for (const repetition of this.repetitions.values())
      this.timers.push(setInterval(() => void this.tick(repetition), repetition.everyMs));
  }

  async stop(): Promise<void> {
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    await Promise.all(this.running.values());
    await this.resign();
  }

  /** Does one piece of repeated work now, if this process leads and is not doing it already. */
  private async tick(repetition: Repetition): Promise<void> {
    if (this.running.has(repetition.name)) return;
    const run = this.asLeader(repetition).finally(() => this.running.delete(repetition.name));
    this.running.set(repetition.name, run);
    await run;
  }

  private async asLeader({ name, run }: Repetition): Promise<void> {
    try {
      if (await this.leads()) await run();
    } catch (error) {
      this.log.error(error, name);
    }
  }

  /** A lock of a session of its own: PostgreSQL gives it free when this process or its connection dies. */
  private async leads(): Promise<boolean> {
    if (this.held?.isReleased) this.held = undefined;
    const runner = this.held ?? this.db.source.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      const question = this.held
        ? 'SELECT true AS leads'
        : `SELECT pg_try_advisory_lock(${leadership}) AS leads`;
      const { rows } = await client.query<{ leads: boolean }>(question);
      if (rows[0]?.leads) this.held = runner;
      else await runner.release();
      return rows[0]?.leads === true;
    } catch (error) {
      this.held = undefined;
      await runner.release();
      throw error;
    }
  }

  private async resign(): Promise<void> {
    const runner = this.held;
    this.held = undefined;
    if (!runner) return;
    await runner.query(`SELECT pg_advisory_unlock(${leadership})`).catch(() => undefined);
    await runner.release();
  }
}
