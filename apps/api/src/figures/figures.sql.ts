import type { Sql } from '../platform/database.ts';
import { families } from './facts.sql.ts';
import type { FamilyName } from './facts.sql.ts';
import type { Cut, Figure } from './figures.rules.ts';

/** One cell as it may be shown: `value` is null when hidden or missing. `a`, `b` are the values of the cut's dimensions. */
export interface CellRow {
  readonly cut: number;
  readonly edition: string;
  readonly a: string | null;
  readonly b: string | null;
  readonly state: 'shown' | 'hidden' | 'missing';
  readonly value: number | null;
}

/** What is asked besides the cuts: editions by id, the reader's language and now. */
export interface Asked {
  readonly editions: readonly string[];
  readonly locale: string;
  readonly now: Date;
}

/**
 * The cells of cuts of one family, for several editions, in the order of cuts, editions and keys. Small cells, and
 * what would give them away, are hidden before anything leaves the database (I9).
 */
export function cellsOf(
  sql: Sql,
  family: FamilyName,
  cuts: readonly Cut[],
  asked: Asked,
): Promise<CellRow[]> {
  return sql.rows<CellRow>(textOf(family, cuts), [asked.editions, asked.locale, asked.now]);
}

/** The dimensions of the table a cut is taken from: what it is a part of first. */
const tableOf = ({ figure, by }: Cut): readonly string[] =>
  figure.within ? [figure.within.dimension, ...by] : by;

const quoted = (name: string): string => `"${name}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Facts are summed once by every dimension any cut needs; the cuts are sums of those few rows. */
function textOf(name: FamilyName, cuts: readonly Cut[]): string {
  const family = families[name];
  const dimensions = new Set(cuts.flatMap(tableOf));
  const keys = ['edition_id', ...[...dimensions].map(quoted)].join(', ');
  const sums = family.measures.map((it) => `sum(${it}) AS ${it}`).join(', ');
  return `
  WITH asked AS (SELECT edition_id, at FROM unnest($1::uuid[]) WITH ORDINALITY AS one (edition_id, at)),
  said AS (SELECT $2::text AS locale, $3::timestamptz AS now),
  fact AS MATERIALIZED (SELECT ${keys}, ${sums} FROM (${family.facts(dimensions)}) row GROUP BY ${keys})
  ${cuts.map((cut, at) => cutText(cut, family.measures, at)).join(' UNION ALL ')}
  ORDER BY cut, edition_at, a, b`;
}

function cutText(cut: Cut, measures: readonly string[], at: number): string {
  const [a = `''`, b = `''`] = tableOf(cut).map(quoted);
  const within = cut.figure.within ? `WHERE a = ${literal(cut.figure.within.value)}` : '';
  return `SELECT * FROM (
  WITH leaf AS (
    SELECT edition_id, ${a} AS a, ${b} AS b, ${measures.map((it) => `sum(${it}) AS ${it}`).join(', ')}
    FROM fact GROUP BY 1, 2, 3),
  secret AS (
    SELECT edition_id, ${secretText(cut.figure)} AS keys
    FROM leaf JOIN edition ON edition.id = leaf.edition_id GROUP BY edition_id, edition.threshold),
  part AS (SELECT * FROM leaf ${within}),
  grid AS (
    SELECT asked.edition_id, asked.at, a, b, ${measures.map(zeroWhenAbsent).join(', ')},
      EXISTS (SELECT FROM part WHERE part.edition_id = asked.edition_id) AS counted
    FROM asked CROSS JOIN ${keysText(cut, 'a')} CROSS JOIN ${keysText(cut, 'b')}
    LEFT JOIN part USING (edition_id, a, b))
  SELECT ${at} AS cut, edition.slug AS edition, ${shownKeys(cut)}, said.state,
    CASE said.state WHEN 'shown' THEN ${cut.figure.value} END AS value, grid.at AS edition_at
  FROM grid JOIN edition ON edition.id = grid.edition_id LEFT JOIN secret USING (edition_id),
  LATERAL (SELECT CASE WHEN NOT counted THEN 'missing' WHEN ${hiddenText(cut)} THEN 'hidden'
    WHEN ${cut.figure.value} IS NULL THEN 'missing' ELSE 'shown' END AS state) said) AS cut_${at}`;
}

/** A key that only another edition has counts as zero here. */
const zeroWhenAbsent = (measure: string): string =>
  `CASE WHEN part.edition_id IS NULL THEN 0 ELSE part.${measure} END AS ${measure}`;

/** A total exists even where nothing was counted, so that its absence can be told. */
const keysText = (cut: Cut, key: 'a' | 'b'): string => {
  const dimensions = tableOf(cut).length;
  if (cut.figure.within && key === 'a') return `(SELECT ${literal(cut.figure.within.value)} AS a) AS key_a`;
  if (dimensions < (key === 'a' ? 1 : 2)) return `(SELECT '' AS ${key}) AS key_${key}`;
  return `(SELECT DISTINCT ${key} FROM part) AS key_${key}`;
};

function secretText({ rests }: Figure): string {
  return rests.reduce((found, parts) => {
    const persons = parts.map((it) => `coalesce(${it}, 0)::bigint`);
    const leaves = `array_agg(ROW(a, b, ARRAY[${persons.join(', ')}]::bigint[])::figure_leaf)`;
    return `hidden_in_table(${leaves}, edition.threshold, ${found})`;
  }, 'NULL');
}

function hiddenText(cut: Cut): string {
  const dimensions = tableOf(cut).length;
  if (dimensions === 0) return '(keys).whole';
  if (dimensions === 1) return 'a = ANY ((keys).rows)';
  return 'a = ANY ((keys).a) AND b = ANY ((keys).b)';
}

function shownKeys({ figure, by }: Cut): string {
  const [first, second] = figure.within ? ['b', 'NULL'] : ['a', 'b'];
  return `${by.length > 0 ? first : 'NULL'} AS a, ${by.length > 1 ? second : 'NULL'} AS b`;
}
