import { listSheets, readSheet } from '@vagval/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import {
  smallBooking,
  smallEdition,
  smallFair,
  smallParty,
  smallPassage,
  smallSlot,
} from '../../test/small-fair.ts';
import type { SmallEdition, SmallFair } from '../../test/small-fair.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { EvaluationModule } from './evaluation.module.ts';
import { keysWithSheet, neighboursOf } from './sheets.rules.ts';

let app: TestApp;
let fair: SmallFair;
let edition: SmallEdition;
let analyst: TestApp['call'];
let funder: TestApp['call'];

beforeAll(async () => {
  app = await startApp({
    features: [EditionsModule, AccountsModule, EvaluationModule],
    at: '2026-12-01T12:00:00+01:00',
  });
  fair = await smallFair(app.db);
  edition = await smallEdition(fair, 'gd-2026', ['2026-11-24']);
  analyst = await app.as('analyst', { organiser: fair.organiser });
  funder = await app.as('funder', { organiser: fair.organiser });
  await fill();
});
afterAll(() => app.close());

/** Bygg: 12 booked, 10 came. Vård: 3 booked and came. Three municipalities; of Ale 2 persons came. */
async function fill() {
  const { db } = app;
  await db.rows(`INSERT INTO municipality VALUES ('1480', 'Göteborg', true), ('1440', 'Ale', true), ('1481', 'Mölndal', true)
    ON CONFLICT DO NOTHING`);
  const sizes = [
    ['1480', 30],
    ['1440', 2],
    ['1481', 20],
  ] as const;
  for (const [municipality, size] of sizes) {
    const party = await smallParty(db, edition, size, { kind: 'class', municipality, class_name: '9A' });
    await smallPassage(db, edition, size, { party_id: party.id });
  }
  const startsAt = '2026-11-24T10:00:00+01:00';
  for (const [branch, places, came] of [
    ['bygg', 12, 10],
    ['vard', 3, 3],
    ['el', 20, 18],
  ] as const) {
    const slot = await smallSlot(db, edition, { startsAt, capacity: 40, title: branch });
    await db.rows('UPDATE activity SET branch = $1 WHERE id = (SELECT activity_id FROM slot WHERE id = $2)', [
      branch,
      slot,
    ]);
    const party = await smallParty(db, edition, 40);
    await smallBooking(db, edition, [party.id, slot, places], { came });
  }
}

const params = { edition: 'gd-2026' };
const sheet = (call: TestApp['call'], kind: 'branch' | 'municipality', key: string) =>
  call(readSheet, { params: { ...params, kind, key } });

describe('sheets', () => {
  it('are for those there is enough to say about', async () => {
    const list = await analyst(listSheets, { params });
    const keys = (kind: string) =>
      list.ok ? list.data.items.filter((it) => it.kind === kind).map((it) => it.key) : [];
    expect(keys('municipality')).not.toContain('Ale');
    expect(keys('municipality').length).toBeGreaterThan(0);
    expect(keys('branch')).toContain('el');
    expect(keys('branch')).not.toContain('vard');
    expect(await sheet(analyst, 'municipality', 'Ale')).toMatchObject({ code: 'not_found' });
    expect(await sheet(analyst, 'branch', 'none')).toMatchObject({ code: 'not_found' });
  });

  it('tell what was booked and used, hidden as in the whole table', async () => {
    const el = await sheet(analyst, 'branch', 'el');
    if (!el.ok) throw new Error(el.code);
    const of = (key: string) =>
      el.data.figures.find((it) => it.figure.key === key && it.figure.dimensions.length === 0);
    expect(of('came')?.cells).toEqual([{ by: { edition: 'gd-2026' }, value: 18 }]);
    expect(of('places-offered')?.cells).toEqual([{ by: { edition: 'gd-2026' }, value: 40 }]);
    expect(of('no-shows')?.cells).toEqual([{ by: { edition: 'gd-2026' }, hidden: true }]);
    expect(el.data.figures.find((it) => it.figure.key === 'stand-reach')?.figure.dimensions).toEqual(['of']);
  });

  it('of branches, and no others, are for those who pay', async () => {
    const list = await funder(listSheets, { params });
    expect(list.ok && new Set(list.data.items.map((it) => it.kind))).toEqual(new Set(['branch']));
    expect(await sheet(funder, 'branch', 'el')).toMatchObject({ ok: true });
    const all = await analyst(listSheets, { params });
    const town = (all.ok && all.data.items.find((it) => it.kind === 'municipality')?.key) || '';
    expect(await sheet(analyst, 'municipality', town)).toMatchObject({ ok: true });
    expect(await sheet(funder, 'municipality', town)).toMatchObject({ code: 'not_found' });
  });

  it('are not for another organiser', async () => {
    const { organiser } = await smallFair(app.db);
    for (const role of ['leader', 'funder'] as const) {
      const stranger = await app.as(role, { organiser });
      expect(await stranger(listSheets, { params })).toMatchObject({ code: 'not_found' });
      expect(await sheet(stranger, 'branch', 'el')).toMatchObject({ code: 'not_found' });
    }
  });
});

describe('beside an exhibitor', () => {
  const cells = (values: (number | 'hidden')[]) =>
    values.map((value, at) => {
      const by = { school: `${at}` };
      return value === 'hidden' ? { by, hidden: true as const } : { by, value };
    });
  const at = { dimension: 'school', key: '0', edition: 'a' };

  it('stands the median of what is shown of at least five others', () => {
    expect(neighboursOf({ cells: cells([100, 1, 9, 5, 3, 7]) }, at)).toBe(5);
    expect(neighboursOf({ cells: cells([100, 1, 9, 5, 3, 7, 6]) }, at)).toBe(5.5);
    expect(neighboursOf({ cells: cells([100, 1, 9, 5, 3, 'hidden']) }, at)).toBeUndefined();
  });

  it('nobody has a sheet whose number is zero, hidden or nobody’s', () => {
    const all = [...cells([3, 0, 'hidden']), { by: { school: 'none' }, value: 90 }];
    expect(keysWithSheet({ cells: all }, 'school', 'a')).toEqual(['0']);
  });
});
