import { evaluationPrint, startExport } from '@vagval/contract';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { smallEdition, smallFair, smallParty, smallPassage } from '../../test/small-fair.ts';
import type { SmallEdition } from '../../test/small-fair.ts';
import { ExportRuns } from '../exports/export-runs.service.ts';
import { unzipped } from '../exports/zip.rules.ts';

let app: TestApp;
let edition: SmallEdition;
let analyst: Awaited<ReturnType<TestApp['signIn']>>;

beforeAll(async () => {
  app = await startApp({ at: '2026-12-01T12:00:00+01:00' });
  const fair = await smallFair(app.db);
  edition = await smallEdition(fair, 'gd-2026', ['2026-11-24']);
  await app.db.rows(`INSERT INTO municipality VALUES ('1480', 'Göteborg', true), ('1440', 'Ale', true)
    ON CONFLICT DO NOTHING`);
  for (const [size, municipality] of [
    [40, '1480'],
    [3, '1440'],
  ] as const) {
    const party = await smallParty(app.db, edition, size, { kind: 'class', municipality });
    await smallPassage(app.db, edition, size, { party_id: party.id });
  }
  await smallPassage(app.db, edition, 60);
  analyst = await app.signIn('analyst', { organiser: fair.organiser });
});
afterAll(() => app.close());

const fetched = (url: string, language = 'sv') =>
  app.app.inject({ url, headers: { cookie: analyst.cookie, 'accept-language': language } });

type Line = Record<string, string>;

async function linesOf(kind: string, params: Record<string, string>): Promise<Line[]> {
  const call = app.callWith({ cookie: analyst.cookie });
  const body = { kind, format: 'csv' as const, params };
  const answer = await call(startExport, { params: { edition: edition.slug }, body });
  if (!answer.ok) throw new Error(answer.code);
  await app.get(ExportRuns).run(answer.data.id);
  const file = await fetched(`/api/exports/${answer.data.id}/file`);
  return parse(file.body, { delimiter: ';', bom: true, columns: true });
}

describe('a figure as a file', () => {
  it('has the cells that are shown, and says which are hidden', async () => {
    const lines = await linesOf('figure', { key: 'visitors', by: 'municipality' });
    const valueOf = (group: string) => lines.find((it) => it['Grupp'] === group)?.['Värde'];
    expect(valueOf('Ale')).toBe('dold');
    expect(lines.every((it) => it['Enhet'] === 'personer' && it['Mässa'] === 'gd-2026')).toBe(true);
    expect(lines.map((it) => it['Värde'])).not.toContain('3');
  });

  it.each([
    ['that does not exist', { key: 'no-such' }],
    ['cut as it cannot be', { key: 'visitors', by: 'shoe-size' }],
    ['with more than it takes', { key: 'visitors', name: 'x' }],
    ['without a key', {}],
  ])('is unknown where it is one %s', async (_, params) => {
    await expect(linesOf('figure', params)).rejects.toThrow('export_unknown');
  });

  it('stands among all the others, each in whole and by everything it is divided by', async () => {
    const lines = await linesOf('figures', {});
    const visitors = lines.filter((it) => it['Siffra'] === 'Besök');
    expect(visitors.find((it) => it['Indelad efter'] === '')?.['Värde']).toBe('103');
    expect(new Set(visitors.map((it) => it['Indelad efter'])).size).toBeGreaterThan(4);
    expect(lines.some((it) => it['Värde'] === 'ingen uppgift')).toBe(true);
  });
});

describe('the evaluation as a file', () => {
  it('is a workbook at once, with definitions in the reader’s language', async () => {
    const file = await fetched(`/api/editions/${edition.slug}/evaluation.xlsx`, 'ar');
    expect(file.headers['content-type']).toContain('spreadsheetml.sheet');
    const parts = unzipped(file.rawPayload);
    expect(parts.get('xl/workbook.xml')).toContain('التعريفات');
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain('<v>103</v>');
    expect(parts.get('xl/sharedStrings.xml')).toContain('محجوب');
  });

  it('is data with a name', async () => {
    const file = await fetched(`/api/editions/${edition.slug}/evaluation.json`);
    expect(file.headers['content-disposition']).toContain('evaluation-gd-2026.json');
    expect(file.json()).toMatchObject({ edition: { slug: edition.slug }, threshold: 7 });
  });

  it('is refused as PDF where there is no browser to print with', async () => {
    const call = app.callWith({ cookie: analyst.cookie });
    const answer = await call(evaluationPrint, { params: { edition: edition.slug } });
    expect(answer).toMatchObject({ ok: false, code: 'pdf_unavailable' });
  });

  it.each(['json', 'xlsx', 'pdf'])('is nothing for other organisers as %s', async (format) => {
    const stranger = await app.signIn('analyst', { organiser: (await smallFair(app.db)).organiser });
    const url = `/api/editions/${edition.slug}/evaluation.${format}`;
    const file = await app.app.inject({ url, headers: { cookie: stranger.cookie } });
    expect(file.statusCode).toBe(404);
  });
});
