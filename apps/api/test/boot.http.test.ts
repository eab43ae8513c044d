import { expect, it } from 'vitest';
import { readLive } from '@vagval/contract';
import { startApp } from './app.ts';

it('starts with a handler for every endpoint of the contract, and no route beside it', async () => {
  await using app = await startApp({ complete: true });
  expect(await app.call(readLive)).toMatchObject({ ok: true, data: { live: true } });
});
