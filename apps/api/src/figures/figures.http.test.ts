import { randomUUID } from 'node:crypto';
import { listFigures, readEvaluation, readFigure } from '@vagval/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import {
  insert,
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
import { FiguresModule } from './figures.module.ts';
import { cutsOf, figures } from './figures.rules.ts';

const days = ['2026-11-24', '2026-11-25'] as const;
const before = ['2025-11-25', '2025-11-26'] as const;

let app: TestApp;
let fair: SmallFair;
let edition: SmallEdition;
let last: SmallEdition;
let empty: SmallEdition;
let analyst: TestApp['call'];

beforeAll(async () => {
  app = await startApp({
    features: [EditionsModule, AccountsModule, FiguresModule, EvaluationModule],
    at: '2026-12-01T12:00:00+01:00',
  });
  fair = await smallFair(app.db);
  empty = await smallEdition(fair, 'gd-2024', ['2024-11-25']);
  last = await smallEdition(fair, 'gd-2025', before);
  edition = await smallEdition(fair, 'gd-2026', days);
  analyst = await app.as('analyst', { organiser: fair.organiser });
  await fillVisitors();
  await fillBookings();
  await fillTheRest();
});
afterAll(() => app.close());

/** 2026: class 20 + 30, family 10, walk-ins 40. 2025: class 15 of Ale alone. */
async function fillVisitors() {
  const { db } = app;
  await db.rows(`INSERT INTO municipality VALUES ('1480', 'Göteborg', true), ('1440', 'Ale', true), ('0180', 'Stockholm', false)
    ON CONFLICT DO NOTHING`);
  const classOf = (of: SmallEdition, size: number, municipality: string, name: string) =>
    smallParty(db, of, size, { kind: 'class', municipality, class_name: name });
  const [big, other] = [await classOf(edition, 18, '1480', '9A'), await classOf(edition, 31, '1440', '9B')];
  await smallPassage(db, edition, 20, { party_id: big.id, at: new Date('2026-11-24T09:30:00+01:00') });
  await smallPassage(db, edition, 30, { party_id: other.id, day: days[1] });
  const family = await smallParty(db, edition, 10, { municipality: '0180' });
  await smallPassage(db, edition, 8, { party_id: family.id, at: new Date('2026-11-24T09:45:00+01:00') });
  await smallPassage(db, edition, 8, { party_id: family.id });
  await smallPassage(db, edition, 40);
  await smallPassage(db, edition, 45, { direction: 'out' });
  await smallPassage(db, edition, 45, { direction: 'out' });
  const earlier = await classOf(last, 15, '1440', '9A');
  await smallPassage(db, last, 15, { party_id: earlier.id });
}

/** Svetsa 20 places: 12 booked, 10 came. Måla 40 places: 30 booked, 20 came. A meeting in Arabic: 25 came of 35. */
async function fillBookings() {
  const { db } = app;
  const place = await insert(db, 'place', {
    id: randomUUID(),
    edition_id: edition.id,
    kind: 'station',
    name: 'Yta 1',
  });
  const startsAt = '2026-11-24T10:00:00+01:00';
  const weld = await smallSlot(db, edition, { startsAt, capacity: 20, place });
  const paint = await smallSlot(db, edition, {
    startsAt: '2026-11-25T10:00:00+01:00',
    capacity: 40,
    place,
    title: 'Måla',
  });
  const meeting = await smallSlot(db, edition, {
    startsAt,
    kind: 'guardian-meeting',
    language: 'ar',
    title: 'Möte',
  });
  const unrecorded = await smallSlot(db, edition, { startsAt, kind: 'talk' });
  const party = async () => (await smallParty(db, edition, 40)).id;
  await smallBooking(db, edition, [await party(), weld, 12], { came: 10 });
  await smallBooking(db, edition, [await party(), paint, 20], { came: 20 });
  await smallBooking(db, edition, [await party(), paint, 10], { state: 'released', ended_by: 'no_show' });
  await smallBooking(db, edition, [await party(), paint, 9], {
    state: 'cancelled',
    ended_by: 'by_party',
    came: 9,
  });
  await smallBooking(db, edition, [await party(), meeting, 35], { came: 25 });
  await smallBooking(db, edition, [await party(), unrecorded, 8]);
  await smallBooking(db, edition, [await party(), meeting, 11], {
    state: 'waiting',
    line_no: 1,
    joined_at: edition.created,
  });
  await smallBooking(db, edition, [await party(), weld, 5], { asked: 12, came: 5 });
}

async function fillTheRest() {
  const { db } = app;
  await db.rows(`INSERT INTO programme VALUES ('FS', '{}', 'vocational', NULL), ('HA', '{}', 'vocational', 'FS')
    ON CONFLICT (code) DO UPDATE SET successor = excluded.successor`);
  for (const [name, programmes, state] of [
    ['Ett', ['FS', 'NA'], 'placed'],
    ['Två', ['HA'], 'placed'],
    ['Tre', ['XX'], 'approved'],
  ] as const) {
    const organisation = await insert(db, 'organisation', { id: randomUUID(), kind: 'school', name });
    const row = {
      id: randomUUID(),
      edition_id: edition.id,
      organisation_id: organisation,
      state,
      programmes,
    };
    await insert(db, 'application', { ...row, created_at: edition.created, saved_at: edition.created });
  }
  const view = (of: SmallEdition, locale: string, views: number) =>
    insert(db, 'page_view', {
      edition_id: of.id,
      hour: of.created,
      page: '/',
      locale,
      phase: 'before',
      views,
    });
  await Promise.all([
    view(edition, 'sv', 500),
    view(edition, 'ar', 100),
    view(edition, 'en', 3),
    view(last, 'sv', 400),
  ]);
  const survey = await insert(db, 'survey', {
    id: randomUUID(),
    edition_id: edition.id,
    audience: 'guardian',
    title: { sv: 'x' },
    invited: 40,
  });
  for (let at = 0; at < 10; at++)
    await insert(db, 'response', {
      id: randomUUID(),
      survey_id: survey,
      answered_on: days[0],
      in_class: false,
    });
  await insert(db, 'web_visit', { edition_id: edition.id, day: days[0], locale: 'sv', visits: 70 });
  const { id: party } = await smallParty(db, edition, 2);
  for (let at = 0; at < 10; at++) {
    const state = at < 8 ? 'sent' : 'failed';
    const row = {
      id: randomUUID(),
      edition_id: edition.id,
      purpose_key: `p${at}`,
      kind: 'booked',
      party_id: party,
    };
    await insert(db, 'message', { ...row, locale: 'sv', state, queued_at: edition.created });
  }
  const written = { edition_id: edition.id, part: 'purpose', version: 1 };
  await insert(db, 'evaluation_text_version', {
    ...written,
    body: 'Att välja själv.',
    made_at: edition.created,
  });
  await db.rows(`INSERT INTO evaluation_text VALUES ($1, 'purpose', 1)`, [edition.id]);
  const year = (label: string, value: number | null) =>
    insert(db, 'recorded_figure', {
      id: randomUUID(),
      fair_id: fair.fair,
      label,
      key: 'visitors',
      value,
      way: 'staff',
      certainty: 'low',
      source: 'Protokoll',
    });
  await Promise.all([year('2016', 26_352), year('2017', null), year('2018', 5)]);
}

async function cells(key: string, query: { by?: string; compare?: string } = {}, of = edition) {
  const reply = await analyst(readFigure, { params: { edition: of.slug, key }, query });
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return reply.data.cells;
}

describe('a figure', () => {
  it('counts visitors: a ticket once a day, a class what came, walk-ins as clicked', async () => {
    expect(await cells('visitors')).toEqual([{ by: {}, value: 100 }]);
    expect(await cells('visitors', { by: 'day' })).toEqual([
      { by: { day: days[0] }, value: 70 },
      { by: { day: days[1] }, value: 30 },
    ]);
    expect(await cells('visitors', { by: 'hour' })).toEqual([
      { by: { hour: '09' }, value: 28 },
      { by: { hour: '12' }, value: 72 },
    ]);
    expect(await cells('visitors', { by: 'audience' })).toEqual([
      { by: { audience: 'class' }, value: 50 },
      { by: { audience: 'family' }, value: 10 },
      { by: { audience: 'walk-in' }, value: 40 },
    ]);
    expect(await cells('visitors', { by: 'municipality,day-number' })).toEqual([
      { by: { municipality: 'Ale', 'day-number': '1' }, value: 0 },
      { by: { municipality: 'Ale', 'day-number': '2' }, value: 30 },
      { by: { municipality: 'Göteborg', 'day-number': '1' }, value: 20 },
      { by: { municipality: 'Göteborg', 'day-number': '2' }, value: 0 },
      { by: { municipality: 'outside', 'day-number': '1' }, value: 10 },
      { by: { municipality: 'outside', 'day-number': '2' }, value: 0 },
      { by: { municipality: 'unknown', 'day-number': '1' }, value: 40 },
      { by: { municipality: 'unknown', 'day-number': '2' }, value: 0 },
    ]);
  });

  it('compares editions; what was not counted is missing and not zero', async () => {
    expect(await cells('class-visitors', { by: 'municipality', compare: last.slug })).toEqual([
      { by: { edition: 'gd-2026', municipality: 'Ale' }, value: 30 },
      { by: { edition: 'gd-2026', municipality: 'Göteborg' }, value: 20 },
      { by: { edition: 'gd-2025', municipality: 'Ale' }, value: 15 },
      { by: { edition: 'gd-2025', municipality: 'Göteborg' }, value: 0 },
    ]);
    expect(await cells('visitors', { by: 'day', compare: empty.slug })).toEqual([
      { by: { edition: 'gd-2026', 'day-number': '1' }, value: 70 },
      { by: { edition: 'gd-2026', 'day-number': '2' }, value: 30 },
      { by: { edition: 'gd-2024', 'day-number': '1' }, missing: true },
      { by: { edition: 'gd-2024', 'day-number': '2' }, missing: true },
    ]);
  });

  it('counts bookings: booked, came, no-shows, use and wishes', async () => {
    expect(await cells('booked')).toEqual([{ by: {}, value: 90 }]);
    expect(await cells('came', { by: 'kind' })).toEqual([
      { by: { kind: 'guardian-meeting' }, value: 25 },
      { by: { kind: 'talk' }, missing: true },
      { by: { kind: 'try-it' }, value: 35 },
    ]);
    expect(await cells('no-shows')).toEqual([{ by: {}, value: 22 }]);
    expect(await cells('slot-use', { by: 'station' })).toEqual([
      { by: { station: 'Måla' }, value: 0.5 },
      { by: { station: 'Svetsa' }, value: 0.75 },
      { by: { station: 'none' }, value: 0.5 },
    ]);
    expect(await cells('guardians-reached')).toEqual([{ by: {}, value: 25 }]);
    expect(await cells('guardians-reached', { by: 'language', compare: last.slug })).toEqual([
      { by: { edition: 'gd-2026', language: 'ar' }, value: 25 },
      { by: { edition: 'gd-2025', language: 'ar' }, missing: true },
    ]);
    expect(await cells('unmet-demand', { by: 'kind' })).toEqual([
      { by: { kind: 'guardian-meeting' }, value: 11 },
      { by: { kind: 'talk' }, value: 0 },
      { by: { kind: 'try-it' }, value: 7 },
    ]);
  });

  it('counts a talk that is for a whole party as one place, however many came of it', async () => {
    const slot = await smallSlot(app.db, last, {
      startsAt: `${last.days[0]}T10:00:00+01:00`,
      kind: 'guidance-talk',
      capacity: 16,
    });
    await app.db.rows(`UPDATE activity_kind SET counts = 'parties' WHERE key = 'guidance-talk'`);
    for (let nth = 0; nth < 16; nth++) {
      const { id } = await smallParty(app.db, last, 3);
      await smallBooking(app.db, last, [id, slot, 1], { came: nth < 8 ? 3 : 0 });
    }
    const of = (key: string) => cells(key, {}, last);
    expect(await of('booked')).toEqual([{ by: {}, value: 16 }]);
    expect(await of('came')).toEqual([{ by: {}, value: 8 }]);
    expect(await of('no-shows')).toEqual([{ by: {}, value: 8 }]);
    expect(await of('slot-use')).toEqual([{ by: {}, value: 0.5 }]);
  });

  it('counts what is not persons, and folds codes that have a successor', async () => {
    expect(await cells('exhibitors', { by: 'kind' })).toEqual([{ by: { kind: 'school' }, value: 2 }]);
    expect(await cells('programmes-shown')).toEqual([{ by: {}, value: 2 }]);
    expect(await cells('reach')).toEqual([
      { by: { of: 'class' }, value: 2 },
      { by: { of: 'municipality' }, value: 2 },
      { by: { of: 'school' }, value: 1 },
    ]);
    expect(await cells('response-rate', { by: 'audience' })).toEqual([
      { by: { audience: 'guardian' }, value: 0.25 },
    ]);
    expect(await cells('mail-reached')).toEqual([{ by: {}, value: 0.8 }]);
    expect(await cells('mail-reached', {}, last)).toEqual([{ by: {}, missing: true }]);
  });

  it('hides few, and the next that would give them away', async () => {
    expect(await cells('page-views', { by: 'locale' })).toEqual([
      { by: { locale: 'ar' }, hidden: true },
      { by: { locale: 'en' }, hidden: true },
      { by: { locale: 'sv' }, value: 500 },
    ]);
  });

  it('has a name, a definition and a source in every language', async () => {
    for (const locale of ['sv', 'en', 'ar']) {
      const call = app.callWith({ 'accept-language': locale });
      const reply = await call(listFigures, { params: { edition: edition.slug } });
      const heads = reply.ok ? reply.data.items : [];
      expect(heads.length).toBe(figures.filter((it) => it.public).length);
      expect(JSON.stringify(heads)).not.toContain('figure_');
    }
    const whole = await analyst(listFigures, { params: { edition: edition.slug } });
    expect(whole.ok && whole.data.items.map(({ key }) => key)).toEqual(figures.map(({ key }) => key));
    expect(JSON.stringify(whole)).not.toContain('figure_');
  });

  it('can be cut in every way its head says, and in no other', { timeout: 90_000 }, async () => {
    for (const figure of figures) {
      const { key, dimensions, within } = figure;
      const cuts = cutsOf(figure);
      for (const dimension of dimensions)
        expect([key, dimension, cuts.some(({ by }) => by.includes(dimension))]).toEqual([
          key,
          dimension,
          true,
        ]);
      // Pairs are read all at once elsewhere: see kept.db.test.ts.
      for (const { by } of cuts.filter((it) => it.by.length < 2 || figure.apart))
        await cells(key, by.length > 0 ? { by: by.join() } : {});
      if (!figure.always) expect(await cells(key)).toHaveLength(1);
      const bad = ['', ...dimensions].map((it) => `${it},nothing`);
      if (within) bad.push(dimensions.slice(0, 2).join());
      for (const by of [...bad, 'day,day-number', "kind'; DROP TABLE party; --"])
        expect(
          await analyst(readFigure, { params: { edition: edition.slug, key }, query: { by } }),
        ).toMatchObject({
          code: 'dimension_unknown',
        });
    }
  });
});

describe('who may read', () => {
  const asked = (key: string) => ({ params: { edition: edition.slug, key }, query: {} });

  it('public figures anyone, the others the organiser’s own people', async () => {
    expect(await app.call(readFigure, asked('visitors'))).toMatchObject({ ok: true });
    expect(await app.call(readFigure, asked('booked'))).toMatchObject({ code: 'not_found' });
    expect(await app.call(readFigure, asked('nothing'))).toMatchObject({ code: 'not_found' });
    const elsewhere = await smallFair(app.db);
    for (const [role, organiser, ok] of [
      ['leader', fair.organiser, true],
      ['analyst', fair.organiser, true],
      ['funder', fair.organiser, true],
      ['door', fair.organiser, false],
      ['analyst', elsewhere.organiser, false],
    ] as const)
      expect((await (await app.as(role, { organiser }))(readFigure, asked('booked'))).ok).toBe(ok);
  });

  it('no edition that is not published, and none of another fair beside it', async () => {
    await smallEdition(fair, 'gd-2027', ['2027-11-24'], 'planned');
    await smallEdition(await smallFair(app.db), 'other-2025', ['2025-11-24']);
    const read = (slug: string, compare?: string) =>
      analyst(readFigure, { params: { edition: slug, key: 'visitors' }, query: compare ? { compare } : {} });
    expect(await read('gd-2027')).toMatchObject({ code: 'not_found' });
    for (const compare of ['gd-2027', 'other-2025', 'nothing', edition.slug])
      expect(await read(edition.slug, compare)).toMatchObject({ code: 'comparison_unknown' });
  });

  it('the evaluation analysts, not funders, and not those of another organiser', async () => {
    const asking = { params: { edition: edition.slug } };
    const elsewhere = await smallFair(app.db);
    expect(await app.call(readEvaluation, asking)).toMatchObject({ code: 'unauthenticated' });
    const funder = await app.as('funder', { organiser: fair.organiser });
    expect(await funder(readEvaluation, asking)).toMatchObject({ code: 'forbidden' });
    const stranger = await app.as('leader', { organiser: elsewhere.organiser });
    expect(await stranger(readEvaluation, asking)).toMatchObject({ code: 'not_found' });
  });
});

describe('the evaluation', () => {
  it('holds figures beside last year’s, words, the series and what it rests on', async () => {
    const reply = await analyst(readEvaluation, { params: { edition: edition.slug } });
    if (!reply.ok) throw new Error(JSON.stringify(reply));
    const { figures: found, words, visitorsSeries, basis, compared } = reply.data;
    const cut = (key: string, by: string[]) =>
      found.find((it) => it.figure.key === key && it.figure.dimensions.join() === by.join())?.cells;
    expect(cut('visitors', [])).toEqual([
      { by: { edition: 'gd-2026' }, value: 100 },
      { by: { edition: 'gd-2025' }, value: 15 },
    ]);
    expect(cut('class-visitors', ['municipality'])).toHaveLength(6);
    expect(cut('page-views', [])).toEqual([
      { by: { edition: 'gd-2026' }, value: 603 },
      { by: { edition: 'gd-2025' }, value: 400 },
    ]);
    expect(compared).toEqual({ slug: 'gd-2025', name: 'gd-2025' });
    expect(basis).toEqual({ passages: 7, answers: 10, pageViews: 603 });
    expect(words).toMatchObject({ purpose: 'Att välja själv.', open: null });
    expect(visitorsSeries.map(({ label, way, value }) => [label, way, value])).toEqual([
      ['2016', 'staff', 26_352],
      ['2017', 'staff', null],
      ['2018', 'staff', null],
      ['2025', 'door', 15],
      ['2026', 'door', 100],
    ]);
  });
});
