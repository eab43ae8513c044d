import { listMessages, retryMessage, roles } from '@vagval/contract';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { newId } from '../platform/ids.ts';
import { MailModule } from './mail.module.ts';

let app: TestApp;
const mine = { organiser: newId(), slug: 'gd-2027', edition: newId(), party: newId() };
const theirs = { organiser: newId(), slug: 'annan-2027', edition: newId(), party: newId() };

beforeAll(async () => {
  app = await startApp({ features: [AccountsModule, MailModule], at: '2026-12-01T09:00:00Z' });
  for (const { organiser, slug, edition, party } of [mine, theirs]) {
    const fair = newId();
    await app.db.rows(`INSERT INTO organiser VALUES ($1, $2, 'X', 'x@example.se')`, [organiser, slug]);
    await app.db.rows(`INSERT INTO fair VALUES ($1, $2, $3, 'X')`, [fair, organiser, slug]);
    await app.db.rows(
      `INSERT INTO edition (id, fair_id, slug, name, venue, state, created_at)
       VALUES ($1, $2, $3, 'X', 'X', 'planned', now())`,
      [edition, fair, slug],
    );
    await app.db.rows(
      `INSERT INTO party (id, edition_id, kind, size, reference, locale, email, created_at)
       VALUES ($1, $2, 'family', 3, $3, 'sv', 'anna.andersson@example.se', now())`,
      [party, edition, slug],
    );
  }
});
beforeEach(() => app.db.rows('TRUNCATE message, outbox'));
afterAll(() => app.close());

const insert = async (state: string, of = mine, queuedAt = app.clock.now()) => {
  const id = newId();
  await app.db.rows(
    `INSERT INTO message (id, edition_id, party_id, purpose_key, kind, locale, state, attempts, error, queued_at)
     VALUES ($1, $2, $3, $4, 'booking-confirmed', 'sv', $5, 8, $6, $7)`,
    [id, of.edition, of.party, id, state, state === 'failed' ? '550 5.1.1' : null, queuedAt],
  );
  return id;
};
const leader = () => app.as('leader', { organiser: mine.organiser });
const params = { edition: mine.slug };

it('tells the leader what failed, without readable addresses', async () => {
  const id = await insert('failed');
  await insert('sent');
  await insert('failed', theirs);
  const answer = await (await leader())(listMessages, { params, query: { state: 'failed' } });
  expect(answer).toMatchObject({ ok: true });
  expect(answer.ok && answer.data).toEqual({
    items: [
      {
        id,
        kind: 'booking-confirmed',
        to: 'a…@example.se',
        locale: 'sv',
        state: 'failed',
        attempts: 8,
        error: '550 5.1.1',
        queuedAt: '2026-12-01T09:00:00.000Z',
        sentAt: null,
      },
    ],
    total: 1,
    byState: { failed: 1, sent: 1 },
  });
});

it('pages backwards in time', async () => {
  const times = ['2026-11-03T10:00:00Z', '2026-11-01T10:00:00Z', '2026-11-02T10:00:00Z'];
  const ids: string[] = [];
  for (const time of times) ids.push(await insert('sent', mine, new Date(time)));
  const call = await leader();
  const read = async (query = {}) => {
    const answer = await call(listMessages, { params, query });
    return answer.ok ? answer.data.items.map(({ id }) => ids.indexOf(id)) : answer.code;
  };
  expect(await read()).toEqual([0, 2, 1]);
  expect(await read({ before: times[2] })).toEqual([1]);
});

it('puts a failed mail back with all its tries, once', async () => {
  const id = await insert('failed');
  const call = await leader();
  const retry = () => call(retryMessage, { params: { message: id } });
  expect(await retry()).toMatchObject({ ok: true, data: { id, state: 'queued', attempts: 0, error: null } });
  expect(await app.db.rows('SELECT topic, ref FROM outbox')).toEqual([{ topic: 'mail.send', ref: id }]);
  expect(await retry()).toMatchObject({ ok: false, code: 'wrong_state', problem: { state: 'queued' } });
  expect(await app.db.rows('SELECT FROM outbox')).toHaveLength(1);
});

it('shows and retries nothing of another organiser', async () => {
  const id = await insert('failed', theirs);
  const call = await leader();
  const refused = { ok: false, code: 'not_found' };
  expect(await call(listMessages, { params: { edition: theirs.slug } })).toMatchObject(refused);
  expect(await call(listMessages, { params: { edition: 'finns-inte' } })).toMatchObject(refused);
  expect(await call(retryMessage, { params: { message: id } })).toMatchObject(refused);
  expect(await app.db.rows('SELECT state FROM message')).toEqual([{ state: 'failed' }]);
});

it('goes by the role in that organiser, not by one held elsewhere', async () => {
  const { account, cookie } = await app.signIn('leader', { organiser: mine.organiser });
  await app.db.rows(
    `INSERT INTO membership (id, account_id, role, organiser_id) VALUES ($1, $2, 'analyst', $3)`,
    [newId(), account, theirs.organiser],
  );
  const call = app.callWith({ cookie });
  expect(await call(listMessages, { params })).toMatchObject({ ok: true });
  expect(await call(listMessages, { params: { edition: theirs.slug } })).toMatchObject({ code: 'not_found' });
});

it('is closed to everybody else', async () => {
  const id = await insert('failed');
  for (const role of roles.filter((it) => it !== 'leader')) {
    const call = await app.as(role, { organiser: mine.organiser });
    expect(await call(listMessages, { params })).toMatchObject({ code: 'forbidden' });
    expect(await call(retryMessage, { params: { message: id } })).toMatchObject({ code: 'forbidden' });
  }
  expect(await app.call(listMessages, { params })).toMatchObject({ code: 'unauthenticated' });
  expect(await app.withLink('party', mine.party, 1)(listMessages, { params })).toMatchObject({
    code: 'forbidden',
  });
});
