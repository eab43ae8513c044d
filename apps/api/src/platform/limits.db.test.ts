import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { freshDatabase, testEnvironment } from '../../test/database.ts';
import { readConfig } from './config.ts';
import { Limits } from './limits.ts';
import { AppLog } from './log.ts';
import { RedisLink } from './redis.ts';

const redisUrl = process.env['REDIS_URL'];
const limit = { points: 2, seconds: 60 };

const limitsOn = (env: Record<string, string>) => {
  const config = readConfig({
    ...testEnvironment('postgres://127.0.0.1/none'),
    LIMIT_FACTOR: '1',
    LOG_LEVEL: 'silent',
    ...env,
  });
  const redis = new RedisLink(config, new AppLog(config));
  return { limits: new Limits(config, redis), redis };
};

/** Takes four points and tells which were given. */
async function takeFour({ limits }: { limits: Limits }, key: string): Promise<boolean[]> {
  const taken: boolean[] = [];
  for (let at = 0; at < 4; at++)
    taken.push(
      await limits.take('test', key, limit).then(
        () => true,
        (error: unknown) => !isRefusal(error),
      ),
    );
  return taken;
}
const isRefusal = (error: unknown) => (error as { code?: string }).code === 'too_many_requests';

it('counts in memory where there is no Redis, each key for itself', async () => {
  const on = limitsOn({});
  expect(await takeFour(on, 'a')).toEqual([true, true, false, false]);
  expect(await takeFour(on, 'b')).toEqual([true, true, false, false]);
});

it('counts LIMIT_FACTOR times as many', async () => {
  expect(await takeFour(limitsOn({ LIMIT_FACTOR: '1.5' }), 'a')).toEqual([true, true, true, false]);
});

it('counts in memory while Redis is away', async () => {
  const on = limitsOn({ REDIS_URL: 'redis://127.0.0.1:1' });
  expect(await takeFour(on, 'a')).toEqual([true, true, false, false]);
  on.redis.onApplicationShutdown();
});

it.skipIf(!redisUrl)('counts for all processes together in Redis, and keeps no key readable', async () => {
  const fresh = await freshDatabase();
  const env = { REDIS_URL: redisUrl ?? '', DATABASE_URL: fresh.url };
  const [one, two] = [limitsOn(env), limitsOn(env)];
  await expect.poll(() => [one.redis.state, two.redis.state]).toEqual(['redis', 'redis']);
  expect(await takeFour(one, 'someone@example.se')).toEqual([true, true, false, false]);
  expect(await takeFour(two, 'someone@example.se')).toEqual([false, false, false, false]);
  const reader = new Redis(redisUrl ?? '');
  const keys = await reader.keys(`${one.redis.prefix}:*`);
  expect(keys).toHaveLength(1);
  expect(keys[0]).not.toContain('someone');
  await reader.del(...keys);
  reader.disconnect();
  one.redis.onApplicationShutdown();
  two.redis.onApplicationShutdown();
  await fresh.drop();
});
