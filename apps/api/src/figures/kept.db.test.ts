import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { planDemo, writeDemo } from '../demo/demo.ts';
import { cutsOf, figures } from './figures.rules.ts';
import type { Cut } from './figures.rules.ts';
import { cellsOf } from './figures.sql.ts';
import type { CellRow } from './figures.sql.ts';
import { keepChanged } from './keeping.sql.ts';

const now = new Date('2026-11-23T12:00:00Z');
let app: TestApp;
let editions: string[];
let fromRows: Map<string, readonly CellRow[]>;

beforeAll(async () => {
  app = await startApp({ features: [], at: now });
  await writeDemo(app.db, planDemo('2026-11-23'));
  const rows = await app.db.rows<{ id: string }>(
    `SELECT id FROM edition WHERE state = 'finished' ORDER BY slug DESC`,
  );
  editions = rows.map((it) => it.id);
  await app.db.rows(
    `INSERT INTO recorded_figure (id, fair_id, edition_id, label, key, by, value, way, certainty, source)
     SELECT gen_random_uuid(), fair_id, id, slug, 'year-9-pupils', '{"municipality": "Göteborg"}', 9000, 'register', 'high', 'x'
     FROM edition WHERE state = 'finished'`,
  );
  fromRows = await everything();
}, 300_000);
afterAll(() => app.close());

/** Every cut of every figure, and each also for one value of its first dimension. */
const cutsWithOne = (cut: Cut): Cut[] => {
  const [first, ...others] = cut.by;
  const needed = first === undefined || (cut.figure.needs ?? []).includes(first);
  const value = first === undefined ? undefined : oneOf[first];
  return needed || value === undefined
    ? [cut]
    : [cut, { figure: cut.figure, by: others, only: { dimension: first, value } }];
};
const oneOf: Readonly<Record<string, string>> = {
  'day-number': '1',
  municipality: 'Göteborg',
  kind: 'try-it',
  language: 'ar',
  audience: 'class',
  question: 'pupil-after/vocational-view',
  grade: '9',
  locale: 'sv',
};

const together = 8;

/** All that can be shown of the finished editions, by figure and cut. */
async function everything(kept?: ReadonlySet<string>): Promise<Map<string, readonly CellRow[]>> {
  const found = new Map<string, readonly CellRow[]>();
  for (const figure of figures) {
    const cuts = cutsOf(figure).flatMap(cutsWithOne);
    // A few at a time: a statement may take only so long.
    for (let from = 0; from < cuts.length; from += together) {
      const some = cuts.slice(from, from + together);
      const cells = await cellsOf(app.db, figure.family, some, { editions, now, ...(kept && { kept }) });
      some.forEach(({ by, only }, at) => {
        const its = cells.filter(({ cut }) => cut === at).map((it) => ({ ...it, cut: 0 }));
        found.set(`${figure.key} by ${by.join()} for ${only?.value ?? 'all'}`, its);
      });
    }
  }
  return found;
}

const differing = (found: Map<string, readonly CellRow[]>): string[] =>
  [...fromRows]
    .filter(([key, cells]) => JSON.stringify(cells) !== JSON.stringify(found.get(key)))
    .map(([key]) => key);

it('shows most of the figures, or nothing would be proved here', () => {
  const shown = [...fromRows].filter(([, cells]) => cells.some(({ state }) => state === 'shown'));
  const keys = new Set(shown.map(([key]) => key.split(' ')[0]));
  expect(figures.map(({ key }) => key).filter((key) => !keys.has(key))).toEqual([]);
  expect(shown.length).toBeGreaterThan(200);
});

it('is the same to the digit from kept sums as from rows, in every cut', { timeout: 300_000 }, async () => {
  expect(await keepChanged(app.db, { now })).toBe(2);
  expect(differing(await everything(new Set(editions)))).toEqual([]);
  expect(await keepChanged(app.db, { now })).toBe(0);
  const [kept] = await app.db.rows<{ n: number }>(
    `SELECT max(n)::int AS n FROM (SELECT count(*) AS n FROM kept_fact GROUP BY edition_id) counted`,
  );
  expect(kept?.n).toBeLessThan(20_000);
});

it('reads kept sums, and makes them anew when a row has changed', async () => {
  const [edition = ''] = editions;
  const visitors = async () => {
    const [figure] = figures;
    const cells = figure
      ? await cellsOf(app.db, 'visitors', [{ figure, by: [] }], { editions: [edition], now })
      : [];
    return cells[0]?.value ?? 0;
  };
  const before = await visitors();
  await app.db.rows(
    `INSERT INTO passage (id, edition_id, door_id, at, day, direction, count, received_at)
     SELECT gen_random_uuid(), edition_id, door_id, at, day, 'in', 9, $2 FROM passage WHERE edition_id = $1 LIMIT 1`,
    [edition, now],
  );
  expect(await visitors()).toBe(before);
  expect(await keepChanged(app.db, { now })).toBe(1);
  expect(await visitors()).toBe(before + 9);
  await app.db.rows('DELETE FROM passage WHERE received_at = $1', [now]);
  expect(await keepChanged(app.db, { now })).toBe(1);
  expect(await visitors()).toBe(before);
});

it('is the same to the digit when everything personal is gone', { timeout: 300_000 }, async () => {
  await purge();
  expect(await keepChanged(app.db, { now })).toBe(0);
  expect(differing(await everything())).toEqual([]);
  // And the rows that are left would have said something else.
  const [visitors] = figures.filter(({ key }) => key === 'class-visitors');
  const cuts = visitors ? [{ figure: visitors, by: [] }] : [];
  const left = await cellsOf(app.db, 'visitors', cuts, { editions, now, kept: new Set() });
  expect(left.map(({ state }) => state)).toEqual(['missing', 'missing']);
});

/** What a purge takes at its widest: contacts, needs, invitations, drafts, words, letters, and parties of every passage and booking. */
async function purge(): Promise<void> {
  const of = `edition_id = ANY ($1)`;
  const surveys = `survey_id IN (SELECT id FROM survey WHERE ${of})`;
  for (const text of [
    `UPDATE edition SET purged_at = now() WHERE id = ANY ($1)`,
    `UPDATE party SET email = NULL, phone = NULL, name = NULL, needs = '{}', school = NULL WHERE ${of}`,
    `DELETE FROM message WHERE ${of}`,
    `DELETE FROM survey_draft WHERE ${surveys}`,
    `DELETE FROM survey_invitation WHERE ${surveys}`,
    `DELETE FROM answer WHERE text IS NOT NULL AND response_id IN (SELECT id FROM response WHERE ${surveys})`,
    `UPDATE passage SET party_id = NULL WHERE ${of}`,
    `DELETE FROM line_event WHERE slot_id IN (SELECT id FROM slot WHERE ${of})`,
  ])
    await app.db.rows(text, [editions]);
}
