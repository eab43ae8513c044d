import { expect, it } from 'vitest';
import { Clock } from './clock.ts';
import { readConfig } from './config.ts';
import { languageOf } from './language.ts';

const env = { DATABASE_URL: 'postgres://127.0.0.1/x', INSTALLATION_KEY: 'ab'.repeat(32) };

it('has defaults for all but the database and the key; an empty variable is an absent one', () => {
  const config = readConfig({ ...env, REDIS_URL: '', WEB_ORIGIN: 'https://vagval.example.se/' });
  expect(config).toMatchObject({
    apiPort: 3001,
    redisUrl: undefined,
    webOrigin: 'https://vagval.example.se',
  });
});

it('names everything that is missing or wrong at once', () => {
  expect(() => readConfig({ INSTALLATION_KEY: 'ab', DB_POOL: '0' })).toThrow(
    /DATABASE_URL: [^]*INSTALLATION_KEY: must be 32 bytes[^]*DB_POOL: /,
  );
});

it('lets the clock run from CLOCK_AT on', async () => {
  const clock = new Clock(readConfig({ ...env, CLOCK_AT: '2026-12-01T08:00:00+01:00' }));
  const first = clock.now().getTime() - Date.parse('2026-12-01T08:00:00+01:00');
  expect(first).toBeGreaterThanOrEqual(0);
  expect(first).toBeLessThan(2000);
  await new Promise((resolve) => setTimeout(resolve, 15));
  expect(clock.now().getTime() - Date.parse('2026-12-01T08:00:00+01:00')).toBeGreaterThan(first);
});

it.each([
  [undefined, 'sv'],
  ['ar', 'ar'],
  ['de-DE, en-GB;q=0.8, sv;q=0.9', 'sv'],
  ['de, en;q=0.5, *;q=0.1', 'en'],
  ['fr', 'sv'],
  ['en;q=0, ar;q=0.1', 'ar'],
  [';;;q=x,', 'sv'],
])('understands Accept-Language %s as %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
