import {
  addBankQuestion,
  addBankVersion,
  changePlaced,
  listBank,
  listSurveys,
  makeSurvey,
  placeQuestion,
  readBankQuestion,
  readSurvey,
  removePlaced,
  removeSurvey,
  retireBankQuestion,
  setSurveyState,
  writeSurvey,
} from '@vagval/contract';
import type { Call, Sent } from '@vagval/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { newId } from '../platform/ids.ts';
import { Building } from './building.service.ts';
import { SurveysModule } from './surveys.module.ts';

let app: TestApp;
let fair: TestFair;
let before: string;
let leader: Call;
let stranger: Call;

const noon = '2027-01-10T11:00:00Z';

beforeAll(async () => {
  app = await startApp({ features: [AccountsModule, SurveysModule] });
});
beforeEach(async () => {
  app.clock.set(noon);
  fair = await makeFair(app.db);
  const organiser = await organiserOf(fair);
  before = await editionBefore();
  leader = await app.as('leader', { organiser });
  stranger = await app.as('leader', { organiser: await organiserOf(await makeFair(app.db)) });
});
afterAll(() => app.close());

async function organiserOf({ edition }: TestFair): Promise<string> {
  const [row] = await app.db.rows<{ id: string }>(
    'SELECT f.organiser_id id FROM edition e JOIN fair f ON f.id = e.fair_id WHERE e.id = $1',
    [edition],
  );
  return row?.id ?? '';
}

async function editionBefore(): Promise<string> {
  const id = newId();
  const slug = `before-${id.slice(-8)}`;
  await app.db.rows(
    `INSERT INTO edition (id, fair_id, slug, name, venue, state, created_at)
     SELECT $1, fair_id, $2, 'Mässan 2026', 'Hallen', 'finished', '2025-01-01' FROM edition WHERE id = $3`,
    [id, slug, fair.edition],
  );
  await app.db.rows(
    `INSERT INTO edition_day VALUES ($1, '2026-01-20', 1, '2026-01-20T08:00Z', '2026-01-20T16:00Z')`,
    [id],
  );
  return slug;
}

const at = (audience: 'pupil-after' | 'guardian' = 'pupil-after', edition = fair.slug) => ({
  edition,
  audience,
});
const options = [
  { value: 1, text: { sv: 'Ja', en: 'Yes', ar: 'نعم' } },
  { value: 2, text: { sv: 'Nej', en: 'No', ar: 'لا' } },
];
const text = { sv: 'Provade du?', en: 'Did you try?', ar: 'هل جرّبت؟' };
type Wording = Sent<typeof addBankQuestion>['body'];

const bank = (key: string, wording: Partial<Wording> = {}) =>
  leader(addBankQuestion, {
    params: { edition: fair.slug },
    body: { kind: 'single', text, options, key, ...wording },
  });
const version = (key: string, after: number, comparable: boolean) =>
  leader(addBankVersion, {
    params: { edition: fair.slug, key },
    body: { kind: 'single', text: { ...text, sv: `Prövade du ${after}?` }, options, after, comparable },
  });
const make = (params = at(), from?: string) =>
  leader(makeSurvey, {
    params: { edition: params.edition },
    body: { audience: params.audience, ...(from !== undefined && { from }) },
  });
const place = (
  key: string,
  page = 1,
  shownIf: { question: string; values: number[] } | null = null,
  params = at(),
) => leader(placeQuestion, { params, body: { key, page, required: false, shownIf } });
const words = (params = at(), more: Partial<Sent<typeof writeSurvey>['body']> = {}) =>
  leader(writeSurvey, {
    params,
    body: {
      title: { sv: 'Efter mässan', en: 'After', ar: 'بعد' },
      intro: {},
      thanks: {},
      languages: ['sv', 'en', 'ar'],
      opensAt: '2027-01-10T12:00:00Z',
      closesAt: '2027-01-20T12:00:00Z',
      ...more,
    },
  });
const move = (state: 'draft' | 'open' | 'closed', params = at()) =>
  leader(setSurveyState, { params, body: { state } });
const audits = () =>
  app.db
    .rows<{ action: string }>('SELECT action FROM audit_entry WHERE edition_id = $1 ORDER BY id', [
      fair.edition,
    ])
    .then((rows) => rows.map(({ action }) => action));

describe('the bank', () => {
  it('keeps every version of a question, says whether they compare, and where each is asked', async () => {
    expect(await bank('tried')).toMatchObject({ ok: true, data: { version: 1 } });
    expect(await bank('tried')).toMatchObject({ code: 'question_key_taken' });
    await make();
    await place('tried');
    expect(await version('tried', 1, false)).toMatchObject({
      ok: true,
      data: { version: 2, comparable: false },
    });
    expect(await version('tried', 1, true)).toMatchObject({ code: 'version_made' });
    const read = await leader(readBankQuestion, { params: { edition: fair.slug, key: 'tried' } });
    expect(read).toMatchObject({
      data: {
        versions: [{ version: 2, comparable: false }, { version: 1 }],
        used: [{ edition: fair.slug, audience: 'pupil-after', version: 1 }],
      },
    });
    expect(await audits()).toEqual([
      'question.versioned',
      'survey.made',
      'survey.question-placed',
      'question.versioned',
    ]);
  });

  it('makes one version of two that are written at once', async () => {
    await bank('tried');
    const made = await Promise.all([1, 2, 3].map(() => version('tried', 1, true)));
    expect(made.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('refuses to change a version, whoever asks', async () => {
    await bank('tried');
    await expect(app.db.rows(`UPDATE bank_question SET text = '{"sv": "Nej"}'`)).rejects.toThrow(
      'never changes',
    );
  });

  it('is looked through by kind, audience and words, and offers no retired question', async () => {
    await bank('tried');
    await bank('place', { kind: 'number', options: [], text: { sv: 'Hur många platser?' } });
    await make();
    await place('tried');
    const keys = async (query: Sent<typeof listBank>['query']) => {
      const found = await leader(listBank, { params: { edition: fair.slug }, ...(query && { query }) });
      return found.ok ? found.data.items.map(({ key }) => key) : found.code;
    };
    expect(await keys({})).toEqual(['place', 'tried']);
    expect(await keys({ kind: 'number' })).toEqual(['place']);
    expect(await keys({ audience: 'pupil-after' })).toEqual(['tried']);
    expect(await keys({ words: 'PLATSER' })).toEqual(['place']);
    const params = { edition: fair.slug, key: 'place' };
    expect(await leader(retireBankQuestion, { params, body: { retired: true } })).toMatchObject({ ok: true });
    expect([await keys({}), await keys({ retired: 'true' })]).toEqual([['tried'], ['place']]);
    expect(await place('place')).toMatchObject({ code: 'question_unknown' });
  });

  it('takes no question that cannot be answered', async () => {
    expect(await bank('tried', { options: [] })).toMatchObject({
      code: 'invalid',
      problem: { errors: [{ path: '/body/options', code: 'options_missing' }] },
    });
  });
});

describe('a survey', () => {
  it('is made once for an audience, and taken away while it is a draft', async () => {
    const made = await Promise.all([make(), make(), make()]);
    expect(made.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await make()).toMatchObject({ code: 'survey_exists' });
    expect(await leader(removeSurvey, { params: at() })).toMatchObject({ ok: true });
    expect(await leader(readSurvey, { params: at() })).toMatchObject({ code: 'not_found' });
  });

  it('asks what last year’s asked, in the newest words that compare, and says what is new', async () => {
    for (const key of ['same', 'newer', 'broken', 'gone']) await bank(key);
    const last = at('pupil-after', before);
    await make(last);
    for (const key of ['same', 'newer', 'broken', 'gone']) await place(key, 1, null, last);
    await version('newer', 1, true);
    await version('broken', 1, false);
    const params = { edition: fair.slug, key: 'gone' };
    await leader(retireBankQuestion, { params, body: { retired: true } });
    const made = await make(at(), before);
    expect(
      made.ok && made.data.questions.map(({ key, version: of, newest }) => [key, of, newest?.comparable]),
    ).toEqual([
      ['same', 1, undefined],
      ['newer', 2, undefined],
      ['broken', 1, false],
    ]);
    expect(made).toMatchObject({
      data: { changed: { edition: before, left: ['gone'], reworded: [{ key: 'newer', comparable: true }] } },
    });
    expect(await make(at('guardian'), before)).toMatchObject({ code: 'not_found' });
    const listed = await leader(listSurveys, { params: { edition: fair.slug } });
    expect(listed).toMatchObject({
      data: { total: 1, earlier: [{ edition: before, audience: 'pupil-after' }] },
    });
  });

  it('asks on a condition only what was chosen on an earlier page', async () => {
    for (const key of ['tried', 'why', 'other']) await bank(key);
    await make();
    await place('tried');
    const onTried = { question: 'tried', values: [1] };
    expect(await place('why', 1, onTried)).toMatchObject({ code: 'condition_unfit' });
    expect(await place('why', 2, { question: 'tried', values: [3] })).toMatchObject({
      code: 'condition_unfit',
    });
    expect(await place('why', 2, onTried)).toMatchObject({ ok: true });
    expect(await place('why', 2)).toMatchObject({ code: 'question_placed' });
    const change = (key: string, page: number, position: number) =>
      leader(changePlaced, {
        params: { ...at(), key },
        body: { page, position, required: true, shownIf: key === 'why' ? onTried : null, version: 1 },
      });
    expect(await change('tried', 2, 1)).toMatchObject({ code: 'question_needed', problem: { by: 'why' } });
    expect(await leader(removePlaced, { params: { ...at(), key: 'tried' } })).toMatchObject({
      code: 'question_needed',
    });
    await place('other', 2);
    const moved = await change('other', 2, 1);
    expect(moved.ok && moved.data.questions.map(({ key, required }) => [key, required])).toEqual([
      ['tried', false],
      ['other', true],
      ['why', false],
    ]);
    expect(await change('why', 1, 1)).toMatchObject({ code: 'condition_unfit' });
  });

  it('says what is missing before it opens, and opens with what is not translated', async () => {
    await bank('tried', { text: { sv: 'Provade du?' } });
    await make();
    expect(await move('open')).toMatchObject({
      code: 'survey_incomplete',
      problem: { missing: ['questions', 'window'] },
    });
    await place('tried');
    expect(await words(at(), { closesAt: '2027-01-10T12:00:00Z' })).toMatchObject({ code: 'invalid' });
    await words(at(), { opensAt: '2027-01-09T12:00:00Z', closesAt: '2027-01-10T10:00:00Z' });
    expect(await move('open')).toMatchObject({ problem: { missing: ['window'] } });
    await words();
    expect(await move('open')).toMatchObject({
      data: {
        phase: 'scheduled',
        untranslated: [
          { what: 'question', key: 'tried', language: 'en' },
          { what: 'question', key: 'tried', language: 'ar' },
        ],
      },
    });
    expect(await move('open')).toMatchObject({ code: 'wrong_state', problem: { state: 'open' } });
  });

  it('keeps its questions once it is open, and changes its texts and when it closes', async () => {
    await bank('tried');
    await bank('more');
    await make();
    await place('tried');
    await words();
    await move('open');
    expect(await place('more')).toMatchObject({ code: 'survey_fixed' });
    expect(await leader(removePlaced, { params: { ...at(), key: 'tried' } })).toMatchObject({
      code: 'survey_fixed',
    });
    expect(await leader(removeSurvey, { params: at() })).toMatchObject({ code: 'survey_fixed' });
    expect(await words(at(), { opensAt: '2027-01-11T12:00:00Z' })).toMatchObject({ code: 'survey_fixed' });
    expect(await words(at(), { closesAt: '2027-01-09T13:00:00Z', opensAt: null })).toMatchObject({
      code: 'survey_fixed',
    });
    expect(await words(at(), { intro: { sv: 'Hej' }, closesAt: '2027-01-19T12:00:00Z' })).toMatchObject({
      data: { intro: { sv: 'Hej' }, closesAt: '2027-01-19T12:00:00.000Z' },
    });
    expect(await move('draft')).toMatchObject({ data: { phase: 'draft' } });
    await move('open');
    app.clock.set('2027-01-10T12:00:00Z');
    expect(await move('draft')).toMatchObject({ code: 'wrong_state' });
  });

  it('closes at its time, by the clock at once and in the table when the sweep comes', async () => {
    await bank('tried');
    await make();
    await place('tried');
    await words();
    await move('open');
    const survey = `SELECT id FROM survey WHERE edition_id = '${fair.edition}'`;
    await app.db.rows(`INSERT INTO ballot (survey_id, hash) SELECT id, '\\x01' FROM (${survey}) s`);
    app.clock.set('2027-01-20T12:00:00Z');
    leader = await app.as('leader', { organiser: await organiserOf(fair) });
    expect(await leader(readSurvey, { params: at() })).toMatchObject({
      data: { phase: 'closed', state: 'open' },
    });
    expect(await words(at(), { closesAt: '2027-01-30T12:00:00Z' })).toMatchObject({ code: 'survey_fixed' });
    await app.get(Building).sweep();
    expect(await leader(readSurvey, { params: at() })).toMatchObject({
      data: { state: 'closed', reopens: false },
    });
    expect(await app.db.rows('SELECT 1 FROM ballot')).toEqual([]);
    expect(await audits()).toContain('survey.closed');
    expect(await move('open')).toMatchObject({ code: 'survey_over' });
  });

  it('opens again when closed too early, unless somebody was invited: who has answered is forgotten', async () => {
    await bank('tried');
    await make();
    await place('tried');
    await words();
    await move('open');
    expect(await move('closed')).toMatchObject({ data: { state: 'closed', reopens: true } });
    expect(await move('open')).toMatchObject({ data: { state: 'open' } });
    await app.db.rows(
      `INSERT INTO survey_invitation (id, survey_id, email, locale, made_at)
       SELECT gen_random_uuid(), id, 'nagon@example.se', 'sv', now() FROM survey WHERE edition_id = $1`,
      [fair.edition],
    );
    expect(await move('closed')).toMatchObject({ data: { reopens: false } });
    expect(await move('open')).toMatchObject({ code: 'survey_over' });
  });
});

it('is nothing to another organiser', async () => {
  await bank('tried');
  await make();
  await place('tried');
  const calls = [
    stranger(listBank, { params: { edition: fair.slug } }),
    stranger(readBankQuestion, { params: { edition: fair.slug, key: 'tried' } }),
    stranger(listSurveys, { params: { edition: fair.slug } }),
    stranger(readSurvey, { params: at() }),
    stranger(removeSurvey, { params: at() }),
    stranger(setSurveyState, { params: at(), body: { state: 'open' } }),
    stranger(removePlaced, { params: { ...at(), key: 'tried' } }),
  ];
  for (const answer of await Promise.all(calls)) expect(answer).toMatchObject({ code: 'not_found' });
});

it('lets a funder read nothing and an analyst build', async () => {
  const organiser = await organiserOf(fair);
  const call = async (role: 'funder' | 'analyst') =>
    (await app.as(role, { organiser }))(makeSurvey, {
      params: { edition: fair.slug },
      body: { audience: 'guardian' },
    });
  expect(await call('funder')).toMatchObject({ code: 'forbidden' });
  expect(await call('analyst')).toMatchObject({ ok: true });
});
