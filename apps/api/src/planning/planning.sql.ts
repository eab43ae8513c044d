import { mayByRole, roles } from '@vagval/contract';
import type { Sql, Tx } from '../platform/database.ts';

/** Roles that may set up the programme of their own organiser. */
const planners = roles.filter((it) => mayByRole[it].includes('programme.write'));

const ofPlanner = `f.organiser_id IN (SELECT organiser_id FROM membership WHERE account_id = $2 AND role = ANY ($3))`;

/** The slug of the edition a row belongs to, when the account may plan it; none or one row. `row` is static text. */
const editionOf = (row: string) =>
  `SELECT e.slug FROM ${row} JOIN edition e ON e.id = t.edition_id JOIN fair f ON f.id = e.fair_id
   WHERE t.id = $1 AND ${ofPlanner}`;
const texts = {
  activity: editionOf('activity t'),
  slot: editionOf('slot t'),
  crew: editionOf('crew t'),
  opening: editionOf('opening t'),
} as const;

/** The slug of the edition that the row is of, when the account may plan there. */
export async function plannedEdition(
  sql: Sql,
  row: keyof typeof texts,
  id: string,
  account: string,
): Promise<string | undefined> {
  const [found] = await sql.rows<{ slug: string }>(texts[row], [id, account, planners]);
  return found?.slug;
}

/** Whether the account may plan the edition of this slug. */
export async function mayPlan(sql: Sql, slug: string, account: string): Promise<boolean> {
  const rows = await sql.rows(
    `SELECT 1 FROM edition e JOIN fair f ON f.id = e.fair_id WHERE e.slug = $1 AND ${ofPlanner}`,
    [slug, account, planners],
  );
  return rows.length > 0;
}

/** The last announcement before this transaction makes its own. */
export async function lastAnnounced(tx: Tx): Promise<number> {
  const [row] = await tx.rows<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM outbox');
  return row?.id ?? 0;
}

/** Mails this transaction has promised since then; those of others are not counted, they carry another number. */
export async function mailsPromised(tx: Tx, since: number): Promise<number> {
  const [row] = await tx.rows<{ mails: number }>(
    `SELECT count(*) AS mails FROM outbox
     WHERE id > $1 AND topic = 'mail.send' AND xmin::text = (pg_current_xact_id()::text::bigint % 4294967296)::text`,
    [since],
  );
  return row?.mails ?? 0;
}

export interface BookedRow {
  readonly parties: number;
  readonly places: number;
  readonly waiting: number;
}

/** Parties with places (or an offer) in these slots, those places, and bookings in line. */
export async function bookedIn(sql: Sql, slotIds: readonly string[]): Promise<BookedRow> {
  const [row] = await sql.rows<BookedRow>(
    `SELECT count(DISTINCT party_id) FILTER (WHERE state <> 'waiting') AS parties,
            coalesce(sum(places) FILTER (WHERE state <> 'waiting'), 0) AS places,
            count(*) FILTER (WHERE state = 'waiting') AS waiting
     FROM booking WHERE slot_id = ANY ($1::uuid[]) AND state IN ('waiting', 'offered', 'confirmed')`,
    [slotIds],
  );
  return row ?? { parties: 0, places: 0, waiting: 0 };
}

/** Who planned what, by ids. */
export async function recordPlan(
  tx: Tx,
  it: { at: Date; action: string; editionId: string; subjectId: string; accountId: string; detail?: object },
): Promise<void> {
  await tx.rows(
    `INSERT INTO audit_entry (at, action, edition_id, subject_id, account_id, detail) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      it.at,
      it.action,
      it.editionId,
      it.subjectId,
      it.accountId,
      it.detail ? JSON.stringify(it.detail) : null,
    ],
  );
}
