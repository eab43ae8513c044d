import type { Database } from '../src/platform/database.ts';
import { newId } from '../src/platform/ids.ts';

/** A fair to book at: one edition with two days, everything open to everyone; add slots to it. */
export interface TestFair {
  readonly edition: string;
  readonly slug: string;
  slot(of?: SlotOptions): Promise<string>;
}

export interface SlotOptions {
  kind?: string;
  startsAt?: string;
  minutes?: number;
  capacity?: number;
  audience?: string[];
  state?: 'open' | 'paused' | 'withdrawn';
}

export interface KindOptions {
  partyLimit?: number;
  offerHours?: number;
  directHours?: number;
  noShowMinutes?: number;
}

/** 2027-01-19 and -20 in Gothenburg; booking is open from 2026-12-01 until the last day ends. */
export async function makeFair(db: Database, { state = 'current' } = {}): Promise<TestFair> {
  const [organiser, fair, edition] = [newId(), newId(), newId()];
  const slug = `fair-${edition.slice(-8)}`;
  await db.rows('INSERT INTO organiser VALUES ($1, $2, $3, $4)', [
    organiser,
    slug,
    'Arrangören',
    'besok@example.se',
  ]);
  await db.rows('INSERT INTO fair VALUES ($1, $2, $3, $4)', [fair, organiser, slug, 'Mässan']);
  await db.rows(
    `INSERT INTO edition (id, fair_id, slug, name, venue, state, created_at)
     VALUES ($1, $2, $3, 'Mässan 2027', 'Hallen', $4, '2026-01-01')`,
    [edition, fair, slug, state],
  );
  await db.rows(
    `INSERT INTO edition_day VALUES ($1, '2027-01-19', 1, '2027-01-19T08:00Z', '2027-01-19T16:00Z'),
       ($1, '2027-01-20', 2, '2027-01-20T08:00Z', '2027-01-20T16:00Z')`,
    [edition],
  );
  await open(db, edition, { of: 'booking' });
  return { edition, slug, slot: (options) => makeSlot(db, edition, options) };
}

/** When booking is open; replaces what was said for the same kind and audience. */
export async function open(
  db: Database,
  edition: string,
  it: { of: string; audience?: string; from?: string; until?: string },
): Promise<void> {
  await db.rows(
    `INSERT INTO opening (id, edition_id, of, audience, opens_at, closes_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (edition_id, of, audience) DO UPDATE SET opens_at = excluded.opens_at, closes_at = excluded.closes_at`,
    [
      newId(),
      edition,
      it.of,
      it.audience ?? null,
      it.from ?? '2026-12-01T07:00Z',
      it.until ?? '2027-01-20T16:00Z',
    ],
  );
}

/** What holds for a kind of activity; made when first needed. */
export async function kind(db: Database, key: string, it: KindOptions = {}): Promise<void> {
  await db.rows(
    `INSERT INTO activity_kind (key, title, position, exclusive_place, party_limit, offer_hours, direct_hours, no_show_minutes)
     VALUES ($1, jsonb_build_object('sv', $1::text), 1, false, $2, $3, $4, $5)
     ON CONFLICT (key) DO UPDATE SET party_limit = $2, offer_hours = $3, direct_hours = $4, no_show_minutes = $5`,
    [key, it.partyLimit ?? 100, it.offerHours ?? 12, it.directHours ?? 24, it.noShowMinutes ?? 10],
  );
}

async function makeSlot(db: Database, edition: string, it: SlotOptions = {}): Promise<string> {
  const [activity, slot] = [newId(), newId()];
  const key = it.kind ?? 'try-it';
  await db.rows(
    `INSERT INTO activity_kind (key, title, position, exclusive_place, party_limit, no_show_minutes)
     VALUES ($1, jsonb_build_object('sv', $1::text), 1, false, 100, 10) ON CONFLICT DO NOTHING`,
    [key],
  );
  await db.rows(
    `INSERT INTO activity (id, edition_id, kind, phase, title, audience) VALUES ($1, $2, $3, 'during', $4, $5)`,
    [
      activity,
      edition,
      key,
      { sv: 'Svetsa', en: 'Weld' },
      it.audience ?? ['family', 'single', 'group', 'class'],
    ],
  );
  await db.rows(
    `INSERT INTO slot (id, edition_id, activity_id, setup_from, starts_at, ends_at, capacity, state, exclusive)
     VALUES ($1, $2, $3, $4, $4, $4::timestamptz + make_interval(mins => $5::int), $6, $7, false)`,
    [
      slot,
      edition,
      activity,
      it.startsAt ?? '2027-01-19T09:00Z',
      it.minutes ?? 30,
      it.capacity ?? 10,
      it.state ?? 'open',
    ],
  );
  return slot;
}
