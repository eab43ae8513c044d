import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import {
  afterRegistration,
  beforeRegistration,
  duringRegistration,
  everything,
  insertApplication,
  makeFair,
  publishGuidelines,
} from '../../test/exhibiting.ts';
import type { Exhibiting } from '../../test/exhibiting.ts';
import { newId } from '../platform/ids.ts';
import { ApplicationsService } from './applications.service.ts';
import { ExhibitorsModule } from './exhibitors.module.ts';

let app: TestApp;
let service: ApplicationsService;
let fair: Exhibiting;
let me: string;
let other: string;

beforeAll(async () => {
  app = await startApp({ features: [ExhibitorsModule] });
  service = app.get(ApplicationsService);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(duringRegistration);
  fair = await makeFair(app.db);
  me = (await app.signIn('exhibitor', { organisation: fair.school })).account;
  other = (await app.signIn('exhibitor', { organisation: fair.other })).account;
});

const basics = {
  displayName: 'Ärlaskolan',
  contactName: 'Kontakten',
  contactEmail: 'kontakt@example.se',
  contactPhone: '031-123456',
};

const start = () => service.start(me, fair.slug, fair.school);

async function ready(): Promise<string> {
  const { id } = await start();
  await service.acceptGuidelines(me, id, { version: 1, accepted: true });
  await service.saveBasics(me, id, basics);
  await service.saveBooth(me, id, { size: 'small' });
  await service.saveProgrammes(me, id, { programmes: ['BA'] });
  return id;
}

/** The call is refused like this, and nothing has changed. */
async function refused(call: () => Promise<unknown>, refusal: object): Promise<void> {
  const before = await everything(app.db);
  await expect(call()).rejects.toMatchObject(refusal);
  expect(await everything(app.db)).toEqual(before);
}

describe('starting', () => {
  it('gives the same application to everybody of the organisation', async () => {
    const colleague = (await app.signIn('exhibitor', { organisation: fair.school })).account;
    const all = await Promise.all([start(), start(), service.start(colleague, fair.slug, fair.school)]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all[0]).toMatchObject({ state: 'draft', lastYear: null, basics: {}, programmes: [] });
  });

  it.each([beforeRegistration, afterRegistration])('is refused at %s', async (at) => {
    app.clock.set(at);
    await refused(start, { code: 'registration_closed' });
  });

  it('still gives the one there is after the last day', async () => {
    const { id } = await start();
    app.clock.set(afterRegistration);
    expect((await start()).id).toBe(id);
  });

  it('knows no organisation of others, no edition of others, and no role of others', async () => {
    await refused(() => service.start(me, fair.slug, fair.other), { code: 'not_found' });
    await refused(() => service.start(me, 'ingen-massa', fair.school), { code: 'not_found' });
    const teacher = (await app.signIn('teacher', { organisation: fair.school })).account;
    await refused(() => service.start(teacher, fair.slug, fair.school), { code: 'not_found' });
  });

  it('brings last year’s answers, old codes folded, without guidelines and booth', async () => {
    const [edition, organisation] = [fair.last, fair.school];
    await insertApplication(app.db, {
      edition,
      organisation,
      state: 'placed',
      name: 'Ärla',
      programmes: ['HA', 'BA', 'FS'],
    });
    const view = await start();
    expect(view).toMatchObject({
      basics: {
        displayName: 'Ärla',
        contactEmail: 'kontakt@example.se',
        website: 'https://skola.example.se',
      },
      booth: { size: 'small', held: null, placed: null },
      programmes: ['FS', 'BA'],
      presentation: 'Vi visar bygg.',
      lastYear: { size: 'small' },
    });
    expect(view.guidelines.accepted).toBeNull();
    expect(view.tasks.map(({ state }) => state)).toEqual(['to_do', 'done', 'done', 'under_way', 'to_do']);
  });

  it('lists what the organisation has and could begin', async () => {
    const mine = async () =>
      (await service.list(me)).items.filter((it) => [fair.slug, fair.lastSlug].includes(it.edition.slug));
    expect(await mine()).toMatchObject([{ id: null, state: null }]);
    const { id } = await start();
    await insertApplication(app.db, { edition: fair.last, organisation: fair.school, state: 'placed' });
    const items = await mine();
    expect(items.map((it) => [it.edition.slug, it.state])).toEqual([
      [fair.slug, 'draft'],
      [fair.lastSlug, 'placed'],
    ]);
    expect(items[0]).toMatchObject({ id, closesAt: '2027-04-30T22:00:00.000Z' });
  });
});

describe('another organisation', () => {
  it('finds nothing and changes nothing', async () => {
    const id = await ready();
    const calls = [
      () => service.read(other, id),
      () => service.acceptGuidelines(other, id, { version: 1, accepted: true }),
      () => service.saveBasics(other, id, basics),
      () => service.saveBooth(other, id, { size: 'small' }),
      () => service.saveProgrammes(other, id, { programmes: [] }),
      () => service.submit(other, id),
      () => service.read(me, newId()),
    ];
    for (const call of calls) await refused(call, { code: 'not_found' });
  });
});

describe('guidelines', () => {
  it('are accepted in one version, by whom and when', async () => {
    const { id } = await start();
    await refused(() => service.acceptGuidelines(me, id, { version: 2, accepted: true }), {
      code: 'guidelines_changed',
    });
    const { guidelines } = await service.acceptGuidelines(me, id, { version: 1, accepted: true });
    expect(guidelines.accepted).toEqual({
      version: 1,
      at: new Date(duringRegistration).toISOString(),
      by: `exhibitor-${me}@example.se`,
    });
  });

  it('ask again when there is a newer version, once it is published', async () => {
    const id = await ready();
    await publishGuidelines(app.db, fair.edition, 2, '2027-03-20T09:00:00+01:00');
    expect((await service.read(me, id)).guidelines.version).toBe(1);
    app.clock.set('2027-03-20T09:00:00+01:00');
    await refused(() => service.acceptGuidelines(me, id, { version: 1, accepted: true }), {
      code: 'guidelines_changed',
    });
    await refused(() => service.submit(me, id), { code: 'guidelines_changed' });
    await service.acceptGuidelines(me, id, { version: 2, accepted: true });
    expect((await service.submit(me, id)).state).toBe('submitted');
  });
});

describe('steps', () => {
  it('replaces what was answered, and empties what is left out', async () => {
    const { id } = await start();
    await service.saveBasics(me, id, { ...basics, website: 'https://skola.example.se', invoiceAddress: '' });
    expect((await service.read(me, id)).basics).toEqual({ ...basics, website: 'https://skola.example.se' });
    const { basics: after } = await service.saveBasics(me, id, { displayName: 'Ärla' });
    expect(after).toEqual({ displayName: 'Ärla' });
  });

  it('folds programmes, and names those nobody knows', async () => {
    const { id } = await start();
    const saved = await service.saveProgrammes(me, id, {
      programmes: ['HV', 'HA', 'FS'],
      presentation: 'Kom!',
    });
    expect(saved).toMatchObject({ programmes: ['FR', 'FS'], presentation: 'Kom!' });
    await refused(() => service.saveProgrammes(me, id, { programmes: ['BA', 'XX'] }), {
      code: 'invalid',
      extra: { errors: [{ path: '/body/programmes/1' }] },
    });
  });

  it('closes with the registration, and with the sending', async () => {
    const id = await ready();
    app.clock.set(afterRegistration);
    await refused(() => service.saveBasics(me, id, {}), { code: 'registration_closed' });
    await refused(() => service.submit(me, id), { code: 'registration_closed' });
    app.clock.set(duringRegistration);
    await service.submit(me, id);
    const wrong = { code: 'wrong_state', extra: { state: 'submitted' } };
    await refused(() => service.acceptGuidelines(me, id, { version: 1, accepted: true }), wrong);
    await refused(() => service.saveBasics(me, id, {}), wrong);
    await refused(() => service.saveBooth(me, id, { size: 'small' }), wrong);
    await refused(() => service.saveProgrammes(me, id, { programmes: [] }), wrong);
    await refused(() => service.submit(me, id), wrong);
  });
});

describe('sending in', () => {
  it('names the step that is missing', async () => {
    const id = await ready();
    await service.saveProgrammes(me, id, { programmes: [] });
    await refused(() => service.submit(me, id), { code: 'step_incomplete', extra: { step: 'programmes' } });
    await service.saveBasics(me, id, {});
    await refused(() => service.submit(me, id), { code: 'step_incomplete', extra: { step: 'basics' } });
    const mine = (await app.signIn('exhibitor', { organisation: fair.branch })).account;
    const branch = await service.start(mine, fair.slug, fair.branch);
    await refused(() => service.submit(mine, branch.id), { code: 'guidelines_not_accepted' });
  });

  it('promises one receipt, however often the button is pressed', async () => {
    const id = await ready();
    const pressed = await Promise.allSettled([
      service.submit(me, id),
      service.submit(me, id),
      service.submit(me, id),
    ]);
    expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const mails = await app.db.rows('SELECT kind, locale FROM message WHERE application_id = $1', [id]);
    expect(mails).toEqual([{ kind: 'application-received', locale: 'sv' }]);
    const audit = await app.db.rows<{ action: string }>(
      'SELECT action FROM audit_entry WHERE subject_id = $1 ORDER BY id',
      [id],
    );
    expect(audit.map(({ action }) => action)).toEqual([
      'application.started',
      'guidelines.accepted',
      'application.submitted',
    ]);
    const submittedAt = new Date(duringRegistration).toISOString();
    expect(await service.read(me, id)).toMatchObject({ state: 'submitted', submittedAt });
  });
});

describe('holding a booth', () => {
  const left = async (who: string, id: string) =>
    Object.fromEntries((await service.read(who, id)).sizes.map((it) => [it.key, it.left]));
  const begun = async () => [await start(), await service.start(other, fair.slug, fair.other)] as const;

  it('keeps it from others for a quarter of an hour', async () => {
    const [mine, theirs] = await begun();
    const view = await service.saveBooth(me, mine.id, { size: 'small', booth: fair.booths.A01 });
    expect(view.booth).toMatchObject({
      held: { code: 'A01', x: 0, width: 4, depth: 2, hall: { name: 'Hall A' } },
    });
    expect(view.booth.heldUntil).toBe(new Date('2027-03-15T09:15:00+01:00').toISOString());
    const wanted = () => service.saveBooth(other, theirs.id, { size: 'small', booth: fair.booths.A01 });
    app.clock.advance({ minutes: 14, seconds: 59 });
    await refused(wanted, { code: 'booth_taken', extra: { booth: 'A01' } });
    expect([await left(me, mine.id), await left(other, theirs.id)]).toEqual([
      { small: 3, large: 1 },
      { small: 2, large: 1 },
    ]);
    app.clock.advance({ seconds: 1 });
    expect((await wanted()).booth.held?.code).toBe('A01');
    expect((await service.read(me, mine.id)).booth).toMatchObject({ held: null, heldUntil: null });
  });

  it('goes on when it is saved again', async () => {
    const [mine, theirs] = await begun();
    const wish = { size: 'small', booth: fair.booths.A01 };
    await service.saveBooth(me, mine.id, wish);
    app.clock.advance({ minutes: 10 });
    await service.saveBooth(me, mine.id, wish);
    app.clock.advance({ minutes: 10 });
    await refused(() => service.saveBooth(other, theirs.id, wish), { code: 'booth_taken' });
  });

  it('lets go of the earlier one, but not when the new one is refused', async () => {
    const [mine, theirs] = await begun();
    await service.saveBooth(me, mine.id, { size: 'small', booth: fair.booths.A01 });
    await service.saveBooth(other, theirs.id, { size: 'small', booth: fair.booths.A02 });
    await refused(() => service.saveBooth(me, mine.id, { size: 'small', booth: fair.booths.A02 }), {
      code: 'booth_taken',
      extra: { booth: 'A02' },
    });
    const moved = await service.saveBooth(me, mine.id, { size: 'small', booth: fair.booths.A03 });
    expect(moved.booth.held?.code).toBe('A03');
    const after = await service.saveBooth(other, theirs.id, { size: 'small', booth: fair.booths.A01 });
    expect(after.booth.held?.code).toBe('A01');
    expect((await service.saveBooth(me, mine.id, { size: 'small' })).booth.held).toBeNull();
  });

  it('goes to one of two who press at once, and two may change places', async () => {
    const [mine, theirs] = await begun();
    const want = (who: string, id: string, booth: string) =>
      service.saveBooth(who, id, { size: 'small', booth });
    const pressed = await Promise.allSettled([
      want(me, mine.id, fair.booths.A01),
      want(other, theirs.id, fair.booths.A01),
    ]);
    expect(pressed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(pressed.find((it) => it.status === 'rejected')?.reason).toMatchObject({ code: 'booth_taken' });
  });

  it('leaves one hold when two colleagues choose at once', async () => {
    const { id } = await start();
    const choose = (booth: string) => service.saveBooth(me, id, { size: 'small', booth });
    await Promise.all([choose(fair.booths.A01), choose(fair.booths.A02), choose(fair.booths.A03)]);
    const held = await app.db.rows('SELECT code FROM booth WHERE held_by = $1', [id]);
    expect(held).toHaveLength(1);
  });

  it('refuses what is not there', async () => {
    const [mine, theirs] = await begun();
    const save = (wish: { size: string; booth?: string }) => () => service.saveBooth(me, mine.id, wish);
    await refused(save({ size: 'palace' }), { code: 'invalid', extra: { errors: [{ path: '/body/size' }] } });
    await refused(save({ size: 'small', booth: fair.booths.B01 }), {
      code: 'invalid',
      extra: { errors: [{ path: '/body/booth' }] },
    });
    await refused(save({ size: 'small', booth: newId() }), { code: 'not_found' });
    await service.saveBooth(other, theirs.id, { size: 'large', booth: fair.booths.B01 });
    await refused(save({ size: 'large' }), { code: 'size_sold_out' });
    await app.db.rows('UPDATE booth SET application_id = $2 WHERE id = $1', [fair.booths.A01, theirs.id]);
    await refused(save({ size: 'small', booth: fair.booths.A01 }), { code: 'booth_taken' });
  });

  it('takes a wish for a size before the plan is drawn', async () => {
    const { id } = await start();
    await app.db.rows('DELETE FROM booth WHERE edition_id = $1', [fair.edition]);
    expect((await service.saveBooth(me, id, { size: 'large', wishes: 'Hörn' })).booth).toMatchObject({
      size: 'large',
      wishes: 'Hörn',
    });
  });
});
