import type { Sql, Tx } from './database.ts';

/** One announcement on its way: the id is the order, the ref the row that the work is about. */
export interface Announced {
  readonly id: number;
  readonly topic: string;
  readonly ref: string;
}

/** Announces work on a row; it leaves if and only if the transaction commits. At least once, so the handler is idempotent. */
export async function announce(tx: Sql, topic: string, ref: string): Promise<void> {
  await tx.rows('INSERT INTO outbox (topic, ref) VALUES ($1, $2)', [topic, ref]);
}

/** Claims up to `limit` announcements of these topics that nobody else is relaying, and marks them as relayed. */
export function claimAnnounced(tx: Tx, topics: readonly string[], limit: number): Promise<Announced[]> {
  return tx.rows<Announced>(
    `WITH claimed AS (
       SELECT id FROM outbox WHERE relayed_at IS NULL AND topic = ANY ($1::text[])
       ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
     UPDATE outbox SET relayed_at = now() FROM claimed WHERE outbox.id = claimed.id
     RETURNING outbox.id, topic, ref`,
    [topics, limit],
  );
}

/** Deletes what was relayed more than seven days ago. */
export async function sweepAnnounced(sql: Sql): Promise<void> {
  await sql.rows(`DELETE FROM outbox WHERE relayed_at < now() - interval '7 days'`);
}
