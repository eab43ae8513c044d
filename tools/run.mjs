// The entry of every npm script. No dependencies and Node >= 18 only, because it runs before anything is
// installed: it installs the packages, then hands over to the Node 24 that came with them.
import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { clearAbandoned } from './stack/ledger.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.vagval-lock');
const commands = ['start', 'test', 'bench', 'look'];

const readOr = (file, otherwise) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : otherwise);

/** True when what npm says it installed is what the lock asks for: a plain `npm install` needs no second one. */
function installedMatches(lockText) {
  const wanted = JSON.parse(lockText).packages;
  const present = JSON.parse(readOr(path.join(modules, '.package-lock.json'), '{}')).packages ?? {};
  return Object.entries(wanted).every(([place, entry]) => {
    if (!place.includes('node_modules/')) return true;
    const got = present[place];
    if (!got) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return got.version === entry.version && got.integrity === entry.integrity;
  });
}

function runNpm(args) {
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
  if (npm && /npm-cli\.c?js$/.test(npm)) return spawnSync(process.execPath, [npm, ...args], options);
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

function install() {
  const lockText = fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lockText).digest('hex');
  if (readOr(stamp, '') === hash) return;
  if (!installedMatches(lockText)) {
    const began = Date.now();
    console.log('> installing packages (npm ci), once per change of the lock file');
    const { status } = runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    if (status !== 0) process.exit(status ?? 1);
    console.log(`> packages installed in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
  fs.writeFileSync(stamp, hash);
}

function isNewEnough(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 17);
}

/** The Node to run the product with: the packaged 24 where there is one, else the reader's own when it is new enough. */
function chooseNode() {
  const packaged = path.join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (fs.existsSync(packaged)) return packaged;
  if (isNewEnough(process.version)) return process.execPath;
  console.error(
    `Vägval needs Node 22.17 or newer; this is ${process.version}, and none is packaged for ` +
      `${process.platform}-${process.arch}. Install Node 24 and run the command again.`,
  );
  return process.exit(1);
}

function procField(pid, file, pattern) {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, 'utf8').match(pattern)?.[1];
  } catch {
    return undefined;
  }
}

// npm runs a script through sh, and a killed npm leaves that sh alive: so look one step further up.
function ancestors() {
  const parent = process.ppid;
  const isShell = /^(sh|dash|bash)$/.test(procField(parent, 'comm', /^(.*)$/m) ?? '');
  const viaNpm = isShell && process.env.npm_lifecycle_event !== undefined;
  return `${parent}/${viaNpm ? procField(parent, 'status', /^PPid:\s*(\d+)/m) : ''}`;
}

function handOver(node, command, args) {
  const searchPath = [path.dirname(node), path.join(modules, '.bin'), process.env.PATH].join(path.delimiter);
  const child = spawn(node, [path.join(root, 'tools', `${command}.mjs`), ...args], {
    cwd: root,
    env: { ...process.env, PATH: searchPath, NX_DAEMON: 'false' },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'], // the child notices by this channel when we are gone
  });
  const family = ancestors();
  setInterval(() => ancestors() !== family && child.kill('SIGTERM'), 500).unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', async (code, signal) => {
    if (signal === 'SIGKILL') await clearAbandoned(root);
    process.exit(code ?? (signal ? 130 : 1));
  });
}

const [command, ...args] = process.argv.slice(2);
if (!commands.includes(command) || !fs.existsSync(path.join(root, 'tools', `${command}.mjs`))) {
  console.error(`Say what to run: node tools/run.mjs ${commands.join(' | ')}`);
  process.exit(1);
}
install();
handOver(chooseNode(), command, args);
