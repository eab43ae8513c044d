import { spawn } from 'node:child_process';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
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

const isSizeOfAFile = (line) => / kB( |$)/.test(line);

// Only what failed is worth reading: nx's own sections of the targets that did, or everything when there are none.
function failuresOf(colourful, target) {
  const output = stripVTControlCharacters(colourful);
  const failed = [...output.matchAll(/^- (\S+)$/gm)]
    .map(([, task]) => task)
    .filter((task) => task.endsWith(`:${target}`));
  const sections = output.split(/^(?=> nx run )/m);
  const told = sections.filter((section) => failed.some((task) => section.startsWith(`> nx run ${task}`)));
  const text =
    told.length > 0 ? told.map((section) => section.split(/^ NX /m)[0].trim()).join('\n\n') : output;
  return text
    .split('\n')
    .filter((line) => !isSizeOfAFile(line))
    .join('\n');
}

/** Runs one target of every workspace through nx: in order, cached, without cloud or daemon. */
export async function nx(target) {
  const quiet = {
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NX_NO_CLOUD: 'true',
    FORCE_COLOR: '0',
    npm_config_update_notifier: 'false',
  };
  const args = [nxBinary(), 'run-many', '-t', target, '--output-style=static'];
  const { passed, output } = await runToEnd(process.execPath, args, { env: { ...process.env, ...quiet } });
  return { passed, output: passed ? output : failuresOf(output, target) };
}
