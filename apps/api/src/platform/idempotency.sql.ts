import type { Sql } from './database.ts';

/** SHA-256 each of: who called, the key sent, and the request (method, address, body). */
export interface ReplyKey {
  readonly callerHash: Buffer;
  readonly keyHash: Buffer;
  readonly requestHash: Buffer;
}

/**
 * Takes a key: true for exactly one of all that try. A key is free again after 24 h, or after 60 s when nobody
 * finished it (the process that ran it died).
 */
export async function startReply(
  sql: Sql,
  { callerHash, keyHash, requestHash }: ReplyKey,
  now: Date,
): Promise<boolean> {
  const taken = await sql.rows(
    `INSERT INTO idempotent_reply AS r (caller_hash, key_hash, request_hash, started_at)
     VALUES ($1, $2, $3, $4)
     ON CONFLICT (caller_hash, key_hash) DO UPDATE
       SET request_hash = excluded.request_hash, started_at = excluded.started_at, status = NULL, body = NULL
       WHERE r.started_at < excluded.started_at - interval '24 hours'
          OR (r.status IS NULL AND r.started_at < excluded.started_at - interval '60 seconds')
     RETURNING 1`,
    [callerHash, keyHash, requestHash, now],
  );
  return taken.length === 1;
}

/** What is known of a key: whether it was the same request, and its sealed reply once there is one. */
export async function readReply(
  sql: Sql,
  { callerHash, keyHash, requestHash }: ReplyKey,
): Promise<{ sameRequest: boolean; status: number | null; body: string | null } | undefined> {
  const [known] = await sql.rows<{ sameRequest: boolean; status: number | null; body: string | null }>(
    `SELECT request_hash = $3 AS "sameRequest", status, body FROM idempotent_reply
     WHERE caller_hash = $1 AND key_hash = $2`,
    [callerHash, keyHash, requestHash],
  );
  return known;
}

/** Keeps the reply, unless the key has been taken over since. `body` is sealed text. */
export async function finishReply(
  sql: Sql,
  { callerHash, keyHash }: ReplyKey,
  startedAt: Date,
  { status, body }: { status: number; body: string },
): Promise<void> {
  await sql.rows(
    `UPDATE idempotent_reply SET status = $4, body = to_jsonb($5::text)
     WHERE caller_hash = $1 AND key_hash = $2 AND started_at = $3`,
    [callerHash, keyHash, startedAt, status, body],
  );
}

/** Forgets a start whose answer is not to be remembered. */
export async function dropReply(sql: Sql, { callerHash, keyHash }: ReplyKey, startedAt: Date): Promise<void> {
  await sql.rows(
    'DELETE FROM idempotent_reply WHERE caller_hash = $1 AND key_hash = $2 AND started_at = $3',
    [callerHash, keyHash, startedAt],
  );
}

/** Deletes what is older than 24 h. */
export async function sweepReplies(sql: Sql, now: Date): Promise<void> {
  await sql.rows(`DELETE FROM idempotent_reply WHERE started_at < $1::timestamptz - interval '24 hours'`, [
    now,
  ]);
}
