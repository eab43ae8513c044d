import {
  approveEvaluation,
  listCopies,
  readCopy,
  readEvaluation,
  readWords,
  readWordsVersion,
  restoreWords,
  saveWords,
} from '@vagval/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { smallEdition, smallFair, smallPassage } from '../../test/small-fair.ts';
import type { SmallEdition, SmallFair } from '../../test/small-fair.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { EvaluationModule } from './evaluation.module.ts';

let app: TestApp;
let fair: SmallFair;
let edition: SmallEdition;
let analyst: TestApp['call'];
let other: TestApp['call'];

beforeAll(async () => {
  app = await startApp({
    features: [EditionsModule, AccountsModule, EvaluationModule],
    at: '2026-12-01T12:00:00+01:00',
  });
  fair = await smallFair(app.db);
  edition = await smallEdition(fair, 'gd-2026', ['2026-11-24']);
  await smallPassage(app.db, edition, 40);
  analyst = await app.as('analyst', { organiser: fair.organiser });
  other = await app.as('leader', { organiser: fair.organiser });
});
afterAll(() => app.close());

type Part = 'visitors' | 'web' | 'focus' | 'open';
const at = (part: Part) => ({ params: { edition: 'gd-2026', part } });
const save = (call: TestApp['call'], part: Part, body: string, base: number) =>
  call(saveWords, { ...at(part), body: { body, base } });

describe('what staff write', () => {
  it('is a version at every save, and the newest stands in the report', async () => {
    expect(await save(analyst, 'visitors', 'Det kom {{visitors}}.', 0)).toMatchObject({
      ok: true,
      data: { version: 1, body: 'Det kom {{visitors}}.' },
    });
    app.clock.advance({ minutes: 5 });
    await save(other, 'visitors', 'Det kom **många**.', 1);
    const read = await analyst(readWords, at('visitors'));
    expect(read).toMatchObject({ data: { version: 2, body: 'Det kom **många**.' } });
    expect(read.ok && read.data.versions.map((it) => it.version)).toEqual([2, 1]);
    expect(read.ok && new Set(read.data.versions.map((it) => it.by)).size).toBe(2);
    const report = await analyst(readEvaluation, { params: { edition: 'gd-2026' } });
    expect(report).toMatchObject({ data: { words: { visitors: 'Det kom **många**.' }, revision: 2 } });
    const first = await analyst(readWordsVersion, {
      params: { edition: 'gd-2026', part: 'visitors', version: 1 },
    });
    expect(first).toMatchObject({ data: { body: 'Det kom {{visitors}}.', version: 1 } });
  });

  it('is never written over by somebody who had not seen it', async () => {
    await save(analyst, 'web', 'Fler läste.', 0);
    const late = await save(other, 'web', 'Färre läste.', 0);
    expect(late).toMatchObject({
      ok: false,
      code: 'words_changed',
      problem: { version: 1, body: 'Fler läste.' },
    });
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((it) => save(analyst, 'web', it, 1));
    const answers = await Promise.all(many);
    expect(answers.filter((it) => it.ok)).toHaveLength(1);
    const read = await analyst(readWords, at('web'));
    expect(read.ok && read.data.versions).toHaveLength(2);
  });

  it('may be brought back, as the newest', async () => {
    await save(analyst, 'focus', 'Först.', 0);
    await save(analyst, 'focus', 'Sedan.', 1);
    const stale = await analyst(restoreWords, { ...at('focus'), body: { version: 1, base: 1 } });
    expect(stale).toMatchObject({ code: 'words_changed' });
    const back = await analyst(restoreWords, { ...at('focus'), body: { version: 1, base: 2 } });
    expect(back).toMatchObject({ data: { version: 3, body: 'Först.' } });
    const read = await analyst(readWords, at('focus'));
    expect(read.ok && read.data.versions[0]).toMatchObject({ version: 3, restores: 1 });
    const none = await analyst(restoreWords, { ...at('focus'), body: { version: 9, base: 3 } });
    expect(none).toMatchObject({ code: 'not_found' });
  });

  it('names only figures there are', async () => {
    expect(await save(analyst, 'open', 'Det kom {{guests}}.', 0)).toMatchObject({
      code: 'placeholder_unknown',
      problem: { placeholder: 'guests' },
    });
    expect(await analyst(readWords, at('open'))).toMatchObject({ data: { version: 0, body: '' } });
  });

  it('is not for a funder or another organiser', async () => {
    const funder = await app.as('funder', { organiser: fair.organiser });
    expect(await save(funder, 'open', 'Nej.', 0)).toMatchObject({ code: 'forbidden' });
    const stranger = await app.as('leader', { organiser: (await smallFair(app.db)).organiser });
    expect(await save(stranger, 'open', 'Nej.', 0)).toMatchObject({ code: 'not_found' });
    expect(await stranger(readWords, at('visitors'))).toMatchObject({ code: 'not_found' });
  });
});

describe('an approved report', () => {
  const params = { edition: 'gd-2026' };
  const revision = async () => {
    const report = await analyst(readEvaluation, { params });
    return report.ok ? report.data.revision : -1;
  };

  it('stays as it was, and says what differs from it now', async () => {
    const read = await revision();
    const approved = await analyst(approveEvaluation, { params, body: { revision: read } });
    expect(approved).toMatchObject({ ok: true, data: { number: 1, at: app.clock.now().toISOString() } });
    const same = await analyst(readCopy, { params: { ...params, number: 1 } });
    expect(same).toMatchObject({ data: { differs: { words: [], figures: [] } } });
    await smallPassage(app.db, edition, 60);
    await save(analyst, 'open', 'Hur når vi fler?', 0);
    const copy = await analyst(readCopy, { params: { ...params, number: 1 } });
    if (!copy.ok) throw new Error(copy.code);
    expect(copy.data.differs.words).toEqual(['open']);
    expect(copy.data.differs.figures).toContain('Besök');
    const visitors = copy.data.report.figures.find(
      ({ figure }) => figure.key === 'visitors' && figure.dimensions.length === 0,
    );
    expect(visitors?.cells).toEqual([{ by: {}, value: 40 }]);
    expect(await analyst(readEvaluation, { params })).toMatchObject({ data: { approved: { number: 1 } } });
  });

  it('is what was read: not words that came later', async () => {
    const read = await revision();
    await save(analyst, 'open', 'Hur når vi ännu fler?', 1);
    const late = await analyst(approveEvaluation, { params, body: { revision: read } });
    expect(late).toMatchObject({ code: 'report_changed' });
    const copies = await analyst(listCopies, { params });
    expect(copies.ok && copies.data.items.map((it) => it.number)).toEqual([1]);
  });

  it('is kept in every language of the pages', async () => {
    const rows = await app.db.rows<{ name: string }>(
      `SELECT jsonb_object_keys(report) AS name FROM evaluation_copy ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(['ar', 'en', 'sv']);
    expect(await analyst(readCopy, { params: { ...params, number: 2 } })).toMatchObject({
      code: 'not_found',
    });
  });
});
