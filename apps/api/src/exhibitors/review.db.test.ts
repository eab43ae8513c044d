import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { duringRegistration, everything, insertApplication, makeFair } from '../../test/exhibiting.ts';
import type { Exhibiting } from '../../test/exhibiting.ts';
import { newId } from '../platform/ids.ts';
import { ApplicationsService } from './applications.service.ts';
import { ExhibitorsModule } from './exhibitors.module.ts';
import type { ApplicationState, Decision } from './exhibitors.rules.ts';
import { ReviewService } from './review.service.ts';

let app: TestApp;
let review: ReviewService;
let fair: Exhibiting;
let leader: string;

beforeAll(async () => {
  app = await startApp({ features: [ExhibitorsModule] });
  review = app.get(ReviewService);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(duringRegistration);
  fair = await makeFair(app.db);
  leader = (await app.signIn('leader', { organiser: fair.organiser })).account;
});

const applied = (state: ApplicationState, organisation = fair.school) =>
  insertApplication(app.db, { edition: fair.edition, organisation, state });

async function refused(call: () => Promise<unknown>, refusal: object): Promise<void> {
  const before = await everything(app.db);
  await expect(call()).rejects.toMatchObject(refusal);
  expect(await everything(app.db)).toEqual(before);
}

const mailsTo = async (application: string) =>
  (
    await app.db.rows<{ kind: string }>('SELECT kind FROM message WHERE application_id = $1 ORDER BY id', [
      application,
    ])
  ).map(({ kind }) => kind);

describe('the list', () => {
  it('counts per state what the search finds, and takes signs as text', async () => {
    await applied('submitted');
    await applied('approved', fair.other);
    await applied('submitted', fair.branch);
    const list = (query: object) => review.list(leader, fair.slug, query);
    expect(await list({})).toMatchObject({ total: 3, byState: { submitted: 2, approved: 1 } });
    expect((await list({})).items.map(({ kind }) => kind)).toEqual(['branch', 'school', 'school']);
    expect(await list({ state: 'approved' })).toMatchObject({
      total: 1,
      byState: { submitted: 2, approved: 1 },
    });
    expect(await list({ q: 'SKOLAN' })).toMatchObject({ total: 2, byState: { submitted: 1, approved: 1 } });
    expect(await list({ q: '%' })).toEqual({ items: [], total: 0, byState: {} });
  });

  it('belongs to the organiser', async () => {
    const id = await applied('approved');
    const stranger = (await app.signIn('leader', { organiser: (await makeFair(app.db)).organiser })).account;
    await refused(() => review.list(stranger, fair.slug, {}), { code: 'not_found' });
    await refused(() => review.read(stranger, id), { code: 'not_found' });
    await refused(() => review.decide(stranger, id, { decision: 'approve' }), { code: 'not_found' });
    await refused(() => review.place(stranger, id, { booth: fair.booths.A01 }), { code: 'not_found' });
    const analyst = (await app.signIn('analyst', { organiser: fair.organiser })).account;
    await refused(() => review.read(analyst, id), { code: 'not_found' });
  });
});

describe('decisions', () => {
  it.each<[Decision, ApplicationState, string]>([
    ['approve', 'approved', 'application-approved'],
    ['ask_completion', 'completion_asked', 'application-completion'],
    ['decline', 'declined', 'application-declined'],
    ['waiting_list', 'waiting_list', 'application-waiting'],
  ])('%s is told by mail', async (decision, state, kind) => {
    const id = await applied('submitted');
    expect(await review.decide(leader, id, { decision, note: 'Hej' })).toMatchObject({ state, note: 'Hej' });
    expect(await mailsTo(id)).toEqual([kind]);
    await refused(() => review.decide(leader, id, { decision: 'ask_completion' }), {
      code: 'wrong_state',
      extra: { state },
    });
    expect(await app.db.rows('SELECT account_id FROM audit_entry WHERE subject_id = $1', [id])).toEqual([
      { account_id: leader },
    ]);
  });

  it('lets the exhibitor complete and send in once more, also after the last day', async () => {
    const id = await applied('submitted');
    const me = (await app.signIn('exhibitor', { organisation: fair.school })).account;
    const applications = app.get(ApplicationsService);
    await review.decide(leader, id, { decision: 'ask_completion', note: 'Skriv mer.' });
    app.clock.set('2027-05-02T09:00:00+02:00');
    await applications.acceptGuidelines(me, id, { version: 1, accepted: true });
    await refused(() => applications.submit(me, id), { code: 'step_incomplete', extra: { step: 'basics' } });
    await applications.saveBasics(me, id, {
      displayName: 'Ärlaskolan',
      contactName: 'Kontakten',
      contactEmail: 'kontakt@example.se',
      contactPhone: '031-123456',
    });
    await applications.saveProgrammes(me, id, { programmes: ['FS'], presentation: 'Mer.' });
    expect((await applications.submit(me, id)).state).toBe('submitted');
    expect(await mailsTo(id)).toEqual(['application-completion', 'application-received']);
  });

  it('is taken once by two who decide at once', async () => {
    const id = await applied('submitted');
    const both = await Promise.allSettled([
      review.decide(leader, id, { decision: 'approve' }),
      review.decide(leader, id, { decision: 'decline' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await mailsTo(id)).toHaveLength(1);
  });

  it('gives back a held booth with a no', async () => {
    const id = await applied('submitted');
    await app.db.rows('UPDATE booth SET held_by = $1, held_until = $2 WHERE id = $3', [
      id,
      new Date('2027-03-15T09:10:00+01:00'),
      fair.booths.A01,
    ]);
    const { booth } = await review.decide(leader, id, { decision: 'decline' });
    expect(booth.held).toBeNull();
  });
});

describe('placing', () => {
  const spot = (code: string, x: number, y: number) => ({ hall: fair.hall, code, x, y, width: 4, depth: 2 });

  it('gives a booth, moves to another and frees the first', async () => {
    const id = await applied('approved');
    const first = await review.place(leader, id, { booth: fair.booths.A01 });
    expect(first).toMatchObject({ state: 'placed', booth: { placed: { code: 'A01' } } });
    app.clock.advance({ minutes: 1 });
    const second = await review.place(leader, id, { booth: fair.booths.A02 });
    expect(second.booth.placed?.code).toBe('A02');
    app.clock.advance({ minutes: 1 });
    const third = await review.place(leader, id, spot('C01', 10.5, 10));
    expect(third.booth.placed).toMatchObject({
      code: 'C01',
      x: 10.5,
      y: 10,
      width: 4,
      depth: 2,
      size: 'small',
    });
    expect(await app.db.rows('SELECT code FROM booth WHERE application_id = $1', [id])).toEqual([
      { code: 'C01' },
    ]);
    expect(await mailsTo(id)).toEqual(['application-placed', 'application-placed', 'application-placed']);
  });

  it('tells nothing new when nothing is new', async () => {
    const id = await applied('approved');
    for (const it of [
      { booth: fair.booths.A01 },
      { booth: fair.booths.A01 },
      spot('A01', 0, 20),
      spot('A01', 0.1, 20),
    ]) {
      await review.place(leader, id, it);
      app.clock.advance({ minutes: 1 });
    }
    expect(await mailsTo(id)).toEqual(['application-placed']);
  });

  it('redraws a booth where it stands', async () => {
    const id = await applied('approved');
    await review.place(leader, id, spot('C01', 10, 10));
    const { booth } = await review.place(leader, id, { ...spot('C01', 10.1, 10), width: 5 });
    expect(booth.placed).toMatchObject({ code: 'C01', x: 10.1, width: 5, size: 'own' });
  });

  it.each<ApplicationState>(['draft', 'submitted', 'completion_asked', 'declined', 'waiting_list'])(
    'is not for %s',
    async (state) => {
      const id = await applied(state);
      const wrong = { code: 'wrong_state', extra: { state } };
      await refused(() => review.place(leader, id, { booth: fair.booths.A01 }), wrong);
    },
  );

  it('refuses an overlap of one decimetre and allows edges that touch', async () => {
    const id = await applied('approved');
    const taken = { code: 'booth_taken', extra: { booth: 'A03' } };
    await refused(() => review.place(leader, id, spot('C01', 11.9, 0)), taken);
    await refused(() => review.place(leader, id, spot('C01', 8, 1.9)), taken);
    await refused(() => review.place(leader, id, spot('C01', 11.9, 1.9)), taken);
    expect((await review.place(leader, id, spot('C01', 12, 0))).booth.placed?.x).toBe(12);
    expect((await review.place(leader, id, spot('C02', 8, 2))).booth.placed?.y).toBe(2);
  });

  it('refuses what is outside, numbered twice or unknown', async () => {
    const id = await applied('approved');
    await refused(() => review.place(leader, id, spot('C01', 46.1, 0)), { code: 'booth_outside' });
    await refused(() => review.place(leader, id, spot('C01', 0, 28.1)), { code: 'booth_outside' });
    expect((await review.place(leader, id, spot('C09', 46, 28))).state).toBe('placed');
    await refused(() => review.place(leader, id, spot('A01', 20, 20)), { code: 'booth_code_taken' });
    await refused(() => review.place(leader, id, { ...spot('C01', 20, 20), hall: newId() }), {
      code: 'not_found',
    });
    await refused(() => review.place(leader, id, { booth: newId() }), { code: 'not_found' });
    const elsewhere = await makeFair(app.db);
    await refused(() => review.place(leader, id, { booth: elsewhere.booths.A01 }), { code: 'not_found' });
    await refused(() => review.place(leader, id, { ...spot('C01', 20, 20), hall: elsewhere.hall }), {
      code: 'not_found',
    });
  });

  it('leaves a booth to whoever has it or holds it, until the hold has run out', async () => {
    const [id, theirs] = [await applied('approved'), await applied('approved', fair.other)];
    await review.place(leader, theirs, { booth: fair.booths.A01 });
    await refused(() => review.place(leader, id, { booth: fair.booths.A01 }), { code: 'booth_taken' });
    const holder = await applied('draft', fair.branch);
    await app.db.rows('UPDATE booth SET held_by = $1, held_until = $2 WHERE id = $3', [
      holder,
      new Date('2027-03-15T09:10:00+01:00'),
      fair.booths.A02,
    ]);
    const give = () => review.place(leader, id, { booth: fair.booths.A02 });
    await refused(give, { code: 'booth_taken', extra: { booth: 'A02' } });
    app.clock.advance({ minutes: 10 });
    expect((await give()).booth.placed?.code).toBe('A02');
  });

  it('lets one of two win the same booth', async () => {
    const ids = [await applied('approved'), await applied('approved', fair.other)];
    const both = await Promise.allSettled(
      ids.map((id) => review.place(leader, id, { booth: fair.booths.A01 })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((it) => it.status === 'rejected')?.reason).toMatchObject({ code: 'booth_taken' });
  });

  it('lets one of many win the same square metre, time after time', async () => {
    const ids = [
      await applied('approved'),
      await applied('approved', fair.other),
      await applied('approved', fair.branch),
    ];
    for (let round = 0; round < 10; round++) {
      const y = 4 + round * 2;
      const all = await Promise.allSettled(
        ids.map((id, at) => review.place(leader, id, spot(`D${round}${at}`, 30 + at * 1.5, y))),
      );
      const losers = all.flatMap((it) => (it.status === 'rejected' ? [it.reason as { code: string }] : []));
      expect(losers.map(({ code }) => code)).toEqual(['booth_taken', 'booth_taken']);
    }
    const overlaps = await app.db.rows(
      `SELECT 1 FROM booth a JOIN booth b ON a.id < b.id AND a.hall_id = b.hall_id
        WHERE a.x_dm < b.x_dm + b.width_dm AND b.x_dm < a.x_dm + a.width_dm
          AND a.y_dm < b.y_dm + b.depth_dm AND b.y_dm < a.y_dm + a.depth_dm`,
    );
    expect(overlaps).toEqual([]);
  });
});
