import { expect, it } from 'vitest';
import { testEnvironment } from '../../test/database.ts';
import { readConfig } from './config.ts';
import { AppLog } from './log.ts';

function logged(act: (log: AppLog) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  const config = readConfig({ ...testEnvironment('postgres://127.0.0.1/none'), LOG_LEVEL: 'info' });
  act(new AppLog(config, { write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('writes the part that speaks beside the message', () => {
  expect(
    logged((log) => {
      log.log('ready', 'Relay');
    }),
  ).toMatchObject([{ part: 'Relay', msg: 'ready' }]);
});

it('lets no address, secret or connection string out', () => {
  const token = 'AZyPCnozfBGNLgEjRWeJqwADjXcVq1mYk0g3rTQm2nH0Zw';
  const wrong = new Error(
    `duplicate key (email)=(anna.b@example.se) at /api/party?t=${token} postgres://u:pw@h/db`,
  );
  const text = JSON.stringify(
    logged((log) => {
      log.error(wrong);
    }),
  );
  expect(text).toContain('duplicate key (email)=([address])');
  for (const secret of ['anna', token, 'pw']) expect(text).not.toContain(secret);
});

it('writes a request by its pattern, not its address', () => {
  const request = {
    id: 'r1',
    method: 'GET',
    url: '/api/surveys/secret',
    routeOptions: { url: '/api/surveys/:token' },
  };
  const lines = logged((log) => {
    log.answered(request as never, { statusCode: 200, elapsedTime: 1.234 } as never);
  });
  expect(lines).toMatchObject([
    { id: 'r1', method: 'GET', route: '/api/surveys/:token', status: 200, ms: 1.2 },
  ]);
  expect(JSON.stringify(lines)).not.toContain('secret');
});
