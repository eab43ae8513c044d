import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { brokenInvariants, expectInvariants } from '../../test/invariants.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { ProgrammeModule } from '../programme/programme.module.ts';
import { dateOf, threeEditions } from './calendar.ts';
import { planDemo, writeDemo } from './demo.ts';
import type { Sheet, Table } from './sheet.ts';

const today = '2026-11-23';
const now = new Date('2026-11-23T12:00:00Z');
let app: TestApp;
let sheet: Sheet;

beforeAll(async () => {
  app = await startApp({ features: [EditionsModule, ProgrammeModule], at: now });
  sheet = planDemo(today);
  await writeDemo(app.db, sheet);
});
afterAll(() => app.close());

const one = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row> => {
  const [row] = await app.db.rows<Row>(text, values);
  if (!row) throw new Error(`No row: ${text}`);
  return row;
};
const number = async (text: string, values: unknown[] = []) => (await one<{ n: number }>(text, values)).n;

describe('the demonstration', () => {
  it('keeps the invariants', async () => {
    await expectInvariants(app.db, now);
  });

  it('would be caught if a counter were wrong', async () => {
    const { id } = await one<{ id: string }>('SELECT id FROM slot WHERE taken > 0 ORDER BY id LIMIT 1');
    await app.db.rows('UPDATE slot SET taken = taken - 1 WHERE id = $1', [id]);
    expect(Object.keys(await brokenInvariants(app.db, now))).toEqual([
      'I1 counters equal sums, within capacity',
    ]);
    await app.db.rows('UPDATE slot SET taken = taken + 1 WHERE id = $1', [id]);
  });

  it.each([
    ['2025', 23_000],
    ['2024', 19_000],
  ])('has for %s about %i visitors, by the figure’s own definition', async (slug, about) => {
    const visitors = await number(
      'SELECT sum(a.came) n FROM attendance a JOIN edition e ON e.id = a.edition_id WHERE e.slug = $1',
      [slug],
    );
    expect(Math.abs(visitors - about) / about).toBeLessThan(0.01);
  });

  it.each([
    ['2025', 19_000],
    ['2024', 15_500],
  ])('has for %s about %i of them in classes', async (slug, about) => {
    const inClasses = await number(
      `SELECT sum(a.came) n FROM attendance a JOIN edition e ON e.id = a.edition_id
       JOIN party p ON p.id = a.party_id WHERE e.slug = $1 AND p.kind = 'class'`,
      [slug],
    );
    expect(Math.abs(inClasses - about) / about).toBeLessThan(0.03);
  });

  it('has a quarter more page views and visits than the year before', async () => {
    const growth = (table: string, column: string) =>
      number(
        `SELECT round(sum(t.${column}) FILTER (WHERE e.slug = '2025') * 100.0
           / sum(t.${column}) FILTER (WHERE e.slug = '2024')) n FROM ${table} t JOIN edition e ON e.id = t.edition_id`,
      );
    expect([await growth('page_view', 'views'), await growth('web_visit', 'visits')]).toEqual([125, 125]);
  });

  it('lets nobody stay in the hall who has left, and lets nobody leave who has not come', async () => {
    const rows = await app.db.rows<{ day: string; inside: number }>(
      `SELECT day, sum(CASE direction WHEN 'in' THEN count ELSE -count END) inside FROM passage GROUP BY day`,
    );
    expect(rows.map(({ inside }) => inside)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('shows every state of a booking and of an application, and mails that failed', async () => {
    const states = (table: string, of = '') =>
      app.db
        .rows<{ state: string }>(
          `SELECT DISTINCT state FROM ${table} JOIN edition e ON e.id = edition_id AND e.slug = '2026'${of}`.replace(
            'DISTINCT state',
            `DISTINCT ${table}.state`,
          ),
        )
        .then((rows) => rows.map(({ state }) => state).sort());
    expect(await states('booking')).toEqual(['cancelled', 'confirmed', 'offered', 'waiting']);
    expect(await states('application')).toEqual([
      'approved',
      'completion_asked',
      'declined',
      'draft',
      'placed',
      'submitted',
      'waiting_list',
    ]);
    expect(await number(`SELECT count(*) n FROM message WHERE state = 'failed'`)).toBe(2);
    expect(await number('SELECT count(*) n FROM outbox')).toBe(0);
  });

  it('knows nobody: every address is one for examples, and nobody is named', async () => {
    const { text } = await one<{ text: string }>(
      `SELECT concat((SELECT string_agg(email, ' ') FROM party), ' ', (SELECT string_agg(email, ' ') FROM account), ' ',
         (SELECT string_agg(contact_email, ' ') FROM application), ' ', (SELECT string_agg(contact_email, ' ')
         FROM organiser)) text`,
    );
    const addresses = text.split(' ').filter(Boolean);
    expect(addresses.length).toBeGreaterThan(1500);
    expect(addresses.filter((it) => !/@example\.(se|org)$/.test(it))).toEqual([]);
    expect(await number('SELECT count(*) n FROM party WHERE name IS NOT NULL OR phone IS NOT NULL')).toBe(0);
    expect(
      await number(
        `SELECT count(DISTINCT contact_name) n FROM application WHERE contact_name <> 'Mässamordnare'`,
      ),
    ).toBe(0);
  });

  it('has the accounts that the documentation names, each with its role', async () => {
    const rows = await app.db.rows<{ seat: string }>(
      `SELECT split_part(a.email, '@', 1) || ' ' || m.role seat FROM account a JOIN membership m ON m.account_id = a.id
       WHERE a.email !~ '^kontakt' ORDER BY 1`,
    );
    expect(rows.map(({ seat }) => seat)).toEqual([
      'analytiker analyst',
      'dorr door',
      'finansiar funder',
      'larare teacher',
      'ledare leader',
      'monter host',
      'skola exhibitor',
    ]);
  });
});

describe('made twice', () => {
  const digest = (it: Sheet, tables: Table[]) =>
    createHash('sha256')
      .update(JSON.stringify(tables.map((table) => it.rows(table))))
      .digest('hex');
  const tables: Table[] = [
    'slot',
    'party',
    'booking',
    'passage',
    'application',
    'booth',
    'page_view',
    'answer',
  ];

  it('is the same for the same day, and another for another', () => {
    expect(digest(planDemo(today), tables)).toBe(digest(sheet, tables));
    expect(digest(planDemo('2026-12-24'), tables)).not.toBe(digest(sheet, tables));
  });

  it.each(['2026-01-01', '2026-06-30', '2027-12-12', '2028-02-29'])(
    'holds together when made on %s',
    (day) => {
      const counts = new Map(planDemo(day).counts());
      expect(counts.get('party')).toBeGreaterThan(18_000);
      expect(counts.get('passage')).toBeGreaterThan(3000);
    },
  );
});

describe('the calendar', () => {
  it('begins on a Tuesday at least three weeks ahead, and nearest to that date in the years before', () => {
    const [coming, last, before] = threeEditions(today);
    expect([coming, last, before].map(({ slug, days }) => [slug, ...days.map(({ date }) => date)])).toEqual([
      ['2026', '2026-12-15', '2026-12-16', '2026-12-17'],
      ['2025', '2025-12-16', '2025-12-17', '2025-12-18'],
      ['2024', '2024-12-17', '2024-12-18', '2024-12-19'],
    ]);
  });

  it('opens at nine in Stockholm, in winter and in summer', () => {
    const opens = (on: string) =>
      new Date(threeEditions(on)[0].days[0]?.opens ?? 0).toISOString().slice(11, 16);
    expect([opens('2026-11-23'), opens('2026-06-01')]).toEqual(['08:00', '07:00']);
    expect(dateOf(Date.parse('2026-12-15T23:30:00Z'))).toBe('2026-12-16');
  });
});
