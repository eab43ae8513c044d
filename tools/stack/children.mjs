// Starts the processes of a run and makes sure that none of them outlives it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { clearLeftovers, openLedger, ownerOf } from './ledger.mjs';
import { say, Stop } from './workspace.mjs';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const tail = (file, size = 3000) => fs.readFileSync(file, 'utf8').slice(-size);
const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

async function stopOne({ child, signal }) {
  if (hasEnded(child)) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  const patience = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(patience);
}

/**
 * A run in `dir`: `launch` starts a process that logs to `dir/log/<name>.log`, `stop` ends all of them in
 * reverse order. A second run in the same folder is refused; what a killed run left is ended first.
 */
export async function openRun(dir, { onDeath } = {}) {
  const owner = ownerOf(dir);
  if (owner) throw new Stop(`Vägval is already running from this folder (process ${owner}). Stop it first.`);
  const left = await clearLeftovers(dir);
  if (left.length > 0) say(`ended what an earlier run had left: ${left.join(', ')}`);
  const ledger = openLedger(dir, path.basename(process.argv[1]));
  const started = [];
  let stopping = false;

  process.on('exit', () => {
    for (const { child } of started) if (!hasEnded(child)) child.kill('SIGKILL');
  });

  function launch({ name, command, args, env, cwd, signal = 'SIGTERM', mark = args[0], ...rest }) {
    if (stopping) throw new Stop(`Stopped before ${name} was started.`);
    const log = path.join(dir, 'log', `${name}.log`);
    fs.mkdirSync(path.dirname(log), { recursive: true });
    const out = fs.openSync(log, 'w');
    // Its own process group: Ctrl-C reaches us alone, and we stop the parts in order.
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', out, out], detached: true, ...rest });
    fs.closeSync(out);
    child.on('error', (error) => fs.appendFileSync(log, String(error)));
    child.once('exit', (code, by) => {
      ledger.remove(child.pid);
      if (!stopping && child.adopted)
        onDeath?.(`${name} ended (${by ?? code}). Its last words:\n${tail(log)}`);
    });
    started.push({ name, child, signal });
    if (child.pid) ledger.add({ name, pid: child.pid, mark, signal });
    return { name, child, log, lastWords: () => tail(log), hasEnded: () => hasEnded(child) };
  }

  async function stop() {
    stopping = true;
    for (const part of started.splice(0).reverse()) await stopOne(part);
    ledger.close();
  }

  return { dir, launch, stop };
}

/** Waits until `isReady()` holds; a part that ends first, or never gets ready, is named with its last words. */
export async function untilReady(part, isReady, seconds = 60) {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await pause(25)) {
    if (part.hasEnded()) throw new Stop(`${part.name} did not start:\n${part.lastWords()}`);
    if (await isReady()) {
      part.child.adopted = true;
      return part;
    }
  }
  throw new Stop(`${part.name} was not ready within ${seconds} s:\n${part.lastWords()}`);
}

/** True once the address answers with a success. */
export async function answers(url) {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(5000), redirect: 'manual' });
    await reply.arrayBuffer();
    return reply.status < 400;
  } catch {
    return false;
  }
}
