import type { Sql } from '../platform/database.ts';

export interface HallRow {
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly depth: number;
}

/** The halls of an edition that have been measured, by name; lengths in decimetres. */
export function hallsOf(sql: Sql, edition: string): Promise<(HallRow & { booths: number })[]> {
  return sql.rows(
    `SELECT p.id, p.name, p.width_dm AS width, p.depth_dm AS depth,
            (SELECT count(*) FROM booth b WHERE b.hall_id = p.id) AS booths
       FROM place p
      WHERE p.edition_id = $1 AND p.kind = 'hall' AND p.width_dm IS NOT NULL AND p.depth_dm IS NOT NULL
      ORDER BY p.name COLLATE "sv-x-icu", p.id`,
    [edition],
  );
}

/** One measured hall of an edition; lengths in decimetres. */
export async function findHall(sql: Sql, edition: string, hall: string): Promise<HallRow | undefined> {
  const [row] = await sql.rows<HallRow>(
    `SELECT id, name, width_dm AS width, depth_dm AS depth FROM place
      WHERE edition_id = $1 AND id = $2 AND kind = 'hall' AND width_dm IS NOT NULL AND depth_dm IS NOT NULL`,
    [edition, hall],
  );
  return row;
}

export interface FeatureRow {
  readonly kind: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly depth: number;
}

/** What else stands in a hall: stages, doors, cafés; decimetres. */
export function featuresOf(sql: Sql, hall: string): Promise<FeatureRow[]> {
  return sql.rows(
    `SELECT kind, label, x_dm AS x, y_dm AS y, width_dm AS width, depth_dm AS depth
       FROM hall_feature WHERE hall_id = $1 ORDER BY kind, label, id`,
    [hall],
  );
}

export interface PlanRow {
  readonly id: string;
  readonly code: string;
  readonly size: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly depth: number;
  readonly taken: boolean;
  readonly heldUntil: Date | null;
  readonly exhibitor: { id: string; name: string; kind: string; programmes: string[] } | null;
}

/** Every booth of a hall by number, in decimetres; the exhibitor is named only once it is placed. */
export function planOf(sql: Sql, hall: string): Promise<PlanRow[]> {
  return sql.rows(
    `SELECT b.id, b.code, b.size_key AS size, b.x_dm AS x, b.y_dm AS y, b.width_dm AS width, b.depth_dm AS depth,
            b.application_id IS NOT NULL AS taken, b.held_until AS "heldUntil",
            CASE WHEN a.state = 'placed' THEN jsonb_build_object(
              'id', a.id, 'name', coalesce(a.display_name, o.name), 'kind', o.kind, 'programmes', a.programmes)
            END AS exhibitor
       FROM booth b
       LEFT JOIN application a ON a.id = b.application_id
       LEFT JOIN organisation o ON o.id = a.organisation_id
      WHERE b.hall_id = $1
      ORDER BY b.code`,
    [hall],
  );
}
