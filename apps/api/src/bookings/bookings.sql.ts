import type { Sql, Tx } from '../platform/database.ts';
import type { Opening, PartyKind, SlotFacts } from './bookings.rules.ts';

/** The edition a party books in; days are 'YYYY-MM-DD' with their position, 1 for the first. */
export interface EditionFacts {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly venue: string;
  readonly timeZone: string;
  readonly state: 'planned' | 'current' | 'finished';
  readonly days: readonly { readonly date: string; readonly position: number }[];
}

/** A slot with what is shown of it beside what the rules ask for. */
export interface ShownSlot extends SlotFacts {
  readonly title: Record<string, string>;
  readonly place: string | null;
  readonly language: string | null;
}

/** What `mayBook` needs of the database, with the edition; free of locks and silent about room. */
export interface Facts {
  readonly edition: EditionFacts;
  readonly slots: ReadonlyMap<string, ShownSlot>;
  readonly openings: readonly Opening[];
}

interface FactsRow {
  edition: EditionFacts;
  openings: { of: string; audience: PartyKind | null; opensAt: string; closesAt: string }[];
  slots: (Omit<ShownSlot, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string })[];
}

/** Columns of an edition as one JSON object, for `e`. */
export const editionJson = `json_build_object('id', e.id, 'slug', e.slug, 'name', e.name, 'venue', e.venue,
  'timeZone', e.time_zone, 'state', e.state,
  'days', (SELECT coalesce(json_agg(json_build_object('date', d.date, 'position', d.position) ORDER BY d.position), '[]')
           FROM edition_day d WHERE d.edition_id = e.id))`;

// One row, so that the edition is sent and read once; and ids as JSON, of which PostgreSQL expects as many each time and
// so keeps its plan: for a list it plans anew, which costs more than the reading.
const factsText = `
  SELECT ${editionJson} AS edition,
    (SELECT coalesce(json_agg(json_build_object('of', o.of, 'audience', o.audience,
              'opensAt', o.opens_at, 'closesAt', o.closes_at)), '[]')
     FROM opening o
     WHERE o.edition_id = e.id AND o.of <> 'registration' AND (o.audience IS NULL OR o.audience = $3)) AS openings,
    (SELECT coalesce(json_agg(json_build_object('id', s.id, 'kind', a.kind, 'state', s.state, 'audience', a.audience,
              'partyLimit', k.party_limit, 'counts', k.counts, 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'title', a.title,
              'place', p.name, 'language', s.language)), '[]')
     FROM slot s JOIN activity a ON a.id = s.activity_id JOIN activity_kind k ON k.key = a.kind
     LEFT JOIN place p ON p.id = s.place_id
     WHERE s.edition_id = e.id AND s.id IN (SELECT value::uuid FROM json_array_elements_text($2::json))) AS slots
  FROM edition e WHERE e.slug = $1`;

/** Edition (by slug), openings for the kind of party and the slots among `ids` that are the edition's; one round trip. */
export async function readFacts(
  sql: Sql,
  slug: string,
  ids: readonly string[],
  kind: PartyKind,
): Promise<Facts | undefined> {
  const [row] = await sql.rows<FactsRow>(factsText, [slug, JSON.stringify(ids), kind]);
  if (!row) return undefined;
  return {
    edition: row.edition,
    openings: row.openings.map(({ opensAt, closesAt, ...of }) => ({
      ...of,
      opensAt: new Date(opensAt),
      closesAt: new Date(closesAt),
    })),
    slots: new Map(row.slots.map((slot) => [slot.id, shown(slot)])),
  };
}

const shown = ({ startsAt, endsAt, ...slot }: FactsRow['slots'][number]): ShownSlot => ({
  ...slot,
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
});

/** A party as it is written. The only place where a visitor's contact goes into the database. */
export interface NewPartyRow {
  readonly id: string;
  readonly editionId: string;
  readonly kind: PartyKind;
  readonly size: number;
  readonly reference: string;
  readonly locale: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly name: string | null;
  readonly municipality: string | null;
  readonly needs: readonly string[];
  readonly school: string | null;
  readonly className: string | null;
  readonly grade: string | null;
  readonly pupils: number | null;
  readonly staff: number | null;
  readonly arrival: string | null;
  readonly createdAt: Date;
  /** The school of a class as the register knows it; `school` is its name as it was then. */
  readonly schoolId: string | null;
  /** The account that keeps the party: a teacher's own classes. */
  readonly accountId: string | null;
  /** The member of staff who booked for a caller. */
  readonly assistedBy: string | null;
  /** Protected identity: no name is kept and no list names the party. */
  readonly protected: boolean;
  readonly interpreterLanguage: string | null;
  /** In the visitor's own words: which Arabic, which Kurdish. */
  readonly interpreterVariety: string | null;
}

/** The columns of a new party, in the order of `NewPartyRow`. */
export const partyColumns = `id, edition_id, kind, size, reference, locale, email, phone, name, municipality, needs,
  school, class_name, grade, pupils, staff, arrival, created_at, school_id, account_id, assisted_by, protected,
  interpreter_language, interpreter_variety`;
const partyValues = `$1::uuid, $2::uuid, $3, $4::int, $5, $6, $7::text, $8::text, $9::text, $10::text, $11::text[],
  $12::text, $13::text, $14::text, $15::int, $16::int, $17::text, $18::timestamptz, $19::uuid, $20::uuid, $21::uuid,
  $22::boolean, $23::text, $24::text`;

const valuesOf = (party: NewPartyRow): unknown[] => [
  party.id,
  party.editionId,
  party.kind,
  party.size,
  party.reference,
  party.locale,
  party.email,
  party.phone,
  party.name,
  party.municipality,
  party.needs,
  party.school,
  party.className,
  party.grade,
  party.pupils,
  party.staff,
  party.arrival,
  party.createdAt,
  party.schoolId,
  party.accountId,
  party.assistedBy,
  party.protected,
  party.interpreterLanguage,
  party.interpreterVariety,
];

const bookOneText = `
  WITH counter AS (
    UPDATE slot SET taken = taken + $26::int
    WHERE id = $25 AND state = 'open' AND starts_at > $18 AND taken + held + $26::int <= capacity
    RETURNING id),
  new_party AS (
    INSERT INTO party (${partyColumns}) SELECT ${partyValues} FROM counter),
  new_booking AS (
    INSERT INTO booking (id, edition_id, party_id, slot_id, places, asked, part_ok, state, made_at, changed_at)
    SELECT $27::uuid, $2::uuid, $1::uuid, id, $26::int, $26::int, $29::boolean, 'confirmed', $18, $18 FROM counter),
  new_message AS (
    INSERT INTO message (id, edition_id, purpose_key, kind, party_id, locale, queued_at)
    SELECT $28::uuid, $2::uuid, 'party:' || $1::uuid || ':confirmed', 'party-confirmed', $1::uuid, $6, $18
    FROM counter WHERE $7::text IS NOT NULL
    RETURNING id),
  new_outbox AS (
    INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM new_message),
  new_audit AS (
    INSERT INTO audit_entry (at, action, edition_id, subject_id, detail)
    SELECT $18, 'booking.made', $2::uuid, $1::uuid, jsonb_build_object('bookings', 1) FROM counter)
  SELECT EXISTS (SELECT FROM counter) AS booked, state = 'open' AND starts_at > $18 AS standing,
         capacity - taken - held AS free
  FROM slot WHERE id = $25`;

/** How a slot answered. `free` is what was there when the statement began, so it may be late: for telling, not deciding. */
export interface Answer {
  readonly booked: boolean;
  readonly standing: boolean;
  readonly free: number;
}

/** The booking of a new party in one slot that has room: counter, party, booking, message, outbox and audit, or nothing. */
export async function bookOne(
  sql: Sql,
  party: NewPartyRow,
  it: { slotId: string; places: number; bookingId: string; messageId: string; partOk: boolean },
): Promise<Answer> {
  const values = [...valuesOf(party), it.slotId, it.places, it.bookingId, it.messageId, it.partOk];
  const [answer] = await sql.rows<Answer>(bookOneText, values);
  return answer ?? { booked: false, standing: false, free: 0 };
}

/**
 * The party with its first mail (when it has an address) and its audit entry, in one statement; its bookings follow in
 * the same transaction, so that slots are locked as late and as shortly as can be.
 */
export async function insertParty(
  tx: Tx,
  party: NewPartyRow,
  it: { messageId: string; bookings: number },
): Promise<void> {
  await tx.rows(
    `WITH new_party AS (
       INSERT INTO party (${partyColumns}) VALUES (${partyValues})),
     new_message AS (
       INSERT INTO message (id, edition_id, purpose_key, kind, party_id, locale, queued_at)
       SELECT $25::uuid, $2::uuid, 'party:' || $1::uuid || ':confirmed', 'party-confirmed', $1::uuid, $6, $18
       WHERE $7::text IS NOT NULL
       RETURNING id),
     new_audit AS (
       INSERT INTO audit_entry (at, action, edition_id, subject_id, detail)
       VALUES ($18, 'booking.made', $2::uuid, $1::uuid, jsonb_build_object('bookings', $26::int)))
     INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM new_message`,
    [...valuesOf(party), it.messageId, it.bookings],
  );
}

/** Who did what, by ids. */
export async function recordAudit(
  tx: Tx,
  entry: {
    at: Date;
    action: string;
    editionId: string;
    subjectId: string;
    detail?: object;
    /** The member of staff who did it. */
    accountId?: string;
  },
): Promise<void> {
  await tx.rows(
    'INSERT INTO audit_entry (at, action, edition_id, subject_id, detail, account_id) VALUES ($1, $2, $3, $4, $5, $6)',
    [
      entry.at,
      entry.action,
      entry.editionId,
      entry.subjectId,
      entry.detail ? JSON.stringify(entry.detail) : null,
      entry.accountId ?? null,
    ],
  );
}
