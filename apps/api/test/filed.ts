import { newId } from '../src/platform/ids.ts';
import type { TestApp } from './app.ts';
import { insert } from './small-fair.ts';

/** What is about one file of one's own, or asks for one. */
export const files = /^\/api\/(exports\/:export|editions\/:edition\/exports$)/;

/** Files of an account that are ready, and what can be asked for. */
export async function makeFiles(
  app: TestApp,
  edition: string,
  account: string,
): Promise<Record<string, string[]>> {
  const ids = [newId(), newId(), newId()];
  const now = app.clock.now();
  for (const id of ids) {
    const facts = {
      id,
      edition_id: edition,
      account_id: account,
      kind: 'figures',
      format: 'csv',
      locale: 'sv',
    };
    const times = {
      asked_at: now,
      done_at: now,
      expires_at: new Date(now.getTime() + 7 * 86_400_000),
    };
    await insert(app.db, 'export', { ...facts, ...times, state: 'done', file_name: 'Siffror.csv', bytes: 2 });
    await app.db.rows(`INSERT INTO export_chunk (export_id, position, body) VALUES ($1, 0, 'ja')`, [id]);
  }
  return { export: ids, kind: ['figures', 'bookings'], format: ['csv', 'xlsx'] };
}
