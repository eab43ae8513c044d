import type { Database, Tx } from './database.ts';

/** Carries an answer out of a transaction that is undone on purpose. */
class Undone extends Error {
  constructor(readonly answer: unknown) {
    super('Undone after a rehearsal');
  }
}

/**
 * Runs `fn` in a transaction. A rehearsal does the very same and is undone at the end: its answer says what would have
 * come of it, and nothing of it stays.
 */
export async function rehearsed<T>(db: Database, rehearsal: boolean, fn: (tx: Tx) => Promise<T>): Promise<T> {
  if (!rehearsal) return db.transaction(fn);
  try {
    return await db.transaction<never>(async (tx) => {
      throw new Undone(await fn(tx));
    });
  } catch (error) {
    if (error instanceof Undone) return error.answer as T;
    throw error;
  }
}
