import type { Role } from '@vagval/contract';
import type { Sql, Tx } from '../platform/database.ts';
import type { CallerAccount } from '../platform/session/caller.ts';

/** The account of a session that has not ended by `now`, with its roles, organisations and organisers; one query. */
export async function accountOfSession(
  db: Sql,
  tokenHash: Buffer,
  now: Date,
): Promise<CallerAccount | undefined> {
  const [account] = await db.rows<CallerAccount>(
    `SELECT session.account_id AS id,
       coalesce(array_agg(DISTINCT role) FILTER (WHERE role IS NOT NULL), '{}') AS roles,
       coalesce(array_agg(DISTINCT organisation_id) FILTER (WHERE organisation_id IS NOT NULL), '{}') AS organisations,
       coalesce(array_agg(DISTINCT organiser_id) FILTER (WHERE organiser_id IS NOT NULL), '{}') AS organisers
     FROM session LEFT JOIN membership ON membership.account_id = session.account_id
     WHERE token_hash = $1 AND expires_at > $2
     GROUP BY session.account_id`,
    [tokenHash, now],
  );
  return account;
}

/** An account with its roles, organisations and organisers as they are now, without a session; none when it is gone. */
export const callerWithId = (db: Sql, id: string): Promise<CallerAccount[]> =>
  db.rows<CallerAccount>(
    `SELECT account.id,
       coalesce(array_agg(DISTINCT role) FILTER (WHERE role IS NOT NULL), '{}') AS roles,
       coalesce(array_agg(DISTINCT organisation_id) FILTER (WHERE organisation_id IS NOT NULL), '{}') AS organisations,
       coalesce(array_agg(DISTINCT organiser_id) FILTER (WHERE organiser_id IS NOT NULL), '{}') AS organisers
     FROM account LEFT JOIN membership ON membership.account_id = account.id
     WHERE account.id = $1 GROUP BY account.id`,
    [id],
  );

/** An account as its owner sees it. */
export interface OwnAccount {
  readonly id: string;
  readonly email: string;
  readonly locale: string;
  readonly roles: Role[];
  readonly organisations: { id: string; name: string }[];
}

export async function findOwn(db: Sql, id: string): Promise<OwnAccount | undefined> {
  const [account] = await db.rows<OwnAccount>(
    `SELECT account.id, email, locale,
       coalesce(array_agg(DISTINCT role) FILTER (WHERE role IS NOT NULL), '{}') AS roles,
       coalesce(jsonb_agg(DISTINCT jsonb_build_object('id', organisation.id, 'name', organisation.name))
         FILTER (WHERE organisation.id IS NOT NULL), '[]') AS organisations
     FROM account LEFT JOIN membership ON account_id = account.id
     LEFT JOIN organisation ON organisation.id = organisation_id
     WHERE account.id = $1 GROUP BY account.id`,
    [id],
  );
  return account;
}

/** Makes a link for the account of this address (lower case); undefined when there is none. */
export async function insertLink(
  tx: Tx,
  { id, email, now, expiresAt }: { id: string; email: string; now: Date; expiresAt: Date },
): Promise<{ locale: string } | undefined> {
  const [account] = await tx.rows<{ locale: string }>(
    `WITH known AS (SELECT id, locale FROM account WHERE email = $2),
     link AS (
       INSERT INTO sign_in_link (id, account_id, created_at, expires_at)
       SELECT $1, id, $3, $4 FROM known RETURNING id)
     SELECT locale FROM known JOIN link ON true`,
    [id, email, now, expiresAt],
  );
  return account;
}

/** The account whose link this was, if it could be spent now. Of two at the same time one gets it. */
export async function spendLink(tx: Tx, id: string, now: Date): Promise<string | undefined> {
  const [link] = await tx.rows<{ account: string }>(
    `UPDATE sign_in_link SET spent_at = $2 WHERE id = $1 AND spent_at IS NULL AND expires_at > $2
     RETURNING account_id AS account`,
    [id, now],
  );
  return link?.account;
}

/** Where a link leads, and whether it still may. */
export interface LinkOfAccount {
  readonly id: string;
  readonly email: string;
  readonly expiresAt: Date;
  readonly spentAt: Date | null;
}

export async function findLink(db: Sql, id: string): Promise<LinkOfAccount | undefined> {
  const [link] = await db.rows<LinkOfAccount>(
    `SELECT sign_in_link.id, email, expires_at AS "expiresAt", spent_at AS "spentAt"
     FROM sign_in_link JOIN account ON account.id = account_id WHERE sign_in_link.id = $1`,
    [id],
  );
  return link;
}

/** Opens a session for work that is done on the account's behalf, and writes down that it was. */
export async function insertLentSession(
  tx: Tx,
  { tokenHash, account, now, expiresAt }: { tokenHash: Buffer; account: string; now: Date; expiresAt: Date },
): Promise<void> {
  await tx.rows(
    `WITH opened AS (
       INSERT INTO session (token_hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)
       RETURNING account_id, created_at)
     INSERT INTO audit_entry (at, action, subject_id, account_id)
     SELECT created_at, 'session.lent', account_id, account_id FROM opened`,
    [tokenHash, account, now, expiresAt],
  );
}

/** Opens a session and writes down that it was opened. */
export async function insertSession(
  tx: Tx,
  { tokenHash, account, now, expiresAt }: { tokenHash: Buffer; account: string; now: Date; expiresAt: Date },
): Promise<void> {
  await tx.rows(
    `WITH opened AS (
       INSERT INTO session (token_hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)
       RETURNING account_id, created_at)
     INSERT INTO audit_entry (at, action, subject_id, account_id)
     SELECT created_at, 'session.opened', account_id, account_id FROM opened`,
    [tokenHash, account, now, expiresAt],
  );
}

export async function deleteSession(db: Sql, tokenHash: Buffer): Promise<void> {
  await db.rows('DELETE FROM session WHERE token_hash = $1', [tokenHash]);
}

/** Sessions that have ended serve nobody. */
export async function deleteEnded(db: Sql, now: Date): Promise<void> {
  await db.rows('DELETE FROM session WHERE expires_at <= $1', [now]);
}
