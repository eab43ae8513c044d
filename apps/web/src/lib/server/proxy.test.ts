import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passOn } from './proxy.ts';

let api: Server;
let base: string;
let closed: Promise<void>;

function echo(request: IncomingMessage, response: ServerResponse): void {
  let body = '';
  request.on('data', (part: Buffer) => (body += part.toString()));
  request.on('end', () => {
    response.setHeader('set-cookie', ['a=1', 'b=2']);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ method: request.method, url: request.url, body, headers: request.headers }),
    );
  });
}

beforeAll(async () => {
  let close: () => void = () => undefined;
  closed = new Promise((resolve) => (close = resolve));
  api = createServer((request, response) => {
    if (request.url !== '/api/stream') return echo(request, response);
    response.setHeader('content-type', 'text/event-stream');
    response.write('data: 1\n\n');
    request.on('close', close);
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});

afterAll(() => {
  api.closeAllConnections();
  api.close();
});

test('method, query, body and headers go through; those of the connection stay', async () => {
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': 'k',
    connection: 'close',
    te: 'trailers',
  };
  const request = new Request('http://web/api/party?x=1', { method: 'PATCH', headers, body: '{"size":3}' });
  const answer = await passOn(request, `${base}/api/party?x=1`, { 'x-forwarded-for': '192.0.2.7' });
  const seen = (await answer.json()) as {
    method: string;
    url: string;
    body: string;
    headers: Record<string, string>;
  };
  expect(seen).toMatchObject({ method: 'PATCH', url: '/api/party?x=1', body: '{"size":3}' });
  expect(seen.headers).toMatchObject({ 'idempotency-key': 'k', 'x-forwarded-for': '192.0.2.7' });
  expect(seen.headers['te']).toBeUndefined();
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test('a stream arrives while it is still open, and ends at the API when the visitor leaves', async () => {
  const leaving = new AbortController();
  const request = new Request('http://web/api/stream', { signal: leaving.signal });
  const answer = await passOn(request, `${base}/api/stream`, {});
  const first = await answer.body?.getReader().read();
  expect(new TextDecoder().decode(first?.value)).toBe('data: 1\n\n');
  leaving.abort();
  await closed;
});

test('an API that is away is a problem in the words of the contract', async () => {
  const answer = await passOn(new Request('http://web/api/x'), 'http://127.0.0.1:1/api/x', {});
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: 'unready', status: 503 });
});
