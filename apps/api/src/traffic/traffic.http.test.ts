import { once } from 'node:events';
import { takeTraffic } from '@vagval/contract';
import type { Sent } from '@vagval/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { smallEdition, smallFair } from '../../test/small-fair.ts';
import { newId } from '../platform/ids.ts';
import { RedisLink } from '../platform/redis.ts';
import { DailyVisitors } from './daily-visitors.ts';
import { TrafficModule } from './traffic.module.ts';

const redisUrl = process.env['REDIS_URL'];
const evening = '2026-12-07T22:59:50Z';
const key = (name: string) => name.padEnd(22, '_');

type Body = Sent<typeof takeTraffic>['body'];
const batch = (given: Partial<Body> = {}): Body => ({
  id: newId(),
  at: app.clock.now().toISOString(),
  views: [{ page: '/programme', locale: 'sv', device: 'phone', views: 2 }],
  visitors: [{ locale: 'sv', referrer: 'none', device: 'phone', keys: [key('a')] }],
  ...given,
});

let app: TestApp;
let edition: string;

async function start(env: Record<string, string>): Promise<TestApp> {
  const started = await startApp({ features: [TrafficModule], at: evening, env });
  const { client } = started.get(RedisLink);
  if (client && client.status !== 'ready') await once(client, 'ready');
  return started;
}

const send = async (body: Body, to = app) => {
  const answer = await to.callWith({ authorization: `Bearer ${app.config.trafficKey}` })(takeTraffic, {
    body,
  });
  return answer.ok ? answer.data : answer.code;
};
const rows = (table: string) =>
  app.db.rows<Record<string, unknown>>(`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4`);

beforeAll(async () => {
  app = await start({ ...(redisUrl && { REDIS_URL: redisUrl }) });
  const fair = await smallFair(app.db);
  edition = (await smallEdition(fair, 'gd-test', ['2026-12-08', '2026-12-09'], 'current')).id;
});
beforeEach(async () => {
  app.clock.advance({ days: 7 });
  await app.get(DailyVisitors).forgetPast();
  app.clock.set(evening);
  await app.db.rows('TRUNCATE page_view, web_visit, traffic_batch');
});
afterAll(() => app.close());

describe('the page server', () => {
  it.each([
    ['nobody', {}],
    ['somebody with another key', { authorization: `Bearer ${'0'.repeat(64)}` }],
    ['somebody with half the key', { authorization: `Bearer ${'7c'.repeat(16)}` }],
    ['somebody with an empty key', { authorization: 'Bearer ' }],
  ])('is not %s', async (_, headers) => {
    const answer = await app.callWith(headers)(takeTraffic, { body: batch() });
    expect([answer.ok, !answer.ok && answer.code]).toEqual([false, 'unauthenticated']);
    expect(await rows('page_view')).toEqual([]);
  });

  it('is nobody where counting is off', async () => {
    await using off = await startApp({ features: [TrafficModule], env: { TRAFFIC_KEY: '' } });
    const headers = { authorization: `Bearer ${app.config.trafficKey}` };
    expect(await off.callWith(headers)(takeTraffic, { body: batch() })).toMatchObject({
      code: 'unauthenticated',
    });
  });

  it.each([
    [
      'too many keys',
      { visitors: [{ locale: 'sv', referrer: 'none', device: 'phone', keys: Array(1001).fill(key('a')) }] },
    ],
    ['too many pages', { views: Array(501).fill({ page: '/', locale: 'sv', device: 'phone', views: 1 }) }],
    [
      'an address with an id',
      { views: [{ page: '/party/0198c000', locale: 'sv', device: 'phone', views: 1 }] },
    ],
    [
      'a network address',
      { visitors: [{ locale: 'sv', referrer: 'none', device: 'phone', keys: ['192.168.100.100'] }] },
    ],
  ] as [string, Partial<Body>][])('may not send %s', async (_, wrong) => {
    expect(await send(batch(wrong))).toBe('invalid');
    expect(await rows('page_view')).toEqual([]);
  });
});

describe('page views', () => {
  it('are summed by hour, page, language and device, with the phase of the day where the fair is', async () => {
    await send(batch());
    await send(batch());
    app.clock.advance({ seconds: 20 });
    await send(batch({ views: [{ page: '/', locale: 'ar', device: 'other', views: 1 }] }));
    expect(
      await app.db.rows(`SELECT hour, page, locale, device, phase, views FROM page_view ORDER BY hour`),
    ).toEqual([
      {
        hour: new Date('2026-12-07T22:00Z'),
        page: '/programme',
        locale: 'sv',
        device: 'phone',
        phase: 'before',
        views: 4,
      },
      {
        hour: new Date('2026-12-07T23:00Z'),
        page: '/',
        locale: 'ar',
        device: 'other',
        phase: 'during',
        views: 1,
      },
    ]);
    app.clock.set('2026-12-10T08:00:00Z');
    await send(batch());
    expect(await app.db.rows(`SELECT views FROM page_view WHERE phase = 'after'`)).toEqual([{ views: 2 }]);
  });

  it('count once, however often and wherever a batch comes again, also at once', async () => {
    const one = batch();
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(one)));
    expect(answers.filter((it) => typeof it === 'object' && it.views === 2)).toHaveLength(1);
    expect(await app.db.rows('SELECT views FROM page_view')).toEqual([{ views: 2 }]);
  });

  it('are of no edition while none is current', async () => {
    await app.db.rows(`UPDATE edition SET state = 'finished'`);
    expect(await send(batch())).toEqual({ views: 0, visits: 0 });
    await app.db.rows(`UPDATE edition SET state = 'current'`);
  });

  it('count without Redis too, and visits do not', async () => {
    await using alone = await startApp({
      features: [TrafficModule],
      at: evening,
      env: { DATABASE_URL: app.config.databaseUrl, REDIS_URL: 'redis://127.0.0.1:1', LOG_LEVEL: 'silent' },
    });
    expect(await send(batch(), alone)).toEqual({ views: 2, visits: null });
    expect(await rows('web_visit')).toEqual([]);
  });
});

describe.skipIf(!redisUrl)('daily visits', () => {
  const visits = () =>
    app.db.rows(
      `SELECT day, locale, referrer_host AS from, device, visits FROM web_visit ORDER BY day, locale`,
    );
  const from = (referrer: string, ...keys: string[]): Body['visitors'] => [
    { locale: 'sv', referrer, device: 'phone', keys: keys.map(key) },
  ];

  it('are as many as visitors, each as it began', async () => {
    expect(await send(batch({ visitors: from('search.example', 'a', 'b') }))).toEqual({
      views: 2,
      visits: 2,
    });
    expect(await send(batch({ visitors: from('none', 'a', 'b', 'c') }))).toEqual({ views: 2, visits: 1 });
    const day = { day: '2026-12-07', locale: 'sv', device: 'phone' };
    const known = await visits();
    expect(known).toHaveLength(2);
    expect(known).toContainEqual({ ...day, from: 'search.example', visits: 2 });
    expect(known).toContainEqual({ ...day, from: 'none', visits: 1 });
  });

  it('count somebody once over two processes, and anew after midnight', async () => {
    await using second = await start({ REDIS_URL: redisUrl ?? '', DATABASE_URL: app.config.databaseUrl });
    const both = await Promise.all([send(batch()), send(batch(), second)]);
    expect(both.map((it) => typeof it === 'object' && it.visits).sort()).toEqual([0, 1]);
    app.clock.advance({ minutes: 2 });
    expect(await send(batch())).toEqual({ views: 2, visits: 1 });
    expect(await visits()).toMatchObject([{ day: '2026-12-07' }, { day: '2026-12-08' }]);
  });

  it('are new again when they could not be written down', async () => {
    await app.db.rows('ALTER TABLE web_visit ADD CONSTRAINT never CHECK (visits < 0)');
    const one = batch();
    expect(await send(one)).toBe('unexpected');
    await app.db.rows('ALTER TABLE web_visit DROP CONSTRAINT never');
    expect(await send(one)).toEqual({ views: 2, visits: 1 });
  });

  it('tell at most two hundred sites apart in a day', async () => {
    const many = Array.from({ length: 150 }, (_, at) => from(`s${at}.example`, `v${at}`)).flat();
    const more = Array.from({ length: 150 }, (_, at) => from(`t${at}.example`, `w${at}`)).flat();
    await send(batch({ visitors: many }));
    await send(batch({ visitors: more }));
    const [known] = await app.db.rows(`SELECT count(*) AS sites, sum(visits) AS visits,
      sum(visits) FILTER (WHERE referrer_host = 'other') AS other FROM web_visit`);
    expect(known).toEqual({ sites: 201, visits: 300, other: 100 });
  });

  it('leave nothing that tells visitors apart when the day is over', async () => {
    const { client, prefix } = app.get(RedisLink);
    const kept = () => client?.keys(`${prefix}:traffic:*`);
    await send(batch());
    expect(await kept()).toHaveLength(3);
    const name = `${prefix}:traffic:${edition}:2026-12-07`;
    for (const one of [`${name}:salt`, `${name}:seen`]) {
      const left = (await client?.pttl(one)) ?? 0;
      expect([left > 0, left <= 70_000]).toEqual([true, true]);
    }
    await app.get(DailyVisitors).forgetPast();
    expect(await kept()).toHaveLength(3);
    app.clock.set('2026-12-07T23:01:00Z');
    await app.get(DailyVisitors).forgetPast();
    expect(await kept()).toEqual([]);
  });

  it('are not begun anew for a day whose salt is gone', async () => {
    const late = batch();
    app.clock.set('2026-12-07T23:01:30Z');
    expect(await send(late)).toEqual({ views: 2, visits: null });
  });

  it('keep neither a key nor what was sent, in any row or in Redis', async () => {
    const { client, prefix } = app.get(RedisLink);
    const secret = 'Kx7Zq2Lm9Pw4Rt6Yv1Bn3C';
    const one = batch({ visitors: [{ locale: 'sv', referrer: 'none', device: 'phone', keys: [secret] }] });
    await send(one);
    const tables = await app.db.rows<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const found = await Promise.all(
      tables.map(({ name }) => app.db.rows(`SELECT 1 FROM ${name} t WHERE t::text LIKE $1`, [`%${secret}%`])),
    );
    expect(found.flat()).toEqual([]);
    const seen = await client?.smembersBuffer(`${prefix}:traffic:${edition}:2026-12-07:seen`);
    expect(seen?.map((it) => it.length)).toEqual([16]);
    expect(seen?.some((it) => it.includes(secret) || it.equals(Buffer.from(secret, 'base64url')))).toBe(
      false,
    );
  });
});
