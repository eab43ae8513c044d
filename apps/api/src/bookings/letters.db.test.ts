import { formatReference } from '@vagval/text';
import {
  acceptOffer,
  cancelBooking,
  cancelParty,
  changeParty,
  declineOffer,
  moveBooking,
  partyCalendar,
  partyTicket,
} from '@vagval/contract';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { kind, makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';
import { partyOf } from '../../test/parties.ts';
import type { TestParty } from '../../test/parties.ts';
import { catchMails } from '../../test/smtp-catcher.ts';
import type { Catcher } from '../../test/smtp-catcher.ts';
import { Delivery } from '../mail/delivery.service.ts';
import { BookingsModule } from './bookings.module.ts';
import { Line } from './line.service.ts';

let smtp: Catcher;
let app: TestApp;
let fair: TestFair;
beforeAll(async () => {
  smtp = await catchMails();
  const env = { SMTP_URL: smtp.url, MAIL_FROM: 'besok@example.se' };
  app = await startApp({ features: [BookingsModule], env });
  fair = await makeFair(app.db);
});
beforeEach(() => {
  app.clock.set('2026-12-10T10:00:00Z');
});
afterEach(() => {
  smtp.mails.length = 0;
});
afterAll(async () => {
  await app.close();
  await smtp.close();
});

/** Sends what is queued, oldest first; the newest mail. */
async function posted() {
  const queued = await app.db.rows<{
    id: string;
  }>(`SELECT ref AS id FROM outbox o JOIN message m ON m.id = o.ref
    WHERE m.state = 'queued' ORDER BY o.id`);
  for (const { id } of queued) await app.get(Delivery).deliver(id);
  const mail = smtp.mails.at(-1);
  if (!mail) throw new Error('No mail was sent');
  return { subject: mail.subject, text: mail.text ?? '', calendar: calendarIn(mail) };
}

const calendarIn = (mail: { attachments: readonly { contentType: string; content: Buffer }[] }) =>
  mail.attachments.find(({ contentType }) => contentType.includes('calendar'))?.content.toString();

/** Gets no mail, so that the newest mail is the other's. */
const byPhone = { contact: { phone: '031-12 34 56' } };
const one = (party: TestParty) => ({ params: { booking: party.booking() } });

it('confirms with the ticket, the day as a list, the way to cancel and an invitation', async () => {
  const [a, b] = [
    await fair.slot({ capacity: 3 }),
    await fair.slot({ startsAt: '2027-01-19T12:00Z', capacity: 1 }),
  ];
  await partyOf(app, fair, { bookings: [{ slot: b }] });
  const { booked } = await partyOf(app, fair, {
    size: 3,
    bookings: [{ slot: a }, { slot: b, places: 1, ifFull: 'wait' }],
  });
  const mail = await posted();
  expect(mail.subject).toBe('Klart, ni är bokade tisdag 19 januari 10.00');
  for (const said of [
    formatReference(booked.party.reference),
    '10.00',
    '13.00',
    '3 personer',
    'plats 1 av 1',
    booked.link,
  ])
    expect(mail.text).toContain(said);
  expect(mail.calendar).toContain('METHOD:REQUEST');
  expect(mail.calendar).toContain('DTSTART:20270119T090000Z');
  expect(mail.calendar).toContain(`UID:${booked.bookings[0]?.id}@vagval`);
  expect(mail.calendar).toMatch(/ORGANIZER.*mailto:besok@example\.se/i);
});

it('takes out of the calendar what is cancelled, with the same id and a higher sequence', async () => {
  const party = await partyOf(app, fair, { bookings: [{ slot: await fair.slot() }] });
  app.clock.advance({ minutes: 5 });
  await party.call(cancelBooking, one(party));
  const mail = await posted();
  expect(mail.subject).toBe('Ert besök är ändrat');
  expect(mail.text).toContain('Ni har ingen bokad tid kvar.');
  for (const line of ['METHOD:CANCEL', 'STATUS:CANCELLED', 'SEQUENCE:300', `UID:${party.booking()}@vagval`])
    expect(mail.calendar).toContain(line);
});

it('tells of a changed number and of a cancelled visit', async () => {
  const party = await partyOf(app, fair, { size: 2, bookings: [{ slot: await fair.slot() }] });
  await party.call(changeParty, { body: { size: 1, locale: 'en' } });
  expect(await posted()).toMatchObject({ subject: 'Your visit has changed' });
  await party.call(cancelParty);
  const mail = await posted();
  expect(mail.subject).toBe('Your visit is cancelled');
  expect(mail.calendar).toContain('METHOD:CANCEL');
});

it('asks whether the party wants the place, in its language, and says until when', async () => {
  const slot = await fair.slot({ capacity: 1 });
  const holder = await partyOf(app, fair, { ...byPhone, bookings: [{ slot }] });
  const party = await partyOf(app, fair, { bookings: [{ slot, ifFull: 'wait' }], locale: 'en' });
  expect(await posted()).toMatchObject({ subject: 'You are in the queue', calendar: undefined });
  await holder.call(cancelParty);
  const offer = await posted();
  expect(offer).toMatchObject({ subject: 'There is room: Weld', calendar: undefined });
  expect(offer.text).toContain('Friday 11 December 08:00');
  const answer = `${party.booked.link}/booking/${party.booking()}/answer`;
  expect(offer.text).toContain(`Take the place:\n${answer}\n`);
  expect(offer.text).toContain(`Decline:\n${answer}?no\n`);
  await party.call(acceptOffer, one(party));
  expect(await posted()).toMatchObject({ subject: 'Your visit has changed' });
});

it('says that an offer has expired, and does not ask for what is gone', async () => {
  const slot = await fair.slot({ capacity: 1 });
  const holder = await partyOf(app, fair, { ...byPhone, bookings: [{ slot }] });
  await partyOf(app, fair, { bookings: [{ slot, ifFull: 'wait' }] });
  await posted();
  await holder.call(cancelParty);
  app.clock.advance({ hours: 21 });
  await app.get(Line).expireOffers();
  expect(await posted()).toMatchObject({ subject: 'Tiden att svara har gått ut: Svetsa' });
  expect(smtp.mails.map(({ subject }) => subject)).not.toContain('Det finns plats: Svetsa');
});

it('says that a place was given without asking', async () => {
  const slot = await fair.slot({ capacity: 1 });
  const holder = await partyOf(app, fair, { ...byPhone, bookings: [{ slot }] });
  const party = await partyOf(app, fair, { bookings: [{ slot, ifFull: 'wait' }] });
  app.clock.set('2027-01-18T12:00:00Z');
  await holder.call(cancelParty);
  const mail = await posted();
  expect(mail.subject).toBe('Ni har fått plats: Svetsa');
  expect(mail.calendar).toContain('METHOD:REQUEST');
  expect(await party.call(declineOffer, one(party))).toMatchObject({ code: 'no_offer' });
});

it('gives the confirmed bookings as a calendar file, and the ticket as a picture', async () => {
  const party = await partyOf(app, fair, { bookings: [{ slot: await fair.slot() }] });
  const file = await party.call(partyCalendar);
  if (!file.ok) throw new Error(file.code);
  const text = await file.response.text();
  expect(text).toContain('METHOD:PUBLISH');
  expect(text).toContain('DTSTART:20270119T090000Z');
  expect(text).not.toContain('ATTENDEE');
  const picture = await party.call(partyTicket);
  if (!picture.ok) throw new Error(picture.code);
  expect(picture.response.headers.get('content-type')).toBe('image/svg+xml');
  expect(await picture.response.text()).toMatch(/^<svg /);
});

it('says how many come where a place is for the whole party', async () => {
  await kind(app.db, 'guidance-talk');
  await app.db.rows(`UPDATE activity_kind SET counts = 'parties' WHERE key = 'guidance-talk'`);
  await partyOf(app, fair, { size: 5, bookings: [{ slot: await fair.slot({ kind: 'guidance-talk' }) }] });
  const { text } = await posted();
  expect(text.match(/\d+ person(er)?\b/g)).toEqual(['5 personer', '5 personer']);
});

it('invites to one entry at a time; several are published, and taken out, together', async () => {
  const [a, b] = [await fair.slot(), await fair.slot({ startsAt: '2027-01-19T12:00Z' })];
  const party = await partyOf(app, fair, { bookings: [{ slot: a }, { slot: b }] });
  const of = (text = '') => ({
    method: /^METHOD:(\w+)/m.exec(text)?.[1],
    entries: text.match(/^UID:/gm)?.length,
    states: [...new Set([...text.matchAll(/^STATUS:(\w+)/gm)].map(([, state]) => state))],
    invited: text.includes('ATTENDEE'),
  });
  expect(of((await posted()).calendar)).toEqual({
    method: 'PUBLISH',
    entries: 2,
    states: ['CONFIRMED'],
    invited: false,
  });
  app.clock.advance({ minutes: 1 });
  const to = await fair.slot({ startsAt: '2027-01-20T09:00Z' });
  await party.call(moveBooking, { params: { booking: party.booking() }, body: { slot: to } });
  const moved = (await posted()).calendar ?? '';
  expect(of(moved)).toEqual({ method: 'REQUEST', entries: 1, states: ['CONFIRMED'], invited: true });
  for (const line of [`UID:${party.booking()}@vagval`, 'SEQUENCE:60', 'DTSTART:20270120T090000Z'])
    expect(moved).toContain(line);
  await party.call(cancelParty);
  expect(of((await posted()).calendar)).toEqual({
    method: 'PUBLISH',
    entries: 2,
    states: ['CANCELLED'],
    invited: false,
  });
});
