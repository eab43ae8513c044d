import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listExhibitors, listHalls, readExhibitor, readHall } from '@vagval/contract';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import {
  duringRegistration,
  insertApplication,
  insertOrganisation,
  makeFair,
} from '../../test/exhibiting.ts';
import type { Exhibiting } from '../../test/exhibiting.ts';
import { newId } from '../platform/ids.ts';
import { ExhibitorsModule } from './exhibitors.module.ts';

let app: TestApp;
let fair: Exhibiting;

beforeAll(async () => {
  app = await startApp({ features: [ExhibitorsModule] });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(duringRegistration);
  fair = await makeFair(app.db);
});

async function placed(name: string, programmes: string[], booth?: string, state = 'placed'): Promise<string> {
  const organisation = await insertOrganisation(app.db, 'school', `${name} ${newId()}`);
  const id = await insertApplication(app.db, {
    edition: fair.edition,
    organisation,
    state,
    name,
    programmes,
  });
  if (booth) await app.db.rows('UPDATE booth SET application_id = $1 WHERE id = $2', [id, booth]);
  return id;
}

async function names(query: { q?: string; programme?: string } = {}): Promise<string[]> {
  const answer = await app.call(listExhibitors, { params: { edition: fair.slug }, query });
  if (!answer.ok) throw new Error(answer.code);
  expect(answer.data.total).toBe(answer.data.items.length);
  return answer.data.items.map(({ name }) => name);
}

describe('the catalogue', () => {
  beforeEach(async () => {
    await placed('Östra', ['BA']);
    await placed('Alfa', ['FS'], fair.booths.A01);
    await placed('Ärla', ['FR'], fair.booths.A02);
    await placed('zeta 100%', ['BA', 'FS']);
    await placed('Åby', []);
    await placed('Väntar', ['BA'], undefined, 'approved');
  });

  it('has the placed ones in Swedish order', async () => {
    expect(await names()).toEqual(['Alfa', 'zeta 100%', 'Åby', 'Ärla', 'Östra']);
  });

  it.each([
    [{ q: 'äR' }, ['Ärla']],
    [{ q: '%' }, ['zeta 100%']],
    [{ q: '_' }, []],
    [{ q: '\\' }, []],
    [{ q: 'byggn' }, []],
    [{ q: 'ANLÄGGNING' }, ['zeta 100%', 'Östra']],
    [{ q: 'sales' }, ['Alfa', 'zeta 100%']],
    [{ programme: 'BA' }, ['zeta 100%', 'Östra']],
    [{ programme: 'HV' }, ['Ärla']],
    [{ programme: 'HA', q: 'alfa' }, ['Alfa']],
    [{ programme: 'XX' }, []],
  ])('finds by %j', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });
});

describe('one exhibitor', () => {
  it('shows the same of everybody, and nothing of its contact', async () => {
    const id = await placed('Alfa', ['BA'], fair.booths.A01);
    const answer = await app.call(readExhibitor, { params: { edition: fair.slug, exhibitor: id } });
    expect(answer.ok && answer.data).toEqual({
      id,
      name: 'Alfa',
      kind: 'school',
      municipality: null,
      programmes: [{ code: 'BA', name: { sv: 'Bygg och anläggning', en: 'Building and construction' } }],
      presentation: 'Vi visar bygg.',
      website: 'https://skola.example.se',
      booths: [{ code: 'A01', hall: 'Hall A' }],
    });
  });

  it('is not there before it is placed, nor in another edition', async () => {
    const waiting = await placed('Väntar', [], undefined, 'approved');
    const there = await placed('Alfa', []);
    const read = (edition: string, exhibitor: string) =>
      app.call(readExhibitor, { params: { edition, exhibitor } });
    expect(await read(fair.slug, waiting)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await read(fair.lastSlug, there)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await read('ingen', there)).toMatchObject({ ok: false, code: 'not_found' });
  });
});

describe('the hall plan', () => {
  it('lists the halls in metres', async () => {
    const answer = await app.call(listHalls, { params: { edition: fair.slug } });
    expect(answer.ok && answer.data).toEqual({
      items: [{ id: fair.hall, name: 'Hall A', width: 50, depth: 30, booths: 4 }],
      total: 1,
    });
    expect(await app.call(listHalls, { params: { edition: 'ingen' } })).toMatchObject({ code: 'not_found' });
  });

  it('shows what is free, held and taken, and names only who is placed', async () => {
    const alfa = await placed('Alfa', ['BA'], fair.booths.A01);
    await placed('Väntar', ['BA'], fair.booths.A02, 'approved');
    const holder = await placed('Utkast', [], undefined, 'draft');
    const until = new Date('2027-03-15T09:15:00+01:00');
    await app.db.rows('UPDATE booth SET held_by = $1, held_until = $2 WHERE id = $3', [
      holder,
      until,
      fair.booths.A03,
    ]);
    const states = async () => {
      const answer = await app.call(readHall, { params: { edition: fair.slug, hall: fair.hall } });
      if (!answer.ok) throw new Error(answer.code);
      return answer.data;
    };
    const plan = await states();
    expect(plan.features).toEqual([
      { kind: 'stage', label: 'Stora scenen', x: 40, y: 20, width: 10, depth: 10 },
    ]);
    expect(plan.booths.map(({ code, state }) => [code, state])).toEqual([
      ['A01', 'taken'],
      ['A02', 'taken'],
      ['A03', 'held'],
      ['B01', 'free'],
    ]);
    expect(plan.booths.map(({ exhibitor }) => exhibitor)).toEqual([
      { id: alfa, name: 'Alfa', kind: 'school', programmes: ['BA'] },
      null,
      null,
      null,
    ]);
    expect(plan.booths[1]).toMatchObject({ x: 4, y: 0, width: 4, depth: 2, size: 'small' });
    app.clock.set(until);
    expect((await states()).booths[2]?.state).toBe('free');
  });

  it('has no hall of another edition', async () => {
    const hall = (await makeFair(app.db)).hall;
    const answer = await app.call(readHall, { params: { edition: fair.slug, hall } });
    expect(answer).toMatchObject({ ok: false, code: 'not_found' });
  });
});
