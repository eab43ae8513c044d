import { answerSurvey, readSurveyToAnswer, saveSurveyDraft } from '@vagval/contract';
import type { Sent } from '@vagval/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { crowd, tally } from '../../test/crowd.ts';
import { smallEdition, smallFair, smallParty } from '../../test/small-fair.ts';
import type { SmallEdition } from '../../test/small-fair.ts';
import { invite, makeLink, makeSurvey } from '../../test/surveys.ts';
import type { SurveyOptions } from '../../test/surveys.ts';
import { newId } from '../platform/ids.ts';
import { Ballots } from './ballots.service.ts';

type Body = Sent<typeof answerSurvey>['body'];

let app: TestApp;
let edition: SmallEdition;
let audience = 0;
const audiences = [
  'pupil-before',
  'pupil-after',
  'guardian',
  'counsellor',
  'exhibitor',
  'working-life',
  'visitor',
];

beforeAll(async () => {
  app = await startApp({ at: '2027-01-22T10:00:00+01:00' });
});
afterAll(() => app.close());

/** Each in an edition of its own when the audiences have run out. */
async function survey(it: SurveyOptions = {}): Promise<string> {
  if (audience % audiences.length === 0)
    edition = await smallEdition(await smallFair(app.db), `e-${newId().slice(-8)}`, ['2027-01-19']);
  return makeSurvey(app.db, edition.id, { audience: audiences[audience++ % audiences.length] ?? '', ...it });
}

const invited = async (of: string, extra?: Record<string, unknown>) =>
  app.mint('survey', await invite(app.db, of, extra), 0);
const linked = async (of: string, extra: Parameters<typeof makeLink>[2]) =>
  app.mint('class-survey', await makeLink(app.db, of, extra), 0);

const yes: Body = { locale: 'sv', answers: [{ question: 'tried', value: 1 }] };
const full: Body = {
  locale: 'sv',
  answers: [
    { question: 'tried', value: 1 },
    { question: 'helped', value: 4 },
    { question: 'why', values: [1, 2] },
    { question: 'parts', rows: { stands: 2, talks: 1 } },
    { question: 'hours', value: 3 },
    { question: 'what', text: 'Att svetsa.\nOch löda.' },
  ],
};
const read = (token: string) => app.call(readSurveyToAnswer, { params: { token } });
const answer = (token: string, body: Body = yes, headers: Record<string, string> = {}) =>
  app.call(answerSurvey, { params: { token }, body }, { headers });
const save = (token: string, answers: Body['answers']) =>
  app.call(saveSurveyDraft, { params: { token }, body: { answers } });
const codeOf = (it: { ok: boolean; code?: string }) => it.code ?? 'ok';
const count = async (table: string, of: string) =>
  (await app.db.rows<{ count: number }>(`SELECT count(*) count FROM ${table} WHERE survey_id = $1`, [of]))[0]
    ?.count;
const stateOf = async (token: string) => {
  const it = await read(token);
  return it.ok ? it.data.state : it.code;
};

/** Until so many others wait for a lock, or what they were to wait for is over without. */
async function waitingFor(many: number, over: Promise<unknown> | undefined): Promise<void> {
  let isOver = false;
  void over?.then(() => (isOver = true));
  const waiting = `SELECT count(*) count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  const enough = async () => ((await app.db.rows<{ count: number }>(waiting))[0]?.count ?? 0) >= many;
  await expect.poll(async () => isOver || (await enough())).toBe(true);
}

describe('an invitation', () => {
  it('shows the survey in all its languages, takes every kind of answer and is then answered', async () => {
    const of = await survey();
    const token = await invited(of);
    const shown = await read(token);
    expect(shown).toMatchObject({
      ok: true,
      data: { way: 'invitation', state: 'open', class: null, draft: [] },
    });
    if (!shown.ok) return;
    expect(shown.data.title).toEqual({ sv: 'Efter mässan', en: 'After the fair', ar: 'بعد المعرض' });
    expect(shown.data.questions.map(({ key, page }) => `${page} ${key}`)).toEqual([
      '1 tried',
      '1 helped',
      '2 why',
      '2 parts',
      '2 hours',
      '3 what',
    ]);
    expect(await answer(token, full)).toMatchObject({
      ok: true,
      data: { thanks: { sv: 'Dina svar hjälper oss.' } },
    });
    const rows = await app.db.rows<{ said: string }>(
      `SELECT concat_ws(' ', q.key, nullif(a.item, ''), a.value, a.text) said FROM answer a
       JOIN question q ON q.id = a.question_id WHERE q.survey_id = $1 ORDER BY q.position, a.item`,
      [of],
    );
    expect(rows.map(({ said }) => said)).toEqual([
      'tried 1',
      'helped 4',
      'why 1 1',
      'why 2 2',
      'parts stands 2',
      'parts talks 1',
      'hours 3',
      'what Att svetsa.\nOch löda.',
    ]);
    expect(await stateOf(token)).toBe('answered');
    expect(await read(token)).toMatchObject({ ok: true, data: { questions: [], draft: [] } });
  });

  it('answers once, and says the same again without a second response', async () => {
    const of = await survey();
    const token = await invited(of);
    const [first, second] = [await answer(token), await answer(token, full)];
    expect(second.ok && first.ok && second.data).toEqual(first.ok && first.data);
    expect(first.ok && first.response.status).toBe(second.ok && second.response.status);
    expect(await count('response', of)).toBe(1);
  });

  it('leaves one response when it is sent 64 times at once', async () => {
    const of = await survey();
    const token = await invited(of);
    await save(token, yes.answers);
    const codes = await crowd(Array.from({ length: 64 }), 64, async () => codeOf(await answer(token)));
    expect(tally(codes)).toEqual({ ok: 64 });
    expect([await count('response', of), await count('ballot', of), await count('survey_draft', of)]).toEqual(
      [1, 1, 0],
    );
  });

  it('goes on where it was left, and keeps nothing when it is handed in', async () => {
    const of = await survey();
    const token = await invited(of);
    await save(token, yes.answers);
    await save(token, full.answers.slice(0, 3));
    expect(await read(token)).toMatchObject({ data: { draft: full.answers.slice(0, 3) } });
    await answer(token, full);
    expect(await count('survey_draft', of)).toBe(0);
    expect(codeOf(await save(token, yes.answers))).toBe('survey_answered');
  });

  it('has no draft left whichever comes first, saving or handing in', async () => {
    const of = await survey();
    const tokens = await Promise.all(Array.from({ length: 12 }, () => invited(of)));
    await Promise.all(tokens.flatMap((it) => [save(it, yes.answers), answer(it), save(it, yes.answers)]));
    expect([await count('response', of), await count('survey_draft', of)]).toEqual([12, 0]);
  });

  it('is not found when it is withdrawn, of an earlier revision or of another purpose', async () => {
    const of = await survey();
    const withdrawn = await invite(app.db, of, { withdrawn_at: '2027-01-21T09:00Z' });
    const renewed = await invite(app.db, of, { revision: 1 });
    const tokens = [
      app.mint('survey', withdrawn, 0),
      app.mint('survey', renewed, 0),
      app.mint('party', renewed, 1),
      app.mint('class-survey', renewed, 1),
      'x',
    ];
    expect(await Promise.all(tokens.map(async (it) => codeOf(await answer(it))))).toEqual(
      tokens.map(() => 'not_found'),
    );
    expect(await stateOf(app.mint('survey', renewed, 1))).toBe('open');
  });
});

it('refuses what does not fit, by question, and stores nothing', async () => {
  const of = await survey();
  const token = await invited(of);
  const bad: Body = {
    locale: 'sv',
    answers: [
      { question: 'tried', value: 2 },
      { question: 'parts', rows: { stands: 5 } },
      { question: 'hours', value: 99 },
      { question: 'what', text: 'Fast jag inte provade' },
    ],
  };
  const refused = await answer(token, bad);
  expect(!refused.ok && 'problem' in refused && refused.problem).toMatchObject({
    code: 'invalid',
    errors: [
      { path: '/body/answers/parts/stands', code: 'invalid_value' },
      { path: '/body/answers/hours', code: 'too_big' },
      { path: '/body/answers/what', code: 'not_asked' },
    ],
  });
  expect([await count('response', of), await count('ballot', of)]).toEqual([0, 0]);
  expect(codeOf(await answer(token))).toBe('ok');
});

describe('before and after', () => {
  it.each([
    [{ state: 'draft' }, 'not_open_yet', 'survey_not_open'],
    [{ opensAt: '2027-02-01T00:00Z' }, 'not_open_yet', 'survey_not_open'],
    [{ state: 'closed' }, 'closed', 'survey_closed'],
    [{ closesAt: '2027-01-22T09:00Z' }, 'closed', 'survey_closed'],
  ] as const)('%j takes no answers', async (it, state, code) => {
    const of = await survey(it);
    for (const token of [await invited(of), await linked(of, { kind: 'open' })]) {
      expect(await read(token)).toMatchObject({ ok: true, data: { state, questions: [] } });
      expect(codeOf(await answer(token))).toBe(code);
    }
    expect(codeOf(await save(await invited(of), []))).toBe(code);
    expect(await count('response', of)).toBe(0);
  });

  it('forgets ballots and drafts of surveys that have closed of themselves, and no others', async () => {
    const [over, still] = [await survey(), await survey()];
    for (const of of [over, still]) {
      await answer(await invited(of));
      await save(await invited(of), yes.answers);
    }
    await app.db.rows(`UPDATE survey SET closes_at = '2027-01-22T08:00Z' WHERE id = $1`, [over]);
    await app.get(Ballots).sweep();
    const left = async (of: string) => [await count('ballot', of), await count('survey_draft', of)];
    expect([await left(over), await left(still)]).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(await count('response', over)).toBe(1);
  });

  it('waits for staff who are closing it, and is then too late', async () => {
    const of = await survey();
    const [token, other] = [await invited(of), await invited(of)];
    const late: Promise<string[]>[] = [];
    await app.db.transaction(async (tx) => {
      await tx.rows(`UPDATE survey SET state = 'closed' WHERE id = $1`, [of]);
      await app.get(Ballots).forget(tx, of);
      late.push(Promise.all([answer(token), save(other, yes.answers)]).then((them) => them.map(codeOf)));
      await waitingFor(2, late[0]);
    });
    expect(await late[0]).toEqual(['survey_closed', 'survey_closed']);
    expect([await count('ballot', of), await count('survey_draft', of), await count('response', of)]).toEqual(
      [0, 0, 0],
    );
  });

  it('keeps no draft that is saved while the same is handed in', async () => {
    const of = await survey();
    const invitation = await invite(app.db, of);
    const late: Promise<string>[] = [];
    await app.db.transaction(async (tx) => {
      await app.get(Ballots).spend(tx, of, invitation);
      late.push(save(app.mint('survey', invitation, 0), yes.answers).then(codeOf));
      await waitingFor(1, late[0]);
    });
    expect([await late[0], await count('survey_draft', of)]).toEqual(['survey_answered', 0]);
  });

  it('still knows after the ballots are shuffled who has answered', async () => {
    const of = await survey();
    const token = await invited(of);
    await Promise.all([answer(token), app.get(Ballots).sweep(), app.get(Ballots).sweep()]);
    await Promise.all([
      app.get(Ballots).sweep(),
      answer(token, full),
      app.get(Ballots).sweep(),
      answer(token),
    ]);
    expect([await stateOf(token), await count('response', of), await count('ballot', of)]).toEqual([
      'answered',
      1,
      1,
    ]);
  });
});

describe('a link for many', () => {
  it('takes its most and not one more when 30 come at once', async () => {
    const of = await survey();
    const token = await linked(of, { kind: 'open', most: 10 });
    const codes = await crowd(Array.from({ length: 30 }), 30, async () => codeOf(await answer(token)));
    expect(tally(codes)).toEqual({ ok: 10, survey_link_full: 20 });
    expect([await count('response', of), await stateOf(token)]).toEqual([10, 'full']);
  });

  it('counts a press that is pressed again once', async () => {
    const of = await survey();
    const [token, other] = [await linked(of, { kind: 'kiosk' }), await linked(of, { kind: 'open' })];
    const once = newId();
    await Promise.all(Array.from({ length: 8 }, () => answer(token, { ...yes, once })));
    await answer(other, { ...yes, once });
    expect(await count('response', of)).toBe(2);
    const [kept] = await app.db.rows<{ sum: number }>(
      'SELECT sum(answered) FROM survey_link WHERE survey_id = $1',
      [of],
    );
    expect(kept?.sum).toBe(2);
  });

  it('is closed when staff have closed it, and keeps no draft', async () => {
    const of = await survey();
    const closed = await linked(of, { kind: 'open', closed_at: '2027-01-22T08:00Z' });
    expect([await stateOf(closed), codeOf(await answer(closed))]).toEqual(['closed', 'survey_closed']);
    expect(codeOf(await save(await linked(of, { kind: 'open' }), yes.answers))).toBe('not_found');
  });

  it('tells a class how many have answered and of how many, and nothing else', async () => {
    const of = await survey();
    const { id: party } = await smallParty(app.db, edition, 24, { kind: 'class', grade: '9' });
    const token = await linked(of, { kind: 'class', party_id: party, most: 26 });
    await answer(token, full);
    const shown = await read(token);
    expect(shown).toMatchObject({
      data: { way: 'class', state: 'open', draft: [], class: { name: '9A', answered: 1, expected: 24 } },
    });
    expect(JSON.stringify(shown)).not.toContain('svetsa');
  });
});

describe('traits', () => {
  const traitsOf = (of: string) =>
    app.db.rows<object>(
      'SELECT via, locale, municipality, grade, in_class, answered_on FROM response WHERE survey_id = $1 ORDER BY municipality, locale',
      [of],
    );

  it('of invitations stay where seven share them', async () => {
    const of = await survey();
    for (const code of ['1480', '1440'])
      await app.db.rows(`INSERT INTO municipality VALUES ($1, $1, true) ON CONFLICT DO NOTHING`, [code]);
    const tokens: Record<string, string> = {};
    for (let n = 0; n < 20; n++) {
      const [municipality, locale] = n < 17 ? ['1480', n < 8 ? 'ar' : 'sv'] : ['1440', 'sv'];
      const { id } = await smallParty(app.db, edition, 2, { municipality });
      tokens[`${municipality} ${locale}`] = await invited(of, { party_id: id, locale });
    }
    await answer(tokens['1480 ar'] ?? '', { ...yes, locale: 'ar' });
    await answer(tokens['1480 sv'] ?? '');
    await answer(tokens['1440 sv'] ?? '');
    // Three of another municipality hide among the seventeen: then nobody's municipality may be told.
    const common = { via: 'invitation', grade: null, in_class: false, answered_on: '2027-01-22' };
    expect(await traitsOf(of)).toEqual([
      { ...common, locale: 'ar', municipality: null },
      { ...common, locale: 'sv', municipality: null },
      { ...common, locale: 'sv', municipality: null },
    ]);
  });

  it('of a class are those of its pupils; nobody knows their languages, so none is kept', async () => {
    const of = await survey();
    const { id: party } = await smallParty(app.db, edition, 24, {
      kind: 'class',
      grade: '9',
      municipality: '1480',
    });
    await answer(await linked(of, { kind: 'class', party_id: party }), { ...yes, locale: 'en' });
    await answer(await linked(of, { kind: 'open' }), { ...yes, locale: 'en' });
    const day = { answered_on: '2027-01-22' };
    expect(await traitsOf(of)).toEqual([
      { ...day, via: 'class', locale: null, municipality: '1480', grade: '9', in_class: true },
      { ...day, via: 'open', locale: 'en', municipality: null, grade: null, in_class: false },
    ]);
  });
});

it('limits what one address may send through an open link, and not another address', async () => {
  await using strict = await startApp({ at: '2027-01-22T10:00:00+01:00', env: { LIMIT_FACTOR: '0.1' } });
  const small = await smallEdition(await smallFair(strict.db), 'strict', ['2027-01-19']);
  const of = await makeSurvey(strict.db, small.id);
  const token = strict.mint('class-survey', await makeLink(strict.db, of, { kind: 'open' }), 0);
  const klass = strict.mint('class-survey', await makeLink(strict.db, of, { kind: 'class' }), 0);
  const send = (to: string) => strict.call(answerSurvey, { params: { token: to }, body: yes });
  const codes: string[] = [];
  for (let n = 0; n < 6; n++) codes.push(codeOf(await send(token)));
  for (let n = 0; n < 30; n++) codes.push(codeOf(await send(klass)));
  expect(tally(codes)).toEqual({ ok: 34, too_many_requests: 2 });
});

it('leaves nothing behind that a repeated request would be known by', async () => {
  const of = await survey();
  const token = await invited(of);
  const before = await app.db.rows('SELECT 1 FROM idempotent_reply');
  const headers = { 'idempotency-key': 'mine' };
  expect([codeOf(await answer(token, yes, headers)), codeOf(await answer(token, full, headers))]).toEqual([
    'ok',
    'ok',
  ]);
  expect(await app.db.rows('SELECT 1 FROM idempotent_reply')).toHaveLength(before.length);
  expect(
    await app.db.rows(`SELECT 1 FROM audit_entry WHERE action LIKE 'survey%' OR action LIKE 'response%'`),
  ).toEqual([]);
});
