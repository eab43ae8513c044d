// The product's own processes: the API's bundle (migrate, seed, HTTP, worker) and the web's server.
import { createHmac, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { browserForPrinting } from '../browser.mjs';
import { runToEnd } from './build.mjs';
import { answers, untilReady } from './children.mjs';
import { root, Stop } from './workspace.mjs';

const bundle = (file) => path.join(root, 'apps/api/dist', file);
const node = (file) => ({ command: process.execPath, args: [file], mark: file });

/** The key this installation signs and hashes with: INSTALLATION_KEY, else made once and kept in `dir`. */
export function installationKey(dir) {
  if (process.env.INSTALLATION_KEY) return process.env.INSTALLATION_KEY;
  const file = path.join(dir, 'installation-key');
  if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return fs.readFileSync(file, 'utf8');
}

/** The key pages report visits under, when none is given: made of the installation's, which it does not give away. */
const trafficKey = (key) =>
  createHmac('sha256', Buffer.from(key, 'hex')).update('vagval/traffic').digest('hex');

// An address that is absent must be absent, also when the shell has one: '' is not a Redis.
const withoutEmpty = (env) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));

/** The environment every process of the product gets; see docs/operations.md for the meaning of each name. */
export function productEnvironment(settings) {
  const { REDIS_URL: _redis, ...shell } = process.env;
  const key = settings.INSTALLATION_KEY ?? shell.INSTALLATION_KEY;
  return withoutEmpty({
    ...(key && { TRAFFIC_KEY: trafficKey(key) }),
    ...shell,
    NODE_ENV: 'production',
    CHROMIUM_PATH: browserForPrinting(),
    ...settings,
  });
}

async function once(file, env) {
  const { passed, output } = await runToEnd(process.execPath, ['--enable-source-maps', bundle(file)], {
    env,
  });
  if (!passed) throw new Stop(`${file} failed:\n${output}`);
  return output.trim();
}

/** Brings the database from whatever it holds to today's shape. */
export const migrate = (env) => once('migrate.js', env);

/** Fills an empty database with the demonstration; leaves any other alone. */
export const seed = (env) => once('seed.js', env);

/** Starts API, worker and web; resolves when each answers. `ports` = `{ api, web, host }`. */
export async function startProduct(run, env, ports) {
  const apiUrl = `http://127.0.0.1:${ports.api}`;
  const options = { cwd: path.join(root, 'apps/api'), env: { ...env, API_PORT: String(ports.api) } };
  const api = run.launch({ name: 'api', ...node(bundle('main.js')), ...options });
  const worker = run.launch({ name: 'worker', ...node(bundle('worker.js')), ...options });
  const web = run.launch({
    name: 'web',
    ...node(path.join(root, 'apps/web/build/index.js')),
    cwd: path.join(root, 'apps/web'),
    // Without an address that was set on purpose, localhost and 127.0.0.1 are both right.
    env: {
      ...env,
      API_URL: apiUrl,
      PORT: String(ports.web),
      HOST: ports.host ?? '127.0.0.1',
      WEB_ORIGIN: process.env.WEB_ORIGIN ?? '',
    },
  });
  await untilReady(api, () => answers(`${apiUrl}/api/health/ready`));
  await Promise.all([
    untilReady(web, () => answers(`http://127.0.0.1:${ports.web}/`)),
    untilReady(worker, () => !worker.hasEnded()),
  ]);
  const processes = { api: api.child.pid, worker: worker.child.pid };
  return { apiUrl, webUrl: env.WEB_ORIGIN, processes };
}
