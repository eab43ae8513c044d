import type { Sql, Tx } from '../platform/database.ts';
import type { Staff } from './meetings.sql.ts';

export interface MaterialRow {
  readonly id: string;
  readonly title: Record<string, string>;
  readonly url: string;
  readonly addedAt: Date;
}

export const materialView = ({ id, title, url, addedAt }: MaterialRow) => ({
  id,
  title,
  url,
  addedAt: addedAt.toISOString(),
});

/** What can be read after a meeting, first added first. */
export const materialOf = (sql: Sql, slot: string): Promise<MaterialRow[]> =>
  sql.rows<MaterialRow>(
    `SELECT id, title, url, added_at "addedAt" FROM slot_material WHERE slot_id = $1 ORDER BY added_at, id`,
    [slot],
  );

/** Adds material with its audit entry; undefined when the slot has that address already. */
export async function insertMaterial(
  tx: Tx,
  it: { id: string; slot: string; title: object; url: string; at: Date; account: string },
): Promise<MaterialRow | undefined> {
  const [row] = await tx.rows<MaterialRow>(
    `WITH added AS (
       INSERT INTO slot_material (id, slot_id, title, url, added_at, added_by) VALUES ($1, $2, $3::jsonb, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT slot_material_once DO NOTHING
       RETURNING id, slot_id, title, url, added_at),
     noted AS (
       INSERT INTO audit_entry (at, action, edition_id, subject_id, account_id)
       SELECT $5, 'material.added', s.edition_id, s.id, $6 FROM added JOIN slot s ON s.id = added.slot_id)
     SELECT id, title, url, added_at "addedAt" FROM added`,
    [it.id, it.slot, JSON.stringify(it.title), it.url, it.at, it.account],
  );
  return row;
}

/** Takes material of one of their editions away; whether there was any such. */
export async function deleteMaterial(tx: Tx, id: string, staff: Staff): Promise<boolean> {
  const gone = await tx.rows(
    `DELETE FROM slot_material x USING slot s JOIN edition e ON e.id = s.edition_id
     WHERE x.id = $1 AND s.id = x.slot_id
       AND EXISTS (SELECT FROM membership m JOIN fair f ON f.organiser_id = m.organiser_id
                   WHERE f.id = e.fair_id AND m.account_id = $2 AND m.role = ANY ($3::text[]))
     RETURNING x.id`,
    [id, staff.account, staff.roles],
  );
  return gone.length > 0;
}

/** How many mails about a slot's material have been promised. */
export async function materialMails(sql: Sql, slot: string): Promise<number> {
  const [row] = await sql.rows<{ count: number }>(
    `SELECT count(*) count FROM message g JOIN booking b ON b.id = g.booking_id
     WHERE g.kind = 'material' AND b.slot_id = $1`,
    [slot],
  );
  return row?.count ?? 0;
}

/**
 * Promises, once for each booking, the mail about the material of meetings that have ended within two weeks: to those
 * who had a place and are not known to have stayed away. Waits a quarter of an hour after the last addition, so that
 * several additions are one mail. How many were promised.
 */
export async function promiseMaterial(tx: Tx, now: Date): Promise<number> {
  const promised = await tx.rows(
    `WITH ready AS (
       SELECT s.id FROM slot s JOIN slot_material x ON x.slot_id = s.id JOIN edition e ON e.id = s.edition_id
       WHERE e.state = 'current' AND s.state <> 'withdrawn'
         AND s.ends_at <= $1 AND s.ends_at > $1::timestamptz - interval '14 days'
       GROUP BY s.id HAVING max(x.added_at) <= $1::timestamptz - interval '15 minutes'),
     promised AS (
       INSERT INTO message (id, edition_id, purpose_key, kind, party_id, booking_id, locale, queued_at)
       SELECT gen_random_uuid(), b.edition_id, 'booking:' || b.id || ':material', 'material', p.id, b.id, p.locale, $1
       FROM ready JOIN booking b ON b.slot_id = ready.id JOIN party p ON p.id = b.party_id
       WHERE b.state = 'confirmed' AND b.came IS DISTINCT FROM 0 AND p.email IS NOT NULL
       ON CONFLICT (purpose_key) DO NOTHING
       RETURNING id)
     INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM promised RETURNING ref`,
    [now],
  );
  return promised.length;
}
