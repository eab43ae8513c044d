import { listMeetings, listNeeds, readDemand } from '@vagval/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { MeetingsModule } from '../meetings/meetings.module.ts';
import { Needs } from '../meetings/needs.service.ts';
import { Reminders } from '../meetings/reminders.service.ts';
import { planDemo, writeDemo } from './demo.ts';

// Made on a Thursday the fair is 26 to 28 days away: at the first mark.
const today = '2026-11-26';
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ features: [AccountsModule, MeetingsModule], at: `${today}T12:00:00+01:00` });
  await writeDemo(app.db, planDemo(today));
}, 120_000);
afterAll(() => app.close());

it('has nothing to mail when the worker starts', async () => {
  await app.get(Needs).tellOfMarks();
  expect(await app.get(Reminders).remind()).toBe(0);
  expect(await app.db.rows(`SELECT kind FROM message WHERE state = 'queued'`)).toEqual([]);
});

it('shows questions to read, needs with varieties and a language in which one more meeting is wanted', async () => {
  const leader = await app.as('leader');
  const [coming] = await app.db.rows<{ slug: string }>(`SELECT slug FROM edition WHERE state = 'current'`);
  const params = { edition: coming?.slug ?? '' };
  const meetings = await leader(listMeetings, { params });
  expect(meetings.ok && meetings.data.newQuestions).toBeGreaterThan(5);
  const needs = await leader(listNeeds, { params, query: { need: 'interpreter' } });
  const lines = needs.ok ? needs.data.items.flatMap((it) => it.needs) : [];
  expect(lines.some(({ varieties }) => varieties.length > 0)).toBe(true);
  expect(lines.some(({ ordered }) => ordered)).toBe(true);
  const demand = await leader(readDemand, { params });
  expect(demand.ok && demand.data.items.some(({ suggestion }) => suggestion)).toBe(true);
});

it('has material of meetings that are over, and nobody named in a question', async () => {
  const [counted] = await app.db.rows<{ material: number; texts: number; questions: number }>(
    `SELECT (SELECT count(*) FROM slot_material) material, count(DISTINCT text) texts, count(*) questions FROM slot_question`,
  );
  expect(counted?.material).toBeGreaterThan(20);
  expect(counted?.texts).toBeLessThanOrEqual(15);
  expect(counted?.questions).toBeGreaterThan(40);
});
