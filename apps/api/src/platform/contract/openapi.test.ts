import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { contract } from '@vagval/contract';
import { expect, it } from 'vitest';
import { openapi } from './openapi.ts';

const document = openapi(contract);
const validate = (it: object) => SwaggerParser.validate(JSON.parse(JSON.stringify(it)) as string);

it('is valid for swagger-parser', async () => {
  await expect(validate(document)).resolves.toHaveProperty('openapi', '3.1.1');
  await expect(validate({ ...document, paths: { x: { get: {} } } })).rejects.toThrow();
});

interface Found {
  ruleId: string;
  message: string;
  location: { pointer: string }[];
}

/** What redocly says, by its own command, as it has no library here. */
function lint(it: object): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  const style = ['operation-4xx-response', 'no-ambiguous-paths', 'no-server-example.com'];
  const config = { extends: ['recommended'], rules: Object.fromEntries(style.map((rule) => [rule, 'off'])) };
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(it));
  writeFileSync(join(folder, 'redocly.yaml'), JSON.stringify(config));
  const cli = join(
    dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')),
    'bin/cli.js',
  );
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const options = { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' } as const;
  const told = execFileSync(process.execPath, [cli, 'lint', 'openapi.json', '--format=json'], options);
  const { problems } = JSON.parse(told) as { problems: Found[] };
  return problems.map(
    ({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`,
  );
}

it('is clean for redocly', { timeout: 60_000 }, () => {
  expect(lint(document)).toEqual([]);
  const { license, ...info } = document.info;
  expect(license).toBeDefined();
  expect(lint({ ...document, info })).toEqual([expect.stringMatching(/^info-license/)]);
});

it('has every endpoint once', () => {
  const paths = Object.values(document.paths ?? {}) as object[];
  const operations = paths.flatMap((path) => Object.values(path) as unknown[]);
  const names = operations.map((it) => (it as { operationId: string }).operationId);
  expect(names.toSorted()).toEqual(Object.keys(contract).toSorted());
});
