import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { catchMails } from '../../test/smtp-catcher.ts';
import type { Catcher } from '../../test/smtp-catcher.ts';
import { startWorker, until } from '../../test/worker-process.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { Accounts } from '../accounts/accounts.service.ts';
import { newId } from '../platform/ids.ts';
import { RedisLink } from '../platform/redis.ts';
import { MailModule } from './mail.module.ts';

const redisUrl = process.env['REDIS_URL'];
/** Patience of ten minutes becomes one of three seconds. */
const hurry = { MAIL_WAIT_FACTOR: '0.005', RELAY_EVERY_MS: '20' };

let smtp: Catcher;
let app: TestApp;
let env: Record<string, string>;
const workers: ReturnType<typeof startWorker>[] = [];

beforeAll(async () => {
  smtp = await catchMails();
  env = { SMTP_URL: smtp.url, ...hurry, ...(redisUrl && { REDIS_URL: redisUrl }) };
  app = await startApp({ features: [AccountsModule, MailModule], env });
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.kill()));
  smtp.options = {};
});
afterAll(async () => {
  await app.close();
  await smtp.close();
});

const work = () => {
  const worker = startWorker({
    ...env,
    DATABASE_URL: app.config.databaseUrl,
    INSTALLATION_KEY: app.config.installationKey.toString('hex'),
  });
  workers.push(worker);
  return worker;
};

/** Persons with planted addresses ask for links; resolves to how many mails that promises. */
async function promiseMails(count: number, name: string): Promise<number> {
  const emails = Array.from({ length: count }, (_, number) => `${name}.${number}@example.se`);
  for (const email of emails) {
    await app.db.rows('INSERT INTO account (id, email, created_at) VALUES ($1, $2, now())', [newId(), email]);
  }
  await Promise.all(emails.map((email) => app.get(Accounts).requestLink({ email }, 'test')));
  return count;
}

const inState = async (state: string) =>
  (await app.db.rows('SELECT FROM message WHERE state = $1', [state])).length;
const copiesById = () =>
  [...Map.groupBy(smtp.mails, ({ messageId }) => messageId).values()].map((it) => it.length);

describe('a worker that is killed', () => {
  it('after the server took the mail, before that was written down: sent, one copy more at most, same Message-ID', async () => {
    const first = work();
    const { promise: killed, resolve } = Promise.withResolvers<void>();
    smtp.options.onMail = () => {
      void first.kill().then(resolve);
      return killed;
    };
    await first.ready();
    const count = await promiseMails(30, 'planterad');
    await killed;
    const inFlight = await inState('sending');
    expect(inFlight).toBeGreaterThan(0);
    expect(await inState('sent')).toBe(0);
    delete smtp.options.onMail;
    const takenOver = smtp.mails.length;
    expect(takenOver).toBeGreaterThan(0);

    await work().ready();
    await until(async () => (await inState('sent')) === count);
    const copies = copiesById();
    expect(copies).toHaveLength(count);
    expect(Math.max(...copies)).toBe(2);
    expect(smtp.mails).toHaveLength(count + takenOver);
    expect(takenOver).toBeLessThanOrEqual(inFlight);
  }, 60_000);

  it('loses nothing when its queue forgets everything', async () => {
    const before = await inState('sent');
    const client = app.get(RedisLink).client;
    await promiseMails(10, 'glomd');
    // The relay has given the jobs away, and they are gone.
    await app.db.rows('UPDATE outbox SET relayed_at = now() WHERE relayed_at IS NULL');
    expect(client === undefined || client.status === 'ready').toBe(true);
    await work().ready();
    await until(async () => (await inState('sent')) === before + 10);
  }, 60_000);
});

describe.skipIf(!redisUrl)('Redis', () => {
  it('holds ids, and nothing about any person', async () => {
    const texts = await everythingInRedis();
    const [message] = await app.db.rows<{ id: string }>(
      `SELECT id FROM message WHERE state = 'sent' LIMIT 1`,
    );
    expect(texts.join()).toContain(message?.id);
    expect(texts.filter((text) => /@example\.se|planterad|glomd|Logga in|sign-in\//.test(text))).toEqual([]);
  });

  it('would have been caught holding more', async () => {
    const redis = app.get(RedisLink);
    await redis.client?.hset(`${redis.prefix}:control`, 'to', 'planterad.1@example.se');
    expect((await everythingInRedis()).filter((text) => text.includes('@example.se'))).toHaveLength(1);
    await redis.client?.del(`${redis.prefix}:control`);
  });

  /** Name and content of every key of this installation, whatever its type. */
  async function everythingInRedis(): Promise<string[]> {
    const { client, prefix } = app.get(RedisLink);
    const keys = (await client?.keys(`${prefix}*`)) ?? [];
    expect(keys.length).toBeGreaterThan(10);
    return Promise.all(keys.map(async (key) => `${key} ${JSON.stringify(await contentOf(key))}`));
  }

  async function contentOf(key: string): Promise<unknown> {
    const { client } = app.get(RedisLink);
    const reads: Record<string, (() => Promise<unknown> | undefined) | undefined> = {
      string: () => client?.get(key),
      hash: () => client?.hgetall(key),
      list: () => client?.lrange(key, 0, -1),
      set: () => client?.smembers(key),
      zset: () => client?.zrange(key, 0, -1),
      stream: () => client?.xrange(key, '-', '+'),
    };
    const read = reads[(await client?.type(key)) ?? ''];
    if (!read) throw new Error(`A kind of key this test cannot read: ${key}`);
    return read();
  }
});
