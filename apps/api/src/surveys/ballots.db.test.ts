import { answerSurvey, saveSurveyDraft } from '@vagval/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { insert, smallEdition, smallFair, smallParty } from '../../test/small-fair.ts';
import { invite, makeSurvey } from '../../test/surveys.ts';
import { tiesIn } from '../../test/tying.ts';
import type { Truth } from '../../test/tying.ts';
import { newId } from '../platform/ids.ts';
import { insertResponse } from './answering.sql.ts';
import { Ballots } from './ballots.service.ts';

// I11 by trying: sixty are invited, forty-eight answer, and somebody with the whole database tries to tell who said what.

let app: TestApp;
let survey: string;
let edition: string;
let invitations: string[];

beforeEach(async () => {
  app = await startApp({ at: '2027-01-22T10:00:00+01:00' });
  const small = await smallEdition(await smallFair(app.db), 'tried', ['2027-01-19']);
  edition = small.id;
  const question = { key: 'what', kind: 'text' } as const;
  survey = await makeSurvey(app.db, edition, { questions: [question] });
  invitations = [];
  for (let n = 0; n < 60; n++) {
    const { id: party_id } = await smallParty(app.db, small, 2, { email: `p${n}@example.se` });
    const made_at = new Date(Date.parse('2027-01-21T08:00Z') + n * 1000);
    invitations.push(await invite(app.db, survey, n % 2 ? { party_id, made_at } : { made_at }));
  }
  await letters('invitation', invitations);
});
afterEach(() => app.close());

/** A letter to each of them, sent one after the other. */
async function letters(kind: string, to: readonly string[]): Promise<void> {
  for (const [n, id] of to.entries()) {
    const at = new Date(app.clock.now().getTime() + n * 1000);
    const times = { queued_at: at, tried_at: at, sent_at: at };
    const purpose_key = `survey:${id}:${kind}`;
    const about = { edition_id: edition, survey_invitation_id: id, kind: `survey-${kind}` };
    await insert(app.db, 'message', {
      id: newId(),
      purpose_key,
      ...about,
      locale: 'sv',
      state: 'sent',
      ...times,
    });
  }
}

/** The order in which forty-eight of them answer: another one than that of anything before. */
const answering = (): string[] => {
  const order = Array.from({ length: 60 }, (_, n) => (n * 37 + 11) % 60);
  return order.slice(0, 48).map((n) => invitations[n] ?? '');
};

type Answer = (invitation: string, text: string) => Promise<unknown>;

/** As visitors do: some begin and go on later, a browser sends its key, some press twice. */
const really: Answer = async (id, text) => {
  const params = { token: app.mint('survey', id, 0) };
  const answers = [{ question: 'what', text }];
  const headers = { 'idempotency-key': id };
  if (id > (invitations[30] ?? ''))
    await app.call(saveSurveyDraft, { params, body: { answers } }, { headers });
  const sent = await app.call(answerSurvey, { params, body: { locale: 'sv', answers } }, { headers });
  expect(sent.ok).toBe(true);
};

const responseOf = (id: string, text: string) => ({
  id,
  survey,
  way: 'invitation' as const,
  on: '2027-01-22',
  locale: null,
  municipality: null,
  schoolId: null,
  grade: null,
  answers: [{ key: 'what', item: '', value: null, text }],
});

/** Lets them answer, reminds after the first half, and tells what came of it. */
async function answered(
  answer: Answer,
  remind: (before: string[]) => string[] = () => invitations,
): Promise<Truth> {
  const order = answering();
  for (const [n, id] of order.entries()) {
    if (n === 24) await letters('reminder', remind(order.slice(0, n)));
    app.clock.advance({ seconds: 40 });
    await answer(id, `Svar ${n}`);
  }
  const rows = await app.db.rows<{ id: string; text: string }>('SELECT response_id id, text FROM answer');
  const byText = new Map(rows.map(({ id, text }) => [text, id]));
  return { invitations, responses: new Map(order.map((id, n) => [id, byText.get(`Svar ${n}`) ?? ''])) };
}

describe('with the whole database', () => {
  it('nothing tells which answer an invitation gave, nor who has answered', async () => {
    const truth = await answered(really);
    expect(new Set(truth.responses.values()).size).toBe(48);
    expect(await tiesIn(app.db, truth)).toEqual([]);
    await app.get(Ballots).sweep();
    expect(await tiesIn(app.db, truth)).toEqual([]);
  });

  it('would be found: the invitation marked in the same transaction', async () => {
    const marking: Answer = (id, text) =>
      app.db.transaction(async (tx) => {
        await tx.rows('UPDATE survey_invitation SET revision = revision WHERE id = $1', [id]);
        await insertResponse(tx, responseOf(crypto.randomUUID(), text));
      });
    const ties = await tiesIn(app.db, await answered(marking));
    expect(ties.map(({ by }) => by)).toContain('the same transaction');
    expect(ties.map(({ by }) => by)).toContain('the order of survey_invitation.xmin');
  });

  it('would be found: the invitation only looked at with a lock', async () => {
    const locking: Answer = (id, text) =>
      app.db.transaction(async (tx) => {
        await tx.rows('SELECT 1 FROM survey_invitation WHERE id = $1 FOR UPDATE', [id]);
        await insertResponse(tx, responseOf(crypto.randomUUID(), text));
      });
    const ties = await tiesIn(app.db, await answered(locking));
    expect(ties.map(({ by }) => by)).toContain('the order of survey_invitation.xmax');
  });

  it('would be found: a note of it made a minute later', async () => {
    const noting: Answer = async (id, text) => {
      await really(id, text);
      await app.db.rows(`INSERT INTO outbox (topic, ref) VALUES ('survey.answered', $1)`, [id]);
    };
    const ties = await tiesIn(app.db, await answered(noting));
    expect(ties.map(({ by }) => by)).toContain('the order of outbox.ctid');
  });

  it('would be found: the id of the invitation in that of the response', async () => {
    const same: Answer = (id, text) => app.db.transaction((tx) => insertResponse(tx, responseOf(id, text)));
    expect(await tiesIn(app.db, await answered(same))).toContainEqual({ by: 'equal values', found: 1 });
  });

  it('would be found: reminders written for those alone who have not answered', async () => {
    const left = (before: string[]) => invitations.filter((it) => !before.includes(it));
    const ties = await tiesIn(app.db, await answered(really, left));
    expect(ties.map(({ by }) => by)).toContain('the order of message (how many)');
  });
});

it('with the key as well, ballots tie nothing once they are shuffled', async () => {
  const truth = await answered(really);
  const ballots = app.get(Ballots);
  const order = async () => {
    const rows = await app.db.rows<{ hash: Buffer }>('SELECT hash FROM ballot ORDER BY ctid');
    const whose = new Map(invitations.map((id) => [ballots.ballotOf(survey, id).hash.toString('hex'), id]));
    return rows.map(({ hash }) => whose.get(hash.toString('hex')));
  };
  const shared = `SELECT 1 FROM ballot b JOIN response r ON r.xmin = b.xmin`;
  expect([await order(), (await app.db.rows(shared)).length]).toEqual([[...truth.responses.keys()], 48]);
  await ballots.sweep();
  const after = await order();
  expect(after.toSorted()).toEqual([...truth.responses.keys()].toSorted());
  expect(after).not.toEqual([...truth.responses.keys()]);
  expect(await app.db.rows(shared)).toEqual([]);
});
