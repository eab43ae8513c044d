import { readFigure } from '@vagval/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { FiguresModule } from '../figures/figures.module.ts';
import { keepChanged } from '../figures/keeping.sql.ts';
import { planDemo, writeDemo } from './demo.ts';
import type { Row, Sheet, Table } from './sheet.ts';

/*
 * What GR has reported, computed from the demonstration in two ways: by the figures, and here from the raw rows with
 * nothing of theirs: plain loops over passages, bookings, page views and answers.
 */
const now = new Date('2026-11-23T12:00:00Z');
let app: TestApp;
let sheet: Sheet;
let analyst: TestApp['call'];

beforeAll(async () => {
  app = await startApp({ features: [EditionsModule, AccountsModule, FiguresModule], at: now });
  sheet = planDemo('2026-11-23');
  await writeDemo(app.db, sheet);
  analyst = await app.as('analyst', { organiser: String(sheet.rows('organiser')[0]?.['id']) });
}, 120_000);
afterAll(() => app.close());

type Sums = Map<string, number>;
const add = (sums: Sums, key: string, n: number) => sums.set(key, (sums.get(key) ?? 0) + n);
const total = (sums: Sums) => [...sums.values()].reduce((sum, n) => sum + n, 0);
const byId = (table: Table) => new Map(sheet.rows(table).map((it) => [it['id'], it]));
const editionOf = (slug: string) => sheet.rows('edition').find((it) => it['slug'] === slug)?.['id'];
const rowsOf = (table: Table, slug: string) =>
  sheet.rows(table).filter((it) => it['edition_id'] === editionOf(slug));

/** Who came in: of a party and day as many as were let in, at most its size, or as many as came at once of it. */
function visitors(slug: string, keyOf: (party: Row | undefined, day: string) => string): Sums {
  const [parties, sums] = [byId('party'), new Map<string, number>()];
  const groups = new Map<string, { party: Row | undefined; day: string; counts: number[] }>();
  for (const it of rowsOf('passage', slug).filter(({ direction }) => direction === 'in')) {
    const key = `${String(it['party_id'] ?? '')} ${String(it['day'])}`;
    const group = groups.get(key) ?? {
      party: parties.get(it['party_id']),
      day: String(it['day']),
      counts: [],
    };
    group.counts.push(Number(it['count']));
    groups.set(key, group);
  }
  for (const { party, day, counts } of groups.values()) {
    const clicked = counts.reduce((sum, n) => sum + n, 0);
    const most = party ? Math.max(Number(party['size']), ...counts) : Infinity;
    add(sums, keyOf(party, day), Math.min(clicked, most));
  }
  return sums;
}

function municipalityOf(party: Row | undefined): string {
  const it = sheet.rows('municipality').find(({ code }) => code === party?.['municipality']);
  if (!it) return 'unknown';
  return it['in_region'] ? String(it['name']) : 'outside';
}

/** Places of those who came to what they had booked, by kind; a place for a whole party counts once. */
function came(slug: string): Sums {
  const [slots, activities, sums] = [byId('slot'), byId('activity'), new Map<string, number>()];
  const whole = new Set(
    sheet
      .rows('activity_kind')
      .filter(({ counts }) => counts === 'parties')
      .map(({ key }) => key),
  );
  for (const it of rowsOf('booking', slug).filter(
    ({ state, came }) => state === 'confirmed' && came !== null,
  )) {
    const kind = activities.get(slots.get(it['slot_id'])?.['activity_id'])?.['kind'];
    add(sums, String(kind), whole.has(kind) ? Math.min(1, Number(it['came'])) : Number(it['came']));
  }
  return sums;
}

const views = (slug: string, column: string): Sums => {
  const sums: Sums = new Map();
  for (const it of rowsOf('page_view', slug)) add(sums, String(it[column]), Number(it['views']));
  return sums;
};

/** What was said to a question of a survey, value by value. */
function answersTo(slug: string, audience: string, key: string): Sums {
  const survey = rowsOf('survey', slug).find((it) => it['audience'] === audience)?.['id'];
  const question = sheet.rows('question').find((it) => it['survey_id'] === survey && it['key'] === key)?.[
    'id'
  ];
  const sums: Sums = new Map();
  for (const it of sheet.rows('answer'))
    if (it['question_id'] === question && it['value'] !== null) add(sums, String(it['value']), 1);
  return sums;
}
const mean = (said: Sums) =>
  Math.round(([...said].reduce((sum, [value, n]) => sum + Number(value) * n, 0) / total(said)) * 100) / 100;

async function figure(
  slug: string,
  key: string,
  query: { by?: string; for?: string; compare?: string } = {},
) {
  const reply = await analyst(readFigure, { params: { edition: slug, key }, query });
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return reply.data.cells;
}
async function value(slug: string, key: string, one?: string): Promise<number> {
  const [cell] = await figure(slug, key, one === undefined ? {} : { for: one });
  if (!cell || !('value' in cell)) throw new Error(`${key} of ${slug} is not shown`);
  return cell.value;
}

/** Compares every cell that is shown; those hidden have to be few. */
function compare(cells: Awaited<ReturnType<typeof figure>>, sums: Sums): void {
  const shown = cells.filter((it) => 'value' in it);
  expect(shown.length).toBeGreaterThan(cells.length / 2);
  for (const { by, value: n } of shown) {
    const key = Object.values(by).join();
    expect([key, n]).toEqual([key, sums.get(key) ?? 0]);
  }
}

const both = ['2025', '2024'] as const;
const eachWay = describe.each([
  ['from rows', () => Promise.resolve(0)],
  ['from kept sums', () => keepChanged(app.db, { now })],
]);

eachWay('what was reported, read %s', (_, before) => {
  beforeAll(async () => {
    await before();
  });

  it('about 23,000 visitors, about 4,000 more than the year before', async () => {
    const [last, earlier] = [await value('2025', 'visitors'), await value('2024', 'visitors')];
    expect([last, earlier]).toEqual(both.map((slug) => total(visitors(slug, () => ''))));
    expect(Math.round(last / 1000)).toBe(23);
    expect(Math.round((last - earlier) / 1000)).toBe(4);
    const side = await figure('2025', 'visitors', { compare: '2024' });
    expect(side).toEqual([
      { by: { edition: '2025' }, value: last },
      { by: { edition: '2024' }, value: earlier },
    ]);
  });

  it('a quarter more on the web', async () => {
    const [last, earlier] = [await value('2025', 'page-views'), await value('2024', 'page-views')];
    expect([last, earlier]).toEqual(both.map((slug) => total(views(slug, 'page'))));
    expect(Math.round((last / earlier) * 100)).toBe(125);
    const visits = await Promise.all(both.map((slug) => value(slug, 'web-visits')));
    expect(Math.round(((visits[0] ?? 0) / (visits[1] ?? 1)) * 100)).toBe(125);
  });

  it.each(both)('%s cut by day, municipality, audience, grade, school and language', async (slug) => {
    const ofClass = (key: string) => (party: Row | undefined) =>
      party?.['kind'] === 'class' ? String(party[key]) : 'none';
    compare(
      await figure(slug, 'visitors', { by: 'day' }),
      visitors(slug, (_party, day) => day),
    );
    compare(
      await figure(slug, 'visitors', { by: 'municipality,day' }),
      visitors(slug, (party, day) => `${municipalityOf(party)},${day}`),
    );
    compare(
      await figure(slug, 'visitors', { by: 'audience' }),
      visitors(slug, (party) => String(party?.['kind'] ?? 'walk-in')),
    );
    compare(await figure(slug, 'class-visitors', { by: 'grade' }), visitors(slug, ofClass('grade')));
    compare(await figure(slug, 'page-views', { by: 'locale' }), views(slug, 'locale'));
    compare(await figure(slug, 'page-views', { by: 'phase' }), views(slug, 'phase'));
    compare(await figure(slug, 'came', { by: 'kind' }), came(slug));
  });

  it.each(both)('%s: one municipality is a part of the whole', async (slug) => {
    const days = await figure(slug, 'visitors', { by: 'day', for: 'municipality:Göteborg' });
    const sums = visitors(slug, (party, day) => `${municipalityOf(party)},${day}`);
    compare(days, new Map([...sums].map(([key, n]) => [key.replace('Göteborg,', ''), n])));
    expect(days).toHaveLength(3);
  });

  it.each(both)('%s: what pupils said, and how it changed from before to after', async (slug) => {
    const [before, after] = ['pupil-before', 'pupil-after'].map((it) =>
      answersTo(slug, it, 'vocational-view'),
    );
    if (!before || !after) throw new Error('no answers');
    expect(await value(slug, 'mean', 'question:pupil-after/vocational-view')).toBe(mean(after));
    expect(await value(slug, 'mean', 'question:pupil-before/vocational-view')).toBe(mean(before));
    const change = await value(slug, 'attitude-change', 'question:vocational-view');
    expect(change).toBeCloseTo(mean(after) - mean(before), 9);
    expect(change).toBeGreaterThan(0.3);
    const shares = await figure(slug, 'answer-share', {
      by: 'option',
      for: 'question:pupil-after/vocational-view',
    });
    const share = (n: number) => Math.round((n / total(after)) * 100) / 100;
    compare(shares, new Map([...after].map(([option, n]) => [option, share(n)])));
  });
});
