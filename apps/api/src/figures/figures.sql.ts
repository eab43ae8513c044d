import type { Sql } from '../platform/database.ts';
import { families } from './facts.sql.ts';
import type { FamilyName } from './facts.sql.ts';
import { measured } from './family.sql.ts';
import type { Family } from './family.sql.ts';
import { dimensionsOf, onlyIn, tableOf } from './figures.rules.ts';
import type { Cut, Figure } from './figures.rules.ts';
import { secretsFor } from './hiding.sql.ts';
import { keptAmong, keptLeaf } from './kept.sql.ts';

/** One cell as it may be shown: `value` is null when hidden or missing; `keys` are the values of the cut's `by`, `a` and `b` the first two. */
export interface CellRow {
  readonly cut: number;
  readonly edition: string;
  readonly keys: readonly string[];
  readonly a: string | null;
  readonly b: string | null;
  readonly state: 'shown' | 'hidden' | 'missing';
  readonly value: number | null;
}

/** What is asked besides the cuts: editions by id, now, and which of the editions have kept sums (looked up if left out). */
export interface Asked {
  readonly editions: readonly string[];
  readonly now: Date;
  readonly kept?: ReadonlySet<string>;
}

/**
 * The cells of cuts of one family, for several editions, in the order of cuts, editions and keys. Small cells, and
 * what would give them away, are hidden before anything leaves the database (I9).
 */
export async function cellsOf(
  sql: Sql,
  family: FamilyName,
  cuts: readonly Cut[],
  { editions, now, kept }: Asked,
): Promise<CellRow[]> {
  const among = kept ?? (await keptAmong(sql, editions));
  const stored = editions.filter((it) => among.has(it));
  const live = editions.filter((it) => !among.has(it));
  const from = { family, stored: stored.length > 0, live: live.length > 0 };
  const secrets = await secretsFor(sql, family, { cuts, stored, live, now });
  return sql.rows<CellRow>(textOf(from, cuts), [editions, live, now, JSON.stringify(secrets)]);
}

/** The SQL of a figure's facts and value, as it may be shown to people: for `$1` editions at the time `$2`. */
export function definitionOf(figure: Figure): string {
  const family: Family = families[figure.family];
  const dimensions = new Set(figure.dimensions.filter((it) => it !== 'day-number'));
  const keys = ['edition_id', ...[...dimensions].map(quoted)].join(', ');
  return plain(`WITH asked AS (SELECT unnest($1::uuid[]) AS edition_id),
said AS (SELECT $2::timestamptz AS now),
fact AS (${family.facts(dimensions)}),
cell AS (SELECT ${keys}, ${measured(family).join(', ')} FROM fact GROUP BY ${keys})
SELECT ${keys}, ${figure.value} AS value FROM cell${figure.within ? ` WHERE ${quoted(figure.within.dimension)} = ${literal(figure.within.value)}` : ''}`);
}

const plain = (text: string): string =>
  text
    .split('\n')
    .map((it) => it.replace(/^ {4,}/, '  ').trimEnd())
    .filter((it) => it.trim() !== '')
    .join('\n');

/** A name as SQL. */
export const quoted = (name: string): string => `"${name}"`;
/** A text as SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

interface From {
  readonly family: FamilyName;
  readonly stored: boolean;
  readonly live: boolean;
}

/**
 * Facts are summed once by every dimension any cut needs, and the cuts are sums of those few rows; where measures do
 * not add up, each cut is made from the rows themselves.
 */
function textOf(from: From, cuts: readonly Cut[]): string {
  const family: Family = families[from.family];
  const dimensions = new Set(cuts.flatMap(dimensionsOf));
  return `
  WITH everyone AS (SELECT edition_id, at FROM unnest($1::uuid[]) WITH ORDINALITY AS one (edition_id, at)),
  asked AS (SELECT unnest($2::uuid[]) AS edition_id),
  said AS (SELECT $3::timestamptz AS now),
  secret AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($4::jsonb)
      AS one (cut int, edition_id uuid, c text, whole boolean, few_a text[], few_b text[], "as" text[], bs text[]))
  ${from.live ? `, fact AS MATERIALIZED (${factText(family, dimensions)})` : ''}
  ${cuts.map((cut, at) => cutText(cut, from, at)).join(' UNION ALL ')}
  ORDER BY cut, edition_at, keys`;
}

/** The rows to sum cells from; already summed where they may be. */
export function factText(family: Family, dimensions: ReadonlySet<string>): string {
  const rows = family.facts(dimensions);
  if (family.made) return rows;
  const keys = ['edition_id', ...[...dimensions].map(quoted)].join(', ');
  return `SELECT ${keys}, ${measured(family).join(', ')} FROM (${rows}) row GROUP BY ${keys}`;
}

/** The columns of a cut's table: `c` stands apart, `a` and `b` are its two dimensions. */
function columnsOf(cut: Cut): Record<'c' | 'a' | 'b', string | undefined> {
  const [a, b] = tableOf(cut);
  return { c: cut.figure.apart, a, b };
}

function leafText(cut: Cut, { family: name, stored, live }: From): string {
  const family: Family = families[name];
  const columns = columnsOf(cut);
  const keys = Object.entries(columns).map(([as, of]) => `${of ? quoted(of) : `''`} AS ${as}`);
  const leaves = [
    ...(live
      ? [
          `SELECT edition_id, ${keys.join(', ')}, ${measured(family).join(', ')} FROM fact GROUP BY 1, 2, 3, 4`,
        ]
      : []),
    ...(stored ? [keptLeaf(name, family.measures, columns)] : []),
  ];
  return leaves.join(' UNION ALL ');
}

function cutText(cut: Cut, from: From, at: number): string {
  const { measures }: Family = families[from.family];
  const { figure } = cut;
  return `SELECT * FROM (
  WITH leaf AS (${leafText(cut, from)}),
  its_secret AS MATERIALIZED (SELECT * FROM secret WHERE cut = ${at}),
  whole AS (SELECT * FROM leaf WHERE ${whereText(cut, (it) => it === figure.within)}),
  part AS (SELECT * FROM leaf WHERE ${whereText(cut, () => true)}),
  grid AS (
    SELECT everyone.edition_id, everyone.at, c, a, b, ${measures.map(zeroWhenAbsent).join(', ')},
      EXISTS (SELECT FROM whole WHERE whole.edition_id = everyone.edition_id AND whole.c = keyed.c) AS counted
    FROM everyone CROSS JOIN (${keysText(cut)}) keyed LEFT JOIN part USING (edition_id, c, a, b)),
  judged AS (
    SELECT grid.*, ${secretText(figure)} AS secretly
    FROM grid JOIN edition ON edition.id = grid.edition_id)
  SELECT ${at} AS cut, edition.slug AS edition, keys, keys[1] AS a, keys[2] AS b, said.state,
    CASE said.state WHEN 'shown' THEN ${figure.value} END AS value, judged.at AS edition_at
  FROM (SELECT judged.*, ${shownKeys(cut)} AS keys, ${togetherText(cut)} AS hides FROM judged) judged
  JOIN edition ON edition.id = judged.edition_id,
  LATERAL (SELECT CASE WHEN NOT counted THEN 'missing' WHEN hides THEN 'hidden'
    WHEN ${figure.value} IS NULL THEN 'missing' ELSE 'shown' END AS state) said) AS cut_${at}`;
}

/** A key that only another edition has counts as zero here. */
const zeroWhenAbsent = (measure: string): string =>
  `CASE WHEN part.edition_id IS NULL THEN 0 ELSE part.${measure} END AS ${measure}`;

function whereText(cut: Cut, when: (it: Cut['only']) => boolean): string {
  const columns = Object.entries(columnsOf(cut));
  const held = [cut.figure.within, cut.only].filter((it) => it && when(it)).flatMap((it) => it ?? []);
  const tests = held.map(
    ({ dimension, value }) => `${columns.find(([, of]) => of === dimension)?.[0] ?? 'a'} = ${literal(value)}`,
  );
  return tests.length > 0 ? tests.join(' AND ') : 'true';
}

/** A total exists even where nothing was counted, so that its absence can be told. */
function keysText(cut: Cut): string {
  const columns = columnsOf(cut);
  const held = new Map(
    [...onlyIn(cut), ...(cut.only ? [cut.only] : [])].map((it) => [it.dimension, it.value]),
  );
  const one = (key: 'c' | 'a' | 'b'): string => {
    const of = columns[key];
    if (!of) return `(SELECT '' AS ${key})`;
    const value = held.get(of);
    if (value !== undefined) return `(SELECT ${literal(value)} AS ${key})`;
    return `(SELECT DISTINCT ${key} FROM part ${key === 'c' ? '' : 'WHERE part.c = key_c.c'})`;
  };
  return `SELECT c, a, b FROM ${one('c')} key_c CROSS JOIN LATERAL ${one('a')} key_a CROSS JOIN LATERAL ${one('b')} key_b`;
}

/** A cell that rests on few, and what the decision about the family's people hides (decision 0014). */
function secretText({ rests }: Figure): string {
  const persons = rests.flat().map((it) => `coalesce(${it}, 0)::bigint`);
  return `NOT adds_up(ARRAY[${persons.join(', ')}]::bigint[], threshold) OR EXISTS (
      SELECT FROM its_secret secret WHERE secret.edition_id = grid.edition_id AND secret.c = grid.c
        AND (whole OR a = ANY (few_a) OR b = ANY (few_b) OR (a = ANY ("as") AND b = ANY (bs))))`;
}

/** Options whose mean is shown hide all together: which of them are few could be found from it. */
function togetherText({ figure, ...cut }: Cut): string {
  const [need] = figure.needs ?? [];
  if (!figure.together || !need) return 'secretly';
  const others = (['a', 'b'] as const).filter((it) => columnsOf({ figure, ...cut })[it] !== need);
  const scope = ['edition_id', 'c', ...others].join(', ');
  return `secretly OR (bool_or(secretly) OVER (PARTITION BY ${scope}) AND max(${figure.together}) OVER (PARTITION BY ${scope}) > 0)`;
}

function shownKeys(cut: Cut): string {
  const columns = Object.entries(columnsOf(cut));
  const names = cut.by.map((it) => columns.find(([, of]) => of === it)?.[0] ?? `''`);
  return `ARRAY[${names.join(', ')}]::text[]`;
}
