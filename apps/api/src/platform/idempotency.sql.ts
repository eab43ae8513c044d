import type { Sql } from './database.ts';

/** SHA-256 each of: who called, the key sent, and the request (method, address, body). */
export interface ReplyKey {
  readonly callerHash: Buffer;
  readonly keyHash: Buffer;
  readonly requestHash: Buffer;
}

/** A key that a request wants to take, and since when. */
export interface ReplyStart extends ReplyKey {
  readonly startedAt: Date;
}

/** The answer to be kept for a key taken then, as sealed text; null when the key is to be free again at once. */
export interface FinishedReply extends ReplyStart {
  readonly reply: { readonly status: number; readonly body: string } | null;
}

// One parameter, however many there are, so that the statements keep their plans; in the order of the keys, so that two
// of them never wait for each other in a ring.
const given = `json_to_recordset($1::json) AS it
  (caller text, key text, request text, "startedAt" timestamptz, status int, body text) ORDER BY caller, key`;

const jsonOf = (rows: readonly (ReplyStart & Partial<FinishedReply>)[]): string =>
  JSON.stringify(
    rows.map(({ callerHash, keyHash, requestHash, startedAt, reply }) => ({
      caller: callerHash.toString('hex'),
      key: keyHash.toString('hex'),
      request: requestHash.toString('hex'),
      startedAt,
      ...reply,
    })),
  );

/** Two requests with the same are the same to the table. */
const nameOf = ({ callerHash, keyHash }: Pick<ReplyKey, 'callerHash' | 'keyHash'>): string =>
  callerHash.toString('hex') + keyHash.toString('hex');

/**
 * Takes keys, and says for each whether it was taken: true for exactly one of all that try. A key is free again after
 * 24 h, or after 60 s when nobody finished it (the process that ran it died).
 */
export async function startReplies(sql: Sql, starts: readonly ReplyStart[]): Promise<boolean[]> {
  const first = new Map(starts.toReversed().map((start) => [nameOf(start), start]));
  const taken = await sql.rows<{ callerHash: Buffer; keyHash: Buffer }>(
    `INSERT INTO idempotent_reply AS r (caller_hash, key_hash, request_hash, started_at)
     SELECT decode(caller, 'hex'), decode(key, 'hex'), decode(request, 'hex'), "startedAt" FROM ${given}
     ON CONFLICT (caller_hash, key_hash) DO UPDATE
       SET request_hash = excluded.request_hash, started_at = excluded.started_at, status = NULL, body = NULL
       WHERE r.started_at < excluded.started_at - interval '24 hours'
          OR (r.status IS NULL AND r.started_at < excluded.started_at - interval '60 seconds')
     RETURNING caller_hash AS "callerHash", key_hash AS "keyHash"`,
    [jsonOf([...first.values()])],
  );
  const names = new Set(taken.map(nameOf));
  return starts.map((start) => names.has(nameOf(start)) && first.get(nameOf(start)) === start);
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

/**
 * Keeps replies, or frees keys, unless a key has been taken over since. An insert that finds its row, since that goes by
 * the key whatever the planner believes of a table that was empty a minute ago.
 */
export async function finishReplies(sql: Sql, replies: readonly FinishedReply[]): Promise<undefined[]> {
  await sql.rows(
    `INSERT INTO idempotent_reply AS r (caller_hash, key_hash, request_hash, started_at, status, body)
     SELECT decode(caller, 'hex'), decode(key, 'hex'), decode(request, 'hex'), "startedAt", status, to_jsonb(body)
     FROM ${given}
     ON CONFLICT (caller_hash, key_hash) DO UPDATE
       SET status = excluded.status, body = excluded.body,
           started_at = CASE WHEN excluded.status IS NULL THEN '-infinity' ELSE r.started_at END
       WHERE r.started_at = excluded.started_at`,
    [jsonOf(replies)],
  );
  return replies.map(() => undefined);
}

/** Deletes what is older than 24 h. */
export async function sweepReplies(sql: Sql, now: Date): Promise<void> {
  await sql.rows(`DELETE FROM idempotent_reply WHERE started_at < $1::timestamptz - interval '24 hours'`, [
    now,
  ]);
}
