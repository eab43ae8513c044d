import {
  acceptProposal,
  cancelClass,
  changeClass,
  chooseWindow,
  declineProposal,
  handOver,
  listClasses,
  proposeGroups,
  readClass,
  readParty,
  revokeHandOvers,
  swapVisit,
  wishStations,
} from '@vagval/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { makeClass, makeSchool, makeSchools } from '../../test/teaching.ts';
import type { ClassReply, TestSchools } from '../../test/teaching.ts';
import type { MessageRow } from '../mail/mail.entity.ts';
import { MailKinds } from '../mail/mail.service.ts';
import { Holds } from '../bookings/holds.service.ts';

const start = '2026-12-10T10:00:00Z';

let app: TestApp;
let it9: TestSchools;
beforeAll(async () => {
  app = await startApp({ at: start, env: { LIMIT_FACTOR: '1000' } });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(start);
  it9 = await makeSchools(app);
});

const params = (of: { id: string }) => ({ params: { class: of.id } });

type Answer = { readonly ok: true; readonly data: ClassReply } | { readonly ok: false };

function data(answer: Answer): ClassReply {
  if (!answer.ok) throw new Error(`Refused: ${JSON.stringify(answer)}`);
  return answer.data;
}

const mails = async (of: { id: string }) =>
  (
    await app.db.rows<{ kind: string }>(
      'SELECT kind FROM message WHERE party_id = $1 ORDER BY queued_at, id',
      [of.id],
    )
  ).map(({ kind }) => kind);

const slotNumbers = (ids: readonly string[]) =>
  app.db.rows<{ taken: number; held: number }>(
    'SELECT taken, held FROM slot WHERE id = ANY ($1::uuid[]) ORDER BY starts_at, id',
    [ids],
  );

describe('a class', () => {
  it('is registered before anything is booked, without a mail', async () => {
    const made = await makeClass(it9);
    expect(made).toMatchObject({ pupils: 24, staff: 2, changeable: 'all', next: 'window', window: null });
    expect(made.email).toContain('teacher-');
    const list = await it9.teacher(listClasses, { params: { edition: it9.fair.slug } });
    expect(list).toMatchObject({ ok: true, data: { total: 1, schools: [{ id: it9.school }] } });
    expect(await mails(made)).toEqual([]);
  });

  it('is its teacher’s alone, colleagues at the school do not see it', async () => {
    const made = await makeClass(it9);
    const slot = await it9.window();
    for (const organisation of [it9.school, await makeSchool(app, 'En annan')]) {
      const other = await app.as('teacher', { organisation });
      const answers = [
        await other(readClass, params(made)),
        await other(changeClass, { ...params(made), body: { pupils: 1 } }),
        await other(cancelClass, params(made)),
        await other(chooseWindow, { ...params(made), body: { slot } }),
        await other(proposeGroups, params(made)),
        await other(handOver, { ...params(made), body: { email: 'a@example.se' } }),
      ];
      for (const answer of answers) expect(answer).toMatchObject({ ok: false, code: 'not_found' });
      const list = await other(listClasses, { params: { edition: it9.fair.slug } });
      expect(list).toMatchObject({ ok: true, data: { total: 0 } });
    }
  });

  it('books its time and moves it; the first letter has the ticket, the next says what changed', async () => {
    const made = await makeClass(it9);
    const [early, late] = [await it9.window(), await it9.window('2027-01-19T09:00Z')];
    const booked = data(await it9.teacher(chooseWindow, { ...params(made), body: { slot: early } }));
    expect(booked).toMatchObject({ next: 'wishes', window: { id: early, places: 26, state: 'confirmed' } });
    const moved = data(await it9.teacher(chooseWindow, { ...params(made), body: { slot: late } }));
    expect(moved.window).toMatchObject({ id: late, places: 26 });
    expect(await slotNumbers([early, late])).toEqual([
      { taken: 0, held: 0 },
      { taken: 26, held: 0 },
    ]);
    expect(await mails(made)).toEqual(['party-confirmed', 'party-changed']);
    const station = await it9.station(['2027-01-19T09:30Z']);
    const wrong = await it9.teacher(chooseWindow, {
      ...params(made),
      body: { slot: station.slots[0] ?? '' },
    });
    expect(wrong).toMatchObject({ ok: false, code: 'slot_unknown' });
    await expectInvariants(app.db, app.clock.now());
  });

  it('can be changed until its morning, then only its number', async () => {
    const made = await makeClass(it9);
    await it9.teacher(chooseWindow, { ...params(made), body: { slot: await it9.window() } });
    await app.db.rows(`UPDATE session SET expires_at = '2028-01-01'`);
    app.clock.set('2027-01-19T08:05:00Z');
    const needs = await it9.teacher(changeClass, { ...params(made), body: { needs: ['quiet'] } });
    expect(needs).toMatchObject({ ok: false, code: 'too_late' });
    const fewer = data(await it9.teacher(changeClass, { ...params(made), body: { pupils: 20 } }));
    expect(fewer).toMatchObject({ pupils: 20, changeable: 'pupils', window: { places: 22 } });
    app.clock.set('2027-01-19T16:05:00Z');
    const late = await it9.teacher(changeClass, { ...params(made), body: { pupils: 19 } });
    expect(late).toMatchObject({ ok: false, code: 'too_late' });
  });
});

describe('a proposal', () => {
  const times = ['2027-01-19T08:30Z', '2027-01-19T09:00Z', '2027-01-19T09:30Z', '2027-01-19T10:00Z'];

  async function wishing(of: { pupils?: number; capacity?: number } = {}) {
    const made = await makeClass(it9, of.pupils ? { pupils: of.pupils } : {});
    await it9.teacher(chooseWindow, { ...params(made), body: { slot: await it9.window() } });
    const [weld, paint] = [await it9.station(times, of.capacity), await it9.station(times, of.capacity)];
    const body = {
      wishes: [
        { activity: weld.activity, weight: 3 },
        { activity: paint.activity, weight: 2 },
      ],
      visits: 1,
    };
    await it9.teacher(wishStations, { ...params(made), body });
    return { made, weld, paint };
  }

  it('holds the places, and is booked as a whole when it is accepted', async () => {
    const { made, weld, paint } = await wishing();
    const proposed = data(await it9.teacher(proposeGroups, params(made)));
    expect(proposed.next).toBe('answer');
    const groups = proposed.proposal?.groups ?? [];
    expect(groups.map(({ size }) => size)).toEqual([8, 8, 8]);
    expect(groups.map(({ visits }) => visits.map(({ wish }) => wish)).sort()).toEqual([[2], [3], [3]]);
    expect(groups[0]?.visits[0]?.alternatives.length).toBeGreaterThan(0);
    expect(groups[0]?.visits[0]?.alternatives.length).toBeLessThanOrEqual(5);
    const all = [...weld.slots, ...paint.slots];
    expect((await slotNumbers(all)).reduce((sum, { held }) => sum + held, 0)).toBe(24);
    const accepted = data(await it9.teacher(acceptProposal, params(made)));
    expect(accepted).toMatchObject({ next: 'none', proposal: null, unplaced: 0 });
    expect(accepted.groups.map(({ size }) => size)).toEqual([8, 8, 8]);
    const after = await slotNumbers(all);
    expect(after.reduce((sum, { taken }) => sum + taken, 0)).toBe(24);
    expect(after.every(({ held }) => held === 0)).toBe(true);
    expect(await mails(made)).toEqual(['party-confirmed', 'party-changed']);
    const [letter] = await app.db.rows<MessageRow>(
      `SELECT party_id AS "partyId", booking_id AS "bookingId", purpose_key AS "purposeKey", kind, locale
       FROM message
       WHERE party_id = $1 AND kind = 'party-changed'`,
      [made.id],
    );
    const written = letter && (await app.get(MailKinds).find('party-changed')?.(letter));
    expect(written?.paragraphs).toHaveLength(3);
    expect(written?.paragraphs?.[0]).toMatch(/^Grupp 1, 8 elever: \d\d\.\d\d Svetsa$/);
    const page = await app.withLink('party', made.id, 1)(readParty);
    expect(page).toMatchObject({ ok: true, data: { groups: [{ no: 1, size: 8 }, { no: 2 }, { no: 3 }] } });
    await expectInvariants(app.db, app.clock.now());
  });

  it('sends no group to what a class hears together, and takes no wish for it', async () => {
    const { made } = await wishing();
    await app.db.rows(`UPDATE activity_kind SET by_groups = false WHERE key = 'try-it'`);
    expect(await it9.teacher(proposeGroups, params(made))).toMatchObject({ ok: false, code: 'nothing_free' });
    const { activity } = await it9.station(['2027-01-19T09:40Z']);
    const body = { wishes: [{ activity, weight: 3 as const }], visits: 1 };
    expect(await it9.teacher(wishStations, { ...params(made), body })).toMatchObject({
      code: 'activity_unknown',
    });
    await app.db.rows(`UPDATE activity_kind SET by_groups = true WHERE key = 'try-it'`);
  });

  it('moves one visit where there is room, and says why not elsewhere', async () => {
    const { made } = await wishing();
    const proposed = data(await it9.teacher(proposeGroups, params(made)));
    const [first, second] = proposed.proposal?.groups ?? [];
    const [from, other] = [first?.visits[0]?.id ?? '', second?.visits[0]?.id ?? ''];
    const swap = (to: string, group = 1) =>
      it9.teacher(swapVisit, { ...params(made), body: { group, from, to } });
    const to = first?.visits[0]?.alternatives[0]?.id ?? '';
    const swapped = data(await swap(to));
    expect(swapped.proposal?.groups[0]?.visits).toMatchObject([{ id: to }]);
    expect(await slotNumbers([from])).toEqual([{ taken: 0, held: 0 }]);
    expect(await swap(to)).toMatchObject({ ok: false, code: 'slot_unknown' });
    const back = (goal: string) =>
      it9.teacher(swapVisit, { ...params(made), body: { group: 1, from: to, to: goal } });
    expect(await back(other)).toMatchObject({ ok: false, code: 'already_booked' });
    const { slots: evening } = await it9.station(['2027-01-19T15:00Z']);
    expect(await back(evening[0] ?? '')).toMatchObject({ ok: false, code: 'outside_visit' });
    const { slots: small } = await it9.station(['2027-01-19T09:40Z'], 3);
    expect(await back(small[0] ?? '')).toMatchObject({ problem: { code: 'slot_full', free: 3 } });
    await expectInvariants(app.db, app.clock.now());
  });

  it('is gone when nobody answers in time', async () => {
    const { made, weld } = await wishing();
    await it9.teacher(proposeGroups, params(made));
    app.clock.advance({ minutes: 16 });
    await app.get(Holds).endExpired();
    expect(await it9.teacher(acceptProposal, params(made))).toMatchObject({
      ok: false,
      code: 'proposal_gone',
    });
    expect((await slotNumbers(weld.slots)).every(({ held }) => held === 0)).toBe(true);
    expect(data(await it9.teacher(readClass, params(made))).next).toBe('proposal');
  });

  it('is let go of by hand, and asked for again without moving what was accepted', async () => {
    const { made, paint } = await wishing({ capacity: 16 });
    await it9.teacher(proposeGroups, params(made));
    const declined = data(await it9.teacher(declineProposal, params(made)));
    expect(declined.proposal).toBeNull();
    await it9.teacher(proposeGroups, params(made));
    const accepted = data(await it9.teacher(acceptProposal, params(made)));
    const wishes = [{ activity: paint.activity, weight: 3 }];
    await it9.teacher(wishStations, { ...params(made), body: { wishes, visits: 2 } });
    const again = data(await it9.teacher(proposeGroups, params(made)));
    for (const [at, group] of accepted.groups.entries())
      expect(again.proposal?.groups[at]?.visits.map(({ id }) => id)).toContain(group.visits[0]?.id);
    const both = data(await it9.teacher(acceptProposal, params(made)));
    expect(both.groups.every(({ visits }) => visits.length === 2)).toBe(true);
    await expectInvariants(app.db, app.clock.now());
  });

  it('needs a time and wishes, and something free', async () => {
    const bare = await makeClass(it9);
    expect(await it9.teacher(proposeGroups, params(bare))).toMatchObject({ code: 'window_missing' });
    await it9.teacher(chooseWindow, { ...params(bare), body: { slot: await it9.window() } });
    expect(await it9.teacher(proposeGroups, params(bare))).toMatchObject({ code: 'wishes_missing' });
    const { activity } = await it9.station(times, 0);
    const wishes = [{ activity, weight: 3 }];
    await it9.teacher(wishStations, { ...params(bare), body: { wishes, visits: 1 } });
    expect(await it9.teacher(proposeGroups, params(bare))).toMatchObject({ code: 'nothing_free' });
    expect(
      await it9.teacher(wishStations, {
        ...params(bare),
        body: { wishes: [{ activity: bare.id, weight: 1 }], visits: 1 },
      }),
    ).toMatchObject({ code: 'activity_unknown' });
  });

  it('lets groups that would visit nothing have what is left beyond the share', async () => {
    const made = await makeClass(it9, { pupils: 16 });
    await it9.teacher(chooseWindow, { ...params(made), body: { slot: await it9.window() } });
    const { activity } = await it9.station(times.slice(0, 2));
    await it9.teacher(wishStations, {
      ...params(made),
      body: { wishes: [{ activity, weight: 3 }], visits: 1 },
    });
    const proposed = data(await it9.teacher(proposeGroups, params(made)));
    expect(proposed.proposal?.groups.map(({ visits }) => visits.length)).toEqual([1, 1]);
  });

  it('follows the number of pupils: fewer from the largest groups, more where there is room', async () => {
    const { made } = await wishing({ pupils: 22, capacity: 8 });
    await it9.teacher(proposeGroups, params(made));
    const accepted = data(await it9.teacher(acceptProposal, params(made)));
    expect(accepted.groups.map(({ size }) => size)).toEqual([8, 7, 7]);
    const fewer = data(await it9.teacher(changeClass, { ...params(made), body: { pupils: 19 } }));
    expect(fewer.groups.map(({ size }) => size).sort()).toEqual([6, 6, 7]);
    expect(fewer.window?.places).toBe(21);
    const more = data(await it9.teacher(changeClass, { ...params(made), body: { pupils: 27 } }));
    expect(more.groups.map(({ size }) => size)).toEqual([8, 8, 8]);
    expect(more).toMatchObject({ unplaced: 3, window: { places: 29 } });
    expect((await mails(made)).length).toBe(4);
    await expectInvariants(app.db, app.clock.now());
  });

  it('loses the visits that lie outside the stay when the class comes at another time', async () => {
    const { made, weld, paint } = await wishing();
    await it9.teacher(proposeGroups, params(made));
    await it9.teacher(acceptProposal, params(made));
    const late = await it9.window('2027-01-19T13:00Z');
    const moved = data(await it9.teacher(chooseWindow, { ...params(made), body: { slot: late } }));
    expect(moved.groups).toEqual([]);
    const all = await slotNumbers([...weld.slots, ...paint.slots]);
    expect(all.every(({ taken, held }) => taken + held === 0)).toBe(true);
    await expectInvariants(app.db, app.clock.now());
  });

  it('goes with the class when it is cancelled', async () => {
    const { made, weld, paint } = await wishing();
    await it9.teacher(proposeGroups, params(made));
    const cancelled = data(await it9.teacher(cancelClass, params(made)));
    expect(cancelled).toMatchObject({ state: 'cancelled', proposal: null, next: 'none', window: null });
    const all = await slotNumbers([...weld.slots, ...paint.slots]);
    expect(all.every(({ taken, held }) => taken + held === 0)).toBe(true);
    expect(await mails(made)).toEqual(['party-confirmed', 'party-cancelled']);
  });
});

describe('a hand-over', () => {
  it('gives a substitute the page, until it is taken back', async () => {
    const made = await makeClass(it9);
    await it9.teacher(chooseWindow, { ...params(made), body: { slot: await it9.window() } });
    const handed = data(
      await it9.teacher(handOver, { ...params(made), body: { email: 'vikarie@example.se' } }),
    );
    expect(handed.handOvers).toMatchObject([{ email: 'vikarie@example.se', revokedAt: null }]);
    const token = handed.link.split('/').at(-1) ?? '';
    const substitute = app.callWith({ authorization: `Bearer ${token}` });
    expect(await substitute(readParty)).toMatchObject({ ok: true });
    const revoked = data(await it9.teacher(revokeHandOvers, params(made)));
    expect(revoked.handOvers[0]?.revokedAt).not.toBeNull();
    expect(revoked.link).not.toBe(handed.link);
    expect(await substitute(readParty)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await mails(made)).toEqual(['party-confirmed', 'class-handed-over', 'party-changed']);
  });
});
