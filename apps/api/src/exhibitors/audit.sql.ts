import type { Tx } from '../platform/database.ts';

interface Entry {
  readonly at: Date;
  readonly action: string;
  readonly editionId: string;
  readonly subjectId: string;
  readonly accountId: string;
  /** Ids, codes and states; nothing personal. */
  readonly detail?: object;
}

/** Notes who did what, in the transaction that does it. */
export async function noteDone(tx: Tx, it: Entry): Promise<void> {
  await tx.rows(
    `INSERT INTO audit_entry (at, action, edition_id, subject_id, account_id, detail)
     VALUES ($1, $2, $3, $4, $5, $6)`,
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
