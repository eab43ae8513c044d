import { importRecorded, listRecorded } from '@vagval/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { smallEdition, smallFair } from '../../test/small-fair.ts';
import type { SmallEdition } from '../../test/small-fair.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { EvaluationModule } from './evaluation.module.ts';
import { FiguresModule } from './figures.module.ts';
import { readRecorded } from './recorded.rules.ts';

describe('a line', () => {
  const read = (line: string) => readRecorded(line);
  it('is a figure with its way of counting, with numbers as people write them', () => {
    expect(
      read('\ufeffår;nyckel;värde;sätt;säkerhet;källa\n2016;visitors;26 352;counted;hög;Nyhet 2016').items,
    ).toEqual([
      {
        label: '2016',
        key: 'visitors',
        value: 26352,
        way: 'counted',
        certainty: 'high',
        source: 'Nyhet 2016',
      },
    ]);
    expect(read('2017,visitors,,counted,low,Ingen uppgift').items[0]?.value).toBeNull();
    expect(read('2017;slot-use;0,66;counted;medel;Rapport').items[0]?.value).toBe(0.66);
  });
  it.each([
    ['2016;visitors;1;counted;high', 'columns'],
    ['16;visitors;1;counted;high;Nyhet', 'label'],
    ['2016;besök;1;counted;high;Nyhet', 'key'],
    ['2016;visitors;många;counted;high;Nyhet', 'value'],
    ['2016;visitors;-3;counted;high;Nyhet', 'value'],
    ['2016;visitors;1;door;high;Nyhet', 'way'],
    ['2016;visitors;1;counted;säker;Nyhet', 'certainty'],
    ['2016;visitors;1;counted;high;x', 'source'],
    ['2016;visitors;1;counted;high;"Nyhet', 'quotes'],
  ])('%s is refused for its %s', (line, reason) => {
    expect(read(line)).toEqual({ items: [], refused: [{ line: 1, reason }] });
  });
  it('stands once', () => {
    const line = '2016;visitors;1;counted;high;Nyhet';
    expect(read(`${line}\n${line}`).refused).toEqual([{ line: 2, reason: 'twice' }]);
  });
});

describe('an import', () => {
  let app: TestApp;
  let edition: SmallEdition;
  let analyst: TestApp['call'];
  beforeAll(async () => {
    const features = [EditionsModule, AccountsModule, FiguresModule, EvaluationModule];
    app = await startApp({ features, at: '2026-12-01T12:00:00+01:00' });
    const fair = await smallFair(app.db);
    edition = await smallEdition(fair, 'gd-2026', ['2026-11-24']);
    analyst = await app.as('analyst', { organiser: fair.organiser });
  });
  afterAll(() => app.close());

  const csv =
    '2016;visitors;26352;counted;high;Nyhet 2016\n2018;visitors;33000;more-than;medium;Webbplats 2018';
  const send = (text: string, dryRun = false) =>
    analyst(importRecorded, { params: { edition: edition.slug }, body: { csv: text, dryRun } });
  const kept = async () => {
    const list = await analyst(listRecorded, { params: { edition: edition.slug } });
    return list.ok ? list.data.items.map(({ label, value }) => `${label} ${value}`) : [];
  };

  it('writes nothing when tried, nor while a line is refused', async () => {
    expect(await send(csv, true)).toMatchObject({ data: { created: 2, written: false } });
    expect(await send(`${csv}\n2019;visitors;x;counted;high;Nyhet`)).toMatchObject({
      data: { created: 2, refused: [{ line: 3, reason: 'value' }], written: false },
    });
    expect(await kept()).toEqual([]);
  });

  it('can be done again, and says what it changed', async () => {
    expect(await send(csv)).toMatchObject({ data: { created: 2, written: true } });
    expect(await send(csv)).toMatchObject({ data: { created: 0, changed: [], unchanged: 2 } });
    const other = await send(csv.replace('26352', '26400'));
    expect(other).toMatchObject({ data: { changed: [{ label: '2016', value: 26400, before: 26352 }] } });
    expect(await kept()).toEqual(['2016 26400', '2018 33000']);
    const [{ count }] = (await app.db.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM audit_entry WHERE action = 'figures.recorded'`,
    )) as [{ count: number }];
    expect(count).toBe(2);
  });

  it('is for the organiser’s own', async () => {
    const other = '0198c000-0000-7000-8000-00000000abcd';
    await app.db.rows(
      `INSERT INTO organiser (id, slug, name, contact_email) VALUES ($1, 'other', 'Annan', 'annan@example.se')`,
      [other],
    );
    const stranger = await app.as('analyst', { organiser: other });
    const body = { csv };
    expect(await stranger(importRecorded, { params: { edition: edition.slug }, body })).toMatchObject({
      ok: false,
    });
  });
});
