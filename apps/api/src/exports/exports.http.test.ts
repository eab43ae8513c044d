import { endExport, fetchExport, listExports, readExport, startExport } from '@vagval/contract';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { smallBooking, smallEdition, smallFair, smallParty, smallSlot } from '../../test/small-fair.ts';
import type { SmallEdition } from '../../test/small-fair.ts';
import { ExportRuns } from './export-runs.service.ts';
import { addChunk, takeExport, tellProgress } from './exports.sql.ts';
import { Exports } from './exports.service.ts';
import { unzipped } from './zip.rules.ts';

let app: TestApp;
let edition: SmallEdition;
let organiser: string;
let leader: Awaited<ReturnType<TestApp['signIn']>>;
let ask: TestApp['call'];
const rows = 2500;

beforeAll(async () => {
  app = await startApp({ at: '2026-11-20T10:00:00+01:00' });
  const fair = await smallFair(app.db);
  organiser = fair.organiser;
  edition = await smallEdition(fair, 'gd-2026', ['2026-11-24'], 'current');
  leader = await app.signIn('leader', { organiser });
  ask = app.callWith({ cookie: leader.cookie });
  await fill();
});
afterAll(() => app.close());
beforeEach(() => app.db.rows('DELETE FROM export'));

/** Many bookings, and one of somebody protected whose activity wants to be a formula. */
async function fill() {
  const slot = await smallSlot(app.db, edition, { startsAt: '2026-11-24T10:00:00+01:00', capacity: 9000 });
  const evil = await smallSlot(app.db, edition, {
    startsAt: '2026-11-24T11:00:00+01:00',
    title: '=HYPERLINK("https://example.se")',
    language: 'ar',
  });
  await app.db.rows(`INSERT INTO municipality VALUES ('1480', 'Göteborg', true) ON CONFLICT DO NOTHING`);
  await app.db.rows(
    `WITH made AS (
       INSERT INTO party (id, edition_id, kind, size, reference, locale, email, name, municipality, created_at)
       SELECT gen_random_uuid(), $1, 'family', 2, 'P' || n, 'sv', 'anna@example.se', 'Anna', '1480', now()
       FROM generate_series(1, $3::int) n RETURNING id)
     INSERT INTO booking (id, edition_id, party_id, slot_id, places, asked, state, made_at, changed_at)
     SELECT gen_random_uuid(), $1, id, $2, 2, 2, 'confirmed', now(), now() FROM made`,
    [edition.id, slot, rows],
  );
  const hidden = { protected: true, municipality: '1480', kind: 'class', grade: '9' };
  const party = await smallParty(app.db, edition, 20, hidden);
  await smallBooking(app.db, edition, [party.id, evil, 20], { came: 18 });
}

const wish = (format: 'csv' | 'xlsx', locale: 'sv' | 'ar' = 'sv') => ({
  params: { edition: edition.slug },
  body: { kind: 'bookings', format, locale },
});

async function started(format: 'csv' | 'xlsx', locale: 'sv' | 'ar' = 'sv'): Promise<string> {
  const answer = await ask(startExport, wish(format, locale));
  if (!answer.ok) throw new Error(answer.code);
  return answer.data.id;
}

const fileOf = (id: string, headers: Record<string, string> = {}) =>
  app.app.inject({ url: `/api/exports/${id}/file`, headers: { cookie: leader.cookie, ...headers } });
const stateOf = async (id: string) => {
  const answer = await ask(readExport, { params: { export: id } });
  return answer.ok ? answer.data : undefined;
};

describe('a file of all bookings', () => {
  it('is asked for, made by a worker and fetched', async () => {
    const id = await started('csv');
    expect(await stateOf(id)).toMatchObject({ state: 'queued', rowsTotal: null, edition: edition.slug });
    expect((await fileOf(id)).statusCode).toBe(503);
    expect((await fileOf(id)).headers['retry-after']).toBe('5');
    await app.get(ExportRuns).run(id);
    expect(await stateOf(id)).toMatchObject({ state: 'done', rowsDone: rows + 1, rowsTotal: rows + 1 });
    const file = await fileOf(id);
    expect(file.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="Bokningar gd-2026 2026-11-20.csv"; filename*=UTF-8''Bokningar%20gd-2026%202026-11-20.csv`,
      'content-length': String(file.rawPayload.length),
    });
    const lines = parse(file.body, { delimiter: ';', bom: true, columns: true }) as Record<string, string>[];
    expect(lines).toHaveLength(rows + 1);
    expect(lines[0]).toMatchObject({ Börjar: '2026-11-24 10:00', Kommun: 'Göteborg', Platser: '2', Kom: '' });
  });

  it('names nobody, and of who is protected neither municipality nor grade', async () => {
    const id = await started('csv');
    await app.get(ExportRuns).run(id);
    const { body } = await fileOf(id);
    expect(body).not.toMatch(/anna|example\.se"?;|Skolan/i);
    const last = (parse(body, { delimiter: ';', bom: true, columns: true }) as Record<string, string>[]).at(
      -1,
    );
    expect(last).toMatchObject({ Kommun: '', 'Årskurs eller skolform': '', Sällskap: 'klass', Kom: '18' });
    expect(last?.['Aktivitet']).toBe(`'=HYPERLINK("https://example.se")`);
  });

  it('is a workbook with its definitions, from right to left in Arabic', async () => {
    const id = await started('xlsx', 'ar');
    await app.get(ExportRuns).run(id);
    const parts = unzipped((await fileOf(id)).rawPayload);
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet.match(/<row /g)).toHaveLength(rows + 2);
    expect(sheet).toContain('rightToLeft="1"');
    expect(sheet).toContain('=HYPERLINK');
    expect(sheet).not.toContain('<f>');
    expect(parts.get('xl/workbook.xml')).toContain('التعريفات');
  });

  it('comes again only when it has changed', async () => {
    const id = await started('csv');
    await app.get(ExportRuns).run(id);
    const { etag } = (await fileOf(id)).headers;
    const again = await fileOf(id, { 'if-none-match': String(etag) });
    expect(again.statusCode).toBe(304);
    expect(again.rawPayload).toHaveLength(0);
  });
});

describe('a file that is on its way', () => {
  it('can be stopped before it has begun, and is then not made', async () => {
    const id = await started('csv');
    expect((await ask(endExport, { params: { export: id } })).ok).toBe(true);
    await app.get(ExportRuns).run(id);
    expect(await stateOf(id)).toMatchObject({ state: 'stopped', rowsDone: 0 });
    expect((await fileOf(id)).statusCode).toBe(404);
  });

  it('is let go of by whoever makes it when it is stopped, and keeps no piece', async () => {
    const id = await started('csv');
    const run = crypto.randomUUID();
    await app.db.transaction((tx) => takeExport(tx, { id, run, now: app.clock.now() }));
    const piece = { id, run, body: Buffer.from('a') };
    expect(await addChunk(app.db, { ...piece, position: 0 })).toBe(true);
    await ask(endExport, { params: { export: id } });
    expect(await addChunk(app.db, { ...piece, position: 1 })).toBe(false);
    expect(await tellProgress(app.db, { id, run, done: 1, total: 2 })).toBe(false);
    expect(await app.db.rows('SELECT FROM export_chunk')).toHaveLength(0);
  });

  it('is made whole by another worker where one has died, which writes no more if it was only slow', async () => {
    const id = await started('csv');
    const run = crypto.randomUUID();
    await app.db.transaction((tx) => takeExport(tx, { id, run, now: app.clock.now() }));
    await addChunk(app.db, { id, run, position: 0, body: Buffer.from('half of it') });
    await app.get(ExportRuns).run(id);
    expect(await addChunk(app.db, { id, run, position: 99, body: Buffer.from('late') })).toBe(false);
    const { body } = await fileOf(id);
    expect(body).not.toContain('half of it');
    expect(body.split('\r\n')).toHaveLength(rows + 3);
  });

  it('is made with the rights of the moment: whoever has lost them gets nothing', async () => {
    const other = await app.signIn('leader', { organiser });
    const call = app.callWith({ cookie: other.cookie });
    const answer = await call(startExport, wish('csv'));
    const id = answer.ok ? answer.data.id : '';
    await app.db.rows('DELETE FROM membership WHERE account_id = $1', [other.account]);
    await app.get(ExportRuns).run(id);
    const after = await call(readExport, { params: { export: id } });
    expect(after.ok && after.data.state).toBe('failed');
  });

  it('is told as failed at the end of the tries', async () => {
    const id = await started('csv');
    await app.get(ExportRuns).giveUp(id);
    expect(await stateOf(id)).toMatchObject({
      state: 'failed',
      fileName: 'Bokningar gd-2026 2026-11-20.csv',
    });
  });
});

describe('what there is', () => {
  it('is shown to whoever asked for it alone', async () => {
    const id = await started('csv');
    const colleague = await app.as('leader', { organiser });
    const list = await colleague(listExports);
    expect(list.ok && list.data.total).toBe(0);
    for (const it of [readExport, fetchExport, endExport])
      expect(await colleague(it, { params: { export: id } })).toMatchObject({ ok: false, code: 'not_found' });
    const own = await ask(listExports);
    expect(own.ok && own.data.items.map((one) => one.id)).toEqual([id]);
  });

  it.each([
    ['nothing like it', { kind: 'no-such', format: 'csv' as const }],
    ['not in that format', { kind: 'bookings', format: 'pdf' as const }],
    ['nothing to choose', { kind: 'bookings', format: 'csv' as const, params: { by: 'name' } }],
  ])('is refused where there is %s', async (_, body) => {
    const answer = await ask(startExport, { params: { edition: edition.slug }, body });
    expect(answer).toMatchObject({ ok: false, code: 'export_unknown' });
  });

  it('is as unknown to whoever may not have it', async () => {
    const analyst = await app.as('analyst', { organiser });
    expect(await analyst(startExport, wish('csv'))).toMatchObject({ ok: false, code: 'export_unknown' });
  });

  it('is thrown away when asked, and after a week', async () => {
    const [first, second] = [await started('csv'), await started('csv')];
    await app.get(ExportRuns).run(first);
    await app.get(ExportRuns).run(second);
    await ask(endExport, { params: { export: first } });
    expect(await stateOf(first)).toBeUndefined();
    app.clock.advance({ days: 6 });
    await app.get(Exports).sweep();
    expect((await app.db.rows('SELECT FROM export_chunk')).length).toBeGreaterThan(0);
    app.clock.advance({ days: 1 });
    await app.get(Exports).sweep();
    expect(await app.db.rows('SELECT FROM export_chunk')).toHaveLength(0);
    app.clock.advance({ days: -7 });
  });
});
