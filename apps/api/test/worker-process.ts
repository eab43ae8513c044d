import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '..');
const runner = path.join(
  path.dirname(createRequire(import.meta.url).resolve('vite-node/package.json')),
  'dist/cli.mjs',
);

/** The real worker as a process of its own, which can be killed as a machine would: without a chance to tidy up. */
export function startWorker(env: Record<string, string>) {
  const child = spawn(process.execPath, [runner, 'src/worker.ts'], {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  child.stderr.on('data', (text) => (output += String(text)));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    ended,
    get output() {
      return output;
    },
    kill(): Promise<void> {
      child.kill('SIGKILL');
      return ended;
    },
    /** Resolves when it takes work. */
    async ready(): Promise<void> {
      await until(() => output.includes('Working on') || child.exitCode !== null);
      if (child.exitCode !== null) throw new Error(`The worker did not start:\n${output}`);
    },
  };
}

/** Waits for something another process does; there is no other way to know than to look. */
export async function until(holds: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Waited ${ms} ms for: ${String(holds)}`)), ms);
  const looking = (async () => {
    while (!(await holds())) await pause(25);
  })();
  await Promise.race([looking, tooLate]).finally(() => {
    clearTimeout(timer);
  });
}
