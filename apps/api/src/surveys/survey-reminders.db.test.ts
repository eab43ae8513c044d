import { answerSurvey, cancelReminder, listMessages, planReminder, readAsking } from '@vagval/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { catchMails } from '../../test/smtp-catcher.ts';
import type { Catcher } from '../../test/smtp-catcher.ts';
import { makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { makeSurvey } from '../../test/surveys.ts';
import { addAddresses, startRound } from '@vagval/contract';
import { Delivery } from '../mail/delivery.service.ts';
import { Rounds } from './rounds.service.ts';
import { SurveyReminders } from './survey-reminders.service.ts';

let smtp: Catcher;
let app: TestApp;
let fair: TestFair;
let survey: string;
let staff: Awaited<ReturnType<TestApp['as']>>;

beforeAll(async () => {
  smtp = await catchMails();
  app = await startApp({ env: { SMTP_URL: smtp.url, MAIL_FROM: 'besok@example.se' } });
});
beforeEach(async () => {
  app.clock.set('2027-01-22T09:00:00Z');
  fair = await makeFair(app.db, { state: 'finished' });
  survey = await makeSurvey(app.db, fair.edition, {
    audience: 'counsellor',
    opensAt: '2027-01-20T08:00Z',
    closesAt: '2027-01-29T16:00Z',
  });
  const [{ organiser } = { organiser: '' }] = await app.db.rows<{ organiser: string }>(
    'SELECT organiser_id AS organiser FROM fair f JOIN edition e ON e.fair_id = f.id WHERE e.id = $1',
    [fair.edition],
  );
  staff = await app.as('leader', { organiser });
});
afterEach(() => {
  smtp.mails.length = 0;
});
afterAll(async () => {
  await app.close();
  await smtp.close();
});

const params = () => ({ edition: fair.slug, audience: 'counsellor' as const });

/** What the worker sends now; the mails. */
async function deliver() {
  const before = smtp.mails.length;
  const queued = await app.db.rows<{ id: string }>(
    `SELECT m.id FROM message m WHERE m.state = 'queued' AND m.edition_id = $1 ORDER BY m.id`,
    [fair.edition],
  );
  for (const { id } of queued) await app.get(Delivery).deliver(id);
  return smtp.mails.slice(before);
}

/** Invites addresses by the way staff do it; their mails by address. */
async function invited(addresses: readonly string[], locale: 'sv' | 'en' | 'ar' = 'sv') {
  await staff(addAddresses, { params: params(), body: { text: addresses.join('\n'), locale } });
  const round = await staff(startRound, { params: params(), body: { segment: 'list' } });
  if (!round.ok) throw new Error(round.code);
  await app.get(Rounds).run(round.data.id);
  return new Map((await deliver()).map((mail) => [mail.recipients.join(), mail]));
}

const tokenIn = (text = ''): string => /\/survey\/([\w-]{46})/.exec(text)?.[1] ?? '';
const answer = (token: string) =>
  app.call(answerSurvey, {
    params: { token },
    body: { locale: 'sv', answers: [{ question: 'tried', value: 2 }] },
  });
const plan = (at: string) => staff(planReminder, { params: params(), body: { at } });
async function remindAt(at: string) {
  app.clock.set(at);
  await app.get(SurveyReminders).remind();
  return deliver();
}
const toWhom = (mails: readonly { recipients: readonly string[] }[]) =>
  mails.map(({ recipients }) => recipients.join()).toSorted();
const many = (count: number, of = 'syv') => Array.from({ length: count }, (_, n) => `${of}${n}@example.se`);

describe('an invitation', () => {
  it('says how long it takes, until when and that answers are tied to nobody, in plain text too', async () => {
    const mail = (await invited(['a@example.se'])).get('a@example.se');
    expect(mail?.subject).toBe('Efter mässan: vi vill veta vad du tyckte');
    for (const said of [
      'ungefär 3 minuter',
      'Svara senast fredag 29 januari 17.00',
      'går inte att koppla till dig',
      '/survey/',
      'Arrangören',
    ]) {
      expect(mail?.text).toContain(said);
      expect(String(mail?.html).replace(/\s+/g, ' ')).toContain(said);
    }
    expect(mail?.replyTo?.value[0]?.address).toBe('besok@example.se');
  });

  it.each([
    ['en', 'After the fair: tell us what you thought', '/en/survey/'],
    ['ar', 'بعد المعرض: نود معرفة رأيك', '/ar/survey/'],
  ] as const)('is written in %s', async (locale, subject, path) => {
    const mail = (await invited([`${locale}@example.se`], locale)).get(`${locale}@example.se`);
    expect(mail).toMatchObject({ subject });
    expect(mail?.text).toContain(path);
  });

  it('carries a link of its own that answers once', async () => {
    const mails = await invited(many(2));
    const tokens = [...mails.values()].map(({ text }) => tokenIn(text));
    expect(new Set(tokens).size).toBe(2);
    expect(await answer(tokens[0] ?? '')).toMatchObject({ ok: true });
    const [row] = await app.db.rows('SELECT count(*)::int AS n FROM response WHERE survey_id = $1', [survey]);
    expect(row).toEqual({ n: 1 });
  });
});

describe('a reminder', () => {
  it('goes to those who have not answered, once, however often the worker looks', async () => {
    const mails = await invited(many(9));
    for (const of of ['syv1', 'syv4']) await answer(tokenIn(mails.get(`${of}@example.se`)?.text));
    expect(await plan('2027-01-22T12:00:00Z')).toMatchObject({ ok: true, data: { count: null } });
    expect(await remindAt('2027-01-22T11:59:00Z')).toEqual([]);
    const sent = await remindAt('2027-01-22T12:00:30Z');
    expect(toWhom(sent)).toEqual([0, 2, 3, 5, 6, 7, 8].map((n) => `syv${n}@example.se`));
    expect(sent[0]?.subject).toBe('Påminnelse: Efter mässan');
    const first = sent[0];
    expect(tokenIn(first?.text)).toBe(tokenIn(mails.get(first?.recipients.join() ?? '')?.text));
    expect(await remindAt('2027-01-22T12:05:00Z')).toEqual([]);
    expect(await staff(readAsking, { params: params() })).toMatchObject({
      data: { reminders: [{ count: { value: 7 } }], unanswered: { value: 7 } },
    });
  });

  it('is not sent to who answers between its promise and its sending', async () => {
    const mails = await invited(many(3));
    await plan('2027-01-22T12:00:00Z');
    app.clock.set('2027-01-22T12:00:30Z');
    await app.get(SurveyReminders).remind();
    await answer(tokenIn(mails.get('syv2@example.se')?.text));
    expect(toWhom(await deliver())).toEqual(['syv0@example.se', 'syv1@example.se']);
  });

  it('tells staff neither to whom nor, below the threshold, how many', async () => {
    await invited(many(3));
    await plan('2027-01-22T12:00:00Z');
    await remindAt('2027-01-22T12:00:30Z');
    const asking = await staff(readAsking, { params: params() });
    expect(asking).toMatchObject({
      data: { reminders: [{ count: { hidden: true } }], unanswered: { hidden: true } },
    });
    const list = await staff(listMessages, { params: { edition: fair.slug }, query: {} });
    const shown = list.ok ? list.data.items : [];
    expect(shown.filter(({ kind }) => kind === 'survey.reminder').map(({ to }) => to)).toEqual([
      '–',
      '–',
      '–',
    ]);
    expect(shown.filter(({ kind }) => kind === 'survey.invitation').map(({ to }) => to)).toEqual(
      Array.from({ length: 3 }, () => 's…@example.se'),
    );
  });

  it('leaves no row that names who was reminded, for whoever reads the whole database', async () => {
    await invited(many(2), 'ar');
    await plan('2027-01-22T12:00:00Z');
    await remindAt('2027-01-22T12:00:30Z');
    const invitations = await app.db.rows<{ id: string }>(
      'SELECT id FROM survey_invitation WHERE survey_id = $1',
      [survey],
    );
    const rows = await app.db.rows(`SELECT to_jsonb(m) AS row FROM message m WHERE kind = 'survey.reminder'
      AND edition_id = '${fair.edition}'`);
    expect(rows).toHaveLength(2);
    for (const { id } of invitations) expect(JSON.stringify(rows)).not.toContain(id);
    expect(JSON.stringify(rows)).not.toMatch(/"ar"|syv\d/);
  });

  it('can be planned twice, before closing, and taken back until it is sent', async () => {
    await invited(many(2));
    expect(await plan('2027-01-22T08:59:00Z')).toMatchObject({ code: 'reminder_past' });
    expect(await plan('2027-01-29T16:00:00Z')).toMatchObject({ code: 'reminder_past' });
    const first = await plan('2027-01-22T12:00:00Z');
    expect(await plan('2027-01-22T12:00:00Z')).toMatchObject({ code: 'reminder_known' });
    expect(await plan('2027-01-26T08:00:00Z')).toMatchObject({ ok: true });
    expect(await plan('2027-01-27T08:00:00Z')).toMatchObject({ code: 'reminder_limit' });
    const reminder = first.ok ? first.data.id : '';
    await remindAt('2027-01-22T12:00:30Z');
    const cancel = () => staff(cancelReminder, { params: { ...params(), reminder } });
    expect(await cancel()).toMatchObject({ code: 'reminder_sent' });
  });

  it('is sent to nobody once the survey has closed', async () => {
    await invited(many(2));
    await plan('2027-01-22T12:00:00Z');
    await app.db.rows(`UPDATE survey SET closes_at = '2027-01-22T11:00Z' WHERE id = $1`, [survey]);
    expect(await remindAt('2027-01-22T12:00:30Z')).toEqual([]);
    expect(await plan('2027-01-26T08:00:00Z')).toMatchObject({ code: 'asking_over' });
  });
});
