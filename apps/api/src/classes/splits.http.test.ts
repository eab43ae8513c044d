import {
  acceptProposal,
  chooseWindow,
  classOverview,
  proposeGroups,
  readClass,
  readSplit,
  startSplit,
  stopSplit,
  wishStations,
} from '@vagval/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { makeClass, makeSchool, makeSchools } from '../../test/teaching.ts';
import type { ClassReply, TestSchools } from '../../test/teaching.ts';
import type { Call } from '@vagval/contract';
import { MailKinds } from '../mail/mail.service.ts';
import type { MessageRow } from '../mail/mail.entity.ts';
import { SplitRuns } from './split-runs.service.ts';

const times = ['2027-01-19T08:30Z', '2027-01-19T09:00Z', '2027-01-19T09:30Z', '2027-01-19T10:00Z'];

let app: TestApp;
let region: TestSchools;
let leader: Call;
beforeAll(async () => {
  app = await startApp({ at: '2026-12-10T10:00:00Z', env: { LIMIT_FACTOR: '1000' } });
});
afterAll(() => app.close());
beforeEach(async () => {
  region = await makeSchools(app);
  leader = await app.as('leader', { organiser: region.organiser });
});

const edition = () => ({ params: { edition: region.fair.slug } });

async function wishing(count: number): Promise<ClassReply[]> {
  const window = await region.window('2027-01-19T08:00Z', { capacity: 500 });
  const [weld, paint] = [await region.station(times, 16), await region.station(times, 16)];
  const wishes = [
    { activity: weld.activity, weight: 3 },
    { activity: paint.activity, weight: 2 },
  ];
  const classes: ClassReply[] = [];
  for (let at = 0; at < count; at++) {
    const made = await makeClass(region, { className: `9${at}`, pupils: 16 });
    const of = { params: { class: made.id } };
    await region.teacher(chooseWindow, { ...of, body: { slot: window } });
    await region.teacher(wishStations, { ...of, body: { wishes, visits: 1 } });
    classes.push(made);
  }
  return classes;
}

async function started(until?: string) {
  const answer = await leader(startSplit, { ...edition(), body: until ? { until } : {} });
  if (!answer.ok) throw new Error(answer.code);
  return answer.data;
}

const seen = async (id: string) => {
  const answer = await leader(readSplit, { params: { edition: region.fair.slug, split: id } });
  if (!answer.ok) throw new Error(answer.code);
  return answer.data;
};

const stateOf = async ({ id }: ClassReply) => {
  const answer = await region.teacher(readClass, { params: { class: id } });
  return answer.ok ? answer.data.next : answer.code;
};

describe('a split over all classes', () => {
  it('proposes groups to everyone who waits, writes to each teacher once and counts what it met', async () => {
    const classes = await wishing(6);
    const [first, ...others] = classes;
    await region.teacher(proposeGroups, { params: { class: first?.id ?? '' } });
    await region.teacher(acceptProposal, { params: { class: first?.id ?? '' } });
    const split = await started();
    expect(split).toMatchObject({ state: 'waiting', done: 0, of: 5, until: '2026-12-15T10:00:00.000Z' });
    await app.get(SplitRuns).run(split.id);
    const after = await seen(split.id);
    expect(after).toMatchObject({ state: 'done', done: 5, of: 5, proposed: 5, without: 0, visits: 80 });
    expect(after).toMatchObject({ firstWishes: 48, anyWishes: 80 });
    for (const it of others) expect(await stateOf(it)).toBe('answer');
    await app.get(SplitRuns).run(split.id);
    const letters = await app.db.rows<MessageRow & { id: string }>(
      `SELECT id, kind, party_id AS "partyId", purpose_key AS "purposeKey", locale FROM message
       WHERE kind = 'class-proposal' AND edition_id = $1`,
      [region.fair.edition],
    );
    expect(letters.length).toBe(5);
    const letter = letters[0] && (await app.get(MailKinds).find('class-proposal')?.(letters[0]));
    expect(letter).toMatchObject({ subject: expect.stringContaining('Ett förslag väntar') as string });
    await expectInvariants(app.db, app.clock.now());
  });

  it('stops, and what was proposed by then stands', async () => {
    const classes = await wishing(3);
    const split = await started();
    const stopping = await leader(stopSplit, { params: { edition: region.fair.slug, split: split.id } });
    expect(stopping).toMatchObject({ ok: true, data: { state: 'stopped' } });
    await app.get(SplitRuns).run(split.id);
    for (const it of classes) expect(await stateOf(it)).toBe('proposal');
    const next = await started();
    await app.db.rows(`UPDATE class_split SET state = 'running' WHERE id = $1`, [next.id]);
    const half = await leader(stopSplit, { params: { edition: region.fair.slug, split: next.id } });
    expect(half).toMatchObject({ ok: true, data: { state: 'stopping' } });
    await app.get(SplitRuns).run(next.id);
    expect(await seen(next.id)).toMatchObject({ state: 'stopped', done: 0 });
  });

  it('goes on where another worker died', async () => {
    const classes = await wishing(3);
    const split = await started();
    const [one] = classes;
    await region.teacher(proposeGroups, { params: { class: one?.id ?? '' } });
    await app.db.rows(`UPDATE class_split SET state = 'running', done = 1, proposed = 1 WHERE id = $1`, [
      split.id,
    ]);
    await app.get(SplitRuns).run(split.id);
    expect(await seen(split.id)).toMatchObject({ state: 'done', done: 3, of: 3, proposed: 3 });
  });

  it('is one at a time, ends before the fair and belongs to the organiser', async () => {
    const split = await started();
    const start = (until?: string) => leader(startSplit, { ...edition(), body: until ? { until } : {} });
    expect(await start()).toMatchObject({ ok: false, code: 'split_running' });
    await app.get(SplitRuns).run(split.id);
    for (const until of ['2026-12-10T09:00:00Z', '2027-02-01T09:00:00Z'])
      expect(await start(until)).toMatchObject({ ok: false, code: 'until_past' });
    const elsewhere = await makeSchools(app);
    const stranger = await app.as('leader', { organiser: elsewhere.organiser });
    for (const slug of [region.fair.slug, elsewhere.fair.slug]) {
      const params = { edition: slug, split: split.id };
      expect(await stranger(readSplit, { params })).toMatchObject({ code: 'not_found' });
      expect(await stranger(stopSplit, { params })).toMatchObject({ code: 'not_found' });
    }
  });
});

describe('the overview', () => {
  it('tells of every school how far its classes have come', async () => {
    const name = `Översikt ${region.school}`;
    await makeSchool(app, name);
    const [first] = await wishing(2);
    await region.teacher(proposeGroups, { params: { class: first?.id ?? '' } });
    await region.teacher(acceptProposal, { params: { class: first?.id ?? '' } });
    await makeClass(region);
    const all = await leader(classOverview, { ...edition(), query: { progress: 'window' } });
    expect(all).toMatchObject({
      ok: true,
      data: {
        items: [
          {
            school: { id: region.school },
            classes: 3,
            pupils: 56,
            withWindow: 2,
            withGroups: 1,
            unplaced: 0,
          },
        ],
        sums: { classes: 3, withWindow: 2, withGroups: 1, schoolsWithout: 0 },
      },
    });
    const none = await leader(classOverview, {
      ...edition(),
      query: { q: name.toUpperCase(), progress: 'none' },
    });
    expect(none).toMatchObject({ ok: true, data: { total: 1, items: [{ school: { name }, classes: 0 }] } });
    for (const progress of ['registered', 'groups'] as const) {
      const some = await leader(classOverview, { ...edition(), query: { progress } });
      expect(some.ok && some.data.total).toBe(progress === 'registered' ? 1 : 0);
    }
    const unplaced = await leader(classOverview, { ...edition(), query: { unplaced: true } });
    expect(unplaced).toMatchObject({ ok: true, data: { total: 0 } });
  });
});
