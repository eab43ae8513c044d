// Which processes a run has started, on disk, so that the next run can end what a killed one left behind.
// Runs on Node >= 18: the entry uses it too.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const fileIn = (dir) => path.join(dir, 'running.json');
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** The command line of a living process, '' when there is none. */
function commandOf(pid) {
  try {
    if (process.platform === 'linux')
      return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

// A pid is only ours when it still runs what we started: numbers are used again.
const isOurs = ({ pid, mark }) => commandOf(pid).includes(mark);

function read(dir) {
  try {
    return JSON.parse(fs.readFileSync(fileIn(dir), 'utf8'));
  } catch {
    return undefined;
  }
}

/** The pid of a living run that works in `dir`, or undefined. */
export function ownerOf(dir) {
  const ledger = read(dir);
  return ledger && ledger.owner.pid !== process.pid && isOurs(ledger.owner) ? ledger.owner.pid : undefined;
}

/** Opens the ledger of a run; `add` and `remove` keep it true. */
export function openLedger(dir, mark) {
  fs.mkdirSync(dir, { recursive: true });
  const ledger = { owner: { pid: process.pid, mark }, children: [] };
  const write = () => fs.writeFileSync(fileIn(dir), JSON.stringify(ledger));
  write();
  return {
    add: (child) => (ledger.children.push(child), write()),
    remove: (pid) => {
      ledger.children = ledger.children.filter((child) => child.pid !== pid);
      if (fs.existsSync(dir)) write();
    },
    close: () => fs.rmSync(fileIn(dir), { force: true }),
  };
}

async function end(child) {
  for (const signal of [child.signal ?? 'SIGTERM', 'SIGKILL']) {
    if (!isOurs(child)) return;
    process.kill(child.pid, signal);
    for (let waited = 0; waited < 5000 && isOurs(child); waited += 50) await pause(50);
  }
}

/** Ends what a dead run left in `dir`, newest first; returns the names. Nothing happens while its owner lives. */
export async function clearLeftovers(dir) {
  const ledger = read(dir);
  if (!ledger || isOurs(ledger.owner)) return [];
  const left = ledger.children.filter(isOurs).reverse();
  for (const child of left) await end(child);
  fs.rmSync(fileIn(dir), { force: true });
  return left.map((child) => child.name);
}

/** The data folders of test runs. */
export function testFolders(root) {
  const parent = path.join(root, '.data-test');
  return fs.existsSync(parent) ? fs.readdirSync(parent).map((name) => path.join(parent, name)) : [];
}

/** Ends everything any dead run in this checkout left behind. */
export async function clearAbandoned(root) {
  for (const dir of [path.join(root, '.data'), ...testFolders(root)]) await clearLeftovers(dir);
}
