import {
  cancelParty,
  decideQuestion,
  listMeetings,
  listPartyMeetings,
  listQuestions,
  readMeeting,
  sendQuestion,
  withdrawQuestion,
} from '@vagval/contract';
import type { Call } from '@vagval/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { makeMeeting, preparer } from '../../test/meetings.ts';
import { partyOf } from '../../test/parties.ts';
import type { TestParty } from '../../test/parties.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { MeetingsModule } from './meetings.module.ts';

let app: TestApp;
let fair: TestFair;
let leader: Call;
beforeAll(async () => {
  app = await startApp({ features: [AccountsModule, MeetingsModule] });
  fair = await makeFair(app.db);
  app.clock.set('2026-12-10T10:00:00Z');
  leader = await preparer(app, fair);
});
beforeEach(() => {
  app.clock.set('2026-12-10T10:00:00Z');
});
afterAll(() => app.close());

const visitor = (slot: string, locale: 'sv' | 'ar' = 'sv') =>
  partyOf(app, fair, { bookings: [{ slot }], locale });
const ask = (party: TestParty, text = 'Hur långt är det att åka?') =>
  party.call(sendQuestion, { params: { booking: party.booking() }, body: { text } });
const idOf = async (asked: ReturnType<typeof ask>) => {
  const answer = await asked;
  if (!answer.ok) throw new Error(answer.code);
  return answer.data.id;
};
const decide = (question: string, state: 'approved' | 'hidden' | 'answered', by = leader) =>
  by(decideQuestion, { params: { question }, body: { state } });

describe('a party', () => {
  it('sends up to three questions for a booking, in its language, however fast it sends', async () => {
    const party = await visitor(await makeMeeting(app, fair), 'ar');
    const answers = await Promise.all([1, 2, 3, 4, 5].map((nth) => ask(party, `سؤال ${nth}`)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    expect(answers.flatMap((it) => (it.ok ? [] : [it.code]))).toEqual(['question_limit', 'question_limit']);
    const own = await party.call(listPartyMeetings);
    expect(own).toMatchObject({ ok: true, data: { total: 1 } });
    expect(own.ok && own.data.items[0]?.questions.map(({ locale, state }) => [locale, state])).toEqual(
      Array(3).fill(['ar', 'new']),
    );
  });

  it('asks nothing of a kind that takes no questions, of a meeting that has begun, or of a booking that is gone', async () => {
    const deaf = await visitor(await fair.slot());
    expect(await ask(deaf)).toMatchObject({ code: 'no_questions' });
    const slot = await makeMeeting(app, fair);
    const late = await visitor(slot);
    const gone = await visitor(slot);
    await gone.call(cancelParty);
    expect(await ask(gone)).toMatchObject({ code: 'not_found' });
    app.clock.set('2027-01-19T09:00:00Z');
    expect(await ask(late)).toMatchObject({ code: 'questions_over' });
    expect(await ask(late, '')).toMatchObject({ code: 'invalid' });
  });

  it('takes a question back while nobody has read it, and may then ask another', async () => {
    const party = await visitor(await makeMeeting(app, fair));
    const [first] = [await idOf(ask(party)), await idOf(ask(party)), await idOf(ask(party))];
    const withdraw = (question: string, by = party) => by.call(withdrawQuestion, { params: { question } });
    expect(await withdraw(first, await visitor(await makeMeeting(app, fair)))).toMatchObject({
      code: 'not_found',
    });
    expect(await withdraw(first)).toMatchObject({ ok: true });
    const another = await idOf(ask(party));
    await decide(another, 'approved');
    expect(await withdraw(another)).toMatchObject({ code: 'wrong_state', problem: { state: 'approved' } });
  });

  it('sees nothing by an old link', async () => {
    const party = await visitor(await makeMeeting(app, fair));
    await app.db.rows('UPDATE party SET link_revision = 2 WHERE id = $1', [party.booked.party.id]);
    expect(await ask(party)).toMatchObject({ code: 'not_found' });
    expect(await party.call(listPartyMeetings)).toMatchObject({ code: 'not_found' });
  });
});

describe('staff', () => {
  it('let questions through to the speaker, with a note of who did', async () => {
    const slot = await makeMeeting(app, fair, { startsAt: '2027-01-19T12:00Z' });
    const question = await idOf(ask(await visitor(slot)));
    expect(await decide(question, 'approved')).toMatchObject({
      ok: true,
      data: { state: 'approved', meeting: { slot, language: 'so' } },
    });
    const noted = await app.db.rows(`SELECT action, detail FROM audit_entry WHERE subject_id = $1`, [
      question,
    ]);
    expect(noted).toEqual([{ action: 'question.decided', detail: { state: 'approved' } }]);
    const list = await leader(listQuestions, {
      params: { edition: fair.slug },
      query: { slot, state: 'approved' },
    });
    expect(list).toMatchObject({ ok: true, data: { total: 1, items: [{ id: question }] } });
    const none = await leader(listQuestions, {
      params: { edition: fair.slug },
      query: { slot, locale: 'ar' },
    });
    expect(none).toMatchObject({ ok: true, data: { total: 0 } });
  });

  it('of another organiser neither read nor decide', async () => {
    const slot = await makeMeeting(app, fair);
    const question = await idOf(ask(await visitor(slot)));
    const stranger = await preparer(app, await makeFair(app.db));
    expect(await decide(question, 'hidden', stranger)).toMatchObject({ code: 'not_found' });
    expect(await stranger(listQuestions, { params: { edition: fair.slug } })).toMatchObject({
      code: 'not_found',
    });
    expect(await stranger(readMeeting, { params: { slot } })).toMatchObject({ code: 'not_found' });
  });

  it('see the meetings that take questions, with what waits for them', async () => {
    const slot = await makeMeeting(app, fair, { language: 'fa', capacity: 2 });
    const party = await partyOf(app, fair, { size: 2, bookings: [{ slot }], needs: ['interpreter'] });
    await partyOf(app, fair, { bookings: [{ slot, ifFull: 'wait' }] });
    await ask(party);
    const list = await leader(listMeetings, { params: { edition: fair.slug }, query: { language: 'fa' } });
    expect(list).toMatchObject({
      ok: true,
      data: {
        total: 1,
        items: [{ slot, taken: 2, line: { parties: 1, places: 1 }, questions: { new: 1 }, ended: false }],
      },
    });
    const one = await leader(readMeeting, { params: { slot } });
    expect(one).toMatchObject({ ok: true, data: { questions: [{ state: 'new' }], material: [], mailed: 0 } });
  });
});
