import type { Sql, Tx } from '../platform/database.ts';
import { schoolJson } from './schools.sql.ts';
import type { SchoolRow } from './schools.sql.ts';

type Titles = Record<string, string>;

/** Instants inside JSON are ISO strings. */
export interface SlotOfClass {
  readonly id: string;
  readonly activity: string;
  readonly titles: Titles;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly place: string | null;
}

export interface ClassWindow extends SlotOfClass {
  readonly booking: string;
  readonly state: 'waiting' | 'offered' | 'confirmed';
  readonly places: number;
}

export interface EditionOfClass {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly venue: string;
  readonly state: 'planned' | 'current' | 'finished';
  readonly days: readonly { readonly opensAt: string; readonly closesAt: string }[];
}

export interface StoredGroup {
  readonly no: number;
  readonly size: number;
  readonly visits: readonly string[];
}

export interface StoredReason {
  readonly activityId: string | null;
  readonly titles: Titles | null;
  readonly weight: number;
  readonly cause: string;
  readonly groups: number;
}

export interface StoredProposal {
  readonly holdId: string | null;
  readonly until: string;
  readonly groups: readonly StoredGroup[];
  readonly reasons: readonly StoredReason[];
}

/** A class with everything its teacher sees of it. */
export interface ClassRow {
  readonly id: string;
  readonly reference: string;
  readonly state: 'active' | 'cancelled';
  readonly locale: string;
  readonly linkRevision: number;
  readonly className: string;
  readonly grade: string;
  readonly pupils: number;
  readonly staff: number;
  readonly arrival: string | null;
  readonly needs: readonly string[];
  readonly phone: string | null;
  readonly email: string | null;
  readonly edition: EditionOfClass;
  readonly school: SchoolRow;
  readonly window: ClassWindow | null;
  readonly wishes: readonly {
    readonly activity: string;
    readonly titles: Titles;
    readonly weight: 1 | 2 | 3;
  }[];
  readonly visits: number;
  /** Visits that are still booked; a group may have lost one. */
  readonly groups: readonly (Omit<StoredGroup, 'visits'> & { readonly visits: readonly SlotOfClass[] })[];
  readonly proposal: StoredProposal | null;
  readonly handOvers: readonly {
    readonly id: string;
    readonly email: string;
    readonly madeAt: string;
    readonly revokedAt: string | null;
  }[];
}

const slotPairs = `'id', s.id, 'activity', s.activity_id, 'titles', a.title, 'startsAt', s.starts_at, 'endsAt', s.ends_at,
  'place', pl.name`;
const slotFrom = 'JOIN activity a ON a.id = s.activity_id LEFT JOIN place pl ON pl.id = s.place_id';

const classText = `
  SELECT p.id, p.reference, p.state, p.locale, p.link_revision AS "linkRevision", p.class_name AS "className", p.grade,
    p.pupils, coalesce(p.staff, 0) AS staff, p.arrival, p.needs, p.phone, p.email, coalesce(cp.visits, 2) AS visits,
    json_build_object('id', e.id, 'slug', e.slug, 'name', e.name, 'timeZone', e.time_zone, 'venue', e.venue,
      'state', e.state, 'days', (SELECT coalesce(json_agg(json_build_object('opensAt', d.opens_at, 'closesAt', d.closes_at)
        ORDER BY d.position), '[]') FROM edition_day d WHERE d.edition_id = e.id)) AS edition,
    ${schoolJson} AS school,
    (SELECT json_build_object(${slotPairs}, 'booking', b.id, 'state', b.state, 'places', b.places)
     FROM booking b JOIN slot s ON s.id = b.slot_id ${slotFrom}
     WHERE b.party_id = p.id AND a.kind = 'arrival' AND b.state IN ('waiting', 'offered', 'confirmed')
     ORDER BY s.starts_at LIMIT 1) AS "window",
    (SELECT coalesce(json_agg(json_build_object('activity', w.activity_id, 'titles', a.title, 'weight', w.weight)
       ORDER BY w.weight DESC, a.title ->> 'sv'), '[]')
     FROM class_wish w JOIN activity a ON a.id = w.activity_id WHERE w.party_id = p.id) AS wishes,
    (SELECT coalesce(json_agg(json_build_object('no', g.no, 'size', g.size, 'visits',
       (SELECT coalesce(json_agg(json_build_object(${slotPairs}) ORDER BY s.starts_at), '[]')
        FROM class_group_visit v JOIN slot s ON s.id = v.slot_id ${slotFrom}
        WHERE v.party_id = g.party_id AND v.no = g.no AND EXISTS (
          SELECT FROM booking b WHERE b.party_id = p.id AND b.slot_id = s.id AND b.state IN ('confirmed', 'released'))))
       ORDER BY g.no), '[]')
     FROM class_group g WHERE g.party_id = p.id) AS groups,
    (SELECT json_build_object('holdId', c.hold_id, 'until', c.until, 'groups', c.groups, 'reasons', c.reasons)
     FROM class_proposal c WHERE c.party_id = p.id AND (c.hold_id IS NOT NULL OR c.until > $4)) AS proposal,
    (SELECT coalesce(json_agg(json_build_object('id', h.id, 'email', h.email, 'madeAt', h.made_at,
       'revokedAt', h.revoked_at) ORDER BY h.made_at), '[]') FROM hand_over h WHERE h.party_id = p.id) AS "handOvers"
  FROM party p JOIN edition e ON e.id = p.edition_id JOIN organisation o ON o.id = p.school_id
  LEFT JOIN municipality mu ON mu.code = o.municipality LEFT JOIN class_plan cp ON cp.party_id = p.id
  WHERE p.kind = 'class' AND ($1::uuid IS NULL OR p.account_id = $1) AND ($2::uuid IS NULL OR p.edition_id = $2)
    AND ($3::uuid IS NULL OR p.id = $3)
  ORDER BY p.class_name, p.id`;

interface Whose {
  readonly accountId?: string;
  readonly editionId?: string;
  readonly id?: string;
}

/** The classes of a teacher (all of them when nobody is named), in an edition, or one by its id. */
export function readClasses(sql: Sql, whose: Whose, now: Date): Promise<ClassRow[]> {
  return sql.rows<ClassRow>(classText, [
    whose.accountId ?? null,
    whose.editionId ?? null,
    whose.id ?? null,
    now,
  ]);
}

/** A class as it is registered; `reference` is drawn by the caller. */
export interface NewClass {
  readonly id: string;
  readonly editionId: string;
  readonly schoolId: string;
  readonly accountId: string;
  readonly reference: string;
  readonly locale: string | null;
  readonly className: string;
  readonly grade: string;
  readonly pupils: number;
  readonly staff: number;
  readonly arrival: string | null;
  readonly phone: string | null;
  readonly needs: readonly string[];
  readonly now: Date;
}

/** False when another party has the reference already. Name and municipality are the school's, the address the account's. */
export async function insertClass(tx: Tx, it: NewClass): Promise<boolean> {
  const rows = await tx.rows(
    `INSERT INTO party (id, edition_id, kind, size, reference, locale, email, phone, municipality, needs, school,
       class_name, grade, pupils, staff, arrival, created_at, school_id, account_id)
     SELECT $1, $2, 'class', $9::int + $10::int, $5, coalesce($6, a.locale), a.email, $12, o.municipality, $13, o.name,
       $7, $8, $9::int, $10::int, $11, $14, o.id, a.id
     FROM organisation o, account a WHERE o.id = $3 AND a.id = $4
     ON CONFLICT ON CONSTRAINT party_reference DO NOTHING RETURNING id`,
    [
      it.id,
      it.editionId,
      it.schoolId,
      it.accountId,
      it.reference,
      it.locale,
      it.className,
      it.grade,
      it.pupils,
      it.staff,
      it.arrival,
      it.phone,
      it.needs,
      it.now,
    ],
  );
  return rows.length === 1;
}

/** What a teacher may change of a class besides bookings. */
export type ClassDetails = Pick<
  ClassRow,
  'className' | 'pupils' | 'staff' | 'arrival' | 'needs' | 'phone' | 'locale'
>;

/** Writes a locked class; its size follows. */
export async function writeClass(tx: Tx, id: string, it: ClassDetails): Promise<void> {
  await tx.rows(
    `UPDATE party SET class_name = $2, pupils = $3::int, staff = $4::int, size = $3::int + $4::int, arrival = $5,
       needs = $6, phone = $7, locale = $8 WHERE id = $1`,
    [id, it.className, it.pupils, it.staff, it.arrival, it.needs, it.phone, it.locale],
  );
}

/** Replaces the wishes. Throws a violated foreign key when an activity does not exist. */
export async function writeWishes(
  tx: Tx,
  id: string,
  it: { wishes: readonly { activity: string; weight: number }[]; visits: number },
): Promise<void> {
  await tx.rows(
    `INSERT INTO class_plan (party_id, visits) VALUES ($1, $2)
     ON CONFLICT (party_id) DO UPDATE SET visits = excluded.visits`,
    [id, it.visits],
  );
  await tx.rows('DELETE FROM class_wish WHERE party_id = $1', [id]);
  await tx.rows(
    `INSERT INTO class_wish (party_id, activity_id, weight)
     SELECT $1, activity, max(weight) FROM unnest($2::uuid[], $3::smallint[]) AS w (activity, weight) GROUP BY activity`,
    [id, it.wishes.map(({ activity }) => activity), it.wishes.map(({ weight }) => weight)],
  );
}

/** Those of the activities that are not for groups of classes in this edition. */
export async function strangeActivities(
  sql: Sql,
  editionId: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT u.id FROM unnest($2::uuid[]) AS u (id) WHERE NOT EXISTS (
       SELECT FROM activity a JOIN activity_kind k ON k.key = a.kind
       WHERE a.id = u.id AND a.edition_id = $1 AND 'class' = ANY (a.audience)
         AND a.phase = 'during' AND a.kind <> 'arrival' AND k.by_groups)`,
    [editionId, ids],
  );
  return rows.map(({ id }) => id);
}

/** When classes arrive in that slot; undefined when it is no time of arrival of the edition. */
export async function readArrival(
  sql: Sql,
  editionId: string,
  slotId: string,
): Promise<{ startsAt: string; endsAt: string } | undefined> {
  const [row] = await sql.rows<{ startsAt: Date; endsAt: Date }>(
    `SELECT s.starts_at AS "startsAt", s.ends_at AS "endsAt" FROM slot s JOIN activity a ON a.id = s.activity_id
     WHERE s.id = $2 AND s.edition_id = $1 AND a.kind = 'arrival'`,
    [editionId, slotId],
  );
  return row && { startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() };
}

/** Replaces the accepted groups of a locked class. */
export async function writeGroups(tx: Tx, id: string, groups: readonly StoredGroup[]): Promise<void> {
  await tx.rows('DELETE FROM class_group WHERE party_id = $1', [id]);
  await tx.rows(
    'INSERT INTO class_group (party_id, no, size) SELECT $1, * FROM unnest($2::smallint[], $3::int[])',
    [id, groups.map(({ no }) => no), groups.map(({ size }) => size)],
  );
  const visits = groups.flatMap(({ no, visits: slots }) => slots.map((slotId) => ({ no, slotId })));
  await tx.rows(
    'INSERT INTO class_group_visit (party_id, no, slot_id) SELECT $1, * FROM unnest($2::smallint[], $3::uuid[])',
    [id, visits.map(({ no }) => no), visits.map(({ slotId }) => slotId)],
  );
}

/** A new hand-over; its letter is promised in the same transaction. */
export async function insertHandOver(
  tx: Tx,
  it: { id: string; partyId: string; email: string; now: Date },
): Promise<void> {
  await tx.rows('INSERT INTO hand_over (id, party_id, email, made_at) VALUES ($1, $2, $3, $4)', [
    it.id,
    it.partyId,
    it.email,
    it.now,
  ]);
}

/** No link or ticket made before works any longer. */
export async function revokeLinks(tx: Tx, partyId: string, now: Date): Promise<void> {
  await tx.rows('UPDATE party SET link_revision = link_revision + 1 WHERE id = $1', [partyId]);
  await tx.rows('UPDATE hand_over SET revoked_at = $2 WHERE party_id = $1 AND revoked_at IS NULL', [
    partyId,
    now,
  ]);
}

/** Whom a hand-over is sent to, while it stands. */
export async function readHandOver(
  sql: Sql,
  id: string,
): Promise<{ email: string; partyId: string } | undefined> {
  const [row] = await sql.rows<{ email: string; partyId: string }>(
    'SELECT email, party_id AS "partyId" FROM hand_over WHERE id = $1 AND revoked_at IS NULL',
    [id],
  );
  return row;
}
