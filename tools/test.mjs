// npm test: build, style and fences, types, every test against real servers, the journeys in a browser.
// npm test -- --only=lint,types,unit,e2e [file ...] runs some of it. The last line is `N passed, N failed`.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { journeys } from './checks/journeys.mjs';
import { lint, types } from './checks/static.mjs';
import { closingLine, couldNot, verdict } from './checks/tally.mjs';
import { unit } from './checks/unit.mjs';
import { nx } from './stack/build.mjs';
import { openRun } from './stack/children.mjs';
import { clearLeftovers, ownerOf, testFolders } from './stack/ledger.mjs';
import { startPostgres } from './stack/postgres.mjs';
import { queue } from './stack/services.mjs';
import { report, root, say, Stop } from './stack/workspace.mjs';

const parts = ['lint', 'types', 'unit', 'e2e'];
const { values, positionals: filters } = parseArgs({
  options: { only: { type: 'string', default: parts.join(',') } },
  allowPositionals: true,
});
const wanted = values.only.split(',').filter(Boolean);

/** Folders of runs that are no longer there, with whatever they left running. */
async function clearOldRuns() {
  for (const dir of testFolders(root)) {
    if (ownerOf(dir)) continue;
    await clearLeftovers(dir);
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

async function startServices(run) {
  const given = Boolean(process.env.DATABASE_URL);
  const [databaseUrl, redisUrl] = await Promise.all([
    process.env.DATABASE_URL || startPostgres(run, { durable: false }),
    queue(run, { durable: false }),
  ]);
  if (!redisUrl)
    say('NO REDIS on this machine: what needs one is skipped. Install redis-server or set REDIS_URL.');
  return { databaseUrl, redisUrl, given };
}

/** Runs one part; an accident in it is a failure of that part, and the others still run. */
async function part(name, work) {
  if (!wanted.includes(name)) return [];
  say(`${name} ...`);
  const results = await work().catch((error) => [
    couldNot(name, error instanceof Stop ? error.message : error.stack),
  ]);
  for (const result of results)
    if (result.failed > 0 && result.output) console.log(`\n${result.name}:\n${result.output}`);
  return results;
}

// Once, and only when a part needs them.
function lazily(work) {
  let promise;
  return () => (promise ??= work());
}

async function runParts(run) {
  const services = lazily(() => startServices(run));
  const environment = ({ databaseUrl, redisUrl }) => ({
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl ?? '',
  });
  return [
    ...(await part('lint', lint)),
    ...(await part('types', types)),
    ...(await part('unit', async () => unit(run.dir, environment(await services()), filters))),
    ...(await part('e2e', async () => journeys(run, await services(), filters))),
  ];
}

function summarise(results) {
  const { line, failed, skipped } = closingLine(results);
  console.log('');
  for (const { name, ...count } of results) {
    const more = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    console.log(`  ${name}: ${count.passed} passed, ${count.failed} failed${more}`);
  }
  if (skipped > 0) console.log(`  ${skipped} skipped: they prove nothing here`);
  console.log(`\n${line}`);
  return failed === 0 && results.length > 0 ? 0 : 1;
}

async function build() {
  say('build ...');
  const { passed, output } = await nx('build');
  if (!passed) throw new Stop(`The build failed:\n${output}`);
}

async function work(run) {
  try {
    if (wanted.some((name) => name !== 'lint')) await build();
  } catch (error) {
    return [verdict('build', { passed: false, output: report(error) })];
  }
  return runParts(run);
}

async function main() {
  const unknown = wanted.filter((name) => !parts.includes(name));
  if (unknown.length > 0)
    throw new Stop(`Unknown part: ${unknown.join(', ')}. There are ${parts.join(', ')}.`);
  await clearOldRuns();
  const run = await openRun(path.join(root, '.data-test', `run-${process.pid}`));
  const finish = async (code) => {
    await run.stop();
    if (code === 0) fs.rmSync(run.dir, { recursive: true, force: true });
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(signal, () => finish(130));
  process.channel?.unref();
  const results = await work(run);
  say('done');
  await finish(summarise(results));
}

main().catch((error) => {
  report(error);
  console.log('0 passed, 1 failed');
  process.exit(1);
});
