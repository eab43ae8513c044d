import { endSession, readSession, requestSignIn, startSession } from '@vagval/contract';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { MailModule } from '../mail/mail.module.ts';
import { MailKinds } from '../mail/mail.service.ts';
import type { MessageRow } from '../mail/mail.entity.ts';
import { newId } from '../platform/ids.ts';
import { sha256 } from '../platform/keys.ts';
import { AccountsModule } from './accounts.module.ts';
import { permissionsOf } from './accounts.rules.ts';

let app: TestApp;
let account: string;
const email = 'ledare@example.se';

beforeAll(async () => {
  app = await startApp({ features: [AccountsModule, MailModule], at: '2026-12-01T09:00:00Z' });
});
beforeEach(async () => {
  await app.db.rows('TRUNCATE account, message, outbox CASCADE');
  account = newId();
  await app.db.rows('INSERT INTO account (id, email, locale, created_at) VALUES ($1, $2, $3, $4)', [
    account,
    email,
    'ar',
    app.clock.now(),
  ]);
});
afterAll(() => app.close());

const links = () => app.db.rows<{ id: string }>('SELECT id FROM sign_in_link');
const messages = () =>
  app.db.rows<MessageRow>(
    `SELECT id, kind, locale, sign_in_link_id AS "signInLinkId", purpose_key AS "purposeKey" FROM message`,
  );
const letterOf = async (message: MessageRow | undefined) => {
  if (!message) throw new Error('No mail was promised');
  return app.get(MailKinds).find(message.kind)?.(message);
};

async function mailedToken(): Promise<string> {
  await app.call(requestSignIn, { body: { email } });
  const letter = await letterOf((await messages()).at(-1));
  return letter?.button?.href.split('/').at(-1) ?? '';
}

const open = (token: string, cookie?: string) =>
  app.callWith(cookie ? { cookie } : {})(startSession, { body: { token } });
/** The HTTP answer; one that never came is a mistake of the test. */
const httpOf = (answer: object): Response =>
  'response' in answer && answer.response instanceof Response ? answer.response : expect.fail('No answer');
const cookieOf = (answer: object) => httpOf(answer).headers.get('set-cookie')?.split(';')[0] ?? '';
const codeOf = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'ok' : answer.code);

it('answers the same whether the address is known or not, and promises a mail only to the known', async () => {
  const answers = [];
  for (const asked of ['ingen@example.se', 'LEDARE@example.se']) {
    const answer = await app.call(requestSignIn, { body: { email: asked } });
    const { status, headers } = httpOf(answer);
    answers.push({ ok: answer.ok, data: answer.ok && answer.data, status, headers: [...headers].sort() });
  }
  const [unknown, known] = answers.map((it) => ({
    ...it,
    headers: it.headers.filter(([name]) => name !== 'date'),
  }));
  expect(known).toEqual(unknown);
  expect(known).toMatchObject({ ok: true, status: 202, data: { sent: true } });
  expect(await messages()).toMatchObject([{ kind: 'sign-in', locale: 'ar' }]);
});

it('writes the letter in the language asked for, with a link into its pages', async () => {
  for (const [locale, prefix] of [
    ['sv', ''],
    ['en', '/en'],
    ['ar', '/ar'],
  ] as const) {
    await app.db.rows('DELETE FROM message');
    await app.call(requestSignIn, { body: { email, locale } });
    const letter = await letterOf((await messages())[0]);
    expect(letter).toMatchObject({ to: email, locale });
    expect(letter?.button?.href).toMatch(new RegExp(`^http://127.0.0.1:3000${prefix}/sign-in/[\\w-]{46}$`));
  }
});

it('opens a session that says who one is and what one may', async () => {
  const organiser = newId();
  const organisation = newId();
  await app.db.rows(`INSERT INTO organiser VALUES ($1, 'arrangoren', 'Arrangören', 'a@example.se')`, [
    organiser,
  ]);
  await app.db.rows(`INSERT INTO organisation (id, kind, name) VALUES ($1, 'school', 'Skolan')`, [
    organisation,
  ]);
  await app.db.rows(
    `INSERT INTO membership (id, account_id, role, organisation_id, organiser_id)
     VALUES ($1, $3, 'analyst', NULL, $4), ($2, $3, 'exhibitor', $5, NULL)`,
    [newId(), newId(), account, organiser, organisation],
  );
  const answer = await open(await mailedToken());
  expect(httpOf(answer).status).toBe(201);
  const view = {
    account: { id: account, email, locale: 'ar' },
    roles: ['analyst', 'exhibitor'],
    may: ['application.own', ...permissionsOf(['analyst'])],
    organisations: [{ id: organisation, name: 'Skolan' }],
  };
  expect(answer).toMatchObject({ ok: true, data: view });
  expect(httpOf(answer).headers.get('set-cookie')).toMatch(
    /^vagval_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/,
  );
  const me = app.callWith({ cookie: cookieOf(answer) });
  expect(await me(readSession)).toMatchObject({ ok: true, data: view });
});

it('keeps of a session nothing that would open it', async () => {
  const answer = await open(await mailedToken());
  const token = cookieOf(answer).split('=')[1] ?? '';
  const [session] = await app.db.rows<{ hash: Buffer }>('SELECT token_hash AS hash FROM session');
  expect(session?.hash).toEqual(sha256(token));
  expect(
    await app.db.rows('SELECT action, subject_id FROM audit_entry WHERE subject_id = $1', [account]),
  ).toEqual([{ action: 'session.opened', subject_id: account }]);
});

it('sends the cookie over https alone where the pages are served so', async () => {
  await using secure = await startApp({
    features: [AccountsModule, MailModule],
    env: { WEB_ORIGIN: 'https://gymnasiedagarna.example.se' },
  });
  const answer = await secure.call(endSession);
  expect(httpOf(answer).headers.get('set-cookie')).toMatch(/Max-Age=0; HttpOnly; SameSite=Lax; Secure$/);
});

it('spends a link once, also when two spend it at the same time', async () => {
  const token = await mailedToken();
  const answers = await Promise.all(Array.from({ length: 8 }, () => open(token)));
  expect(answers.map(codeOf).sort()).toEqual([...Array.from({ length: 7 }, () => 'link_spent'), 'ok']);
  expect(codeOf(await open(token))).toBe('link_spent');
  expect(await app.db.rows('SELECT FROM session')).toHaveLength(1);
});

it('lets a link expire after 15 minutes', async () => {
  const [token, other] = [await mailedToken(), await mailedToken()];
  app.clock.advance({ minutes: 14, seconds: 59 });
  expect(codeOf(await open(token))).toBe('ok');
  app.clock.advance({ seconds: 1 });
  expect(codeOf(await open(other))).toBe('link_expired');
});

it('does not send a link that can no longer be spent', async () => {
  await mailedToken();
  app.clock.advance({ minutes: 15 });
  expect(await letterOf((await messages())[0])).toBeUndefined();
});

it('refuses every token that is not the link itself', async () => {
  const token = await mailedToken();
  const [link] = await links();
  const id = link?.id ?? '';
  const flipped = token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
  const guesses = [
    flipped,
    `${token}A`,
    token.slice(0, -1),
    id,
    'A'.repeat(46),
    app.mint('sign-in', newId(), 1),
    app.mint('sign-in', id, 2),
    app.mint('party', id, 1),
  ];
  for (const guess of guesses) expect([guess, codeOf(await open(guess))]).toEqual([guess, 'not_found']);
  expect(codeOf(await open('kort'))).toBe('invalid');
  expect(codeOf(await open(token))).toBe('ok');
});

it('spends nothing on a GET, as mail filters send it', async () => {
  const token = await mailedToken();
  for (const url of [`/api/session?token=${token}`, `/api/session/${token}`, `/api/sign-in/${token}`]) {
    expect((await app.app.inject({ method: 'GET', url })).statusCode).toBeGreaterThanOrEqual(400);
  }
  expect(codeOf(await open(token))).toBe('ok');
});

it('never keeps a session somebody brought along', async () => {
  const planted = `vagval_session=${'x'.repeat(43)}`;
  const first = await open(await mailedToken(), planted);
  expect(cookieOf(first)).not.toBe(planted);
  expect(codeOf(await app.callWith({ cookie: planted })(readSession))).toBe('unauthenticated');
  const second = await open(await mailedToken(), cookieOf(first));
  expect(codeOf(await app.callWith({ cookie: cookieOf(first) })(readSession))).toBe('unauthenticated');
  expect(codeOf(await app.callWith({ cookie: cookieOf(second) })(readSession))).toBe('ok');
});

it('ends a session on request, and by the clock after 12 hours', async () => {
  const [one, two] = [await open(await mailedToken()), await open(await mailedToken())];
  const [first, second] = [one, two].map((it) => app.callWith({ cookie: cookieOf(it) }));
  expect(httpOf((await first?.(endSession)) ?? {}).headers.get('set-cookie')).toMatch(
    /^vagval_session=; .*Max-Age=0/,
  );
  expect(await first?.(readSession)).toMatchObject({ ok: false, code: 'unauthenticated' });
  app.clock.advance({ hours: 11, minutes: 59 });
  expect(await second?.(readSession)).toMatchObject({ ok: true });
  app.clock.advance({ minutes: 1 });
  expect(await second?.(readSession)).toMatchObject({ ok: false, code: 'unauthenticated' });
});

it('stops asking for links again and again', async () => {
  await using strict = await startApp({ features: [AccountsModule, MailModule], env: { LIMIT_FACTOR: '1' } });
  const ask = (asked: string) => strict.call(requestSignIn, { body: { email: asked } });
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask('nagon@example.se')));
  expect(answers.map(codeOf).sort()).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'too_many_requests']);
  expect(codeOf(await ask('annan@example.se'))).toBe('ok');
});

it('refuses what is not an address, and stores nothing of it', async () => {
  for (const asked of [
    'x',
    'a@example.se\r\nBcc: b@example.se',
    'a@example.se, b@example.se',
    'a\0@example.se',
  ]) {
    expect([asked, codeOf(await app.call(requestSignIn, { body: { email: asked } }))]).toEqual([
      asked,
      'invalid',
    ]);
  }
  expect(await messages()).toEqual([]);
});
