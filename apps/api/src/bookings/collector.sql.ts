import type { Sql } from '../platform/database.ts';
import { partyColumns } from './bookings.sql.ts';
import type { NewPartyRow } from './bookings.sql.ts';

/** What a new party asks of one slot. */
export interface OneBooking {
  readonly slotId: string;
  readonly places: number;
  readonly bookingId: string;
  readonly messageId: string;
  readonly partOk: boolean;
}

// One parameter, however many there are: the statement keeps its plan. A municipality nobody knows is one visitor's
// mistake and must not spoil the writing of all others: that party is left out here, and told when it is tried alone.
// Slots are locked in the order of their ids, so that two writings never wait for each other in a ring.
const bookTogetherText = `
  WITH asked AS MATERIALIZED (
    SELECT it.* FROM json_to_recordset($1::json) AS it (
      id uuid, "editionId" uuid, kind text, size int, reference text, locale text, email text, phone text, name text,
      municipality text, needs text[], school text, "className" text, grade text, pupils int, staff int, arrival text,
      "createdAt" timestamptz, "schoolId" uuid, "accountId" uuid, "assistedBy" uuid, protected boolean,
      "interpreterLanguage" text, "interpreterVariety" text, "slotId" uuid, places int, "bookingId" uuid, "messageId" uuid, "partOk" boolean)
    WHERE it.municipality IS NULL OR EXISTS (SELECT FROM municipality m WHERE m.code = it.municipality)),
  sums AS MATERIALIZED (
    SELECT "slotId" AS id, sum(places)::int AS places, max("createdAt") AS latest FROM asked GROUP BY 1),
  locked AS MATERIALIZED (
    SELECT s.id FROM slot s WHERE s.id IN (SELECT id FROM sums) ORDER BY s.id FOR NO KEY UPDATE),
  counter AS (
    UPDATE slot s SET taken = s.taken + sums.places
    FROM locked JOIN sums USING (id)
    WHERE s.id = locked.id AND s.state = 'open' AND s.starts_at > sums.latest
      AND s.taken + s.held + sums.places <= s.capacity
    RETURNING s.id),
  booked AS MATERIALIZED (
    SELECT asked.* FROM asked JOIN counter ON counter.id = asked."slotId"),
  new_party AS (
    INSERT INTO party (${partyColumns})
    SELECT id, "editionId", kind, size, reference, locale, email, phone, name, municipality, needs,
           school, "className", grade, pupils, staff, arrival, "createdAt", "schoolId", "accountId", "assistedBy", protected,
           "interpreterLanguage", "interpreterVariety" FROM booked),
  new_booking AS (
    INSERT INTO booking (id, edition_id, party_id, slot_id, places, asked, part_ok, state, made_at, changed_at)
    SELECT "bookingId", "editionId", id, "slotId", places, places, "partOk", 'confirmed', "createdAt", "createdAt"
    FROM booked),
  new_message AS (
    INSERT INTO message (id, edition_id, purpose_key, kind, party_id, locale, queued_at)
    SELECT "messageId", "editionId", 'party:' || id || ':confirmed', 'party-confirmed', id, locale, "createdAt"
    FROM booked WHERE email IS NOT NULL
    RETURNING id),
  new_outbox AS (
    INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM new_message),
  new_audit AS (
    INSERT INTO audit_entry (at, action, edition_id, subject_id, detail)
    SELECT "createdAt", 'booking.made', "editionId", id, jsonb_build_object('bookings', 1) FROM booked)
  SELECT "bookingId" AS id FROM booked`;

/**
 * Books new parties in one slot each, all in one statement, and says which bookings were written. The counter of a
 * slot takes all the places asked for there, or none: then nothing of that slot is written, and nobody there refused.
 */
export async function bookTogether(
  sql: Sql,
  asked: readonly { party: NewPartyRow; it: OneBooking }[],
): Promise<Set<string>> {
  const rows = asked.map(({ party, it }) => ({ ...party, ...it }));
  const booked = await sql.rows<{ id: string }>(bookTogetherText, [JSON.stringify(rows)]);
  return new Set(booked.map(({ id }) => id));
}
