import type { Sql, Tx } from '../platform/database.ts';
import type { ClashRow } from './slots.sql.ts';

export interface CrewRow {
  readonly id: string;
  readonly name: string;
  readonly languages: string[];
  readonly roles: ('host' | 'speaker' | 'language-guide')[];
  /** Instants as ISO text, in order. */
  readonly slots: {
    id: string;
    titles: Record<string, string>;
    role: 'host' | 'speaker' | 'language-guide';
    startsAt: string;
    endsAt: string;
    place: string | null;
  }[];
}

/** Everybody who works at an edition, by name, with where they are when. */
export const crewOf = (sql: Sql, edition: string): Promise<CrewRow[]> =>
  sql.rows<CrewRow>(
    `SELECT c.id, c.name, c.languages, c.roles,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'titles', a.title, 'role', sc.role,
          'startsAt', s.starts_at, 'endsAt', s.ends_at, 'place', p.name) ORDER BY s.starts_at), '[]')
        FROM slot_crew sc JOIN slot s ON s.id = sc.slot_id JOIN activity a ON a.id = s.activity_id
        LEFT JOIN place p ON p.id = s.place_id WHERE sc.crew_id = c.id) slots
     FROM crew c WHERE c.edition_id = $1 ORDER BY c.name, c.id`,
    [edition],
  );

export interface CrewText {
  readonly id: string;
  readonly name: string;
  readonly languages: readonly string[];
  readonly roles: readonly string[];
}

/** Throws crew_name when the edition has somebody of that name. */
export async function insertCrew(tx: Tx, editionId: string, it: CrewText): Promise<void> {
  await tx.rows('INSERT INTO crew (id, edition_id, name, languages, roles) VALUES ($1, $2, $3, $4, $5)', [
    it.id,
    editionId,
    it.name,
    it.languages,
    it.roles,
  ]);
}

/** Throws crew_name when the edition has somebody else of that name. */
export async function updateCrew(tx: Tx, it: CrewText): Promise<void> {
  await tx.rows('UPDATE crew SET name = $2, languages = $3, roles = $4 WHERE id = $1', [
    it.id,
    it.name,
    it.languages,
    it.roles,
  ]);
}

/** Takes somebody off the list and out of every slot. */
export async function deleteCrew(tx: Tx, id: string): Promise<void> {
  await tx.rows('DELETE FROM crew WHERE id = $1', [id]);
}

/** The people of a slot, anew; throws crew_once when one of them is elsewhere. Returns how many are the edition's. */
export async function replaceCrew(
  tx: Tx,
  slotId: string,
  crew: readonly { crew: string; role: string }[],
): Promise<number> {
  await tx.rows('DELETE FROM slot_crew WHERE slot_id = $1', [slotId]);
  const rows = await tx.rows(
    `INSERT INTO slot_crew (slot_id, crew_id, role, span)
     SELECT s.id, c.id, n.role, tstzrange(s.setup_from, s.ends_at)
     FROM unnest($2::uuid[], $3::text[]) n (crew, role)
     JOIN slot s ON s.id = $1 JOIN crew c ON c.id = n.crew AND c.edition_id = s.edition_id RETURNING 1`,
    [slotId, crew.map((it) => it.crew), crew.map(({ role }) => role)],
  );
  return rows.length;
}

/** Who of these is at another slot during the span, and where. */
export const busyCrew = (
  sql: Sql,
  crewIds: readonly string[],
  { slotId, from, to }: { slotId: string; from: Date; to: Date },
): Promise<ClashRow[]> =>
  sql.rows<ClashRow>(
    `SELECT c.name || ': ' || (a.title ->> 'sv') what, s.starts_at "startsAt"
     FROM slot_crew sc JOIN crew c ON c.id = sc.crew_id JOIN slot s ON s.id = sc.slot_id
     JOIN activity a ON a.id = s.activity_id
     WHERE sc.crew_id = ANY ($1::uuid[]) AND sc.slot_id <> $2 AND sc.span && tstzrange($3, $4)
     ORDER BY s.starts_at, c.name`,
    [crewIds, slotId, from, to],
  );
