import { randomUUID } from 'node:crypto';
import { readFigure, readSurveyResults } from '@vagval/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { insert, smallEdition, smallFair } from '../../test/small-fair.ts';
import type { SmallEdition, SmallFair } from '../../test/small-fair.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { FiguresModule } from './figures.module.ts';

let app: TestApp;
let fair: SmallFair;
let edition: SmallEdition;
let last: SmallEdition;
let analyst: TestApp['call'];

beforeAll(async () => {
  app = await startApp({
    features: [EditionsModule, AccountsModule, FiguresModule],
    at: '2026-12-01T12:00:00+01:00',
  });
  fair = await smallFair(app.db);
  last = await smallEdition(fair, 'gd-2025', ['2025-11-25']);
  edition = await smallEdition(fair, 'gd-2026', ['2026-11-24']);
  analyst = await app.as('analyst', { organiser: fair.organiser });
  await app.db.rows(
    `INSERT INTO municipality VALUES ('1480', 'Göteborg', true), ('1440', 'Ale', true) ON CONFLICT DO NOTHING`,
  );
  await fill();
});
afterAll(() => app.close());

const bank = async (key: string, kind: string, extra: Record<string, unknown> = {}): Promise<string> => {
  const row = {
    id: randomUUID(),
    organiser_id: fair.organiser,
    key,
    version: 1,
    kind,
    text: { sv: `${key}?` },
  };
  const scale = kind === 'scale' ? { least: 1, most: 5 } : {};
  const all: Record<string, unknown> = { ...row, made_at: edition.created, ...scale, ...extra };
  const written = Object.entries(all).map(([name, value]) => [
    name,
    Array.isArray(value) ? JSON.stringify(value) : value,
  ]);
  return insert(app.db, 'bank_question', Object.fromEntries(written) as Record<string, unknown>);
};

interface Asked {
  readonly of: SmallEdition;
  readonly audience: string;
  readonly invited?: number;
  readonly questions: Readonly<Record<string, string>>;
}

async function survey({ of, audience, invited = 0, questions }: Asked) {
  const id = await insert(app.db, 'survey', {
    ...{ id: randomUUID(), edition_id: of.id, audience, title: { sv: 'Enkät' }, invited, state: 'closed' },
  });
  const ids: Record<string, string> = {};
  for (const [at, [key, bank_question_id]] of Object.entries(questions).entries())
    ids[key] = await insert(app.db, 'question', {
      ...{ id: randomUUID(), survey_id: id, bank_question_id, key, position: at + 1, page: 1 },
    });
  return { id, ids };
}

type Said = Readonly<Record<string, number | string | readonly number[] | Readonly<Record<string, number>>>>;

/** So many answer the same, question by question: a value, words, several values, or the rows of a matrix. */
async function answer(
  { id, ids }: Awaited<ReturnType<typeof survey>>,
  persons: number,
  said: Said,
  extra: Record<string, unknown> = {},
) {
  for (let nth = 0; nth < persons; nth++) {
    const response = randomUUID();
    const row = {
      id: response,
      survey_id: id,
      answered_on: '2026-12-01',
      in_class: false,
      via: 'invitation',
    };
    await insert(app.db, 'response', { ...row, ...extra });
    for (const [key, value] of Object.entries(said))
      for (const [item, one] of itemsOf(value)) {
        const what = typeof one === 'string' ? { text: one } : { value: one };
        await insert(app.db, 'answer', { response_id: response, question_id: ids[key], item, ...what });
      }
  }
}

function itemsOf(value: Said[string]): [string, number | string][] {
  if (Array.isArray(value)) return (value as number[]).map((it) => [`${it}`, it]);
  return typeof value === 'object' ? (Object.entries(value) as [string, number][]) : [['', value]];
}

const options = [1, 2, 3].map((value) => ({ value, text: { sv: `Val ${value}` } }));
const inGoteborg = { municipality: '1480' };
const inAle = { municipality: '1440' };

/** Before 20: view 2 ×10 and 3 ×10. After 30: view 3 ×10, 4 ×20. */
async function fill() {
  const view = await bank('view', 'scale');
  const changed = await bank('sure', 'scale');
  const newSure = await bank('sure', 'scale', { version: 2, comparable: false });
  const chosen = await bank('chosen', 'single', { options });
  const liked = await bank('liked', 'several', { options });
  const grid = await bank('grid', 'matrix', { options, rows: [{ key: 'food', text: { sv: 'Maten' } }] });
  const words = await bank('words', 'text');
  const earlier = await survey({ of: last, audience: 'pupil-after', questions: { view, sure: changed } });
  await answer(earlier, 10, { view: 2, sure: 2 });
  await answer(earlier, 10, { view: 4, sure: 4 });
  const before = await survey({ of: edition, audience: 'pupil-before', questions: { view } });
  await answer(before, 10, { view: 2 });
  await answer(before, 10, { view: 3 });
  const questions = { view, sure: newSure, chosen, liked, grid, words };
  const after = await survey({ of: edition, audience: 'pupil-after', invited: 40, questions });
  const all = { sure: 3, liked: [1, 2], grid: { food: 1 } };
  await answer(
    after,
    10,
    { ...all, view: 3, chosen: 1, words: 'Bra mat' },
    { ...inGoteborg, in_class: true, via: 'class' },
  );
  await answer(after, 8, { ...all, view: 4, chosen: 2 }, inGoteborg);
  await answer(after, 9, { ...all, view: 4, chosen: 2, liked: [1] }, inAle);
  await answer(after, 3, { ...all, view: 4, chosen: 3 }, { ...inAle, via: 'open' });
  await theme('Mat', after.ids['words'] ?? '', 8);
  await theme('Kö', after.ids['words'] ?? '', 2);
}

async function theme(name: string, question: string, persons: number) {
  const id = await insert(app.db, 'theme', {
    ...{ id: randomUUID(), organiser_id: fair.organiser, question_key: 'words', name },
  });
  await app.db.rows(
    `INSERT INTO answer_theme (response_id, question_id, theme_id)
     SELECT response_id, question_id, $1 FROM answer WHERE question_id = $2 ORDER BY response_id LIMIT $3`,
    [id, question, persons],
  );
}

async function results(query: { for?: string } = {}) {
  const params = { edition: edition.slug, audience: 'pupil-after' as const };
  const reply = await analyst(readSurveyResults, { params, query });
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return reply.data;
}

describe('a survey’s results', () => {
  it('say how many were asked and answered; an open link has nobody it is a part of', async () => {
    const { survey: it, before } = await results();
    expect(it).toMatchObject({
      state: 'closed',
      asked: { value: 40 },
      answered: { value: 30 },
      inClass: { value: 10 },
    });
    expect(before).toEqual({ slug: 'gd-2025', name: 'gd-2025' });
    const rate = await analyst(readFigure, {
      params: { edition: edition.slug, key: 'response-rate' },
      query: { by: 'audience', for: undefined },
    });
    expect(rate.ok && rate.data.cells).toContainEqual({ by: { audience: 'pupil-after' }, value: 0.68 });
  });

  it('give shares and a mean, beside last year’s where the words compare', async () => {
    const [view, sure] = (await results()).questions;
    expect(view).toMatchObject({
      answered: { value: 30 },
      mean: { value: 3.67 },
      meanBefore: { value: 3 },
      breaks: false,
    });
    expect(view?.options.map(({ count, share, before }) => [count, share, before])).toEqual([
      [{ value: 0 }, { value: 0 }, { value: 0 }],
      [{ value: 0 }, { value: 0 }, { value: 0.5 }],
      [{ value: 10 }, { value: 0.33 }, { value: 0 }],
      [{ value: 20 }, { value: 0.67 }, { value: 0.5 }],
      [{ value: 0 }, { value: 0 }, { value: 0 }],
    ]);
    expect(sure).toMatchObject({
      version: 2,
      breaks: true,
      mean: { value: 3 },
      meanBefore: { missing: true },
    });
  });

  it('hide an option few chose with another, show one nobody chose, and never themes of few', async () => {
    const [, , chosen, liked, grid, words] = (await results()).questions;
    expect(chosen?.options.map(({ share }) => share)).toEqual([
      { hidden: true },
      { value: 0.57 },
      { hidden: true },
    ]);
    expect(liked?.options.map(({ count }) => count)).toEqual([{ value: 30 }, { value: 21 }, { value: 0 }]);
    expect(grid?.rows?.[0]).toMatchObject({ key: 'food', text: 'Maten', answered: { value: 30 } });
    expect(words).toMatchObject({ answered: { value: 10 }, options: [] });
    expect(words?.themes).toContainEqual({ name: 'Kö', count: { hidden: true } });
  });

  it('are read for one municipality as a part of the whole', async () => {
    const { survey: it, questions } = await results({ for: 'municipality:Göteborg' });
    expect(it).toMatchObject({ asked: { missing: true }, answered: { value: 18 } });
    expect(questions[0]).toMatchObject({ answered: { value: 18 }, mean: { value: 3.44 } });
    const params = { edition: edition.slug, audience: 'pupil-after' as const };
    expect(await analyst(readSurveyResults, { params, query: { for: 'school:X' } })).toMatchObject({
      code: 'dimension_unknown',
    });
  });

  it('are the organiser’s own', async () => {
    const params = { edition: edition.slug, audience: 'pupil-after' as const };
    const elsewhere = await smallFair(app.db);
    const stranger = await app.as('analyst', { organiser: elsewhere.organiser });
    expect(await stranger(readSurveyResults, { params, query: {} })).toMatchObject({ code: 'not_found' });
    const none = await analyst(readSurveyResults, { params: { ...params, audience: 'visitor' }, query: {} });
    expect(none).toMatchObject({ code: 'not_found' });
  });
});

describe('the change from before to after', () => {
  const read = async (key: string, query: Record<string, string>) => {
    const reply = await analyst(readFigure, { params: { edition: edition.slug, key }, query });
    if (!reply.ok) throw new Error(JSON.stringify(reply));
    return reply.data;
  };

  it('is the difference of the means of a question asked both times', async () => {
    const { cells, labels } = await read('attitude-change', {});
    expect(cells).toEqual([{ by: { question: 'view' }, value: 1.17 }]);
    expect(labels).toEqual({ question: { view: 'view?' } });
  });

  it('hides a mean so near the end that it tells how few said otherwise', async () => {
    const question = await bank('end', 'scale');
    const it = await survey({ of: edition, audience: 'visitor', questions: { end: question } });
    await answer(it, 20, { end: 5 });
    await answer(it, 2, { end: 4 });
    expect((await read('mean', { for: 'question:visitor/end', by: 'via' })).cells).toEqual([
      { by: { via: 'invitation' }, hidden: true },
    ]);
    const shares = await read('answer-share', { for: 'question:visitor/end', by: 'option' });
    expect(shares.cells.every((cell) => 'hidden' in cell)).toBe(true);
  });
});
