// npm run bench: how near the product comes to what PostgreSQL and a bare mailer can do on this machine now.
// Everything is measured in turns in one run, so that a slow hour slows both sides. No time is asserted.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bare, throughHttp } from './bench/booking.mjs';
import { exporting, makeBookings } from './bench/export.mjs';
import { makeFair, spreadOver } from './bench/fair.mjs';
import { figures } from './bench/figures.mjs';
import { barePool, keepOnly, openSink, throughQueue } from './bench/mail.mjs';
import { opening } from './bench/opening.mjs';
import { pages } from './bench/pages.mjs';
import { splitting } from './bench/split.mjs';
import { print, row } from './bench/table.mjs';
import { traffic } from './bench/traffic.mjs';
import { nx } from './stack/build.mjs';
import { answers, openRun, untilReady } from './stack/children.mjs';
import { freePort } from './stack/ports.mjs';
import { installationKey, migrate, productEnvironment, startProduct } from './stack/product.mjs';
import { database, queue } from './stack/services.mjs';
import { report, root, say, Stop } from './stack/workspace.mjs';

// npm run bench -- --only=mail measures one part; --only=split needs no services, --only=opening, --only=pages,
// --only=figures and --only=export stand alone.
const { values } = parseArgs({ options: { only: { type: 'string', default: 'booking,mail' } } });
const parts = values.only.split(',');
const turns = Number(process.env.BENCH_TURNS ?? 5);
const seconds = Number(process.env.BENCH_SECONDS ?? 5);
const mails = Number(process.env.BENCH_MAILS ?? 4000);
const crowd = Number(process.env.BENCH_PARTIES ?? 23_000);
const crowdConnections = Number(process.env.BENCH_CONNECTIONS ?? 128);
const mailConnections = Number(process.env.MAIL_CONNECTIONS ?? 10);
const inTurns = async (work) => {
  for (let turn = 1; turn <= turns; turn += 1) {
    await work();
    say(`turn ${turn} of ${turns}`);
  }
};

async function startApi(run, env, name) {
  const port = await freePort();
  const part = run.launch({
    name,
    command: process.execPath,
    args: [path.join(root, 'apps/api/dist/main.js')],
    env: { ...env, API_PORT: String(port) },
  });
  await untilReady(part, () => answers(`http://127.0.0.1:${port}/api/health/ready`));
  return `http://127.0.0.1:${port}`;
}

async function bookings({ databaseUrl, fair, one, two }) {
  const seen = { hot: [], bareHot: [], spread: [], bareSpread: [], pair: [], p99: [] };
  await throughHttp([one], fair.many, 2);
  await inTurns(async () => {
    seen.bareHot.push(await bare(databaseUrl, fair.hot, seconds));
    const hot = await throughHttp([one], fair.hot, seconds);
    seen.hot.push(hot.perSecond);
    seen.bareSpread.push(await bare(databaseUrl, fair.many, seconds));
    const spread = await throughHttp([one], fair.many, seconds);
    seen.spread.push(spread.perSecond);
    seen.pair.push((await throughHttp([one, two], fair.many, seconds)).perSecond);
    seen.p99.push(Math.max(hot.p99, spread.p99));
  });
  return [
    row({
      name: 'P1 one hot slot',
      ours: seen.hot,
      limit: seen.bareHot,
      limitName: 'bare statement',
      goal: 0.7,
    }),
    row({
      name: `P2 over ${spreadOver} slots`,
      ours: seen.spread,
      limit: seen.bareSpread,
      limitName: 'bare statement',
      goal: 0.45,
    }),
    row({
      name: 'P2 two API processes',
      ours: seen.pair,
      limit: seen.spread,
      limitName: 'one process',
      goal: 1.5,
    }),
  ];
}

async function mailing({ run, env, databaseUrl, sink }) {
  await keepOnly(databaseUrl, mails);
  const worker = run.launch({
    name: 'worker',
    command: process.execPath,
    args: [path.join(root, 'apps/api/dist/worker.js')],
    env,
  });
  await throughQueue({ databaseUrl, sink, count: 200 });
  if (worker.hasEnded()) throw new Stop(`The worker ended:\n${worker.lastWords()}`);
  const seen = { queue: [], pool: [] };
  await inTurns(async () => {
    seen.pool.push(await barePool({ sink, count: mails, connections: mailConnections }));
    seen.queue.push(await throughQueue({ databaseUrl, sink, count: mails }));
  });
  return [
    row({
      name: `P5 ${mails} confirmations`,
      ours: seen.queue,
      limit: seen.pool,
      limitName: 'bare pool',
      goal: 0.6,
    }),
  ];
}

async function theOpening({ run, env, databaseUrl }) {
  const ports = { web: await freePort(), api: await freePort() };
  const webUrl = `http://127.0.0.1:${ports.web}`;
  const { apiUrl } = await startProduct(run, { ...env, WEB_ORIGIN: webUrl }, ports);
  say('ready to open');
  const size = { count: crowd, connections: crowdConnections, turns: Number(process.env.BENCH_TURNS ?? 3) };
  return opening({ databaseUrl, apiUrl, webUrl, ...size, say });
}

async function thePages({ run, env, databaseUrl }) {
  const ports = { web: await freePort(), api: await freePort() };
  const webUrl = `http://127.0.0.1:${ports.web}`;
  const served = await pages({ databaseUrl, webUrl, seconds });
  await startProduct(run, { ...env, WEB_ORIGIN: webUrl }, ports);
  await served.check();
  say('ready to look at pages');
  await inTurns(served.turn);
  return served.rows();
}

async function theExport({ run, env, databaseUrl }) {
  const count = Number(process.env.BENCH_ROWS ?? 60_000);
  const cookie = await makeBookings(databaseUrl, count);
  const ports = { web: await freePort(), api: await freePort() };
  const webUrl = `http://127.0.0.1:${ports.web}`;
  const { apiUrl, processes } = await startProduct(run, { ...env, WEB_ORIGIN: webUrl }, ports);
  say('ready to make files');
  return exporting({ count, turns, say, apiUrl, cookie, ...processes });
}

/** A server of the pages beside the product's own; the two of P8 differ in TRAFFIC_KEY alone. */
async function startPages(run, env, name) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const page = run.launch({
    name,
    command: process.execPath,
    args: [path.join(root, 'apps/web/build/index.js')],
    cwd: path.join(root, 'apps/web'),
    env: { ...env, PORT: String(port), HOST: '127.0.0.1', WEB_ORIGIN: url },
  });
  await untilReady(page, () => answers(`${url}/`));
  return url;
}

async function theTraffic({ run, env, databaseUrl }) {
  const measured = await traffic({ databaseUrl, seconds, key: env.TRAFFIC_KEY });
  const apiUrl = await startApi(run, env, 'api');
  const on = await startPages(run, { ...env, API_URL: apiUrl }, 'web-counting');
  const off = await startPages(run, { ...env, API_URL: apiUrl, TRAFFIC_KEY: '' }, 'web-silent');
  await measured.warm({ on, off });
  say('ready to count');
  await inTurns(() => measured.turn({ apiUrl, on, off }));
  say(`a batch of 2,000 views by 500 new visitors takes ${measured.batchMs().toFixed(1)} ms`);
  return measured.rows();
}

async function measure(run) {
  if (parts.includes('split')) print(await splitting({ say }));
  if (parts.every((part) => part === 'split')) return;
  const { passed, output } = await nx('build');
  if (!passed) throw new Stop(`The build failed:\n${output}`);
  const databaseUrl = await database(run, { durable: true });
  const sink = await openSink();
  const env = productEnvironment({
    DATABASE_URL: databaseUrl,
    REDIS_URL: await queue(run, { durable: true }),
    SMTP_URL: sink.url,
    INSTALLATION_KEY: installationKey(run.dir),
    LIMIT_FACTOR: '1000000',
    LOG_LEVEL: 'warn',
  });
  await migrate(env);
  if (parts.includes('export')) return print(await theExport({ run, env, databaseUrl }));
  if (parts.includes('traffic')) return print(await theTraffic({ run, env, databaseUrl }));
  if (parts.includes('pages')) return print(await thePages({ run, env, databaseUrl }));
  if (parts.includes('figures'))
    return print(await figures({ databaseUrl, startApi: (name) => startApi(run, env, name), say }));
  if (parts.includes('opening')) return print(await theOpening({ run, env, databaseUrl }));
  const fair = await makeFair(databaseUrl);
  const one = await startApi(run, env, 'api-1');
  const two = await startApi(run, env, 'api-2');
  say('ready to measure');
  const rows = [];
  if (parts.includes('booking')) rows.push(...(await bookings({ databaseUrl, fair, one, two })));
  else await throughHttp([one], fair.many, 1 + mails / 1000);
  if (parts.includes('mail')) rows.push(...(await mailing({ run, env, databaseUrl, sink })));
  sink.stop();
  print(rows);
}

const dir = path.join(root, '.data-bench');
fs.rmSync(dir, { recursive: true, force: true });
const run = await openRun(dir);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'])
  process.on(signal, () => run.stop().then(() => process.exit(1)));
process.channel?.unref();
try {
  await measure(run);
  await run.stop();
  process.exit(0);
} catch (error) {
  report(error);
  await run.stop();
  process.exit(1);
}
