import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { badName, findRing, forbidden, importsOf, leftOut } from '../../../tools/fences/fences.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const generated = /(^|\/)(node_modules|dist|build|compiled|\.cache|\.svelte-kit|test\/canary)(\/|$)/;
const files = ['apps', 'libs', 'tools']
  .flatMap((folder) =>
    globSync(`${folder}/**/*.{ts,svelte,mjs}`, { cwd: root, exclude: (it) => generated.test(it) }),
  )
  .map((file) => file.replaceAll(path.sep, '/'));
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');
const everyImport = files.flatMap((from) => importsOf(textOf(from)).map((one) => ({ from, ...one })));
const tests = files.filter(
  (file) => /\.(test|spec)\.ts$/.test(file) && !file.endsWith('architecture.test.ts'),
);

const complaint = (from: string, text: string) =>
  importsOf(text).flatMap(({ specifier, names }) => forbidden(from, specifier, names) ?? []);

describe('the source', () => {
  it('is really read', () => {
    expect(files.length).toBeGreaterThan(90);
    expect(everyImport.length).toBeGreaterThan(200);
    expect(files).toContain('apps/api/test/architecture.test.ts');
  });

  it('imports nothing across a fence', () => {
    const crossed = everyImport.flatMap(({ from, specifier, names }) => {
      const why = forbidden(from, specifier, names);
      return why ? [`${from} imports ${specifier}: ${why}`] : [];
    });
    expect(crossed).toEqual([]);
  });

  it('has no ring of features', () => {
    expect(findRing(everyImport)).toBeUndefined();
  });

  it('has no name that says nothing, and migrations in order', () => {
    expect(files.flatMap((file) => (badName(file) ? [`${file}: ${badName(file)}`] : []))).toEqual([]);
  });

  it('leaves no test out and runs none alone', () => {
    expect(
      tests.flatMap((file) => (leftOut(textOf(file)) ? [`${file}: ${leftOut(textOf(file))}`] : [])),
    ).toEqual([]);
  });
});

describe('each fence bites', () => {
  const api = 'apps/api/src';
  const web = 'apps/web/src';

  it.each([
    [`${api}/platform/outbox.ts`, `import { book } from '../bookings/bookings.service.ts';`, /platform/],
    [
      `${api}/platform/outbox.ts`,
      `import type { Slot } from '../programme/programme.entity.ts';`,
      /platform/,
    ],
    [`${api}/door/door.sql.ts`, `export * from '../bookings/bookings.sql.ts';`, /\.service/],
    [`${api}/door/door.service.ts`, `const it = await import('../bookings/bookings.rules.ts');`, /\.service/],
    [`${api}/door/door.service.ts`, `import {\n  cuts,\n} from '../figures/figures.service.ts';`, /figures/],
    [
      `${api}/bookings/bookings.service.ts`,
      `import { purge } from '../privacy/privacy.service.ts';`,
      /privacy/,
    ],
    [`${api}/bookings/bookings.mail.ts`, `import { createTransport } from 'nodemailer';`, /mail\//],
    [`${api}/platform/jobs.ts`, `import nodemailer from 'nodemailer/lib/mailer';`, /mail\//],
    [`${api}/mail/mail.jobs.ts`, `import { Queue } from 'bullmq';`, /platform/],
    [`${api}/door/door.service.ts`, `import 'ioredis';`, /platform/],
    [`${api}/worker.ts`, `import { InjectQueue } from '@nestjs/bullmq';`, /platform/],
    [`${api}/halls/halls.service.ts`, `import { x } from '../../../web/src/lib/server/ask.ts';`, /pages/],
    ['libs/ticket/src/index.ts', `import { Injectable } from '@nestjs/common';`, /alone/],
    [
      'libs/contract/src/index.ts',
      `import { Slot } from '../../../apps/api/src/programme/programme.entity.ts';`,
      /alone/,
    ],
    ['libs/text/src/index.ts', `import { derived } from 'svelte/store';`, /alone/],
    ['libs/text/src/index.ts', `import { Entity } from 'typeorm';`, /alone/],
    [`${web}/lib/ui/Field.svelte`, `  import { slots } from '#lib/programme/slots.ts';`, /lowest/],
    [`${web}/lib/ui/field.ts`, `import { load } from '../../routes/(public)/+page.server.ts';`, /lowest/],
    [`${web}/lib/programme/slots.ts`, `import { load } from '../../routes/+page.server.ts';`, /routes/],
    [`${web}/routes/+page.svelte`, `  import { apiFor } from '#lib/server/ask.ts';`, /component/],
    [`${web}/routes/+page.svelte`, `  import { client } from '@vagval/contract';`, /component/],
    [
      `${web}/routes/+page.server.ts`,
      `import { mayBook } from '../../../api/src/bookings/bookings.rules.ts';`,
      /client/,
    ],
  ])('%s: %s', (from, text, why) => {
    expect(complaint(from, text)).toEqual([expect.stringMatching(why)]);
  });

  it.each([
    [`${api}/door/door.service.ts`, `import { BookingsService } from '../bookings/bookings.service.ts';`],
    [`${api}/door/door.service.ts`, `import { Database } from '../platform/database.ts';`],
    [`${api}/figures/figures.service.ts`, `import { Slot } from '../programme/programme.entity.ts';`],
    [`${api}/app.module.ts`, `import { FiguresModule } from './figures/figures.module.ts';`],
    [`${api}/mail/mail.delivery.ts`, `import { createTransport } from 'nodemailer';`],
    [`${api}/platform/jobs.ts`, `import { Queue } from 'bullmq';`],
    [`${web}/routes/+page.server.ts`, `import { apiFor } from '#lib/server/ask.ts';`],
    [`${web}/routes/+page.svelte`, `  import type { Activity } from '@vagval/contract';`],
    [`${web}/routes/+page.svelte`, `  import Field from '#lib/ui/Field.svelte';`],
  ])('and lets the rest pass: %s: %s', (from, text) => {
    expect(complaint(from, text)).toEqual([]);
  });

  it('finds a ring through three features, and no ring where there is none', () => {
    const edge = (from: string, to: string) => ({
      from: `${api}/${from}/${from}.service.ts`,
      specifier: `../${to}/${to}.service.ts`,
    });
    const line = [edge('exhibitors', 'halls'), edge('halls', 'editions'), edge('door', 'halls')];
    expect(findRing(line)).toBeUndefined();
    expect(findRing([...line, edge('editions', 'exhibitors')])).toEqual([
      'exhibitors',
      'halls',
      'editions',
      'exhibitors',
    ]);
  });

  it.each([
    `${api}/bookings/booking-utils.ts`,
    `${api}/common/dates.ts`,
    `${web}/lib/helpers/format.ts`,
    `${api}/migrations/1700000000000-init.ts`,
    `${api}/migrations/20261123T1801-bookings.ts`,
  ])('refuses the name %s', (file) => {
    expect(badName(file)).toBeDefined();
  });

  it.each([
    'it.only(',
    'describe.skip(',
    'test.describe.only(',
    'it.concurrent.skip(',
    'xit(',
    'test.fixme(',
  ])('sees %s', (call) => {
    expect(leftOut(`  ${call}'a test', () => {});`)).toBeDefined();
  });

  it('lets a test say on what it depends', () => {
    expect(leftOut(`describe.skipIf(!redis)('queue', () => {});`)).toBeUndefined();
  });
});

describe('the linter bites', () => {
  const linter = new ESLint({ cwd: root });
  const rulesFor = async (file: string, code: string) => {
    const [result] = await linter.lintText(code, { filePath: path.join(root, file) });
    return [...new Set(result?.messages.map(({ ruleId }) => ruleId ?? 'syntax'))];
  };
  // An existing file, so that the rules that need types have a program to ask.
  const server = 'apps/api/src/platform/database.ts';
  const untyped = 'tools/planted.mjs';

  it.each([
    [
      server,
      'export const it = async () => { Promise.resolve(1); };',
      '@typescript-eslint/no-floating-promises',
    ],
    [server, 'export const it = (given: any) => String(given);', '@typescript-eslint/no-explicit-any'],
    [server, 'export default 1;', 'no-restricted-exports'],
    [server, 'export const it = (a: 1, b: 1, c: 1, d: 1, e: 1) => [a, b, c, d, e];', 'no-restricted-syntax'],
    [server, `export { book } from '../bookings/bookings.service.ts';`, 'vagval/imports'],
    [server, `export const it = 1;${'\n'.repeat(401)}`, 'max-lines'],
    [untyped, `export function it() {${'\n  it();'.repeat(61)}\n}`, 'max-lines-per-function'],
    [untyped, 'for (;;) { for (;;) { for (;;) { for (;;) { break; } } } }', 'max-depth'],
  ])('%s: %s', { timeout: 30_000 }, async (file, code, rule) => {
    expect(await rulesFor(file, code)).toContain(rule);
  });

  it.each(['new Date()', 'Date.now()', 'process.env.HOME', 'database.createQueryBuilder()'])(
    'sees %s in server code',
    { timeout: 30_000 },
    async (code) => {
      const file =
        files.find((one) => /^apps\/api\/src\/(?!platform|migrations)[^/]+\/.*\.ts$/.test(one)) ?? server;
      expect(
        await rulesFor(
          file,
          `declare const database: { createQueryBuilder(): 1 };\nexport const it = ${code};`,
        ),
      ).toContain('no-restricted-syntax');
    },
  );
});
