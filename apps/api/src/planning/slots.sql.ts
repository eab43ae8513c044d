import type { Sql, Tx } from '../platform/database.ts';

/** A slot that is about to be written. */
export interface NewSlot {
  readonly id: string;
  readonly placeId: string | null;
  readonly setupFrom: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly language: string | null;
  readonly capacity: number;
  readonly dropIn: number;
  readonly joinUrl: string | null;
  /** Nobody else at the place meanwhile (I5). */
  readonly exclusive: boolean;
}

/** Writes slots of one activity in one statement; throws slot_place_once when one stands in the way of another. */
export async function insertSlots(
  tx: Tx,
  { activityId, editionId }: { activityId: string; editionId: string },
  slots: readonly NewSlot[],
): Promise<void> {
  const column = <K extends keyof NewSlot>(key: K) => slots.map((it) => it[key]);
  await tx.rows(
    `INSERT INTO slot (edition_id, activity_id, id, place_id, setup_from, starts_at, ends_at, language, capacity, drop_in,
       join_url, exclusive)
     SELECT $1, $2, n.* FROM unnest($3::uuid[], $4::uuid[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[],
       $8::text[], $9::int[], $10::int[], $11::text[], $12::boolean[]) n`,
    [
      editionId,
      activityId,
      column('id'),
      column('placeId'),
      column('setupFrom'),
      column('startsAt'),
      column('endsAt'),
      column('language'),
      column('capacity'),
      column('dropIn'),
      column('joinUrl'),
      column('exclusive'),
    ],
  );
}

/** All but its capacity; throws slot_place_once or, by its people, crew_once. */
export async function updateSlot(tx: Tx, it: Omit<NewSlot, 'capacity'>): Promise<void> {
  await tx.rows(
    `UPDATE slot SET place_id = $2, setup_from = $3, starts_at = $4, ends_at = $5, language = $6, drop_in = $7,
       join_url = $8, exclusive = $9 WHERE id = $1`,
    [
      it.id,
      it.placeId,
      it.setupFrom,
      it.startsAt,
      it.endsAt,
      it.language,
      it.dropIn,
      it.joinUrl,
      it.exclusive,
    ],
  );
}

export interface ClashRow {
  readonly what: string;
  readonly startsAt: Date;
}

/** Slots that stand at the place of one of these, at its time with setup counted in; the first twenty. */
export const takenPlaces = (
  sql: Sql,
  slots: readonly NewSlot[],
  except: readonly string[] = [],
): Promise<ClashRow[]> => {
  const wanted = slots.filter(({ exclusive, placeId }) => exclusive && placeId);
  return sql.rows<ClashRow>(
    `SELECT p.name || ': ' || (a.title ->> 'sv') what, s.starts_at "startsAt"
     FROM (SELECT DISTINCT s.id FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) n (place, setup, ends)
           JOIN slot s ON s.place_id = n.place AND s.exclusive AND s.state <> 'withdrawn'
             AND tstzrange(s.setup_from, s.ends_at) && tstzrange(n.setup, n.ends)) hit
     JOIN slot s ON s.id = hit.id JOIN activity a ON a.id = s.activity_id JOIN place p ON p.id = s.place_id
     WHERE s.id <> ALL ($4::uuid[]) ORDER BY s.starts_at, s.id LIMIT 20`,
    [
      wanted.map(({ placeId }) => placeId),
      wanted.map(({ setupFrom }) => setupFrom),
      wanted.map(({ endsAt }) => endsAt),
      except,
    ],
  );
};

export interface PlaceRow {
  readonly id: string;
  readonly name: string;
  readonly online: boolean;
}

/** The places among `ids` that are the edition's. */
export const placesAmong = (sql: Sql, editionId: string, ids: readonly string[]): Promise<PlaceRow[]> =>
  sql.rows<PlaceRow>(
    `SELECT id, name, kind = 'online' online FROM place WHERE edition_id = $1 AND id = ANY ($2::uuid[])`,
    [editionId, ids],
  );

/** Slots of an activity that stand and have not begun, in the order of their ids. */
export async function standingSlots(tx: Tx, activityId: string, now: Date): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `SELECT id FROM slot WHERE activity_id = $1 AND state <> 'withdrawn' AND starts_at > $2 ORDER BY id`,
    [activityId, now],
  );
  return rows.map(({ id }) => id);
}
