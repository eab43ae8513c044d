import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { planDemo, writeDemo } from './demo.ts';

const today = '2026-11-23';
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ features: [AccountsModule], at: `${today}T12:00:00+01:00` });
  await writeDemo(app.db, planDemo(today));
}, 120_000);
afterAll(() => app.close());

it('asks every audience of the finished editions, in every kind of question and in three languages', async () => {
  const asked = await app.db.rows<{ slug: string; audiences: number; kinds: number }>(
    `SELECT e.slug, count(DISTINCT s.audience)::int audiences, count(DISTINCT b.kind)::int kinds
     FROM survey s JOIN edition e ON e.id = s.edition_id JOIN question q ON q.survey_id = s.id
     JOIN bank_question b ON b.id = q.bank_question_id WHERE e.state = 'finished' GROUP BY e.slug ORDER BY 1`,
  );
  expect(asked).toEqual([
    { slug: '2024', audiences: 9, kinds: 6 },
    { slug: '2025', audiences: 9, kinds: 6 },
  ]);
  const untranslated = await app.db.rows(
    `SELECT key FROM bank_question b, LATERAL (SELECT text UNION ALL SELECT o -> 'text' FROM jsonb_array_elements(options) o
       UNION ALL SELECT r -> 'text' FROM jsonb_array_elements(rows) r) said (texts)
     WHERE NOT texts ?& ARRAY['sv', 'en', 'ar']`,
  );
  expect(untranslated).toEqual([]);
});

it('answers a question that depends on another only where that was chosen', async () => {
  const [row] = await app.db.rows<{ shown: number; wrong: number }>(
    `SELECT count(*)::int shown, count(*) FILTER (WHERE NOT EXISTS (
         SELECT FROM answer o JOIN question on_ ON on_.id = o.question_id
         WHERE o.response_id = a.response_id AND on_.key = q.shown_if ->> 'question'
           AND q.shown_if -> 'values' @> to_jsonb(o.value)))::int wrong
     FROM answer a JOIN question q ON q.id = a.question_id WHERE q.shown_if IS NOT NULL`,
  );
  expect(row?.shown).toBeGreaterThan(500);
  expect(row?.wrong).toBe(0);
});

it('has municipalities with many answers and some with few', async () => {
  const rows = await app.db.rows<{ n: number }>(
    `SELECT count(*)::int n FROM response r JOIN survey s ON s.id = r.survey_id JOIN edition e ON e.id = s.edition_id
     WHERE e.slug = '2025' AND s.audience = 'pupil-after' AND r.municipality IS NOT NULL GROUP BY r.municipality`,
  );
  expect(rows.filter(({ n }) => n >= 7).length).toBeGreaterThan(6);
  expect(rows.some(({ n }) => n < 7)).toBe(true);
});

it('counts at the ways in what has come by them', async () => {
  const rows = await app.db.rows<{ counted: number; come: number; state: string }>(
    `SELECT s.state, sum(l.answered)::int counted,
       (SELECT count(*)::int FROM response r WHERE r.survey_id = s.id AND r.via = l.kind) come
     FROM survey_link l JOIN survey s ON s.id = l.survey_id GROUP BY s.id, l.kind`,
  );
  expect(rows.length).toBe(3);
  for (const { counted, come, state } of rows) expect([counted, state]).toEqual([come, 'open']);
});
