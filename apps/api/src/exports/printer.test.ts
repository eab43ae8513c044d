import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserForPrinting } from '../../../../tools/browser.mjs';
import { testEnvironment } from '../../test/database.ts';
import { readConfig } from '../platform/config.ts';
import { Printer } from './printer.service.ts';

const browser = browserForPrinting() as string | undefined;

const listening = async (answer: (request: IncomingMessage) => { status: number; text: string }) => {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    const { status, text } = answer(request);
    const head = { 'content-type': 'text/html; charset=utf-8', location: '/sign-in' };
    response.writeHead(status, head).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const closed = (server: Server) => new Promise((done) => server.close(done));

/** What is compressed in a PDF, opened: enough to look for the structure of its headings and tables. */
function opened(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/stream\r?\n/g)].map(({ index, 0: start }) => {
    const from = index + start.length;
    try {
      return inflateSync(pdf.subarray(from), { finishFlush: 2 }).toString('latin1');
    } catch {
      return '';
    }
  });
  return text + streams.join('\n');
}

describe.skipIf(!browser)('printing a page', () => {
  let pages: Awaited<ReturnType<typeof listening>>;
  let elsewhere: Awaited<ReturnType<typeof listening>>;
  let printer: Printer;

  beforeAll(async () => {
    elsewhere = await listening(() => ({ status: 200, text: 'no' }));
    pages = await listening(({ url, headers }) => {
      if (url === '/secret') return { status: 302, text: '' };
      if (!headers.cookie?.includes('vagval_session=')) return { status: 401, text: 'no' };
      const lang = url?.startsWith('/ar/') ? 'ar" dir="rtl' : 'sv';
      return {
        status: 200,
        text: `<!doctype html><html lang="${lang}"><title>Utvärdering</title>
          <img src="${elsewhere.url}/spy.png" alt=""><script>fetch('/script-ran')</script>
          <h1>Gymnasiedagarna</h1><h2>Besök</h2><table><tr><th scope="col">År</th></tr><tr><td>23 041</td></tr></table></html>`,
      };
    });
    const env = { ...testEnvironment('postgres://127.0.0.1/none'), WEB_URL: pages.url };
    printer = new Printer(readConfig({ ...env, CHROMIUM_PATH: browser ?? '' }));
  });
  afterAll(() => Promise.all([closed(pages.server), closed(elsewhere.server)]));

  it.each([
    ['sv', '/report'],
    ['ar', '/ar/report'],
  ] as const)('gives a tagged document in %s', { timeout: 60_000 }, async (locale, asked) => {
    const pdf = opened(await printer.print('/report', { token: 'x'.repeat(43), locale }));
    expect(pdf).toContain('/StructTreeRoot');
    expect(pdf).toContain(`/Lang (${locale})`);
    for (const tag of ['H1', 'H2', 'Table', 'TH', 'TD']) expect(pdf).toMatch(new RegExp(`/S /${tag}\\b`));
    expect(pdf).toContain('/Outlines');
    expect(pages.asked.some(({ url }) => url === asked)).toBe(true);
  });

  it('runs no script, sees no other machine, and keeps the session out of addresses', () => {
    expect(elsewhere.asked).toHaveLength(0);
    const urls = pages.asked.map(({ url }) => url ?? '');
    expect(urls).not.toContain('/script-ran');
    expect(urls.join()).not.toContain('xxx');
  });

  it('prints no page of signing in instead of what was asked for', { timeout: 60_000 }, async () => {
    const print = printer.print('/secret', { token: 'x'.repeat(43), locale: 'sv' });
    await expect(print).rejects.toThrow('was not shown');
  });
});

it('is not ready where there is no browser', () => {
  const config = readConfig(testEnvironment('postgres://127.0.0.1/none'));
  expect(new Printer(config).ready).toBe(false);
});
