import { bookParty, listSlots } from '@vagval/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BookingsModule } from '../src/bookings/bookings.module.ts';
import { ProgrammeModule } from '../src/programme/programme.module.ts';
import { startApp } from './app.ts';
import type { TestApp } from './app.ts';
import { kind, makeFair, open } from './fair.ts';
import type { TestFair } from './fair.ts';

let app: TestApp;
let fair: TestFair;

beforeAll(async () => {
  app = await startApp({ features: [ProgrammeModule, BookingsModule], at: '2026-12-10T10:00:00Z' });
  fair = await makeFair(app.db);
  await kind(app.db, 'talk', {});
  await app.db.rows(`UPDATE activity_kind SET counts = 'parties' WHERE key = 'talk'`);
  await kind(app.db, 'later', {});
  await open(app.db, fair.edition, { of: 'later', from: '2026-12-20T08:00Z' });
  for (const capacity of [0, 1, 2, 3]) await fair.slot({ capacity });
  await fair.slot({ kind: 'talk', capacity: 1 });
  await fair.slot({ kind: 'talk', capacity: 0 });
  await fair.slot({ kind: 'later', capacity: 9 });
  await fair.slot({ audience: ['class'], capacity: 9 });
  await fair.slot({ state: 'paused', capacity: 9 });
  await fair.slot({ startsAt: '2026-12-10T09:00Z', capacity: 9 });
});
afterAll(() => app.close());

it.each([1, 2, 3, 4])(
  'what is shown as free is what a family of %d can book, and nothing else',
  async (size) => {
    const params = { edition: fair.slug };
    const shown = await app.call(listSlots, { params, query: { size, audience: 'family' } });
    const others = await app.call(listSlots, { params, query: { size } });
    if (!shown.ok || !others.ok) throw new Error('no timetable');
    const all = new Map([...others.data.items, ...shown.data.items].map((it) => [it.id, it]));
    for (const slot of all.values()) {
      const booked = await app.call(bookParty, {
        params,
        body: {
          kind: 'family',
          size,
          contact: { email: 'familj@example.se' },
          locale: 'sv',
          bookings: [{ slot: slot.id }],
        },
      });
      expect([booked.ok, booked.ok ? undefined : booked.code]).toEqual([slot.bookable, slot.refusal]);
      await app.db.rows('UPDATE slot SET taken = 0');
    }
  },
);
