import {
  addAddresses,
  addTheme,
  answerSurvey,
  chooseWindow,
  closeSurveyLink,
  codeAnswer,
  hideAnswer,
  listClassSurveys,
  listRates,
  listSurveyLinks,
  listTextQuestions,
  listWrittenAnswers,
  makeClassLinks,
  makeSurveyLink,
  maskAnswer,
  planReminder,
  readAsking,
  readSurveyLink,
  readSurveyToAnswer,
  renewSurveyLink,
  startRound,
  withdrawInvitation,
} from '@vagval/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { makeAsked } from '../../test/asked.ts';
import { makeFair } from '../../test/fair.ts';
import { insert } from '../../test/small-fair.ts';
import { invite, makeSurvey } from '../../test/surveys.ts';
import { makeClass, makeSchools } from '../../test/teaching.ts';
import type { TestSchools } from '../../test/teaching.ts';
import { newId } from '../platform/ids.ts';

let app: TestApp;
let schools: TestSchools;
let staff: Awaited<ReturnType<TestApp['as']>>;
let params: { edition: string; audience: 'counsellor' };

beforeAll(async () => {
  app = await startApp({ at: '2026-12-22T10:00:00+01:00' });
});
beforeEach(async () => {
  await app.db.rows(`UPDATE edition SET state = 'finished'`);
  schools = await makeSchools(app);
  staff = await app.as('leader', { organiser: schools.organiser });
  params = { edition: schools.fair.slug, audience: 'counsellor' };
});
afterAll(() => app.close());

const tokenOf = (url: string): string => url.split('/').at(-1) ?? '';

describe('a pasted list', () => {
  it('is checked, folded and told of by line', async () => {
    await makeSurvey(app.db, schools.fair.edition, { audience: 'counsellor' });
    const text = 'a@example.se\n\nB@Example.se;\nAnna Ek <c@example.se>\nb@example.se\ninget\nx@y';
    const add = () => staff(addAddresses, { params, body: { text } });
    expect(await add()).toMatchObject({
      data: { added: 3, known: 1, invalid: 2, invalidLines: [6, 7] },
    });
    expect(await add()).toMatchObject({ data: { added: 0, known: 4 } });
    expect(await staff(readAsking, { params })).toMatchObject({
      data: { segments: [{ key: 'list', due: 3 }], sample: expect.arrayContaining(['a…@example.se']) },
    });
  });

  it('is taken neither for an audience with bookings nor once the survey is closed', async () => {
    await makeSurvey(app.db, schools.fair.edition, { audience: 'guardian' });
    await makeSurvey(app.db, schools.fair.edition, { audience: 'counsellor', state: 'closed' });
    const body = { text: 'a@example.se' };
    expect(await staff(addAddresses, { params: { ...params, audience: 'guardian' }, body })).toMatchObject({
      code: 'segment_unknown',
    });
    expect(await staff(addAddresses, { params, body })).toMatchObject({ code: 'asking_over' });
  });
});

it('opens nothing with the link of an invitation that was withdrawn', async () => {
  const survey = await makeSurvey(app.db, schools.fair.edition, { audience: 'counsellor' });
  const token = app.mint('survey', await invite(app.db, survey, { email: 'a@example.se' }), 0);
  const withdraw = (email: string) => staff(withdrawInvitation, { params, body: { email } });
  expect(await app.call(readSurveyToAnswer, { params: { token } })).toMatchObject({ ok: true });
  expect(await withdraw('b@example.se')).toMatchObject({ code: 'invitation_unknown' });
  expect(await withdraw('A@example.se')).toMatchObject({ ok: true });
  expect(await app.call(readSurveyToAnswer, { params: { token } })).toMatchObject({ code: 'not_found' });
});

describe('links', () => {
  it('are made for every class with a booking, once, and follow its number of pupils', async () => {
    await makeSurvey(app.db, schools.fair.edition, { audience: 'pupil-after' });
    const slot = await schools.window();
    const coming = await makeClass(schools, { pupils: 24 });
    await schools.teacher(chooseWindow, { params: { class: coming.id }, body: { slot } });
    await makeClass(schools, { className: '9B' });
    const at = { ...params, audience: 'pupil-after' as const };
    const make = () => staff(makeClassLinks, { params: at });
    expect(await make()).toMatchObject({ data: { made: 1, changed: 0 } });
    await app.db.rows('UPDATE party SET pupils = 5 WHERE id = $1', [coming.id]);
    expect(await make()).toMatchObject({ data: { made: 0, changed: 1 } });
    const list = await staff(listSurveyLinks, { params: at });
    expect(list).toMatchObject({
      data: { classes: [{ label: '9A', expected: 5, most: 7, answered: 0 }], classesWithout: 0 },
    });
    const own = await schools.teacher(listClassSurveys, { params: { class: coming.id } });
    expect(own).toMatchObject({ data: { items: [{ audience: 'pupil-after', expected: 5, isOpen: true }] } });
    const stranger = await app.as('teacher', { organisation: schools.school });
    expect(await stranger(listClassSurveys, { params: { class: coming.id } })).toMatchObject({
      code: 'not_found',
    });
  });

  it('for anybody take so many answers, can be closed, and die when they are renewed', async () => {
    await makeSurvey(app.db, schools.fair.edition, { audience: 'counsellor' });
    const made = await staff(makeSurveyLink, { params, body: { kind: 'open', label: 'Utgången', most: 1 } });
    if (!made.ok) throw new Error(made.code);
    const [link, token] = [made.data.id, tokenOf(made.data.url)];
    const body = { locale: 'sv' as const, answers: [{ question: 'tried', value: 2 }], once: newId() };
    expect(await app.call(answerSurvey, { params: { token }, body })).toMatchObject({ ok: true });
    expect(await staff(readSurveyLink, { params: { ...params, link } })).toMatchObject({
      data: { answered: 1, most: 1 },
    });
    expect(await staff(closeSurveyLink, { params: { ...params, link } })).toMatchObject({
      data: { closedAt: expect.any(String) },
    });
    const renewed = await staff(renewSurveyLink, { params: { ...params, link } });
    expect(renewed).toMatchObject({ data: { closedAt: null } });
    expect(renewed.ok && tokenOf(renewed.data.url)).not.toBe(token);
    expect(await app.call(readSurveyToAnswer, { params: { token } })).toMatchObject({ code: 'not_found' });
  });
});

describe('answers in words', () => {
  const many = async (count: number) => {
    const asked = await makeAsked(app, schools.fair.edition);
    await app.db.rows(
      `DELETE FROM response WHERE id IN (SELECT response_id FROM answer WHERE question_id = $1 ORDER BY text OFFSET $2)`,
      [asked.question, count],
    );
    return { ...asked, ...params };
  };
  const listed = async (at: { question: string }, query = {}) => {
    const list = await staff(listWrittenAnswers, { params: { ...params, question: at.question }, query });
    if (!list.ok) throw new Error(list.code);
    return list.data;
  };

  it('are listed from the threshold on, and below it neither listed, counted nor touched', async () => {
    const at = await many(6);
    expect(await listed(at)).toMatchObject({ hidden: true, items: [], total: 0 });
    expect(await staff(listTextQuestions, { params })).toMatchObject({
      data: { items: [{ key: 'what', answers: { hidden: true } }] },
    });
    const mask = await staff(maskAnswer, { params: at, body: { passage: 'Anna' } });
    expect(mask).toMatchObject({ code: 'not_found' });
  });

  it('get several themes, and a theme counts from the threshold on', async () => {
    const at = await many(8);
    const other = await staff(addTheme, { params: at, body: { name: 'Handledare' } });
    const themes = [at.theme, other.ok ? other.data.id : ''];
    const { items } = await listed(at);
    expect(items).toHaveLength(8);
    expect(JSON.stringify(items)).not.toMatch(/2027-01-22/);
    for (const { id } of items.slice(0, 7))
      await staff(codeAnswer, { params: { ...at, answer: id }, body: { themes: [at.theme] } });
    await staff(codeAnswer, { params: { ...at, answer: items[0]?.id ?? '' }, body: { themes } });
    const counted = await staff(listTextQuestions, { params });
    expect(counted.ok && counted.data.items[0]?.themes.map(({ answers }) => answers)).toEqual([
      { hidden: true },
      { value: 7 },
    ]);
    expect(await listed(at, { theme: at.theme })).toMatchObject({ total: 7 });
    expect(await listed(at, { theme: themes[1] })).toMatchObject({ hidden: true, items: [] });
    expect(await listed(at, { theme: 'none' })).toMatchObject({ total: 1 });
    const unknown = await staff(codeAnswer, { params: at, body: { themes: [newId()] } });
    expect(unknown).toMatchObject({ code: 'theme_unknown' });
    const again = await staff(addTheme, { params: at, body: { name: 'Handledare' } });
    expect(again).toMatchObject({ code: 'theme_known' });
  });

  it('lose a name for good and can be kept back, and the log says neither', async () => {
    const at = await many(8);
    const masked = await staff(maskAnswer, { params: at, body: { passage: 'Anna' } });
    expect(masked.ok && masked.data.text).toMatch(/^▇▇▇▇▇ visade svets \d$/);
    expect(await staff(maskAnswer, { params: at, body: { passage: 'Anna' } })).toMatchObject({
      code: 'passage_unknown',
    });
    expect(await staff(hideAnswer, { params: at, body: { reason: 'names' } })).toMatchObject({ ok: true });
    expect((await listed(at)).items.map(({ id }) => id)).not.toContain(at.answer);
    const log = await app.db.rows(
      `SELECT action, detail FROM audit_entry WHERE subject_id = $1 ORDER BY id`,
      [at.question],
    );
    expect(log).toEqual([
      { action: 'survey.words-masked', detail: {} },
      { action: 'survey.answer-hidden', detail: { reason: 'names' } },
    ]);
  });
});

it('tells how many were asked and answered, and hides the few', async () => {
  const survey = await makeSurvey(app.db, schools.fair.edition, { audience: 'counsellor' });
  for (let n = 0; n < 10; n++) await invite(app.db, survey);
  const answers = async (count: number) => {
    for (let n = 0; n < count; n++)
      await insert(app.db, 'response', {
        id: newId(),
        survey_id: survey,
        answered_on: '2026-12-22',
        in_class: false,
      });
    const rates = await staff(listRates, { params: { edition: schools.fair.slug } });
    return rates.ok ? rates.data.items[0] : undefined;
  };
  expect(await answers(6)).toMatchObject({ asked: 10, answered: { hidden: true }, share: null });
  expect(await answers(1)).toMatchObject({ asked: 10, answered: { value: 7 }, share: 0.7 });
});

it('is the business of the organiser’s own people alone', async () => {
  const at = { ...(await makeAsked(app, schools.fair.edition)), ...params };
  const elsewhere = await makeFair(app.db, { state: 'finished' });
  const [row] = await app.db.rows<{ organiser: string }>(
    'SELECT organiser_id AS organiser FROM fair f JOIN edition e ON e.fair_id = f.id WHERE e.id = $1',
    [elsewhere.edition],
  );
  const other = await app.as('leader', { organiser: row?.organiser ?? '' });
  const codes = [
    await other(readAsking, { params }),
    await other(startRound, { params, body: { segment: 'list' } }),
    await other(planReminder, { params, body: { at: '2026-12-23T08:00:00Z' } }),
    await other(withdrawInvitation, { params, body: { email: at.email } }),
    await other(listSurveyLinks, { params }),
    await other(closeSurveyLink, { params: at }),
    await other(listWrittenAnswers, { params: at }),
    await other(maskAnswer, { params: at, body: { passage: 'Anna' } }),
    await other(listRates, { params: { edition: params.edition } }),
  ].map((it) => (it.ok ? 'ok' : it.code));
  expect(new Set(codes)).toEqual(new Set(['not_found']));
});
