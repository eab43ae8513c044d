import type { Tx } from './database.ts';

const batch = 1000;

/** One consistent view of everything, for a transaction that reads for a while; its first statement. It writes nothing. */
export async function holdStill(tx: Tx): Promise<void> {
  await tx.rows('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
}

/**
 * The rows of a query, a thousand at a time. A cursor of SQL keeps them in the server, so that memory stays flat, each
 * statement is short, and between two of them the reader may stop. One at a time in a transaction; `text` is static.
 */
export async function* batchesOf<Row extends object>(
  tx: Tx,
  text: string,
  values: readonly unknown[] = [],
): AsyncGenerator<Row[]> {
  await tx.rows(`DECLARE reading NO SCROLL CURSOR FOR ${text}`, values);
  for (;;) {
    const rows = await tx.rows<Row>(`FETCH ${batch} FROM reading`);
    if (rows.length > 0) yield rows;
    if (rows.length < batch) break;
  }
  await tx.rows('CLOSE reading');
}
