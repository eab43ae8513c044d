import {
  acceptOffer,
  addBooking,
  becomeTeacher,
  changeClass,
  chooseWindow,
  importSchools,
  listSchools,
  moveBooking,
  readSession,
  startSession,
} from '@vagval/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { makeClass, makeSchool, makeSchools } from '../../test/teaching.ts';
import type { ClassReply, TestSchools } from '../../test/teaching.ts';

let app: TestApp;
let region: TestSchools;
beforeAll(async () => {
  app = await startApp({ at: '2026-12-10T10:00:00Z', env: { LIMIT_FACTOR: '1000' } });
});
afterAll(() => app.close());
beforeEach(async () => {
  region = await makeSchools(app);
});

describe('the register', () => {
  const bring = async (csv: string, dryRun = false) => {
    const leader = await app.as('leader', { organiser: region.organiser });
    const answer = await leader(importSchools, {
      params: { edition: region.fair.slug },
      body: { csv, dryRun },
    });
    if (!answer.ok) throw new Error(answer.code);
    return answer.data;
  };
  const found = async (q: string) => {
    const answer = await app.call(listSchools, { query: { q } });
    return answer.ok ? answer.data.items.map(({ name }) => name) : answer.code;
  };

  it('is read with a heading, semicolons, a mark of byte order and signs beyond ASCII; again it changes nothing', async () => {
    const csv =
      '\ufeffSkolenhetskod;Namn;Kommunkod;Typ\r\n20000001;Önneredsskolan;1480;Grundskola\r\n20000002;"Åby; skolan";1480;\r\n';
    expect(await bring(csv, true)).toMatchObject({ created: 2, written: false });
    expect(await found('Önnered')).toEqual([]);
    expect(await bring(csv)).toEqual({ created: 2, changed: 0, unchanged: 0, refused: [], written: true });
    expect(await found('önnered')).toEqual(['Önneredsskolan']);
    expect(await bring(csv)).toMatchObject({ created: 0, changed: 0, unchanged: 2, written: true });
    expect(await bring('20000001,Önneredsskolan norra,1480')).toMatchObject({ changed: 1, written: true });
    expect(await found('Önnered')).toEqual(['Önneredsskolan norra']);
  });

  it('writes nothing while a line is refused, and says which and why', async () => {
    const csv = [
      '30000001;Riktig skola;1480',
      'abc;Utan kod;1480',
      '30000003;X;1480',
      '30000004;Okänd kommun;9999',
      '30000001;Samma igen;1480',
      '30000005;För få',
    ].join('\n');
    const { refused, ...counts } = await bring(csv);
    expect(counts).toMatchObject({ created: 1, written: false });
    expect(refused.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '2 unit_code',
      '3 name',
      '4 municipality',
      '5 twice',
      '6 columns',
    ]);
    expect(await found('Riktig')).toEqual([]);
    expect(await bring('30000009;"öppen;1480')).toMatchObject({ refused: [{ line: 1, reason: 'quotes' }] });
  });

  it('keeps what looks like a formula, and what means something to a search, as plain text', async () => {
    await bring('40000001;=HYPERLINK("x");1480\n40000002;100 % skolan;1480'.replaceAll('"', ''));
    expect(await found('=HYPER')).toEqual(['=HYPERLINK(x)']);
    expect(await found('100 %')).toEqual(['100 % skolan']);
    expect(await found('1_0')).toEqual([]);
  });

  it('is for the organiser alone', async () => {
    const stranger = await makeSchools(app);
    const leader = await app.as('leader', { organiser: stranger.organiser });
    const body = { csv: '50000001;Skolan;1480' };
    const answer = await leader(importSchools, { params: { edition: region.fair.slug }, body });
    expect(answer).toMatchObject({ ok: false, code: 'not_found' });
  });
});

describe('a teacher', () => {
  const asks = (email: string, school: string) => app.call(becomeTeacher, { body: { email, school } });

  it('gets a page by mail, the same answer whether known or not, and one seat however often', async () => {
    const email = `ny-${region.school}@example.se`;
    expect(await asks(email, region.school)).toMatchObject({ ok: true, data: { sent: true } });
    expect(await asks(email.toUpperCase(), region.school)).toMatchObject({ ok: true, data: { sent: true } });
    const seats = await app.db.rows(
      `SELECT m.role FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email = $1`,
      [email],
    );
    expect(seats).toEqual([{ role: 'teacher' }]);
    const [link] = await app.db.rows<{ id: string }>(
      'SELECT l.id FROM sign_in_link l JOIN account a ON a.id = l.account_id WHERE a.email = $1 LIMIT 1',
      [email],
    );
    const token = app.mint('sign-in', link?.id ?? '', 1);
    const session = await app.call(startSession, { body: { token } });
    expect(session).toMatchObject({
      ok: true,
      data: { may: ['class.own'], organisations: [{ id: region.school }] },
    });
    expect(await app.call(readSession)).toMatchObject({ ok: false });
  });

  it('picks a school of the register, and no exhibitor', async () => {
    const [exhibitor] = await app.db.rows<{ id: string }>(
      `INSERT INTO organisation (id, kind, name) VALUES (gen_random_uuid(), 'school', $1) RETURNING id`,
      [`Gymnasiet ${region.school}`],
    );
    for (const school of [exhibitor?.id ?? '', region.fair.edition])
      expect(await asks('x@example.se', school)).toMatchObject({ ok: false, code: 'school_unknown' });
  });
});

describe('the share of a school', () => {
  const choose = (teacher: TestSchools['teacher'], of: ClassReply, slot: string) =>
    teacher(chooseWindow, { params: { class: of.id }, body: { slot } });
  const taken = async (slot: string) =>
    await app.db.rows<{ taken: number; most: number }>(
      'SELECT taken, most FROM slot_school WHERE slot_id = $1 ORDER BY taken',
      [slot],
    );

  it('holds when classes of one school book at once, and leaves the rest to others', async () => {
    const slot = await region.window('2027-01-19T08:00Z', { capacity: 100, share: 40 });
    const classes = await Promise.all(
      Array.from({ length: 6 }, (_, at) => makeClass(region, { className: `9${at}`, pupils: 18 })),
    );
    const answers = await Promise.all(classes.map((it) => choose(region.teacher, it, slot)));
    const words = answers.map((it) => (it.ok ? 'booked' : it.code)).sort();
    expect(words).toEqual(['booked', 'booked', ...Array.from({ length: 4 }, () => 'school_share_reached')]);
    expect(await taken(slot)).toEqual([{ taken: 40, most: 40 }]);
    const school = await makeSchool(app, 'En annan');
    const other = { ...region, school, teacher: await app.as('teacher', { organisation: school }) };
    const theirs = await makeClass(other, { pupils: 28 });
    expect(await choose(other.teacher, theirs, slot)).toMatchObject({ ok: true });
    await expectInvariants(app.db, app.clock.now());
  });

  it('is given back by a class that moves, shrinks or cancels, and bounds one that grows', async () => {
    const share = { capacity: 100, share: 40 };
    const [slot, next] = [
      await region.window('2027-01-19T08:00Z', share),
      await region.window('2027-01-19T09:00Z', share),
    ];
    const [one, two] = [await makeClass(region, { pupils: 18 }), await makeClass(region, { pupils: 14 })];
    await choose(region.teacher, one, slot);
    await choose(region.teacher, two, slot);
    const grown = await region.teacher(changeClass, { params: { class: two.id }, body: { pupils: 20 } });
    expect(grown).toMatchObject({ ok: false, code: 'school_share_reached' });
    await choose(region.teacher, one, next);
    expect([await taken(slot), await taken(next)]).toMatchObject([[{ taken: 16 }], [{ taken: 20 }]]);
    const again = await region.teacher(changeClass, { params: { class: two.id }, body: { pupils: 20 } });
    expect(again).toMatchObject({ ok: true, data: { window: { places: 22 } } });
  });

  it('never keeps a single class out, however small the window is', async () => {
    const slot = await region.window('2027-01-19T08:00Z', { capacity: 40, share: 40 });
    const alone = await makeClass(region, { pupils: 24 });
    expect(await choose(region.teacher, alone, slot)).toMatchObject({ ok: true });
    const second = await makeClass(region, { pupils: 4 });
    expect(await choose(region.teacher, second, slot)).toMatchObject({
      ok: false,
      code: 'school_share_reached',
    });
  });

  it('cannot be got round by the page of the ticket', async () => {
    const slot = await region.window('2027-01-19T08:00Z', { capacity: 100, share: 40 });
    const other = await region.window('2027-01-19T10:00Z', { capacity: 100 });
    const [one, two] = [await makeClass(region, { pupils: 34 }), await makeClass(region, { pupils: 10 })];
    await choose(region.teacher, one, slot);
    const holder = app.withLink('party', two.id, 1);
    expect(await holder(addBooking, { body: { slot } })).toMatchObject({ code: 'school_share_reached' });
    expect(await holder(addBooking, { body: { slot, ifFull: 'wait' } })).toMatchObject({
      code: 'school_share_reached',
    });
    const booked = await holder(addBooking, { body: { slot: other } });
    const booking = booked.ok ? (booked.data.bookings[0]?.id ?? '') : '';
    const moved = await holder(moveBooking, { params: { booking }, body: { slot } });
    expect(moved).toMatchObject({ ok: false, code: 'school_share_reached' });
    await app.db.rows('UPDATE slot SET capacity = taken WHERE id = $1', [slot]);
    const waiting = await holder(addBooking, { body: { slot, ifFull: 'wait' } });
    expect(waiting).toMatchObject({ ok: false, code: 'slot_full' });
    expect(await holder(acceptOffer, { params: { booking } })).toMatchObject({ ok: false });
  });
});
