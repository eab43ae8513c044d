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

describe('the coming edition', () => {
  const slots = `SELECT s.*, a.kind, a.audience, a.title ->> 'sv' title, s.taken + s.held = s.capacity full_,
      (SELECT count(*)::int FROM booking b WHERE b.slot_id = s.id AND b.state = 'waiting') waiting
    FROM slot s JOIN activity a ON a.id = s.activity_id JOIN edition e ON e.id = s.edition_id AND e.slug = '2026'`;
  const timesOf = (audience: string) =>
    app.db
      .rows<{ n: number; first: string; last: string }>(
        `SELECT count(*)::int n, min(to_char(starts_at AT TIME ZONE 'Europe/Stockholm', 'HH24.MI')) first,
           max(to_char(ends_at AT TIME ZONE 'Europe/Stockholm', 'HH24.MI')) last
         FROM (${slots}) s WHERE $1 = ANY (audience) AND s.starts_at >= '2026-12-15' AND s.starts_at < '2026-12-18'
         GROUP BY starts_at::date ORDER BY starts_at::date`,
        [audience],
      )
      .then((rows) => rows.map(({ n, first, last }) => [n, first, last]));

  it('has a day for classes, and hours after school for families', async () => {
    expect(await timesOf('class')).toEqual([
      [151, '09.00', '16.20'],
      [151, '09.00', '16.20'],
      [151, '09.00', '16.20'],
    ]);
    expect(await timesOf('family')).toEqual([
      [62, '15.30', '17.50'],
      [83, '15.30', '19.45'],
      [62, '15.30', '17.50'],
    ]);
  });

  it('is crowded at the famous stations and never full at all of them at once', async () => {
    const share = (station: string) =>
      number(
        `SELECT round(100.0 * count(*) FILTER (WHERE full_) / count(*)) n FROM (${slots}) s WHERE title = $1`,
        [station],
      );
    expect(await share('Kör lastbil i simulator')).toBeGreaterThan(50);
    expect(await share('Koppla rör')).toBeLessThan(40);
    const atOnce = await app.db.rows<{ share: number }>(
      `SELECT avg(full_::int)::float share FROM (${slots}) s WHERE kind = 'try-it' GROUP BY starts_at`,
    );
    expect(Math.max(...atOnce.map((it) => it.share))).toBeLessThan(0.8);
    const lines = await number(
      `SELECT count(*) n FROM (${slots}) s WHERE kind = 'try-it' AND full_ AND waiting BETWEEN 3 AND 20`,
    );
    expect(lines).toBeGreaterThan(50);
    expect(
      await number(
        `SELECT count(*) n FROM (${slots}) s WHERE kind = 'try-it' AND capacity - taken - held BETWEEN 1 AND 3`,
      ),
    ).toBeGreaterThan(50);
  });

  it('has lines to the meetings in Arabic and Somali, and room in Swedish', async () => {
    const rows = await app.db.rows<{ language: string; lines: boolean; part: number }>(
      `SELECT language, bool_and(waiting > 0) lines, max(taken)::float / max(capacity) part
       FROM (${slots}) s JOIN place p ON p.id = s.place_id AND p.kind = 'room'
       WHERE s.kind = 'guardian-meeting' AND language IN ('ar', 'so', 'sv') GROUP BY language ORDER BY language`,
    );
    expect(rows.map(({ language, lines }) => [language, lines])).toEqual([
      ['ar', true],
      ['so', true],
      ['sv', false],
    ]);
    expect(rows[2]?.part).toBeGreaterThan(0.4);
    expect(rows[2]?.part).toBeLessThan(0.65);
  });

  it.each([today, '2026-01-01', '2027-12-12'])(
    'has, made on %s, one family that has been promised, offered and kept waiting',
    (day) => {
      const made = day === today ? sheet : planDemo(day);
      const family = made.rows('party').find((it) => it['email'] === 'familj@example.se');
      const its = made.rows('booking').filter((it) => it['party_id'] === family?.['id']);
      expect(its.map((it) => it['state']).sort()).toEqual(['confirmed', 'confirmed', 'offered', 'waiting']);
      const own = its.find((it) => it['state'] === 'waiting');
      const before = made
        .rows('booking')
        .filter((it) => it['slot_id'] === own?.['slot_id'] && it['state'] === 'waiting')
        .filter((it) => Number(it['line_no']) < Number(own?.['line_no']));
      expect(before).toHaveLength(2);
    },
  );

  it('has a school that began with last year’s answers and older guidelines', async () => {
    const draft = await one(
      `SELECT a.state, a.contact_name = l.contact_name AND a.contact_phone = l.contact_phone contact,
         a.programmes = l.programmes AND a.programmes_saved_at IS NULL programmes, g.version accepted,
         (SELECT max(version) FROM guideline WHERE edition_id = a.edition_id AND published_at <= $1) current
       FROM application a JOIN edition e ON e.id = a.edition_id AND e.slug = '2026'
       JOIN application l ON l.organisation_id = a.organisation_id
       JOIN edition w ON w.id = l.edition_id AND w.slug = '2025'
       JOIN guideline_acceptance ga ON ga.application_id = a.id JOIN guideline g ON g.id = ga.guideline_id
       WHERE a.contact_email = 'skola@example.se'`,
      [now],
    );
    expect(draft).toEqual({ state: 'draft', contact: true, programmes: true, accepted: 1, current: 2 });
  });

  it('names every programme of today in three languages', async () => {
    const missing = await app.db.rows(
      `SELECT code FROM programme WHERE successor IS NULL AND NOT name ?& ARRAY['sv', 'en', 'ar']`,
    );
    expect(missing).toEqual([]);
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
