import type { Sql, Tx } from '../platform/database.ts';
import type { Counts, PartyKind } from './bookings.rules.ts';
import { editionJson } from './bookings.sql.ts';
import type { EditionFacts, NewPartyRow } from './bookings.sql.ts';

/** A party with its edition. */
export interface PartyRow extends Omit<NewPartyRow, 'kind'> {
  readonly kind: PartyKind;
  readonly state: 'active' | 'cancelled';
  readonly linkRevision: number;
  readonly edition: EditionFacts & { readonly contactEmail: string; readonly fairName: string };
}

const partyText = `
  SELECT p.id, p.edition_id AS "editionId", p.kind, p.size, p.state, p.reference, p.link_revision AS "linkRevision",
         p.locale, p.email, p.phone, p.name, p.municipality, p.needs, p.school, p.class_name AS "className", p.grade,
         p.pupils, p.staff, p.arrival, p.created_at AS "createdAt", p.school_id AS "schoolId", p.account_id AS "accountId",
         p.assisted_by AS "assistedBy", p.protected, p.interpreter_language AS "interpreterLanguage",
         p.interpreter_variety AS "interpreterVariety",
         (${editionJson}::jsonb || jsonb_build_object('contactEmail', o.contact_email, 'fairName', f.name)) AS edition
  FROM party p JOIN edition e ON e.id = p.edition_id JOIN fair f ON f.id = e.fair_id JOIN organiser o ON o.id = f.organiser_id
  WHERE p.id = $1`;

export async function readParty(sql: Sql, id: string): Promise<PartyRow | undefined> {
  const [row] = await sql.rows<PartyRow>(partyText, [id]);
  return row;
}

/**
 * Locks a party: whoever changes its bookings does so first, before any slot. NO KEY UPDATE, so that messages about it
 * can be written meanwhile by those who hold a slot.
 */
export async function lockParty(tx: Tx, id: string): Promise<PartyRow | undefined> {
  await tx.rows('SELECT id FROM party WHERE id = $1 FOR NO KEY UPDATE', [id]);
  return readParty(tx, id);
}

/** A booking with what is shown of its slot; `line` counts bookings, this one included. */
export interface BookingRow {
  readonly id: string;
  readonly state: 'waiting' | 'offered' | 'confirmed' | 'cancelled' | 'released';
  readonly places: number;
  readonly slotId: string;
  readonly slotState: 'open' | 'paused' | 'withdrawn';
  readonly kind: string;
  readonly title: Record<string, string>;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly place: string | null;
  readonly language: string | null;
  readonly counts: Counts;
  readonly line: { place: number; of: number } | null;
  readonly offeredAt: Date | null;
  readonly offerUntil: Date | null;
  readonly endedBy: 'by_party' | 'declined' | 'expired' | 'withdrawn' | 'no_show' | null;
  readonly madeAt: Date;
  readonly changedAt: Date;
}

/** All bookings of a party in the order of their times, those that ended too. */
export function readBookings(sql: Sql, partyId: string): Promise<BookingRow[]> {
  return sql.rows<BookingRow>(
    `SELECT b.id, b.state, b.places, b.slot_id AS "slotId", s.state AS "slotState", a.kind, a.title, s.starts_at AS "startsAt",
            s.ends_at AS "endsAt", p.name AS place, s.language, k.counts, b.offered_at AS "offeredAt",
            b.offer_until AS "offerUntil", b.ended_by AS "endedBy", b.made_at AS "madeAt", b.changed_at AS "changedAt",
            CASE WHEN b.state = 'waiting' THEN
              (SELECT json_build_object('place', count(*) FILTER (WHERE w.line_no <= b.line_no), 'of', count(*))
               FROM booking w WHERE w.slot_id = b.slot_id AND w.state = 'waiting') END AS line
     FROM booking b JOIN slot s ON s.id = b.slot_id JOIN activity a ON a.id = s.activity_id
     JOIN activity_kind k ON k.key = a.kind LEFT JOIN place p ON p.id = s.place_id
     WHERE b.party_id = $1 ORDER BY s.starts_at, b.id`,
    [partyId],
  );
}

/** A booking about to be written; with `waiting` it joins the end of the line, so its slot is locked. */
export interface NewBooking {
  readonly id: string;
  readonly slotId: string;
  readonly places: number;
  readonly partOk: boolean;
  readonly state: 'confirmed' | 'waiting';
}

export async function insertBookings(
  tx: Tx,
  party: { id: string; editionId: string },
  bookings: readonly NewBooking[],
  now: Date,
): Promise<void> {
  await tx.rows(
    `INSERT INTO booking (id, edition_id, party_id, school_id, slot_id, places, asked, part_ok, state, line_no, joined_at, made_at, changed_at)
     SELECT b.id, $1, $2, (SELECT school_id FROM party WHERE id = $2), b.slot_id, b.places, b.places, b.part_ok, b.state,
            CASE WHEN b.state = 'waiting' THEN nextval('line_no') END, CASE WHEN b.state = 'waiting' THEN $3::timestamptz END, $3, $3
     FROM unnest($4::uuid[], $5::uuid[], $6::int[], $7::boolean[], $8::text[]) AS b (id, slot_id, places, part_ok, state)`,
    [
      party.editionId,
      party.id,
      now,
      bookings.map(({ id }) => id),
      bookings.map(({ slotId }) => slotId),
      bookings.map(({ places }) => places),
      bookings.map(({ partOk }) => partOk),
      bookings.map(({ state }) => state),
    ],
  );
}

/** A booking's new number of places; its slot is locked and its counter moved already. */
export async function writePlaces(tx: Tx, bookingId: string, places: number, now: Date): Promise<void> {
  await tx.rows('UPDATE booking SET places = $2::int, asked = $2::int, changed_at = $3 WHERE id = $1', [
    bookingId,
    places,
    now,
  ]);
}

/** An offered booking becomes confirmed; its places move from held to taken. */
export async function writeAccepted(
  tx: Tx,
  booking: { id: string; slotId: string; places: number },
  now: Date,
) {
  await tx.rows(
    `WITH accepted AS (
       UPDATE booking SET state = 'confirmed', offer_until = NULL, changed_at = $3 WHERE id = $1 RETURNING slot_id)
     UPDATE slot SET held = held - $2::int, taken = taken + $2::int WHERE id IN (SELECT slot_id FROM accepted)`,
    [booking.id, booking.places, now],
  );
}

/**
 * A live booking goes to another slot, where its places are taken already or it joins the end of the line; what it had
 * goes back to the counter of the slot it leaves. Both slots are locked.
 */
export async function writeMoved(
  tx: Tx,
  id: string,
  to: { slotId: string; places: number; state: 'confirmed' | 'waiting' },
  now: Date,
): Promise<void> {
  await tx.rows(
    `WITH old AS (SELECT slot_id, state, places FROM booking WHERE id = $1),
     given_back AS (
       UPDATE slot s SET taken = s.taken - CASE o.state WHEN 'confirmed' THEN o.places ELSE 0 END,
                         held = s.held - CASE o.state WHEN 'offered' THEN o.places ELSE 0 END
       FROM old o WHERE s.id = o.slot_id)
     UPDATE booking SET slot_id = $2, places = $3::int, asked = $3::int, state = $4, changed_at = $5, offered_at = NULL,
       offer_until = NULL, line_no = CASE WHEN $4 = 'waiting' THEN nextval('line_no') END,
       joined_at = CASE WHEN $4 = 'waiting' THEN $5::timestamptz END
     WHERE id = $1`,
    [id, to.slotId, to.places, to.state, now],
  );
}

/** Ends live bookings whose slots are locked and gives their places back to the counters. */
export async function endBookings(
  tx: Tx,
  ids: readonly string[],
  how: { state: 'cancelled' | 'released'; endedBy: NonNullable<BookingRow['endedBy']>; now: Date },
): Promise<void> {
  await tx.rows(
    `WITH live AS (
       SELECT id, slot_id, CASE state WHEN 'confirmed' THEN places ELSE 0 END AS taken,
              CASE state WHEN 'offered' THEN places ELSE 0 END AS held
       FROM booking WHERE id = ANY ($1::uuid[]) AND state IN ('waiting', 'offered', 'confirmed')),
     ended AS (
       UPDATE booking b SET state = $2, ended_by = $3, offer_until = NULL, changed_at = $4 FROM live WHERE b.id = live.id)
     UPDATE slot s SET taken = s.taken - f.taken, held = s.held - f.held
     FROM (SELECT slot_id, sum(taken)::int AS taken, sum(held)::int AS held FROM live GROUP BY slot_id) f
     WHERE s.id = f.slot_id`,
    [ids, how.state, how.endedBy, how.now],
  );
}

/** What a visitor may change of its party besides bookings. */
export async function writeParty(
  tx: Tx,
  id: string,
  it: Pick<
    PartyRow,
    'size' | 'pupils' | 'staff' | 'needs' | 'locale' | 'interpreterLanguage' | 'interpreterVariety'
  >,
): Promise<void> {
  await tx.rows(
    `UPDATE party SET size = $2, pupils = $3, staff = $4, needs = $5, locale = $6, interpreter_language = $7,
       interpreter_variety = $8 WHERE id = $1`,
    [id, it.size, it.pupils, it.staff, it.needs, it.locale, it.interpreterLanguage, it.interpreterVariety],
  );
}

export async function writePartyCancelled(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.rows(`UPDATE party SET state = 'cancelled', cancelled_at = $2 WHERE id = $1`, [id, now]);
}
