import { readLive, readOpenapi, readReady } from '@vagval/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { HealthModule } from './health.module.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ features: [HealthModule] });
});
afterAll(() => app.close());

it('lives and is ready', async () => {
  expect(await app.call(readLive)).toMatchObject({ ok: true, data: { live: true } });
  expect(await app.call(readReady)).toMatchObject({ ok: true, data: { ready: true, database: true } });
});

it('publishes its contract', async () => {
  const published = await app.call(readOpenapi);
  if (!published.ok) throw new Error(published.code);
  expect(published.response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await published.response.json()).toMatchObject({
    openapi: '3.1.1',
    paths: { '/api/health/live': {} },
  });
});
