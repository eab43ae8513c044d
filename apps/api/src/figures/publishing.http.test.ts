import {
  listPublished,
  publishFigure,
  readFigure,
  reviewPublished,
  withdrawPublished,
} from '@vagval/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { smallEdition, smallFair, smallParty, smallPassage } from '../../test/small-fair.ts';
import type { SmallEdition, SmallFair } from '../../test/small-fair.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { EvaluationModule } from './evaluation.module.ts';
import { FiguresModule } from './figures.module.ts';

let app: TestApp;
let fair: SmallFair;
let last: SmallEdition;
let edition: SmallEdition;
let analyst: TestApp['call'];

beforeAll(async () => {
  app = await startApp({
    features: [EditionsModule, AccountsModule, FiguresModule, EvaluationModule],
    at: '2026-12-01T12:00:00+01:00',
  });
  fair = await smallFair(app.db);
  last = await smallEdition(fair, 'gd-2025', ['2025-11-25']);
  edition = await smallEdition(fair, 'gd-2026', ['2026-11-24']);
  await app.db.rows(`UPDATE edition SET state = 'finished'`);
  analyst = await app.as('analyst', { organiser: fair.organiser });
  for (const it of [last, edition]) {
    await smallPassage(app.db, it, 40);
    const few = await smallParty(app.db, it, 3, {});
    await smallPassage(app.db, it, 3, { party_id: few.id });
  }
});
afterAll(() => app.close());

const at = (of: SmallEdition) => ({ edition: of.slug });
const publish = (of: SmallEdition, body: { key: string; by?: string }) =>
  analyst(publishFigure, { params: at(of), body });

describe('a published figure', () => {
  it('stays as it was when more is counted, and says what it means', async () => {
    const made = await publish(last, { key: 'visitors' });
    expect(made).toMatchObject({ ok: true, data: { cells: [{ value: 43 }], changed: false } });
    await smallPassage(app.db, last, 10);
    const live = await app.call(readFigure, { params: { ...at(last), key: 'visitors' }, query: {} });
    expect(live).toMatchObject({ data: { cells: [{ value: 53 }] } });
    const shown = await app.call(listPublished, { params: at(last) });
    expect(shown).toMatchObject({ data: { total: 1, items: [{ cells: [{ value: 43 }], threshold: 7 }] } });
  });

  it('keeps hidden what was hidden', async () => {
    const made = await publish(last, { key: 'visitors', by: 'audience' });
    expect(made).toMatchObject({ ok: true });
    const shown = await app.call(listPublished, { params: at(last) });
    const cells = shown.ok ? (shown.data.items[1]?.cells ?? []) : [];
    expect(cells.length).toBeGreaterThan(0);
    for (const cell of cells) expect(cell).toMatchObject({ hidden: true });
  });

  it('is published once, until it is withdrawn', async () => {
    expect(await publish(last, { key: 'visitors' })).toMatchObject({ ok: false, code: 'figure_published' });
    const shown = await app.call(listPublished, { params: at(last) });
    const figure = (shown.ok && shown.data.items[0]?.id) || '';
    const body = { why: 'Dörren vid norra entrén räknades två gånger' };
    for (let times = 0; times < 2; times++)
      expect(await analyst(withdrawPublished, { params: { ...at(last), figure }, body })).toMatchObject({
        ok: true,
      });
    const left = await app.call(listPublished, { params: at(last) });
    expect(left.ok && left.data.items.map(({ by }) => by)).toEqual(['audience']);
    const review = await analyst(reviewPublished, { params: at(last) });
    expect(review).toMatchObject({ data: { withdrawn: [{ id: figure, why: body.why }] } });
    expect(await publish(last, { key: 'visitors' })).toMatchObject({
      ok: true,
      data: { cells: [{ value: 53 }] },
    });
  });

  it('cannot be changed by anybody, nor brought back', async () => {
    const change = app.db.rows(`UPDATE published_figure SET views = '{}'`);
    await expect(change).rejects.toMatchObject({ constraint: 'published_figure_frozen' });
    const back = app.db.rows(
      `UPDATE published_figure SET withdrawn_at = NULL, withdrawn_for = NULL WHERE withdrawn_at IS NOT NULL`,
    );
    await expect(back).rejects.toMatchObject({ constraint: 'published_figure_frozen' });
  });

  it('is asked for again the next year, with a word when it is counted otherwise', async () => {
    const wanting = async () => {
      const review = await analyst(reviewPublished, { params: at(edition) });
      return review.ok ? review.data.wanting : [];
    };
    expect(await wanting()).toMatchObject([
      { key: 'visitors', by: 'audience', changed: false },
      { key: 'visitors', by: '', changed: false },
    ]);
    await app.db
      .rows(`INSERT INTO published_figure (id, edition_id, key, views, definition, threshold, published_at)
      SELECT gen_random_uuid(), edition_id, 'came', jsonb_build_object('sv', views -> 'sv'), 'SELECT 1', threshold, published_at
      FROM published_figure LIMIT 1`);
    expect((await wanting()).find(({ key }) => key === 'came')?.changed ?? true).toBe(true);
    expect(await publish(edition, { key: 'visitors' })).toMatchObject({ ok: true });
    expect((await wanting()).map(({ key, by }) => `${key} ${by}`)).not.toContain('visitors ');
  });

  it('is of a fair that is over', async () => {
    await app.db.rows(`UPDATE edition SET state = 'current' WHERE id = $1`, [edition.id]);
    expect(await publish(edition, { key: 'reach' })).toMatchObject({ ok: false, code: 'wrong_state' });
  });

  it('is a file anybody can take', async () => {
    const file = await app.app.inject(`/api/editions/${last.slug}/published.csv`);
    expect(file.headers['content-type']).toMatch(/^text\/csv/);
    expect(file.body.split('\r\n').filter((line) => line.includes('53')).length).toBe(1);
  });
});
