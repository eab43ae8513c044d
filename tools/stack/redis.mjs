// A Redis for the queue: the machine's own, or Debian's package unpacked privately. Loopback only.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { untilReady } from './children.mjs';
import { freePort } from './ports.mjs';
import { cacheDir, root, say } from './workspace.mjs';

function onPath(binary) {
  const places = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, binary));
  return places.find((place) => {
    try {
      fs.accessSync(place, fs.constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function libraryFolders(folder) {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return [
    ...new Set(entries.filter((entry) => /\.so(\.|$)/.test(entry.name)).map((entry) => entry.parentPath)),
  ];
}

function unpackDebians(place) {
  if (!onPath('apt-get') || !onPath('dpkg-deb')) return;
  say("no redis-server on this machine: unpacking Debian's into .cache/redis");
  const script = path.join(root, 'tools', 'stack', 'unpack-debian.sh');
  // redis-server alone is a link to a program in redis-tools.
  const { stderr } = spawnSync('sh', [script, place, 'redis-server', 'redis-tools'], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (!fs.existsSync(path.join(place, 'root/usr/bin/redis-server')))
    say(`that did not work: ${stderr?.trim().split('\n').at(-1)}`);
}

function findServer() {
  const own = onPath('redis-server') ?? onPath('valkey-server');
  if (own) return { command: own, env: process.env };
  const place = path.join(cacheDir, 'redis');
  const command = path.join(place, 'root/usr/bin/redis-server');
  if (!fs.existsSync(command)) unpackDebians(place);
  if (!fs.existsSync(command)) return undefined;
  return {
    command,
    env: { ...process.env, LD_LIBRARY_PATH: libraryFolders(path.join(place, 'root')).join(':') },
  };
}

function pings(port) {
  return new Promise((done) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.setTimeout(1000, () => socket.destroy());
    socket.once('data', (reply) => (done(reply.toString().startsWith('+PONG')), socket.destroy()));
    socket.once('error', () => done(false));
    socket.once('close', () => done(false));
  });
}

/** Starts Redis with its data in `run.dir/redis`; returns its address, or undefined where none can be had. */
export async function startRedis(run, { durable }) {
  const server = findServer();
  if (!server) return undefined;
  const dir = path.join(run.dir, 'redis');
  fs.mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir];
  // BullMQ loses jobs under any other eviction policy.
  const keep = ['--save', '', '--appendonly', durable ? 'yes' : 'no', '--maxmemory-policy', 'noeviction'];
  const part = run.launch({ name: 'redis', args: [...place, ...keep], mark: `:${port}`, ...server });
  await untilReady(part, () => pings(port));
  return `redis://127.0.0.1:${port}`;
}
