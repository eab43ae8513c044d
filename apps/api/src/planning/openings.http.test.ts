import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addOpening, changeOpening, endOpening, listOpenings, listSlots } from '@vagval/contract';
import type { Call } from '@vagval/contract';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { makeFair } from '../../test/fair.ts';
import type { TestFair } from '../../test/fair.ts';

let app: TestApp;
let fair: TestFair;
let leader: Call;
const zone = { closesDay: '2027-04-01', closesTime: '12:00' };

beforeAll(async () => {
  app = await startApp({ at: '2027-01-04T09:00:00+01:00' });
  fair = await makeFair(app.db);
  leader = await app.as('leader');
  await fair.slot({ audience: ['family'] });
  await fair.slot({ audience: ['family', 'class'] });
}, 60_000);
afterAll(() => app.close());

const add = (body: object) =>
  leader(addOpening, { params: { edition: fair.slug }, body: { of: 'try-it', ...body } as never });
const all = async () => {
  const read = await leader(listOpenings, { params: { edition: fair.slug } });
  return read.ok ? read.data.items : [];
};
const bookable = async () => {
  const read = await app.call(listSlots, { params: { edition: fair.slug } });
  return read.ok ? read.data.items.filter((it) => it.bookable).length : -1;
};

describe('an opening', () => {
  it('is shown before it is saved: what it closes and opens at once', async () => {
    const later = {
      opensDay: '2027-01-10',
      opensTime: '08:00',
      closesDay: '2027-01-18',
      closesTime: '23:59',
    };
    const rows = await all();
    const tried = await add({ ...later, audience: 'family', preview: true });
    expect(tried).toMatchObject({ data: { closes: [{ audience: 'family', slots: 2 }], opens: [] } });
    expect(await all()).toEqual(rows);
    expect(await bookable()).toBe(2);

    expect(await add({ ...later, audience: 'family' })).toMatchObject({ ok: true });
    expect(await bookable()).toBe(0);
    expect(await add({ ...later, audience: 'family' })).toMatchObject({ code: 'opening_exists' });
    const mine = (await all()).find(({ of }) => of === 'try-it');
    expect(mine).toMatchObject({ state: 'coming', opensAt: '2027-01-10T07:00:00.000Z' });

    const earlier = {
      opensDay: '2027-01-04',
      opensTime: '08:59',
      closesDay: later.closesDay,
      closesTime: later.closesTime,
    };
    const params = { opening: mine?.id ?? '' };
    expect(await leader(changeOpening, { params, body: { ...earlier, preview: true } })).toMatchObject({
      data: { opens: [{ audience: 'family', slots: 2 }] },
    });
    await leader(changeOpening, { params, body: earlier });
    expect(await bookable()).toBe(2);
    expect(await leader(endOpening, { params, body: {} })).toMatchObject({
      data: { closes: [{ slots: 2 }] },
    });
    expect((await all()).find(({ id }) => id === params.opening)?.state).toBe('closed');
    expect(await bookable()).toBe(0);
  });

  it('that has not begun is taken away when it is ended', async () => {
    const added = await add({
      audience: 'class',
      opensDay: '2027-01-09',
      opensTime: '09:00',
      closesDay: '2027-01-19',
      closesTime: '09:00',
    });
    const id = added.ok ? added.data.id : '';
    expect(await leader(endOpening, { params: { opening: id }, body: {} })).toMatchObject({
      data: { opens: [{ audience: 'class', slots: 1 }] },
    });
    expect((await all()).some((it) => it.id === id)).toBe(false);
  });

  it('keeps the minute on the wall over both changes of the clocks, and has no minute that does not exist', async () => {
    const spring = await add({ audience: 'single', opensDay: '2027-03-28', opensTime: '02:30', ...zone });
    expect(spring).toMatchObject({ problem: { errors: [{ path: '/body/opensTime' }] } });
    const over = { opensDay: '2027-03-27', opensTime: '23:59', closesDay: '2027-10-31', closesTime: '03:01' };
    await add({ audience: 'single', ...over });
    const row = (await all()).find((it) => it.audience === 'single');
    expect(row).toMatchObject({ opensAt: '2027-03-27T22:59:00.000Z', closesAt: '2027-10-31T02:01:00.000Z' });
    const turned = { ...over, closesDay: '2027-03-26' };
    expect(await add({ audience: 'group', ...turned })).toMatchObject({
      problem: { errors: [{ path: '/body/closesDay' }] },
    });
    expect(await add({ of: 'no-such-kind', ...over })).toMatchObject({ code: 'invalid' });
  });
});
