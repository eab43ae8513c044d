import type { Tx } from '../platform/database.ts';
import { families } from './facts.sql.ts';
import type { FamilyName } from './facts.sql.ts';
import { measured } from './family.sql.ts';
import type { Family } from './family.sql.ts';
import { cutsToKeep } from './figures.rules.ts';
import { factText, literal, quoted } from './figures.sql.ts';
import { keptCut } from './kept.sql.ts';

/**
 * Keeps the sums of one family for an edition, for every table that any figure may be cut by: the same facts, summed
 * the same way, so that a figure read from them is the one that was read from rows.
 */
export const keepFamily = (
  tx: Tx,
  name: FamilyName,
  kept: { edition: string; now: Date },
): Promise<unknown> => {
  const family: Family = families[name];
  const cuts = cutsToKeep(name);
  const dimensions = new Set(cuts.flat());
  return tx.rows(
    `
  WITH asked AS (SELECT $1::uuid AS edition_id), said AS (SELECT $2::timestamptz AS now),
  fact AS MATERIALIZED (${factText(family, dimensions)})
  INSERT INTO kept_fact (edition_id, family, cut, keys, measures)
  ${cuts.map((cut) => keptText(name, cut)).join(' UNION ALL ')}`,
    [kept.edition, kept.now],
  );
};

function keptText(name: FamilyName, cut: readonly string[]): string {
  const family: Family = families[name];
  const order = cut.toSorted().map(quoted);
  const made = measured(family).join(', ');
  const group = ['edition_id', ...order].join(', ');
  return `SELECT edition_id, '${name}', ${literal(keptCut(cut))}, ARRAY[${order.join(', ')}]::text[],
    ARRAY[${family.measures.map((it) => `${it}::numeric`).join(', ')}]
  FROM (SELECT ${group}, ${made} FROM fact GROUP BY ${group}) summed`;
}
