import { createHash } from 'node:crypto';
import type { Database, Tx } from '../platform/database.ts';
import { crowdsOf } from './crowds.rules.ts';
import { families } from './facts.sql.ts';
import type { FamilyName } from './facts.sql.ts';
import { measured } from './family.sql.ts';
import type { Family } from './family.sql.ts';
import { cutsToKeep } from './figures.rules.ts';
import { factText, literal, quoted } from './figures.sql.ts';
import { keepHiding } from './hiding.sql.ts';
import { beginKeeping, changedEditions, endKeeping, keptCut } from './kept.sql.ts';

const names = Object.keys(families) as FamilyName[];

/** Changes whenever a figure is counted otherwise, so that sums are made anew after a release. */
const definitions = createHash('sha256')
  .update(JSON.stringify(names.map((name) => [keepText(name, cutsToKeep(name)), crowdsOf(name)])))
  .digest('hex');

/**
 * Makes the sums of finished editions whose rows have changed since they were last made, of those with a day after
 * `since` and of those that have none yet. Harmless to do twice; a change meanwhile is seen the next time.
 */
export async function keepChanged(
  db: Database,
  { now, since = new Date(0) }: { now: Date; since?: Date },
): Promise<number> {
  const changed = await changedEditions(db, { definitions, since });
  for (const { id, mark } of changed)
    await db.transaction(async (tx) => {
      if (!(await beginKeeping(tx, id))) return;
      for (const name of names) await keepFamily(tx, name, { edition: id, now });
      await endKeeping(tx, id, { mark, now });
    });
  return changed.length;
}

/**
 * Keeps the sums of one family for an edition, for every table that any figure may be cut by: the same facts, summed
 * the same way, so that a figure read from them is the one that was read from rows; and what is hidden of them.
 */
async function keepFamily(
  tx: Tx,
  name: FamilyName,
  { edition, now }: { edition: string; now: Date },
): Promise<void> {
  const cuts = cutsToKeep(name);
  if (cuts.length > 0) await tx.rows(keepText(name, cuts), [edition, now]);
  await keepHiding(tx, name, { edition, now });
}

function keepText(name: FamilyName, cuts: readonly (readonly string[])[]): string {
  return `
  WITH asked AS (SELECT $1::uuid AS edition_id), said AS (SELECT $2::timestamptz AS now),
  fact AS MATERIALIZED (${factText(families[name], new Set(cuts.flat()))})
  INSERT INTO kept_fact (edition_id, family, cut, keys, measures)
  ${cuts.map((cut) => keptText(name, cut)).join(' UNION ALL ')}`;
}

function keptText(name: FamilyName, cut: readonly string[]): string {
  const family: Family = families[name];
  const order = cut.toSorted().map(quoted);
  const made = measured(family).join(', ');
  const group = ['edition_id', ...order].join(', ');
  return `SELECT edition_id, '${name}', ${literal(keptCut(cut))}, ARRAY[${order.join(', ')}]::text[],
    jsonb_build_object(${family.measures.map((it) => `'${it}', ${it}`).join(', ')})
  FROM (SELECT ${group}, ${made} FROM fact GROUP BY ${group}) summed`;
}
