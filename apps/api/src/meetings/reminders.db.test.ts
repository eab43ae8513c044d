import { addMaterial, cancelBooking, listPartyMeetings, readMeeting } from '@vagval/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { makeFair, open } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { makeMeeting, preparer } from '../../test/meetings.ts';
import { partyOf } from '../../test/parties.ts';
import type { TestParty } from '../../test/parties.ts';
import { catchMails } from '../../test/smtp-catcher.ts';
import type { Catcher } from '../../test/smtp-catcher.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { Delivery } from '../mail/delivery.service.ts';
import { newId } from '../platform/ids.ts';
import { Material } from './material.service.ts';
import { MeetingsModule } from './meetings.module.ts';
import { Reminders } from './reminders.service.ts';

let smtp: Catcher;
let app: TestApp;
let fair: TestFair;
beforeAll(async () => {
  smtp = await catchMails();
  const env = { SMTP_URL: smtp.url, MAIL_FROM: 'besok@example.se' };
  app = await startApp({ features: [AccountsModule, MeetingsModule], env });
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

/** What the worker does at an instant: promises what is due, and sends it; the mails of that kind that went out. */
async function worksAt(at: string, kind: 'reminder' | 'material' = 'reminder') {
  app.clock.set(at);
  await (kind === 'reminder' ? app.get(Reminders).remind() : app.get(Material).mail());
  const queued = await app.db.rows<{ id: string }>(
    `SELECT m.id FROM message m JOIN outbox o ON o.ref = m.id WHERE m.state = 'queued' AND m.kind = $1 ORDER BY o.id`,
    [kind],
  );
  const before = smtp.mails.length;
  for (const { id } of queued) await app.get(Delivery).deliver(id);
  return smtp.mails.slice(before).map(({ recipients, subject, text }) => ({
    to: recipients.join(),
    subject: subject ?? '',
    text: text ?? '',
  }));
}
const subjectsAt = async (at: string) => (await worksAt(at)).map(({ subject }) => subject);
const meeting = (startsAt: string, more: Parameters<typeof makeMeeting>[2] = {}) =>
  makeMeeting(app, fair, { startsAt, ...more });
const visitor = (...slots: string[]) =>
  partyOf(app, fair, { size: 2, bookings: slots.map((slot) => ({ slot })) });
const reminded = (party: TestParty) =>
  app.db.rows(`SELECT purpose_key FROM message WHERE kind = 'reminder' AND party_id = $1`, [
    party.booked.party.id,
  ]);

describe('a reminder', () => {
  it('comes at the hours of the kind, once each, however often the worker looks or starts anew', async () => {
    await visitor(await meeting('2027-01-19T16:00Z'));
    const seen: string[] = [];
    for (const at of [
      '18T15:59:59',
      '18T16:00:00',
      '18T16:02:00',
      '19T13:59:59',
      '19T14:00:00',
      '19T14:00:00',
      '19T16:01:00',
    ])
      for (const subject of await subjectsAt(`2027-01-${at}Z`)) seen.push(`${at} ${subject}`);
    expect(seen).toEqual([
      '18T16:00:00 Påminnelse: tisdag 19 januari 17.00',
      '19T14:00:00 Påminnelse: tisdag 19 januari 17.00',
    ]);
  });

  it('says when, where, whom to ask for and what the place is like, in the party’s language', async () => {
    const place = { name: 'Rum G3', access: ['lift', 'hearing-loop'] };
    const slot = await meeting('2027-01-19T16:00Z', { place });
    const party = await partyOf(app, fair, { size: 3, bookings: [{ slot }], locale: 'en' });
    const [mail] = await worksAt('2027-01-18T16:00:00Z');
    expect(mail).toMatchObject({ to: 'besokare@example.se', subject: 'Reminder: Tuesday 19 January 17:00' });
    for (const said of [
      '17:00  Weld',
      'Rum G3',
      'Lift',
      'Hearing loop',
      '3 people',
      'Arrangören',
      party.booked.link,
    ])
      expect(mail?.text).toContain(said);
  });

  it('carries the link into a meeting online', async () => {
    const joinUrl = 'https://moten.example.se/so-1';
    await visitor(
      await meeting('2027-01-19T16:00Z', { joinUrl, place: { kind: 'online', name: 'På nätet' } }),
    );
    const [mail] = await worksAt('2027-01-18T16:00:00Z');
    expect(mail?.text).toContain(joinUrl);
    expect(mail?.text).toContain('På nätet');
  });

  it('is one for a day of several, told at the first', async () => {
    const early = await meeting('2027-01-19T09:00Z');
    const late = await meeting('2027-01-19T16:00Z');
    const other = await meeting('2027-01-20T09:00Z');
    await app.db.rows(`UPDATE activity_kind SET party_limit = 9`);
    await visitor(early, late, other);
    const [mail, ...more] = await worksAt('2027-01-18T09:00:00Z');
    expect(more).toEqual([]);
    expect(mail?.text).toMatch(/10\.00 {2}Svetsa[^]*17\.00 {2}Svetsa/);
    expect(await worksAt('2027-01-18T16:00:00Z')).toEqual([]);
    expect(await subjectsAt('2027-01-19T07:00:00Z')).toEqual(['Påminnelse: tisdag 19 januari 10.00']);
    expect(await subjectsAt('2027-01-19T09:30:00Z')).toEqual(['Påminnelse: onsdag 20 januari 10.00']);
  });

  it('is not for whoever has just booked, waits, has cancelled or left no address', async () => {
    const slot = await meeting('2027-01-19T16:00Z', { capacity: 7 });
    const gone = await visitor(slot);
    await visitor(slot);
    await partyOf(app, fair, { contact: { phone: '031-12 34 56' }, bookings: [{ slot }] });
    await partyOf(app, fair, { size: 3, bookings: [{ slot, ifFull: 'wait' }] });
    await gone.call(cancelBooking, { params: { booking: gone.booking() } });
    app.clock.set('2027-01-18T05:00:00Z');
    const justBooked = await partyOf(app, fair, { bookings: [{ slot }] });
    expect(await subjectsAt('2027-01-18T16:00:00Z')).toHaveLength(1);
    expect(await reminded(justBooked)).toEqual([]);
    await worksAt('2027-01-19T14:00:00Z');
    expect(await reminded(justBooked)).toHaveLength(1);
  });

  it('that a worker slept through is the nearest alone', async () => {
    await visitor(await meeting('2027-01-19T16:00Z'));
    expect(await subjectsAt('2027-01-19T15:00:00Z')).toHaveLength(1);
    expect(await subjectsAt('2027-01-19T15:02:00Z')).toEqual([]);
  });

  it('keeps its hours over the night when the clock is moved', async () => {
    await open(app.db, fair.edition, { of: 'booking', until: '2027-05-01T00:00Z' });
    await visitor(await meeting('2027-03-28T14:00Z'));
    expect(await subjectsAt('2027-03-27T13:59:59Z')).toEqual([]);
    expect(await subjectsAt('2027-03-27T14:00:00Z')).toEqual(['Påminnelse: söndag 28 mars 16.00']);
  });

  it('follows an edition’s own rules instead of the general ones', async () => {
    await app.db.rows(
      `INSERT INTO reminder_rule (edition_id, kind, hours_before) VALUES ($1, 'guardian-meeting', 72)`,
      [fair.edition],
    );
    await visitor(await meeting('2027-01-19T16:00Z'));
    expect(await subjectsAt('2027-01-16T16:00:00Z')).toHaveLength(1);
    expect(await subjectsAt('2027-01-18T16:00:00Z')).toEqual([]);
  });

  it('of a day that is cancelled meanwhile is not sent', async () => {
    const party = await visitor(await meeting('2027-01-19T16:00Z'));
    app.clock.set('2027-01-18T16:00:00Z');
    await app.get(Reminders).remind();
    await party.call(cancelBooking, { params: { booking: party.booking() } });
    expect(await worksAt('2027-01-18T16:05:00Z')).toEqual([]);
  });
});

describe('the link into a meeting', () => {
  it('is on the party’s page from a day before, for those with a place', async () => {
    const joinUrl = 'https://moten.example.se/so-2';
    const slot = await meeting('2027-01-19T16:00Z', { joinUrl, capacity: 2 });
    const has = await visitor(slot);
    const waits = await partyOf(app, fair, { bookings: [{ slot, ifFull: 'wait' }] });
    const seenBy = async (party: TestParty) => {
      const list = await party.call(listPartyMeetings);
      return list.ok && list.data.items[0]?.joinUrl;
    };
    expect(await seenBy(has)).toBeNull();
    app.clock.set('2027-01-18T16:00:00Z');
    expect([await seenBy(has), await seenBy(waits)]).toEqual([joinUrl, null]);
  });
});

describe('material', () => {
  const material = {
    title: { sv: 'Bilder från mötet', ar: 'صور من اللقاء' },
    url: 'https://example.se/bilder',
  };
  const add = async (slot: string, body: object = material) => {
    const leader = await preparer(app, fair);
    return leader(addMaterial, { params: { slot }, body: body as typeof material });
  };

  it('is mailed once to those who had a place, when the meeting is over, and stands on their page', async () => {
    const slot = await meeting('2027-01-19T16:00Z', { capacity: 6 });
    const came = await partyOf(app, fair, { size: 2, bookings: [{ slot }], locale: 'ar' });
    const stayedAway = await visitor(slot);
    const noShow = await visitor(slot);
    await partyOf(app, fair, { bookings: [{ slot, ifFull: 'wait' }] });
    expect(await add(slot)).toMatchObject({ ok: true, data: { url: material.url } });
    expect(await add(slot)).toMatchObject({ code: 'material_known' });
    expect(await worksAt('2027-01-19T16:59:00Z', 'material')).toEqual([]);
    await app.db.rows('UPDATE booking SET came = 0 WHERE id = $1', [stayedAway.booking()]);
    await app.db.rows(`UPDATE booking SET state = 'released', ended_by = 'no_show' WHERE id = $1`, [
      noShow.booking(),
    ]);
    await app.db.rows('UPDATE slot SET taken = taken - 2 WHERE id = $1', [slot]);
    const [mail, ...more] = await worksAt('2027-01-19T17:00:00Z', 'material');
    expect(more).toEqual([]);
    expect(mail?.text).toContain('صور من اللقاء');
    expect(mail?.text).toContain(material.url);
    expect(await worksAt('2027-01-19T18:00:00Z', 'material')).toEqual([]);
    const page = await came.call(listPartyMeetings);
    expect(page.ok && page.data.items[0]?.material).toMatchObject([{ url: material.url }]);
    const detail = await (await preparer(app, fair))(readMeeting, { params: { slot } });
    expect(detail).toMatchObject({ ok: true, data: { mailed: 1, material: [{ title: material.title }] } });
  });

  it('added late is one mail, a quarter of an hour after the last addition', async () => {
    const slot = await meeting('2027-01-19T16:00Z');
    await visitor(slot);
    app.clock.set('2027-01-20T09:00:00Z');
    await add(slot);
    app.clock.set('2027-01-20T09:10:00Z');
    await add(slot, { title: { sv: 'Ordlista' }, url: 'https://example.se/ord' });
    expect(await worksAt('2027-01-20T09:16:00Z', 'material')).toEqual([]);
    const mails = await worksAt('2027-01-20T09:25:00Z', 'material');
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('Ordlista');
  });

  it('is reached by a secure address alone, and of one’s own fair', async () => {
    const slot = await meeting('2027-01-19T16:00Z');
    for (const url of [
      'http://example.se/a',
      'javascript:alert(1)',
      'https://exa mple.se',
      'ftp://example.se',
    ])
      expect(await add(slot, { title: { sv: 'A' }, url })).toMatchObject({ code: 'invalid' });
    const stranger = await preparer(app, await makeFair(app.db, { state: 'finished' }));
    expect(await stranger(addMaterial, { params: { slot: newId() }, body: material })).toMatchObject({
      code: 'not_found',
    });
    expect(await stranger(addMaterial, { params: { slot }, body: material })).toMatchObject({
      code: 'not_found',
    });
  });
});
