// npm start: everything the product needs, on this machine alone, ready to click in.
import path from 'node:path';
import { nx } from './stack/build.mjs';
import { openRun } from './stack/children.mjs';
import { refuseTakenPorts } from './stack/ports.mjs';
import { installationKey, migrate, productEnvironment, seed, startProduct } from './stack/product.mjs';
import { database, mailCatcher, queue } from './stack/services.mjs';
import { report, root, say, Stop } from './stack/workspace.mjs';

const portOf = (name, otherwise) => Number(process.env[name] || otherwise);
const ports = {
  web: portOf('WEB_PORT', 3000),
  api: portOf('API_PORT', 3001),
  smtp: portOf('SMTP_PORT', 1025),
  inbox: portOf('INBOX_PORT', 1080),
  host: process.env.HOST || '127.0.0.1',
};
const origin = process.env.WEB_ORIGIN || `http://localhost:${ports.web}`;
const catching = !process.env.SMTP_URL;
const accounts = ['ledare', 'analytiker', 'dorr', 'monter', 'skola', 'larare', 'finansiar'];

function wantedPorts() {
  const product = { WEB_PORT: ports.web, API_PORT: ports.api };
  return catching ? { ...product, SMTP_PORT: ports.smtp, INBOX_PORT: ports.inbox } : product;
}

async function build() {
  const { passed, output } = await nx('build');
  if (!passed) throw new Stop(`The build failed:\n${output}`);
  say('built');
}

async function startServices(run) {
  const [databaseUrl, redisUrl, mail] = await Promise.all([
    database(run, { durable: true }),
    queue(run, { durable: true }),
    catching ? mailCatcher(run, { smtpPort: ports.smtp, inboxPort: ports.inbox }) : undefined,
  ]);
  say(
    redisUrl
      ? 'PostgreSQL and Redis are up'
      : 'PostgreSQL is up; no Redis here, so the queue lives in PostgreSQL too',
  );
  return { databaseUrl, redisUrl, mail };
}

function greet({ mail }) {
  console.log(`\n  Vägval        ${origin}`);
  if (mail) console.log(`  Sent mail     ${mail.inboxUrl}  (nothing leaves this machine)`);
  console.log(`  API           http://127.0.0.1:${ports.api}/api/health/ready`);
  console.log('\n  Sign in with one of these addresses; the link arrives in the page of sent mail:');
  for (const account of accounts) console.log(`    ${account}@example.se`);
  console.log('\n  Logs are in .data/log, data in .data. Ctrl-C stops everything.\n');
}

async function up(run) {
  const [services] = await Promise.all([startServices(run), build()]);
  const env = productEnvironment({
    DATABASE_URL: services.databaseUrl,
    REDIS_URL: services.redisUrl,
    SMTP_URL: services.mail?.smtpUrl ?? process.env.SMTP_URL,
    WEB_ORIGIN: origin,
    INSTALLATION_KEY: installationKey(run.dir),
  });
  await migrate(env);
  say('database is up to date');
  const told = await seed(env);
  say(told.split('\n').at(-1) || 'seeded');
  await startProduct(run, env, ports);
  say('ready');
  greet(services);
}

async function main() {
  const begun = {};
  const finish = async (code) => {
    if (begun.ending) return;
    begun.ending = true;
    await begun.run?.stop();
    process.exit(code);
  };
  const fail = (error) => {
    if (!begun.ending) report(error);
    return finish(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(signal, () => finish(0));
  process.channel?.unref();
  try {
    begun.run = await openRun(path.join(root, '.data'), { onDeath: (words) => fail(new Stop(words)) });
    // After the leftovers of an earlier run are gone, which may sit on our own ports.
    await refuseTakenPorts(wantedPorts());
    await up(begun.run);
  } catch (error) {
    await fail(error);
  }
}

await main();
