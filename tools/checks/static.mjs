// What is known without running the product: style, fences and types.
import path from 'node:path';
import { nx, runToEnd } from '../stack/build.mjs';
import { root } from '../stack/workspace.mjs';
import { verdict } from './tally.mjs';

const tool = (place, ...args) =>
  runToEnd(process.execPath, [path.join(root, 'node_modules', place), ...args]);

// Kit writes the pages' tsconfig into node_modules: a build taken from the cache does not bring it along.
const sync = () =>
  runToEnd(process.execPath, [path.join(root, 'node_modules/@sveltejs/kit/svelte-kit.js'), 'sync'], {
    cwd: path.join(root, 'apps/web'),
  });

/** ESLint with the house's rules and fences, and Prettier. */
export async function lint() {
  await sync();
  const cache = ['--cache', '--cache-location', '.cache/eslint/', '--cache-strategy', 'content'];
  const eslint = await tool('eslint/bin/eslint.js', '.', '--max-warnings', '0', ...cache);
  const prettier = await tool('prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn');
  return [verdict('eslint', eslint), verdict('prettier', prettier)];
}

// svelte-check can pass while checking nothing, so a file that is wrong on purpose must fail, and for its reason.
async function canary() {
  // The project's path counts from the workspace.
  const project = ['--workspace', 'apps/web', '--tsconfig', './test/canary/tsconfig.json'];
  const { passed, output } = await tool('svelte-check/bin/svelte-check', ...project, '--output', 'machine');
  const found = /ERROR .*Canary\.svelte.*not assignable to type 'number'/.test(output);
  return {
    passed: !passed && found,
    output: `A planted type error was not what svelte-check found:\n${output}`,
  };
}

/** tsc and svelte-check over every workspace, and the proof that svelte-check looks. */
export async function types() {
  const all = await nx('typecheck');
  return [verdict('types', all), verdict('types: a planted error is found', await canary())];
}
