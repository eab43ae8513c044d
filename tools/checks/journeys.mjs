// The journeys of a person, in a browser, against the built product with a database of its own.
import fs from 'node:fs';
import path from 'node:path';
import { findBrowser } from '../browser.mjs';
import { runToEnd } from '../stack/build.mjs';
import { freePort } from '../stack/ports.mjs';
import { dropDatabase, ensureDatabase, queryRows } from '../stack/postgres.mjs';
import { installationKey, migrate, productEnvironment, seed, startProduct } from '../stack/product.mjs';
import { mailCatcher } from '../stack/services.mjs';
import { root, say } from '../stack/workspace.mjs';
import { couldNot, fromPlaywright } from './tally.mjs';

const seedToday = '2026-11-23';

// The journeys happen at eight in the morning of the coming edition's first day, wherever the seed puts it.
const firstMorning = `
  select to_char((min(date) + time '08:00') at time zone 'Europe/Stockholm' at time zone 'UTC',
                 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as instant
    from edition_day where opens_at > $1::date`;

// A Redis that was given may hold somebody's work: keep to a database of it nobody else is likely to use.
function queueFor(redisUrl) {
  if (!redisUrl) return undefined;
  const url = new URL(redisUrl);
  return url.pathname.length > 1 ? redisUrl : Object.assign(url, { pathname: '/9' }).href;
}

async function prepare(run, { databaseUrl, redisUrl }) {
  const mail = await mailCatcher(run, { name: 'journeys-mail' });
  const env = productEnvironment({
    DATABASE_URL: await ensureDatabase(databaseUrl, `vagval_journeys_${process.pid}`),
    REDIS_URL: queueFor(redisUrl),
    SMTP_URL: mail.smtpUrl,
    WEB_ORIGIN: `http://localhost:${await freePort()}`,
    INSTALLATION_KEY: installationKey(run.dir),
    LIMIT_FACTOR: '1000',
    SEED_TODAY: seedToday,
  });
  await migrate(env);
  await seed(env);
  const [row] = await queryRows(env.DATABASE_URL, firstMorning, [seedToday]);
  return { mail, env: { ...env, CLOCK_AT: row.instant } };
}

function playwright(run, { env, mail, apiUrl, webUrl, browser, filters }) {
  const report = path.join(run.dir, 'playwright.json');
  const seen = {
    BASE_URL: webUrl,
    API_URL: apiUrl,
    INBOX_URL: mail.inboxUrl,
    DATABASE_URL: env.DATABASE_URL,
    CLOCK_AT: env.CLOCK_AT,
    BROWSER: JSON.stringify(browser),
    PLAYWRIGHT_REPORT: report,
  };
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
  const args = [cli, 'test', '-c', 'apps/e2e/playwright.config.ts', ...filters];
  return runToEnd(process.execPath, args, { loud: true, env: { ...process.env, ...seen } }).then(
    () => report,
  );
}

const hasJourneys = () =>
  fs
    .readdirSync(path.join(root, 'apps/e2e'), { recursive: true })
    .some((file) => /\.(spec|e2e)\.ts$/.test(String(file)));

/** Seeds a fresh database, starts the product at a known morning and walks every journey. */
export async function journeys(run, services, filters = []) {
  if (!hasJourneys()) return [couldNot('journeys', 'There are no journeys in apps/e2e')];
  const browser = await findBrowser();
  say(`browser: ${browser.origin}`);
  const { mail, env } = await prepare(run, services);
  const port = Number(new URL(env.WEB_ORIGIN).port);
  const addresses = await startProduct(run, env, { api: await freePort(), web: port });
  say(`the product is up at ${addresses.webUrl}; its clock says ${env.CLOCK_AT}`);
  const report = await playwright(run, { env, mail, browser, filters, ...addresses });
  if (services.given) await dropDatabase(services.databaseUrl, new URL(env.DATABASE_URL).pathname.slice(1));
  if (!fs.existsSync(report)) return [couldNot('journeys', 'Playwright ended without a report')];
  return [{ name: 'journeys', ...fromPlaywright(JSON.parse(fs.readFileSync(report, 'utf8'))) }];
}
