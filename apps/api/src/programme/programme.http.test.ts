import { currentEdition, listEditions, listProgrammes, listSlots, readActivity } from '@vagval/contract';
import type { SlotQuery } from '@vagval/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { newId } from '../platform/ids.ts';
import { ProgrammeModule } from './programme.module.ts';

const edition = newId();
const full = newId();
const evening = newId();
const [weld, house] = [newId(), newId()];
let app: TestApp;

beforeAll(async () => {
  app = await startApp({ features: [EditionsModule, ProgrammeModule], at: '2026-12-01T10:00:00Z' });
  await fair();
  await programme();
});
afterAll(() => app.close());

async function fair() {
  const [organiser, of] = [newId(), newId()];
  await app.db.rows(`INSERT INTO organiser VALUES ($1, 'gr', 'Arrangören', 'besok@example.se')`, [organiser]);
  await app.db.rows(`INSERT INTO fair VALUES ($1, $2, 'gd', 'Gymnasiedagarna')`, [of, organiser]);
  for (const [id, slug, state] of [
    [edition, '2026', 'current'],
    [newId(), '2025', 'finished'],
    [newId(), '2027', 'planned'],
  ])
    await app.db.rows(
      `INSERT INTO edition (id, fair_id, slug, name, venue, state, created_at)
       VALUES ($1, $2, $3, 'Gymnasiedagarna', 'Mässan', $4, '2026-01-01')`,
      [id, of, slug, state],
    );
  await app.db.rows(
    `INSERT INTO edition_day SELECT id, (slug || '-12-15')::date, 1, (slug || '-12-15T08:00Z')::timestamptz,
       (slug || '-12-15T17:00Z')::timestamptz FROM edition`,
  );
  await app.db.rows(
    `INSERT INTO opening VALUES ($1, $2, 'booking', NULL, '2026-11-01', '2026-12-16'),
       ($3, $2, 'open-house', NULL, '2026-12-10', '2027-02-01')`,
    [newId(), edition, newId()],
  );
}

async function programme() {
  await app.db.rows(
    `INSERT INTO activity_kind (key, title, position, exclusive_place, party_limit)
     VALUES ('try-it', '{"sv":"Prova på"}', 1, false, 3), ('open-house', '{"sv":"Öppet hus"}', 2, false, 3)`,
  );
  await app.db.rows(
    `INSERT INTO programme VALUES ('IN', '{"sv":"Industritekniska programmet"}', 'vocational', NULL),
       ('FR', '{"sv":"Frisör- och stylistprogrammet"}', 'vocational', NULL),
       ('HV', '{"sv":"Hantverksprogrammet"}', 'vocational', 'FR'),
       ('TE', '{"sv":"Teknikprogrammet"}', 'preparatory', NULL)`,
  );
  await app.db.rows(
    `INSERT INTO activity (id, edition_id, kind, phase, title, programmes, audience)
     VALUES ($1, $3, 'try-it', 'during', '{"sv":"Svetsa","ar":"جرّب اللحام"}', '{IN}', '{family,class}'),
       ($2, $3, 'open-house', 'after', '{"sv":"Öppet hus"}', '{}', '{family}')`,
    [weld, house, edition],
  );
  await slot(full, weld, '2026-12-15T09:00Z', { taken: 7, held: 1 });
  await slot(evening, weld, '2026-12-15T23:30Z', { language: 'ar' });
  await slot(newId(), weld, '2026-12-15T10:00Z', { taken: 3 });
  await slot(newId(), house, '2027-01-20T16:00Z', {});
  await slot(newId(), weld, '2026-12-15T11:00Z', { state: 'withdrawn' });
  await inLine();
}

async function slot(
  id: string,
  activity: string,
  at: string,
  { taken = 0, held = 0, state = 'open', language = '' },
) {
  await app.db.rows(
    `INSERT INTO slot (id, edition_id, activity_id, setup_from, starts_at, ends_at, language, capacity, taken, held,
       state, exclusive)
     VALUES ($1, $2, $3, $4, $4, $4::timestamptz + interval '20 minutes', nullif($5, ''), 8, $6, $7, $8, false)`,
    [id, edition, activity, at, language, taken, held, state],
  );
}

async function inLine() {
  for (const no of [1, 2]) {
    const party = newId();
    await app.db.rows(
      `INSERT INTO party (id, edition_id, kind, size, reference, locale, created_at)
       VALUES ($1, $2, 'family', 5, $3, 'sv', now())`,
      [party, edition, `CODE000${no}`],
    );
    await app.db.rows(
      `INSERT INTO booking (id, edition_id, party_id, slot_id, places, asked, state, line_no, made_at, changed_at)
       VALUES ($1, $2, $3, $4, 5, 5, 'waiting', $5, now(), now())`,
      [newId(), edition, party, full, no],
    );
  }
}

const slots = async (query: z.input<typeof SlotQuery> = {}) => {
  const answer = await app.call(listSlots, { params: { edition: '2026' }, query });
  if (!answer.ok) throw new Error(answer.code);
  return answer.data;
};

describe('editions', () => {
  it('gives the current one with its days', async () => {
    const answer = await app.call(currentEdition, {});
    expect(answer).toMatchObject({ ok: true, data: { slug: '2026', days: [{ date: '2026-12-15' }] } });
  });

  it('lists the published ones, newest first, without the planned', async () => {
    const answer = await app.call(listEditions, {});
    expect(answer.ok && answer.data.items.map(({ slug }) => slug)).toEqual(['2026', '2025']);
  });
});

it('lists the programmes open today by kind and name, not those another has taken the place of', async () => {
  const answer = await app.call(listProgrammes, {});
  expect(answer.ok && answer.data.items.map(({ code, kind }) => [code, kind])).toEqual([
    ['TE', 'preparatory'],
    ['FR', 'vocational'],
    ['IN', 'vocational'],
  ]);
});

describe('the timetable', () => {
  it('says what is free, who waits, what can be booked and what instead', async () => {
    const { items, total } = await slots();
    expect(total).toBe(4);
    expect(items.map((it) => [it.free, it.waiting, it.bookable, it.refusal])).toEqual([
      [0, 2, false, 'slot_full'],
      [5, 0, true, undefined],
      [8, 0, true, undefined],
      [8, 0, false, 'not_open_yet'],
    ]);
    expect(items[0]?.alternatives?.map(({ startsAt }) => startsAt)).toEqual([
      '2026-12-15T10:00:00.000Z',
      '2026-12-15T23:30:00.000Z',
    ]);
    expect(items[3]?.opensAt).toBe('2026-12-10T00:00:00.000Z');
  });

  it.each([
    [{ kind: 'open-house' }, 1],
    [{ language: 'ar' }, 1],
    [{ programme: 'IN' }, 3],
    [{ audience: 'class' }, 3],
    [{ free: true }, 3],
    [{ free: 'false' }, 4],
    [{ fits: true, size: 6 }, 2],
    [{ fits: true }, 3],
    [{ phase: 'after' }, 1],
    [{ activity: house }, 1],
    [{ ids: `${full},${evening}` }, 2],
    [{ ids: 'nothing' }, 0],
    // Half past eleven at night in UTC is the next day in Stockholm.
    [{ day: '2026-12-15' }, 2],
    [{ day: '2026-12-16' }, 1],
  ] as const)('keeps %j', async (query, total) => {
    expect((await slots(query)).total).toBe(total);
  });

  it('judges for the kind of party that is asked about', async () => {
    const { items } = await slots({ audience: 'class', free: true });
    expect(items.every(({ bookable }) => bookable)).toBe(true);
  });

  it('is bookable for a party when there is room for all of it', async () => {
    const six = await slots({ size: 6 });
    expect(six.items.map((it) => [it.free, it.bookable, it.refusal])).toEqual([
      [0, false, 'slot_full'],
      [5, false, 'slot_full'],
      [8, true, undefined],
      [8, false, 'not_open_yet'],
    ]);
    // What is offered instead has room for all of them too.
    expect(six.items[1]?.alternatives?.map(({ id }) => id)).toEqual([evening]);
    expect((await slots({ size: 5 })).items[1]?.bookable).toBe(true);
  });

  it('is bookable for a party of any size where a place is for a party', async () => {
    await app.db.rows(`UPDATE activity_kind SET counts = 'parties' WHERE key = 'try-it'`);
    const six = await slots({ size: 6, fits: true, kind: 'try-it' });
    await app.db.rows(`UPDATE activity_kind SET counts = 'persons' WHERE key = 'try-it'`);
    expect(six.items.map((it) => [it.free, it.counts, it.bookable])).toEqual([
      [5, 'parties', true],
      [8, 'parties', true],
    ]);
  });

  it.each(['0', '501', 'two'])('refuses a party of %s', async (size) => {
    const response = await app.app.inject(`/api/editions/2026/slots?size=${size}`);
    expect(response.statusCode).toBe(422);
  });

  it('says what it can be filtered by', async () => {
    expect((await slots({ kind: 'open-house' })).filters).toEqual({
      kinds: [
        { key: 'try-it', title: { sv: 'Prova på' } },
        { key: 'open-house', title: { sv: 'Öppet hus' } },
      ],
      languages: ['ar'],
      programmes: [{ code: 'IN', name: { sv: 'Industritekniska programmet' } }],
    });
  });

  it.each(['2027', 'nowhere'])('is not found for %s', async (slug) => {
    const answer = await app.call(listSlots, { params: { edition: slug } });
    expect(answer).toMatchObject({ ok: false, code: 'not_found' });
  });
});

describe('one activity', () => {
  const read = (activity: string, query: z.input<typeof SlotQuery> = {}) =>
    app.call(readActivity, { params: { edition: '2026', activity }, query });

  it('has its texts, its programmes and its times, judged for the party', async () => {
    const answer = await read(weld, { size: 6 });
    expect(answer).toMatchObject({
      ok: true,
      data: {
        activity: {
          titles: { sv: 'Svetsa', ar: 'جرّب اللحام' },
          kindTitle: { sv: 'Prova på' },
          programmes: [{ code: 'IN', name: { sv: 'Industritekniska programmet' } }],
        },
        slots: [{ bookable: false }, { bookable: false, free: 5 }, { bookable: true }],
      },
    });
  });

  it('leaves out what has ended, and stays when all has', async () => {
    app.clock.advance({ days: 30 });
    const answer = await read(weld);
    app.clock.advance({ days: -30 });
    expect(answer).toMatchObject({ ok: true, data: { slots: [] } });
  });

  it('is not found in another edition, nor when it is none', async () => {
    const elsewhere = await app.call(readActivity, { params: { edition: '2025', activity: weld } });
    expect(elsewhere).toMatchObject({ ok: false, code: 'not_found' });
    expect(await read(newId())).toMatchObject({ ok: false, code: 'not_found' });
  });
});

it('is a calendar feed with instants in UTC and nobody in it', async () => {
  const response = await app.app.inject('/api/editions/2026/slots.ics?language=ar');
  const lines = response.body.split('\r\n');
  expect(response.headers['content-type']).toContain('text/calendar');
  expect(lines.filter((line) => /^(METHOD|DTSTART|SUMMARY|ATTENDEE|UID)/.test(line))).toEqual([
    'METHOD:PUBLISH',
    `UID:${evening}@slot`,
    'DTSTART:20261215T233000Z',
    'SUMMARY:Svetsa',
  ]);
});

it('is a calendar feed of one activity', async () => {
  const response = await app.app.inject(`/api/editions/2026/slots.ics?activity=${house}`);
  expect(response.body.match(/^SUMMARY:.*$/gm)).toEqual(['SUMMARY:Öppet hus']);
});
