import type { Sql, Tx } from '../platform/database.ts';
import type { Search } from './assist.rules.ts';

/** A party as found; `label` is null for whoever must not be named. */
export interface FoundRow {
  readonly id: string;
  readonly reference: string;
  readonly kind: 'family' | 'single' | 'group' | 'class';
  readonly size: number;
  readonly state: 'active' | 'cancelled';
  readonly locale: 'sv' | 'en' | 'ar';
  readonly label: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly protected: boolean;
  readonly assisted: boolean;
  readonly linkRevision: number;
  readonly madeAt: Date;
  readonly days: string[];
  readonly confirmed: number;
  readonly waiting: number;
  readonly offered: number;
}

const found = `
  SELECT p.id, p.reference, p.kind, p.size, p.state, p.locale, p.email, p.phone, p.protected,
    p.assisted_by IS NOT NULL AS assisted, p.link_revision AS "linkRevision", p.created_at AS "madeAt",
    CASE WHEN p.protected THEN NULL WHEN p.kind = 'class' THEN concat_ws(', ', p.class_name, p.school)
         ELSE p.name END AS label,
    coalesce(b.days, '{}') AS days, coalesce(b.confirmed, 0) AS confirmed, coalesce(b.waiting, 0) AS waiting,
    coalesce(b.offered, 0) AS offered
  FROM party p JOIN edition e ON e.id = p.edition_id
  LEFT JOIN LATERAL (
    SELECT array_agg(DISTINCT (s.starts_at AT TIME ZONE e.time_zone)::date::text)
             FILTER (WHERE b.state IN ('confirmed', 'waiting', 'offered')) AS days,
           count(*) FILTER (WHERE b.state = 'confirmed') AS confirmed,
           count(*) FILTER (WHERE b.state = 'waiting') AS waiting,
           count(*) FILTER (WHERE b.state = 'offered') AS offered
    FROM booking b JOIN slot s ON s.id = b.slot_id WHERE b.party_id = p.id) b ON true
  WHERE p.edition_id = $1`;

// Whoever must not be named is found by the reference alone: no word and no number leads there.
const where: Readonly<Record<Search['by'], string>> = {
  reference: 'p.reference = $2',
  email: 'NOT p.protected AND lower(p.email) = $2',
  phone: `NOT p.protected AND right(regexp_replace(p.phone, '\\D', '', 'g'), length($2)) = $2`,
  words: `NOT p.protected AND (p.name ILIKE $2 OR p.school ILIKE $2 OR p.class_name ILIKE $2
          OR concat_ws(' ', p.class_name, p.school) ILIKE $2)`,
};

const within = (text: string): string => `%${text.replaceAll(/[\\%_]/g, (it) => `\\${it}`)}%`;

/** The newest parties of an edition that a search means, at most `limit`. */
export const partiesFound = (sql: Sql, edition: string, it: Search, limit: number): Promise<FoundRow[]> =>
  sql.rows<FoundRow>(`${found} AND ${where[it.by]} ORDER BY p.created_at DESC, p.id LIMIT $3`, [
    edition,
    it.by === 'words' ? within(it.text) : it.text,
    limit,
  ]);

/** One party of an edition; none or one row. */
export const partyFound = (sql: Sql, edition: string, party: string): Promise<FoundRow[]> =>
  sql.rows<FoundRow>(`${found} AND p.id = $2`, [edition, party]);

/** Corrects a contact; null takes it away. Who is protected from now on loses what could name it. */
export async function writeCorrection(
  tx: Tx,
  party: string,
  it: { email: string | null; phone: string | null; protected: boolean },
): Promise<void> {
  await tx.rows(
    `UPDATE party SET email = $2, phone = $3, protected = $4,
       name = CASE WHEN $4 THEN NULL ELSE name END,
       municipality = CASE WHEN $4 THEN NULL ELSE municipality END
     WHERE id = $1`,
    [party, it.email, it.phone, it.protected],
  );
}

export interface HistoryRow {
  readonly at: Date;
  readonly action: string;
  readonly accountId: string | null;
  readonly staff: string | null;
  readonly slot: { title: Record<string, string>; startsAt: string } | null;
}

/** What is written down of a party and its bookings, newest first, at most `limit`. */
export const historyOf = (sql: Sql, party: string, limit: number): Promise<HistoryRow[]> =>
  sql.rows<HistoryRow>(
    `SELECT a.at, a.action, a.account_id AS "accountId", c.email AS staff,
       CASE WHEN s.id IS NOT NULL THEN json_build_object('title', t.title, 'startsAt',
         to_char(s.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) END AS slot
     FROM audit_entry a
     LEFT JOIN booking b ON b.id = a.subject_id
     LEFT JOIN slot s ON s.id = b.slot_id
     LEFT JOIN activity t ON t.id = s.activity_id
     LEFT JOIN account c ON c.id = a.account_id
     WHERE a.subject_id IN (SELECT $1::uuid UNION ALL SELECT id FROM booking WHERE party_id = $1)
     ORDER BY a.id DESC LIMIT $2`,
    [party, limit],
  );

/** Writes down what a member of staff did with a party; `detail` holds no personal data. */
export async function writeAssisted(
  tx: Tx,
  it: { at: Date; action: string; edition: string; party: string; account: string },
): Promise<void> {
  await tx.rows(
    'INSERT INTO audit_entry (at, action, edition_id, subject_id, account_id) VALUES ($1, $2, $3, $4, $5)',
    [it.at, it.action, it.edition, it.party, it.account],
  );
}
