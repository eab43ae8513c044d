import type { Sql, Tx } from '../platform/database.ts';
import type { Rectangle } from './halls.rules.ts';

export interface BoothRow extends Rectangle {
  readonly id: string;
  readonly code: string;
  readonly size: string;
  readonly hallId: string;
  readonly hallName: string;
  /** When a hold ends; null for the booth an application has been given. */
  readonly heldUntil: Date | null;
}

/** The booths an application has been given, and those it holds at `now`; decimetres, by number. */
export function boothsOf(sql: Sql, application: string, now: Date): Promise<BoothRow[]> {
  return sql.rows(
    `SELECT b.id, b.code, b.size_key AS size, p.id AS "hallId", p.name AS "hallName",
            b.x_dm AS x, b.y_dm AS y, b.width_dm AS width, b.depth_dm AS depth,
            CASE WHEN b.application_id IS NULL THEN b.held_until END AS "heldUntil"
       FROM booth b JOIN place p ON p.id = b.hall_id
      WHERE b.application_id = $1 OR (b.application_id IS NULL AND b.held_by = $1 AND b.held_until > $2)
      ORDER BY b.code`,
    [application, now],
  );
}

/** Per size on the plan: booths that `application` could take at `now`. A size nobody has drawn has no row. */
export function freeBySize(
  sql: Sql,
  edition: string,
  application: string,
  now: Date,
): Promise<{ size: string; free: number }[]> {
  return sql.rows(
    `SELECT size_key AS size,
            count(*) FILTER (WHERE application_id IS NULL
              AND (held_until IS NULL OR held_until <= $3 OR held_by = $2)) AS free
       FROM booth WHERE edition_id = $1 GROUP BY size_key`,
    [edition, application, now],
  );
}

/** A booth of an edition by id. */
export async function findBooth(
  sql: Sql,
  edition: string,
  booth: string,
): Promise<{ code: string; size: string } | undefined> {
  const [row] = await sql.rows<{ code: string; size: string }>(
    'SELECT code, size_key AS size FROM booth WHERE edition_id = $1 AND id = $2',
    [edition, booth],
  );
  return row;
}

/** Locks the booths an application has anything to do with, and `booth`, in id order: two who change places do not deadlock. */
export async function lockBooths(tx: Tx, application: string, booth: string | null): Promise<void> {
  await tx.rows(
    'SELECT 1 FROM booth WHERE held_by = $1 OR application_id = $1 OR id = $2 ORDER BY id FOR UPDATE',
    [application, booth],
  );
}

interface Hold {
  readonly application: string;
  readonly booth: string;
  readonly now: Date;
  readonly until: Date;
}

/** Holds a booth that is free, whose hold has lapsed or is one's own; false when somebody else was first. */
export async function holdBooth(tx: Tx, it: Hold): Promise<boolean> {
  const held = await tx.rows(
    `UPDATE booth SET held_by = $2, held_until = $4
      WHERE id = $1 AND application_id IS NULL AND (held_until IS NULL OR held_until <= $3 OR held_by = $2)
      RETURNING id`,
    [it.booth, it.application, it.now, it.until],
  );
  return held.length > 0;
}

/** Lets go of everything an application holds, except `kept`. */
export async function releaseHolds(tx: Tx, application: string, kept: string | null): Promise<void> {
  await tx.rows(
    `UPDATE booth SET held_by = NULL, held_until = NULL WHERE held_by = $1 AND id IS DISTINCT FROM $2`,
    [application, kept],
  );
}

/** Gives a booth under the same condition as a hold; false when it is somebody else's. */
export async function giveBooth(tx: Tx, booth: string, application: string, now: Date): Promise<boolean> {
  const given = await tx.rows(
    `UPDATE booth SET application_id = $2, held_by = NULL, held_until = NULL
      WHERE id = $1
        AND (application_id = $2
          OR (application_id IS NULL AND (held_until IS NULL OR held_until <= $3 OR held_by = $2)))
      RETURNING id`,
    [booth, application, now],
  );
  return given.length > 0;
}

/** Frees what an application has been given, except `kept`; the rectangles stay on the plan. */
export async function freeBooths(tx: Tx, application: string, kept: string): Promise<void> {
  await tx.rows('UPDATE booth SET application_id = NULL WHERE application_id = $1 AND id <> $2', [
    application,
    kept,
  ]);
}

interface NewBooth extends Rectangle {
  readonly id: string;
  readonly edition: string;
  readonly hall: string;
  readonly code: string;
  readonly application: string;
}

/**
 * Draws a booth (decimetres) for an application, or redraws the one of that number it already has; its id, or
 * undefined when the number is another booth's. Throws booth_no_overlap when something stands there. The size is the
 * one with these sides, else 'own'.
 */
export async function drawBooth(tx: Tx, it: NewBooth): Promise<string | undefined> {
  const [row] = await tx.rows<{ id: string }>(
    `INSERT INTO booth AS b (id, edition_id, hall_id, code, application_id, x_dm, y_dm, width_dm, depth_dm, size_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
       coalesce((SELECT key FROM booth_size WHERE edition_id = $2
                  AND least(width_dm, depth_dm) = least($8::int, $9::int)
                  AND greatest(width_dm, depth_dm) = greatest($8::int, $9::int)
                ORDER BY position LIMIT 1), 'own'))
     ON CONFLICT ON CONSTRAINT booth_code DO UPDATE
       SET hall_id = excluded.hall_id, x_dm = excluded.x_dm, y_dm = excluded.y_dm,
           width_dm = excluded.width_dm, depth_dm = excluded.depth_dm, size_key = excluded.size_key
       WHERE b.application_id = excluded.application_id
     RETURNING b.id`,
    [it.id, it.edition, it.hall, it.code, it.application, it.x, it.y, it.width, it.depth],
  );
  return row?.id;
}

/** The number of a booth that shares a square decimetre with the rectangle; `code` itself does not count. */
export async function boothInTheWay(
  sql: Sql,
  hall: string,
  code: string,
  it: Rectangle,
): Promise<string | undefined> {
  const [row] = await sql.rows<{ code: string }>(
    `SELECT code FROM booth
      WHERE hall_id = $1 AND code <> $2
        AND int4range(x_dm, x_dm + width_dm) && int4range($3::int, $3::int + $5::int)
        AND int4range(y_dm, y_dm + depth_dm) && int4range($4::int, $4::int + $6::int)
      ORDER BY code LIMIT 1`,
    [hall, code, it.x, it.y, it.width, it.depth],
  );
  return row?.code;
}
