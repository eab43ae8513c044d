import { randomBytes } from 'node:crypto';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { client, contract } from '@vagval/contract';
import type { Call, Endpoint, Role } from '@vagval/contract';
import { features as allFeatures } from '../src/app.module.ts';
import { readConfig } from '../src/platform/config.ts';
import { Database } from '../src/platform/database.ts';
import { fastifyAdapter, prepare } from '../src/platform/http.ts';
import { newId } from '../src/platform/ids.ts';
import { sha256 } from '../src/platform/keys.ts';
import type { LinkPurpose } from '../src/platform/links.ts';
import { Links } from '../src/platform/links.ts';
import { AppLog } from '../src/platform/log.ts';
import { RootModule } from '../src/platform/root.ts';
import { TestClock } from './clock.ts';
import { freshDatabase, testEnvironment } from './database.ts';
import { fetchFrom } from './fetch-from.ts';

export interface StartOptions {
  /** Left out: every feature. */
  features?: readonly (Type | DynamicModule)[];
  /** Left out: the real one. Endpoints without a handler are let pass unless `complete`. */
  contract?: Record<string, Endpoint>;
  complete?: boolean;
  env?: Record<string, string>;
  at?: string | Date;
}

/** Whose rights a signed-in client has; left out, those of an organiser. */
export interface Seat {
  organisation?: string;
  organiser?: string;
}

export type TestApp = Awaited<ReturnType<typeof startApp>>;

/** Starts the application on a database of its own. Close it in afterAll, or use `await using`. */
export async function startApp({
  features = allFeatures,
  contract: promised = contract,
  complete = false,
  env,
  at,
}: StartOptions = {}) {
  const database = await freshDatabase();
  const clock = new TestClock(at);
  const config = readConfig({ ...testEnvironment(database.url), ...env });
  const app = await started(RootModule.of(config, features, { contract: promised, complete }, clock)).catch(
    async (error: unknown) => {
      await database.drop();
      throw error;
    },
  );
  const close = () => app.close().finally(() => database.drop());
  const db = app.get(Database);
  const headed = (headers: Record<string, string>): Call => client({ fetch: fetchFrom(app), headers });
  return {
    app,
    db,
    clock,
    config,
    get: <T>(type: Type<T>): T => app.get(type, { strict: false }),
    /** Nobody in particular, or whoever the headers say. */
    call: headed({}),
    callWith: headed,
    /** Someone signed in with a role of an organiser or an organisation; the cookie of a session made for it. */
    as: async (role: Role, seat?: Seat) => headed({ cookie: (await signIn(db, clock, role, seat)).cookie }),
    signIn: (role: Role, seat?: Seat) => signIn(db, clock, role, seat),
    mint: (purpose: LinkPurpose, id: string, revision: number) => app.get(Links).mint(purpose, id, revision),
    /** The holder of a secret link. */
    withLink: (purpose: LinkPurpose, id: string, revision: number) =>
      headed({ authorization: `Bearer ${app.get(Links).mint(purpose, id, revision)}` }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function started(root: DynamicModule): Promise<NestFastifyApplication> {
  const options = { bodyParser: false, abortOnError: false, logger: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(root, fastifyAdapter(), options);
  app.useLogger(app.get(AppLog));
  prepare(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

async function signIn(db: Database, clock: TestClock, role: Role, seat: Seat = {}) {
  const account = newId();
  const token = randomBytes(32).toString('base64url');
  const [now, ends] = [clock.now(), new Date(clock.now().getTime() + 8 * 3_600_000)];
  await db.rows('INSERT INTO account (id, email, created_at) VALUES ($1, $2, $3)', [
    account,
    `${role}-${account}@example.se`,
    now,
  ]);
  const organiser = seat.organisation ? null : (seat.organiser ?? (await anyOrganiser(db)));
  await db.rows(
    'INSERT INTO membership (id, account_id, role, organisation_id, organiser_id) VALUES ($1, $2, $3, $4, $5)',
    [newId(), account, role, seat.organisation ?? null, organiser],
  );
  await db.rows(
    'INSERT INTO session (token_hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)',
    [sha256(token), account, now, ends],
  );
  return { account, token, cookie: `vagval_session=${token}` };
}

async function anyOrganiser(db: Database): Promise<string> {
  const [known] = await db.rows<{ id: string }>('SELECT id FROM organiser ORDER BY id LIMIT 1');
  if (known) return known.id;
  const id = newId();
  await db.rows('INSERT INTO organiser (id, slug, name, contact_email) VALUES ($1, $2, $3, $4)', [
    id,
    `organiser-${id}`,
    'Arrangören',
    'arrangor@example.se',
  ]);
  return id;
}
