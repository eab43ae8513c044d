import type { Database } from '../src/platform/database.ts';
import { newCode, newId } from '../src/platform/ids.ts';

type Row = Record<string, unknown>;

/** Inserts a row as it is; lists of words become arrays, objects jsonb. */
export async function insert(db: Database, table: string, row: Row): Promise<string> {
  const names = Object.keys(row);
  const values = Object.values(row).map((it) =>
    typeof it === 'object' && it !== null && !Array.isArray(it) && !(it instanceof Date)
      ? JSON.stringify(it)
      : it,
  );
  const marks = names.map((_, at) => `$${at + 1}`).join(', ');
  await db.rows(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`, values);
  return String(row['id']);
}

export interface SmallFair {
  readonly db: Database;
  readonly organiser: string;
  readonly fair: string;
}

/** An organiser with one fair. */
export async function smallFair(db: Database): Promise<SmallFair> {
  const [organiser, fair] = [newId(), newId()];
  await insert(db, 'organiser', {
    id: organiser,
    slug: `o-${organiser}`,
    name: 'Regionen',
    contact_email: 'o@example.se',
  });
  await insert(db, 'fair', { id: fair, organiser_id: organiser, slug: `f-${fair}`, name: 'Mässan' });
  return { db, organiser, fair };
}

/** An edition with a hall, an entrance and two doors; each day is open from 9 to 19 in winter time. */
export async function smallEdition(
  { db, fair }: SmallFair,
  slug: string,
  days: readonly string[],
  state = 'finished',
) {
  const id = newId();
  const created = new Date(`${days[0] ?? ''}T08:00:00+01:00`);
  await insert(db, 'edition', {
    id,
    fair_id: fair,
    slug,
    name: slug,
    venue: 'Hallen',
    state,
    created_at: created,
  });
  for (const [at, date] of days.entries()) {
    const [opens, closes] = [`${date}T09:00:00+01:00`, `${date}T19:00:00+01:00`];
    await insert(db, 'edition_day', {
      edition_id: id,
      date,
      position: at + 1,
      opens_at: opens,
      closes_at: closes,
    });
  }
  const [hall, other] = [newId(), newId()];
  await insert(db, 'place', { id: hall, edition_id: id, kind: 'hall', name: 'Hall A', person_limit: 1000 });
  await insert(db, 'place', { id: other, edition_id: id, kind: 'hall', name: 'Hall B', person_limit: 500 });
  const entrance = await insert(db, 'place', {
    id: newId(),
    edition_id: id,
    kind: 'entrance',
    name: 'Entré',
  });
  const door = await insert(db, 'door', {
    id: newId(),
    edition_id: id,
    hall_id: hall,
    name: 'Norra',
    position: 1,
  });
  const south = await insert(db, 'door', {
    id: newId(),
    edition_id: id,
    hall_id: other,
    name: 'Södra',
    position: 2,
  });
  return { id, slug, days, hall, other, entrance, door, south, created };
}
export type SmallEdition = Awaited<ReturnType<typeof smallEdition>>;

/** A party; `extra` are columns. */
export async function smallParty(db: Database, edition: SmallEdition, size: number, extra: Row = {}) {
  const id = newId();
  const reference = newCode();
  const isClass =
    extra['kind'] === 'class' ? { pupils: size, staff: 0, class_name: '9A', school: 'Skolan' } : {};
  const row = {
    id,
    edition_id: edition.id,
    kind: 'family',
    size,
    reference,
    locale: 'sv',
    created_at: edition.created,
  };
  await insert(db, 'party', { ...row, ...isClass, ...extra });
  return { id, reference };
}

/** A slot of an activity of its own. */
export async function smallSlot(
  db: Database,
  edition: SmallEdition,
  { kind = 'try-it', startsAt, capacity = 50, title = 'Svetsa', place, language }: SlotFacts,
) {
  await db.rows(
    `INSERT INTO activity_kind (key, title, position, exclusive_place, party_limit) VALUES ($1, $2, 1, false, 9)
     ON CONFLICT DO NOTHING`,
    [kind, JSON.stringify({ sv: kind })],
  );
  const activity = newId();
  const titles = { sv: title };
  await insert(db, 'activity', {
    id: activity,
    edition_id: edition.id,
    kind,
    phase: 'during',
    title: titles,
    audience: ['class', 'family'],
  });
  const id = newId();
  const starts = new Date(startsAt);
  const row = {
    id,
    edition_id: edition.id,
    activity_id: activity,
    place_id: place ?? null,
    capacity,
    exclusive: false,
  };
  const times = { setup_from: starts, starts_at: starts, ends_at: new Date(starts.getTime() + 1_200_000) };
  await insert(db, 'slot', { ...row, ...times, language: language ?? null });
  return id;
}
interface SlotFacts {
  kind?: string;
  startsAt: string;
  capacity?: number;
  title?: string;
  place?: string;
  language?: string;
}

/** A booking, confirmed unless `extra` says otherwise. */
export function smallBooking(
  db: Database,
  edition: SmallEdition,
  [party, slot, places]: [string, string, number],
  extra: Row = {},
) {
  const made = { made_at: edition.created, changed_at: edition.created };
  const row = { id: newId(), edition_id: edition.id, party_id: party, slot_id: slot, places, asked: places };
  return insert(db, 'booking', { ...row, state: 'confirmed', ...made, ...extra });
}

/** A passage in through the first door at noon, unless `extra` says otherwise. */
export function smallPassage(db: Database, edition: SmallEdition, count: number, extra: Row = {}) {
  const day = String(extra['day'] ?? edition.days[0]);
  const at = new Date(`${day}T12:00:00+01:00`);
  const row = { id: newId(), edition_id: edition.id, door_id: edition.door, at, day, direction: 'in', count };
  return insert(db, 'passage', { ...row, received_at: at, ...extra });
}
