// What the product stands on: a database, a queue and a way to send mail. Given addresses are used as they
// are; what is not given is started for this run, on loopback, with its data in the run's folder.
import path from 'node:path';
import { answers, untilReady } from './children.mjs';
import { freePort } from './ports.mjs';
import { ensureDatabase, startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';
import { root } from './workspace.mjs';

/** DATABASE_URL, or a PostgreSQL of our own with the database `vagval` in it. */
export async function database(run, { durable }) {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  return ensureDatabase(await startPostgres(run, { durable }), 'vagval');
}

/** REDIS_URL, a Redis of our own, or undefined: the queue then lives in PostgreSQL. */
export async function queue(run, { durable }) {
  return process.env.REDIS_URL || startRedis(run, { durable });
}

/** A mail server that delivers nothing and shows what it got: `{ smtpUrl, inboxUrl }`. */
export async function mailCatcher(run, { smtpPort, inboxPort, name = 'mail' } = {}) {
  const smtp = smtpPort ?? (await freePort());
  const inbox = inboxPort ?? (await freePort());
  const binary = path.join(root, 'node_modules/maildev/dist/bin/maildev.js');
  const listen = [
    '--ip',
    '127.0.0.1',
    '--smtp',
    String(smtp),
    '--web-ip',
    '127.0.0.1',
    '--web',
    String(inbox),
  ];
  const keep = ['--mail-directory', path.join(run.dir, name), '--max-emails', '5000'];
  const inboxUrl = `http://127.0.0.1:${inbox}`;
  const part = run.launch({
    name,
    command: process.execPath,
    args: [binary, ...listen, ...keep],
    env: process.env,
  });
  await untilReady(part, () => answers(`${inboxUrl}/api/email`));
  return { smtpUrl: `smtp://127.0.0.1:${smtp}`, inboxUrl };
}
