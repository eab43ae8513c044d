import { spawn } from 'node:child_process';
import path from 'node:path';
import { require, root } from './workspace.mjs';

const nxBinary = () =>
  path.join(path.dirname(require.resolve('nx/package.json')), require('nx/package.json').bin.nx);

/** Runs a program to its end; `{ passed, output }`. Its output is shown at once when `loud`. */
export function runToEnd(command, args, { loud = false, ...options } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const take = (chunk) => {
      output += chunk;
      if (loud) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => done({ passed: false, output: `${output}${error}` }));
    child.on('close', (code) => done({ passed: code === 0, output }));
  });
}

/** Runs one target of every workspace through nx: in order, cached, without cloud or daemon. */
export function nx(target, ...more) {
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' };
  const args = [nxBinary(), 'run-many', '-t', target, '--output-style=static', ...more];
  return runToEnd(process.execPath, args, { env });
}
