import { mayByRole, roles } from '@vagval/contract';
import type { Sql } from '../platform/database.ts';

/** What a member of staff may work with: the editions and slots of organisers that gave the account such a role. */
export interface Staff {
  readonly account: string;
  readonly roles: readonly string[];
}

/** Whoever may change the programme. */
export const staffOf = (account: string): Staff => ({
  account,
  roles: roles.filter((role) => mayByRole[role].includes('programme.write')),
});

const isMine = `EXISTS (SELECT FROM membership m JOIN fair f ON f.organiser_id = m.organiser_id
  WHERE f.id = e.fair_id AND m.account_id = $2 AND m.role = ANY ($3::text[]))`;

/** The id of the edition with this slug, when it is one of theirs. */
export async function editionOf(sql: Sql, slug: string, staff: Staff): Promise<string | undefined> {
  const [row] = await sql.rows<{ id: string }>(`SELECT e.id FROM edition e WHERE e.slug = $1 AND ${isMine}`, [
    slug,
    staff.account,
    staff.roles,
  ]);
  return row?.id;
}

export interface SlotOf {
  readonly id: string;
  readonly editionId: string;
  readonly edition: string;
  readonly timeZone: string;
}

/** The slot with this id, when it is of one of their editions. */
export async function slotOf(sql: Sql, id: string, staff: Staff): Promise<SlotOf | undefined> {
  const [row] = await sql.rows<SlotOf>(
    `SELECT s.id, e.id "editionId", e.slug edition, e.time_zone "timeZone"
     FROM slot s JOIN edition e ON e.id = s.edition_id WHERE s.id = $1 AND ${isMine}`,
    [id, staff.account, staff.roles],
  );
  return row;
}

export interface MeetingRow {
  readonly slot: string;
  readonly kind: string;
  readonly title: Record<string, string>;
  readonly language: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly place: string | null;
}

/** Columns of `MeetingRow` for slot `s`, activity `a` and place `p`. */
export const meetingColumns = `s.id slot, a.kind, a.title, s.language, s.starts_at "startsAt", s.ends_at "endsAt",
  p.name place`;

export const meetingView = ({ startsAt, endsAt, ...it }: MeetingRow) => ({
  slot: it.slot,
  kind: it.kind,
  title: it.title,
  language: it.language,
  place: it.place,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
});

export interface OverviewRow extends MeetingRow {
  readonly activity: string;
  readonly online: boolean;
  readonly hasLink: boolean;
  readonly capacity: number;
  readonly taken: number;
  readonly waitingParties: number;
  readonly waitingPlaces: number;
  readonly newQuestions: number;
  readonly approvedQuestions: number;
  readonly material: number;
}

/**
 * Slots whose speakers take questions, in order of time, without the withdrawn: those of the edition, or the one slot
 * whatever its kind. `taken` counts places confirmed or offered.
 */
export const overviewOf = (
  sql: Sql,
  it: { edition: string; slot?: string | undefined },
): Promise<OverviewRow[]> =>
  sql.rows<OverviewRow>(
    `SELECT ${meetingColumns}, a.id activity, coalesce(p.kind = 'online', false) online,
       s.join_url IS NOT NULL "hasLink", s.capacity, s.taken + s.held taken,
       coalesce(w.parties, 0) "waitingParties", coalesce(w.places, 0) "waitingPlaces",
       coalesce(q.new, 0) "newQuestions", coalesce(q.approved, 0) "approvedQuestions",
       (SELECT count(*) FROM slot_material x WHERE x.slot_id = s.id) material
     FROM slot s JOIN activity a ON a.id = s.activity_id JOIN activity_kind k ON k.key = a.kind
     LEFT JOIN place p ON p.id = s.place_id
     LEFT JOIN (SELECT slot_id, count(*) parties, sum(places) places FROM booking WHERE state = 'waiting'
                GROUP BY slot_id) w ON w.slot_id = s.id
     LEFT JOIN (SELECT slot_id, count(*) FILTER (WHERE state = 'new') new,
                  count(*) FILTER (WHERE state = 'approved') approved
                FROM slot_question GROUP BY slot_id) q ON q.slot_id = s.id
     WHERE s.edition_id = $1 AND s.state <> 'withdrawn'
       AND CASE WHEN $2::uuid IS NULL THEN k.takes_questions ELSE s.id = $2 END
     ORDER BY s.starts_at, a.title ->> 'sv', s.id`,
    [it.edition, it.slot ?? null],
  );

/** The titles of these kinds in the order of the programme. */
export const kindTitles = (
  sql: Sql,
  keys: readonly string[],
): Promise<{ key: string; title: Record<string, string> }[]> =>
  sql.rows('SELECT key, title FROM activity_kind WHERE key = ANY ($1::text[]) ORDER BY position', [keys]);
