// Every Vitest project in one run: rules, database, HTTP, contract, web, and the architecture.
import fs from 'node:fs';
import path from 'node:path';
import { runToEnd } from '../stack/build.mjs';
import { root } from '../stack/workspace.mjs';
import { couldNot, fromVitest } from './tally.mjs';

/** Runs Vitest with the given addresses; `filters` narrows it to some files. */
export async function unit(dir, env, filters = []) {
  const report = path.join(dir, 'vitest.json');
  const show = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...show, ...filters];
  await runToEnd(process.execPath, args, { loud: true, env: { ...process.env, ...env, NODE_ENV: 'test' } });
  if (!fs.existsSync(report)) return [couldNot('unit', 'Vitest ended without a report')];
  return [{ name: 'unit', ...fromVitest(JSON.parse(fs.readFileSync(report, 'utf8'))) }];
}
