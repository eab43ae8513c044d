import { bookParty, listMeetings, listNeeds, orderNeed, readDemand } from '@vagval/contract';
import type { Call, Sent } from '@vagval/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { makeMeeting, preparer } from '../../test/meetings.ts';
import { partyOf } from '../../test/parties.ts';
import { catchMails } from '../../test/smtp-catcher.ts';
import type { Catcher } from '../../test/smtp-catcher.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { Delivery } from '../mail/delivery.service.ts';
import { newId } from '../platform/ids.ts';
import { MeetingsModule } from './meetings.module.ts';
import { Needs } from './needs.service.ts';

let smtp: Catcher;
let app: TestApp;
let fair: TestFair;
beforeAll(async () => {
  smtp = await catchMails();
  const env = { SMTP_URL: smtp.url, MAIL_FROM: 'besok@example.se' };
  app = await startApp({ features: [AccountsModule, MeetingsModule], env });
  await app.db.rows(`INSERT INTO municipality (code, name, in_region) VALUES ('1480', 'Göteborg', true)`);
});
beforeEach(async () => {
  app.clock.set('2026-12-10T10:00:00Z');
  fair = await makeFair(app.db);
});
afterEach(async () => {
  smtp.mails.length = 0;
  await app.db.rows(`UPDATE edition SET state = 'finished' WHERE id = $1`, [fair.edition]);
});
afterAll(async () => {
  await app.close();
  await smtp.close();
});

/** Signs in anew: a session lasts hours, and the clock moves weeks. */
const leader: Call = async (endpoint, ...rest) => (await preparer(app, fair))(endpoint, ...rest);

type Body = Sent<typeof bookParty>['body'];
const visitor = (slot: string, it: Partial<Body> = {}) => partyOf(app, fair, { ...it, bookings: [{ slot }] });
const needs = (query: Sent<typeof listNeeds>['query'] = {}) =>
  leader(listNeeds, { params: { edition: fair.slug }, query });
const arabic: Partial<Body> = {
  needs: ['interpreter'],
  interpreter: { language: 'ar', variety: 'irakisk' },
  contact: { email: 'hemlig@example.se' },
};
const room = { name: 'Rum G3', access: ['wheelchair'] };

describe('what is needed', () => {
  it('is counted for each slot, with languages and varieties, and names nobody', async () => {
    const slot = await makeMeeting(app, fair, { place: room });
    const first = await visitor(slot, { ...arabic, size: 3 });
    await visitor(slot, {
      ...arabic,
      interpreter: { language: 'ar', variety: 'marockansk' },
      municipality: '1480',
    });
    await visitor(slot, { needs: ['wheelchair', 'hearing-loop'], protected: true, municipality: '1480' });
    const answer = await needs();
    if (!answer.ok) throw new Error(answer.code);
    const [it] = answer.data.items;
    expect(it).toMatchObject({ slot, day: '2027-01-19', daysLeft: 40, mark: null, due: false });
    const line = (need: string) => it?.needs.find((one) => one.need === need);
    expect(line('interpreter')).toMatchObject({
      language: 'ar',
      varieties: ['irakisk', 'marockansk'],
      parties: 2,
      persons: 4,
      met: false,
    });
    expect(line('interpreter')?.references).toContain(first.booked.party.reference);
    expect([line('wheelchair')?.met, line('hearing-loop')?.met]).toEqual([true, false]);
    expect(JSON.stringify(answer.data)).not.toMatch(/hemlig|@|1480/);
  });

  it('is due from four weeks before until somebody has ordered it', async () => {
    const slot = await makeMeeting(app, fair, { place: room });
    await visitor(slot, arabic);
    app.clock.set('2026-12-22T10:00:00+01:00');
    expect(await needs()).toMatchObject({ ok: true, data: { due: 1, items: [{ mark: 28, due: true }] } });
    const order = (ordered: boolean) =>
      leader(orderNeed, {
        params: { slot, need: 'interpreter' },
        body: { ordered, language: 'ar', note: 'Order 17' },
      });
    expect(await order(true)).toMatchObject({ ok: true });
    expect(await needs({ need: 'interpreter' })).toMatchObject({
      ok: true,
      data: { due: 0, items: [{ due: false, needs: [{ ordered: { note: 'Order 17', parties: 1 } }] }] },
    });
    await order(false);
    expect(await needs({ kind: 'guardian-meeting' })).toMatchObject({ ok: true, data: { due: 1 } });
    expect(await leader(listMeetings, { params: { edition: fair.slug } })).toMatchObject({
      ok: true,
      data: { needsDue: 1, items: [{ needsDue: 1 }] },
    });
    const stranger = await preparer(app, await makeFair(app.db, { state: 'finished' }));
    const theirs = { params: { slot, need: 'interpreter' as const }, body: { ordered: true } };
    expect(await stranger(orderNeed, theirs)).toMatchObject({ code: 'not_found' });
  });
});

describe('the organiser', () => {
  /** Delivers what is queued and says to whom and about what. */
  async function posted(): Promise<{ to: string; subject: string; text: string }[]> {
    const queued = await app.db.rows<{ id: string }>(
      `SELECT id FROM message WHERE state = 'queued' AND kind = 'needs-due' AND edition_id = $1 ORDER BY queued_at, id`,
      [fair.edition],
    );
    const before = smtp.mails.length;
    for (const { id } of queued) await app.get(Delivery).deliver(id);
    return smtp.mails.slice(before).map(({ recipients, subject, text }) => ({
      to: recipients.join(),
      subject: subject ?? '',
      text: text ?? '',
    }));
  }

  it('is told once of each mark: what is not ordered, by counts alone', async () => {
    const slot = await makeMeeting(app, fair, { place: room });
    await visitor(slot, arabic);
    const told: string[] = [];
    for (const day of ['2026-12-21', '2026-12-22', '2026-12-23', '2027-01-05', '2027-01-12', '2027-01-13'])
      for (const time of ['06:30', '08:00', '08:30']) {
        app.clock.set(`${day}T${time}:00+01:00`);
        await app.get(Needs).tellOfMarks();
        for (const { to, subject, text } of await posted()) {
          told.push(`${day} ${time} ${to}: ${subject}`);
          expect(text).toContain('Tolk, arabiska (irakisk): 1');
          expect(text).not.toContain('hemlig');
        }
      }
    expect(told).toEqual([
      '2026-12-22 08:00 besok@example.se: Att beställa före tisdag 19 januari',
      '2027-01-05 08:00 besok@example.se: Att beställa före tisdag 19 januari',
      '2027-01-12 08:00 besok@example.se: Att beställa före tisdag 19 januari',
    ]);
  });

  it('is told late when nobody was there to tell, and not of what is ordered meanwhile', async () => {
    const slot = await makeMeeting(app, fair, { place: room });
    await visitor(slot, arabic);
    app.clock.set('2027-01-07T09:00:00+01:00');
    await app.get(Needs).tellOfMarks();
    await leader(orderNeed, {
      params: { slot, need: 'interpreter' },
      body: { ordered: true, language: 'ar' },
    });
    expect(await posted()).toEqual([]);
    const [message] = await app.db.rows(
      `SELECT state FROM message WHERE edition_id = $1 AND kind = 'needs-due'`,
      [fair.edition],
    );
    expect(message).toEqual({ state: 'suppressed' });
  });
});

describe('demand', () => {
  const demand = async () => {
    const answer = await leader(readDemand, { params: { edition: fair.slug } });
    if (!answer.ok) throw new Error(answer.code);
    return answer.data;
  };

  it('is told by language, with a free room for a line that is long enough', async () => {
    const full = { capacity: 2, startsAt: '2027-01-19T14:30Z' };
    const slot = await makeMeeting(app, fair, { ...full, place: room });
    await makeMeeting(app, fair, { language: 'sv', capacity: 50, place: { name: 'Rum G4' } });
    await visitor(slot, { size: 2 });
    await partyOf(app, fair, { size: 9, bookings: [{ slot, places: 2, ifFull: 'wait' }] });
    expect((await demand()).items.find(({ language }) => language === 'so')).toMatchObject({
      meetings: 1,
      places: 2,
      taken: 2,
      line: { parties: 1, places: 2 },
      unmet: 2,
      suggestion: null,
    });
    for (let nth = 0; nth < 4; nth++)
      await partyOf(app, fair, { size: 2, bookings: [{ slot, places: 2, ifFull: 'wait' }] });
    const [so] = (await demand()).items;
    expect(so).toMatchObject({ language: 'so', unmet: 10, line: { parties: 5, places: 10 } });
    expect(so?.suggestion).toMatchObject({
      waiting: 10,
      minutes: 60,
      capacity: 2,
      place: { name: 'Rum G4' },
    });
    expect(so?.suggestion?.startsAt).toBe('2027-01-19T14:30:00.000Z');
    await app.db.rows(
      `INSERT INTO slot (id, edition_id, activity_id, place_id, setup_from, starts_at, ends_at, capacity, exclusive)
       SELECT $1, edition_id, activity_id, (SELECT id FROM place WHERE name = 'Rum G4' AND edition_id = $2), setup_from,
         starts_at, ends_at, 1, false FROM slot WHERE id = $3`,
      [newId(), fair.edition, slot],
    );
    const [after] = (await demand()).items;
    expect(after?.suggestion).toMatchObject({
      place: { name: 'Rum G3' },
      startsAt: '2027-01-20T14:30:00.000Z',
    });
  });

  it('counts who has no meeting in the language they speak', async () => {
    const slot = await makeMeeting(app, fair);
    await makeMeeting(app, fair, { language: 'sv' });
    const other = await fair.slot();
    await visitor(slot, { needs: ['interpreter'], interpreter: { language: 'so' } });
    await visitor(other, { needs: ['interpreter'], interpreter: { language: 'so' } });
    await visitor(other, { locale: 'ar' });
    const { parties } = await demand();
    expect(parties).toEqual([
      { language: 'so', parties: 2, without: 1, offered: true },
      { language: 'ar', parties: 1, without: 1, offered: false },
    ]);
  });
});
