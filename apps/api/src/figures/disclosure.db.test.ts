import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { findingIn } from '../../test/shown.ts';
import type { Asking, Finding } from '../../test/shown.ts';
import {
  insert,
  smallBooking,
  smallEdition,
  smallFair,
  smallParty,
  smallPassage,
  smallSlot,
} from '../../test/small-fair.ts';
import type { SmallEdition } from '../../test/small-fair.ts';

const runs = Number(process.env['DISCLOSURE_RUNS'] ?? 3);
let app: TestApp;
let edition: SmallEdition;

beforeAll(async () => {
  app = await startApp({ features: [], at: '2026-12-01T12:00:00+01:00' });
  edition = await smallEdition(await smallFair(app.db), 'gd-2026', [
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
  ]);
  await app.db
    .rows(`INSERT INTO municipality VALUES ('1480', 'Göteborg', true), ('1440', 'Ale', true), ('1407', 'Öckerö', true)
    ON CONFLICT DO NOTHING`);
});
afterAll(() => app.close());

const finding = (asking: Pick<Asking, 'families' | 'dimensions'>): Promise<Finding> =>
  findingIn(app.db, { ...asking, edition: edition.id, now: app.clock.now() });

const few = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 2, arbitrary: fc.integer({ min: 7, max: 40 }) },
);
const kinds = ['class', 'family', 'walk-in'] as const;
const codes = ['1480', '1440', '1407'] as const;

/** A party of so many that came in at one hour of one day. */
const visit = fc.record({
  kind: fc.constantFrom(...kinds),
  municipality: fc.constantFrom(...codes),
  day: fc.nat({ max: 2 }),
  hour: fc.constantFrom('09', '12'),
  door: fc.boolean(),
  persons: few,
});

async function fillVisits(
  visits: readonly (typeof visit extends fc.Arbitrary<infer V> ? V : never)[],
): Promise<void> {
  for (const table of ['passage', 'booking', 'party']) await app.db.rows(`DELETE FROM ${table}`);
  for (const { kind, municipality, day, hour, door, persons } of visits) {
    const grade = kind === 'class' ? { grade: '9' } : {};
    const party =
      kind === 'walk-in'
        ? {}
        : { party_id: (await smallParty(app.db, edition, persons, { kind, municipality, ...grade })).id };
    const on = edition.days[day] ?? '';
    const at = new Date(`${on}T${hour}:00:00+01:00`);
    await smallPassage(app.db, edition, persons, {
      ...party,
      day: on,
      at,
      door_id: door ? edition.door : edition.south,
    });
  }
}

const nothing = { shownSmall: [], found: [] };

describe('what few persons are behind', () => {
  it.each<[string, readonly string[]]>([
    ['day, municipality, audience', ['day-number', 'municipality', 'audience']],
    ['day, hour, door', ['day-number', 'hour', 'door']],
    ['hour, municipality, audience', ['hour', 'municipality', 'audience']],
    ['municipality, school and grade of classes', ['municipality', 'school', 'grade', 'audience']],
  ])('is not found from all cuts of visitors by %s', { timeout: 300_000 }, async (_, dimensions) => {
    await fc.assert(
      fc.asyncProperty(fc.array(visit, { minLength: 4, maxLength: 24 }), async (visits) => {
        await fillVisits(visits);
        expect(await finding({ families: ['visitors'], dimensions })).toMatchObject(nothing);
      }),
      { numRuns: runs },
    );
  });

  it.each<[string, readonly string[]]>([
    ['kind, day, municipality', ['kind', 'day-number', 'municipality']],
    ['kind, language, station', ['kind', 'language', 'station']],
    ['day, language', ['day-number', 'language']],
  ])(
    'is not found from booked, came, no-shows, use and drop-ins by %s',
    { timeout: 300_000 },
    async (_, dimensions) => {
      const book = await booker();
      await fc.assert(
        fc.asyncProperty(fc.array(booking, { minLength: 4, maxLength: 20 }), async (bookings) => {
          await book(bookings);
          expect(await finding({ families: ['places', 'offered'], dimensions })).toMatchObject(nothing);
        }),
        { numRuns: runs },
      );
    },
  );

  it('is all that is hidden: nothing is, where nothing is small', async () => {
    const all = kinds.flatMap((kind) =>
      codes.flatMap((municipality) =>
        [0, 1, 2].flatMap((day) =>
          (['09', '12'] as const).map((hour) => ({ kind, municipality, day, hour, door: true, persons: 8 })),
        ),
      ),
    );
    await fillVisits(all);
    expect(
      await finding({
        families: ['visitors'],
        dimensions: ['day-number', 'hour', 'municipality', 'audience'],
      }),
    ).toMatchObject({
      hidden: 0,
      small: 0,
    });
  });
});

describe('the guard', () => {
  it('bites: when each small number alone is hidden, the reader finds it', { timeout: 120_000 }, async () => {
    await fillVisits([
      { kind: 'class', municipality: '1480', day: 0, hour: '09', door: true, persons: 30 },
      { kind: 'class', municipality: '1440', day: 0, hour: '09', door: true, persons: 3 },
      { kind: 'class', municipality: '1440', day: 1, hour: '09', door: true, persons: 20 },
      { kind: 'family', municipality: '1480', day: 1, hour: '12', door: true, persons: 25 },
    ]);
    const asking = {
      families: ['visitors'],
      dimensions: ['day-number', 'municipality', 'audience'],
    } as const;
    expect(await finding(asking)).toMatchObject(nothing);
    const naive = await findingIn(app.db, {
      ...asking,
      edition: edition.id,
      now: app.clock.now(),
      naive: true,
    });
    expect(naive.found).not.toEqual([]);
  });
});

const booking = fc.record({
  slot: fc.nat({ max: 17 }),
  municipality: fc.constantFrom(...codes),
  booked: few,
  absent: fc.oneof(fc.constant(0), few),
  dropped: fc.oneof(fc.constant(0), few),
});

/** Slots of two kinds in three languages on three days, and how to fill them. */
async function booker() {
  for (const table of ['booking', 'slot']) await app.db.rows(`DELETE FROM ${table}`);
  const place = await insert(app.db, 'place', {
    id: crypto.randomUUID(),
    edition_id: edition.id,
    kind: 'station',
    name: `Yta ${Math.random()}`,
  });
  const slots: string[] = [];
  for (const kind of ['try-it', 'guardian-meeting'])
    for (const day of edition.days)
      for (const language of ['sv', 'ar', 'so'])
        slots.push(
          await smallSlot(app.db, edition, {
            kind,
            language,
            startsAt: `${day}T10:00:00+01:00`,
            capacity: 100,
            title: `${kind} ${language}`,
            ...(language === 'sv' && { place }),
          }),
        );
  return async (bookings: readonly (typeof booking extends fc.Arbitrary<infer V> ? V : never)[]) => {
    for (const table of ['passage', 'booking', 'party']) await app.db.rows(`DELETE FROM ${table}`);
    await app.db.rows('UPDATE slot SET dropped_in = 0, taken = 0');
    for (const { slot, municipality, booked, absent, dropped } of bookings) {
      const { id } = await smallParty(app.db, edition, booked, { municipality });
      const came = Math.max(0, booked - absent);
      await smallBooking(app.db, edition, [id, slots[slot] ?? '', booked], { came });
      await app.db.rows('UPDATE slot SET dropped_in = $2 WHERE id = $1', [slots[slot], dropped]);
    }
  };
}
