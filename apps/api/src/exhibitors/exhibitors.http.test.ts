import {
  acceptGuidelines,
  decideApplication,
  listApplications,
  listExhibitors,
  listOwnApplications,
  placeBooth,
  readApplication,
  readExhibitor,
  readHall,
  reviewApplication,
  saveBasics,
  saveBooth,
  saveProgrammes,
  startApplication,
  submitApplication,
} from '@vagval/contract';
import type { Reply } from '@vagval/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { duringRegistration, everything, makeFair } from '../../test/exhibiting.ts';
import type { Exhibiting } from '../../test/exhibiting.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { newId } from '../platform/ids.ts';
import { ExhibitorsModule } from './exhibitors.module.ts';

type Client = TestApp['call'];

let app: TestApp;
let fair: Exhibiting;
beforeAll(async () => {
  app = await startApp({ features: [AccountsModule, ExhibitorsModule] });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(duringRegistration);
  fair = await makeFair(app.db);
});

/** What came back; a refusal fails the test. */
function got<T>(answer: { ok: true; data: T } | { ok: false; code: string }): T {
  if (!answer.ok) throw new Error(answer.code);
  return answer.data;
}

const tasks = (view: Reply<typeof readApplication>) => view.tasks.map(({ state }) => state);
const basics = {
  displayName: 'Ärlaskolan',
  contactName: 'Kontakten',
  contactEmail: 'kontakt@example.se',
  contactPhone: '031-123456',
  invoiceAddress: 'Fakturagatan 1',
};

it('goes from the first step to a booth, with a break, a colleague and a completion on the way', async () => {
  const school = await app.as('exhibitor', { organisation: fair.school });
  const colleague = await app.as('exhibitor', { organisation: fair.school });
  const leader = await app.as('leader', { organiser: fair.organiser });

  const begun = got(
    await school(startApplication, { params: { edition: fair.slug }, body: { organisation: fair.school } }),
  );
  const params = { application: begun.id };
  expect(tasks(begun)).toEqual(['to_do', 'to_do', 'to_do', 'to_do', 'to_do']);
  got(
    await school(acceptGuidelines, { params, body: { version: begun.guidelines.version, accepted: true } }),
  );
  const half = got(await school(saveBasics, { params, body: { displayName: 'Ärlaskolan' } }));
  expect(tasks(half)).toEqual(['done', 'under_way', 'to_do', 'to_do', 'to_do']);

  app.clock.advance({ hours: 3 });
  const found = got(await colleague(listOwnApplications)).items.find(({ id }) => id === begun.id);
  expect(found).toMatchObject({ state: 'draft', edition: { slug: fair.slug } });
  expect(got(await colleague(readApplication, { params })).basics).toEqual({ displayName: 'Ärlaskolan' });
  got(await colleague(saveBasics, { params, body: basics }));
  got(
    await colleague(saveBooth, { params, body: { size: 'small', booth: fair.booths.A02, wishes: 'Hörn' } }),
  );
  const ready = got(
    await colleague(saveProgrammes, { params, body: { programmes: ['BA', 'HA'], presentation: 'Kom!' } }),
  );
  expect(tasks(ready)).toEqual(['done', 'done', 'done', 'done', 'under_way']);
  expect(ready).toMatchObject({ programmes: ['BA', 'FS'], booth: { held: { code: 'A02' }, placed: null } });
  expect(got(await school(submitApplication, { params })).state).toBe('submitted');

  const list = got(await leader(listApplications, { params: { edition: fair.slug }, query: { q: 'ärla' } }));
  expect(list).toMatchObject({
    total: 1,
    byState: { submitted: 1 },
    items: [{ id: begun.id, programmes: 2 }],
  });
  got(
    await leader(decideApplication, {
      params,
      body: { decision: 'ask_completion', note: 'Er fakturareferens?' },
    }),
  );
  expect(got(await school(readApplication, { params }))).toMatchObject({ note: 'Er fakturareferens?' });
  got(await school(saveBasics, { params, body: { ...basics, invoiceReference: 'ABCD' } }));
  got(await school(submitApplication, { params }));
  got(await leader(decideApplication, { params, body: { decision: 'approve' } }));
  const placed = got(await leader(placeBooth, { params, body: { booth: fair.booths.A02 } }));
  expect(placed).toMatchObject({ state: 'placed', booth: { held: null, placed: { code: 'A02' } } });

  const visitor = app.call;
  const shown = got(await visitor(listExhibitors, { params: { edition: fair.slug } }));
  expect(shown).toMatchObject({
    total: 1,
    items: [{ name: 'Ärlaskolan', booths: [{ code: 'A02', hall: 'Hall A' }] }],
  });
  const [one, plan] = [
    got(await visitor(readExhibitor, { params: { edition: fair.slug, exhibitor: begun.id } })),
    got(await visitor(readHall, { params: { edition: fair.slug, hall: fair.hall } })),
  ];
  expect(plan.booths.find(({ code }) => code === 'A02')).toMatchObject({
    state: 'taken',
    exhibitor: { name: 'Ärlaskolan' },
  });
  const open = JSON.stringify([shown, one, plan]);
  for (const secret of ['Kontakten', 'kontakt@', '031-', 'Fakturagatan', 'ABCD', 'Hörn']) {
    expect(open).not.toContain(secret);
  }
});

describe('rights', () => {
  async function application(): Promise<string> {
    const school = await app.as('exhibitor', { organisation: fair.school });
    const body = { organisation: fair.school };
    return got(await school(startApplication, { params: { edition: fair.slug }, body })).id;
  }

  /** Every call about one application, as somebody; the codes that came back. */
  async function codesFor(who: Client, id: string) {
    const params = { application: id };
    const own = [
      await who(readApplication, { params }),
      await who(acceptGuidelines, { params, body: { version: 1, accepted: true } }),
      await who(saveBasics, { params, body: basics }),
      await who(saveBooth, { params, body: { size: 'small' } }),
      await who(saveProgrammes, { params, body: { programmes: [] } }),
      await who(submitApplication, { params }),
    ];
    const staff = [
      await who(listApplications, { params: { edition: fair.slug } }),
      await who(reviewApplication, { params }),
      await who(decideApplication, { params, body: { decision: 'approve' } }),
      await who(placeBooth, { params, body: { booth: fair.booths.A01 } }),
    ];
    const codes = (all: readonly ({ ok: true } | { ok: false; code: string })[]) => [
      ...new Set(all.map((it) => (it.ok ? 'ok' : it.code))),
    ];
    return { own: codes(own), staff: codes(staff) };
  }

  it('are those of the organisation and of the organiser', async () => {
    const id = await application();
    const before = await everything(app.db);
    const as = async (...seat: Parameters<TestApp['as']>) => codesFor(await app.as(...seat), id);
    const stranger = await makeFair(app.db);
    const [notFound, forbidden] = [['not_found'], ['forbidden']];
    const { school: theirs, organiser: theirOrganiser } = stranger;
    expect(await codesFor(app.call, id)).toEqual({ own: ['unauthenticated'], staff: ['unauthenticated'] });
    expect(await as('exhibitor', { organisation: fair.other })).toEqual({ own: notFound, staff: forbidden });
    expect(await as('exhibitor', { organisation: theirs })).toEqual({ own: notFound, staff: forbidden });
    expect(await as('teacher', { organisation: fair.school })).toEqual({ own: forbidden, staff: forbidden });
    expect(await as('analyst', { organiser: fair.organiser })).toEqual({ own: forbidden, staff: forbidden });
    expect(await as('leader', { organiser: theirOrganiser })).toEqual({ own: forbidden, staff: notFound });
    const after = (await everything(app.db)) as Record<string, { row: { id: string } }[]>;
    const known = Object.values(stranger.booths);
    after['booth'] = (after['booth'] ?? []).filter(({ row }) => !known.includes(row.id));
    expect(after).toEqual(before);
  });

  it('hides an application that is not there', async () => {
    const school = await app.as('exhibitor', { organisation: fair.school });
    expect(await school(readApplication, { params: { application: newId() } })).toMatchObject({
      code: 'not_found',
    });
  });
});
