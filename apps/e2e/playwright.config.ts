import { defineConfig } from '@playwright/test';

type Browser = { executablePath?: string; args?: string[]; env?: Record<string, string> };

// Set by `npm test`: the address of the product, and the browser found on this machine.
const { executablePath, args, env } = JSON.parse(process.env.BROWSER ?? '{}') as Browser;
const report = process.env.PLAYWRIGHT_REPORT;

export default defineConfig({
  testDir: '.',
  testMatch: ['**/*.spec.ts', '**/*.e2e.ts'],
  outputDir: '../../test-results',
  // One after the other: they share the demonstration's accounts, and a mailed link can be spent once.
  workers: 1,
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  use: {
    baseURL: process.env.BASE_URL ?? 'http://localhost:3000',
    locale: 'sv-SE',
    timezoneId: 'Europe/Stockholm',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    video: 'off',
    launchOptions: {
      ...(executablePath && { executablePath }),
      ...(args && { args }),
      ...(env && { env: { ...(process.env as Record<string, string>), ...env } }),
    },
  },
});
