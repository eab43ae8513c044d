import type { Sql, Tx } from '../platform/database.ts';
import { meetingColumns } from './meetings.sql.ts';
import type { MeetingRow } from './meetings.sql.ts';

/** One need at one slot ahead: how many parties and persons, and what has been ordered for it. */
export interface NeedRow extends MeetingRow {
  /** The slot's date where the fair is, YYYY-MM-DD. */
  readonly day: string;
  /** Whole days from today to that date, there. */
  readonly daysLeft: number;
  readonly access: readonly string[];
  readonly online: boolean;
  readonly need: string;
  /** Of the interpreter; '' for other needs, and when nobody has said. */
  readonly interpreter: string;
  readonly varieties: readonly string[];
  readonly parties: number;
  readonly persons: number;
  readonly references: readonly string[];
  readonly orderedAt: Date | null;
  readonly note: string | null;
  readonly orderedParties: number | null;
}

/** What is needed at slots that begin after `now`, in order of time: of places confirmed or offered. No names, no addresses. */
export const needsAhead = (sql: Sql, edition: string, now: Date): Promise<NeedRow[]> =>
  sql.rows<NeedRow>(
    `SELECT ${meetingColumns}, to_char(s.starts_at AT TIME ZONE e.time_zone, 'YYYY-MM-DD') "day",
       (s.starts_at AT TIME ZONE e.time_zone)::date - ($2::timestamptz AT TIME ZONE e.time_zone)::date "daysLeft",
       coalesce(p.access, '{}') access, coalesce(p.kind = 'online', false) online,
       n.need, n.language interpreter, n.varieties, n.parties, n.persons, n.codes "references",
       o.ordered_at "orderedAt", o.note, o.parties "orderedParties"
     FROM slot s JOIN edition e ON e.id = s.edition_id JOIN activity a ON a.id = s.activity_id
     LEFT JOIN place p ON p.id = s.place_id
     JOIN (
       SELECT b.slot_id, wanted.need, wanted.language, count(*) parties, sum(b.places) persons,
         coalesce(array_agg(DISTINCT y.interpreter_variety) FILTER (WHERE wanted.need = 'interpreter'
           AND y.interpreter_variety IS NOT NULL), '{}') varieties,
         array_agg(y.reference ORDER BY y.reference) codes
       FROM booking b JOIN party y ON y.id = b.party_id
       CROSS JOIN LATERAL (
         SELECT DISTINCT need, CASE WHEN need = 'interpreter' THEN coalesce(y.interpreter_language, '') ELSE '' END language
         FROM unnest(y.needs) AS one (need)) wanted
       WHERE b.edition_id = $1 AND b.state IN ('confirmed', 'offered')
       GROUP BY b.slot_id, wanted.need, wanted.language) n ON n.slot_id = s.id
     LEFT JOIN need_order o ON o.slot_id = s.id AND o.need = n.need AND o.language = n.language
     WHERE s.edition_id = $1 AND s.state <> 'withdrawn' AND s.starts_at > $2
     ORDER BY s.starts_at, s.id, n.need, n.language`,
    [edition, now],
  );

interface Order {
  readonly slot: string;
  readonly need: string;
  readonly language: string;
  readonly note: string | null;
  readonly account: string;
  readonly at: Date;
}

/** Notes that it has been ordered, for as many parties as need it now. */
export async function writeOrder(tx: Tx, it: Order): Promise<void> {
  await tx.rows(
    `INSERT INTO need_order (slot_id, need, language, note, parties, ordered_at, ordered_by)
     SELECT $1, $2, $3, $4, (
       SELECT count(*) FROM booking b JOIN party y ON y.id = b.party_id
       WHERE b.slot_id = $1 AND b.state IN ('confirmed', 'offered') AND $2::text = ANY (y.needs)
         AND ($2 <> 'interpreter' OR coalesce(y.interpreter_language, '') = $3)), $5, $6
     ON CONFLICT (slot_id, need, language) DO UPDATE
       SET note = excluded.note, parties = excluded.parties, ordered_at = excluded.ordered_at,
           ordered_by = excluded.ordered_by`,
    [it.slot, it.need, it.language, it.note, it.at, it.account],
  );
}

/** Notes that it has not been ordered after all. */
export async function deleteOrder(tx: Tx, it: Pick<Order, 'slot' | 'need' | 'language'>): Promise<void> {
  await tx.rows('DELETE FROM need_order WHERE slot_id = $1 AND need = $2 AND language = $3', [
    it.slot,
    it.need,
    it.language,
  ]);
}

export interface HeldEdition {
  readonly id: string;
  readonly slug: string;
  readonly timeZone: string;
  readonly organiserId: string;
  /** Hour of the day there, 0 to 23. */
  readonly hour: number;
}

/** The editions being prepared or held, with whose they are. */
export const heldEditions = (sql: Sql, now: Date): Promise<HeldEdition[]> =>
  sql.rows<HeldEdition>(
    `SELECT e.id, e.slug, e.time_zone "timeZone", f.organiser_id "organiserId",
       extract(hour FROM $1::timestamptz AT TIME ZONE e.time_zone)::int "hour"
     FROM edition e JOIN fair f ON f.id = e.fair_id WHERE e.state = 'current'`,
    [now],
  );

export interface Addressee {
  readonly to: string;
  readonly fairName: string;
  readonly slug: string;
  readonly timeZone: string;
}

/** The organiser's box and the edition a mail to it is about. */
export async function organiserOf(sql: Sql, edition: string): Promise<Addressee | undefined> {
  const [row] = await sql.rows<Addressee>(
    `SELECT o.contact_email "to", f.name "fairName", e.slug, e.time_zone "timeZone"
     FROM edition e JOIN fair f ON f.id = e.fair_id JOIN organiser o ON o.id = f.organiser_id WHERE e.id = $1`,
    [edition],
  );
  return row;
}
