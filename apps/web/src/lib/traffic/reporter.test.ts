import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { client } from '@vagval/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Note } from './note.ts';
import { Reporter } from './reporter.ts';

const now = new Date('2026-12-01T10:00:00Z');
const note: Note = { page: '/', locale: 'sv', referrer: 'none', device: 'phone', visitor: 'a'.repeat(22) };

let api: Server;
let base: string;
let answers: number[];
let got: { id: string; views: { views: number }[] }[];
let told: string[];

function answer(request: IncomingMessage, response: ServerResponse): void {
  let body = '';
  request.on('data', (part: Buffer) => (body += part.toString()));
  request.on('end', () => {
    got.push(JSON.parse(body) as (typeof got)[0]);
    const status = answers.shift() ?? 200;
    const problem = { type: '/problems/invalid', title: 't', status, code: 'invalid', errors: [] };
    response.statusCode = status;
    response.setHeader('content-type', status === 422 ? 'application/problem+json' : 'application/json');
    response.end(JSON.stringify(status === 422 ? problem : { views: 1, visits: 1 }));
  });
}

beforeAll(async () => {
  api = createServer(answer);
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});
beforeEach(() => {
  [answers, got, told] = [[], [], []];
});
afterAll(() => api.close());

const reporter = (to = base) => new Reporter(client({ base: to }), (words) => told.push(words));

test('sends what was noted once', async () => {
  const one = reporter();
  one.note(note, now);
  one.note(note, now);
  await one.flush();
  await one.flush();
  expect(got.map(({ views }) => views[0]?.views)).toEqual([2]);
});

test('sends a batch again with the same id, and what came meanwhile after it', async () => {
  const one = reporter();
  answers = [500, 503];
  one.note(note, now);
  await one.flush();
  await one.flush();
  one.note(note, now);
  await one.flush();
  expect(new Set(got.slice(0, 3).map(({ id }) => id)).size).toBe(1);
  expect(got).toHaveLength(4);
  expect(got[3]?.id).not.toBe(got[0]?.id);
  expect(told).toEqual([
    'traffic is not counted: unexpected',
    'traffic is counted again; 0 batches were let go',
  ]);
});

test('lets go what the API will never take', async () => {
  const one = reporter();
  answers = [422];
  one.note(note, now);
  await one.flush();
  await one.flush();
  expect(got).toHaveLength(1);
});

test('waits for an API that is away, says so once, and throws at nobody', async () => {
  const one = reporter('http://127.0.0.1:1');
  one.note(note, now);
  await one.flush();
  await one.flush();
  expect(told).toEqual(['traffic is not counted: unreachable']);
});

test('sends at the end also what was noted while it was sending', async () => {
  const one = reporter();
  one.note(note, now);
  const ending = one.last();
  one.note(note, now);
  await ending;
  expect(got).toHaveLength(2);
});
