import type { Sql } from '../platform/database.ts';
import type { AllWords } from './labels.rules.ts';

interface WordRow {
  readonly of: 'station' | 'question' | 'option';
  readonly key: string;
  readonly text: string | null;
}

/** The words for stations, questions and options of editions, when they are among the dimensions; else none. */
export async function wordsFor(
  sql: Sql,
  editions: readonly string[],
  { dimensions, locale }: { dimensions: readonly string[]; locale: string },
): Promise<AllWords> {
  const asked = [
    ...(dimensions.includes('station') ? [stations] : []),
    ...(dimensions.includes('question') || dimensions.includes('option') ? [questions, options] : []),
  ];
  const rows = asked.length > 0 ? await sql.rows<WordRow>(asked.join(' UNION ALL '), [editions, locale]) : [];
  const of = (what: WordRow['of']) =>
    new Map(rows.filter((it) => it.of === what && it.text !== null).map((it) => [it.key, it.text ?? '']));
  return { station: of('station'), question: of('question'), option: of('option') };
}

const stations = `
  SELECT 'station' AS of, title ->> 'sv' AS key, min(coalesce(title ->> $2, title ->> 'sv')) AS text
  FROM activity WHERE edition_id = ANY ($1) GROUP BY 2`;

/** Every question goes by its name in the figures, before and after the fair also by its key alone (attitude-change). */
const asked = `
  SELECT s.audience, b.*, CASE WHEN v.series > 1 THEN '~' || v.series ELSE '' END AS suffix
  FROM survey s JOIN question q ON q.survey_id = s.id JOIN bank_question b ON b.id = q.bank_question_id,
  LATERAL (SELECT coalesce(max(v.version), 1) AS series FROM bank_question v
    WHERE v.organiser_id = b.organiser_id AND v.key = b.key AND v.version <= b.version AND NOT v.comparable) v
  WHERE s.edition_id = ANY ($1)`;

const named = `
  SELECT DISTINCT ON (name, part.column1) name.column1 AS name, coalesce(b.text ->> $2, b.text ->> 'sv') || part.column2 AS text, b.options
  FROM (${asked} ORDER BY b.version DESC) b,
  LATERAL (
    SELECT '', '' WHERE b.kind <> 'matrix'
    UNION ALL SELECT '/' || (it ->> 'key'), ': ' || coalesce(it -> 'text' ->> $2, it -> 'text' ->> 'sv')
    FROM jsonb_array_elements(b.rows) it) part (column1, column2),
  LATERAL (VALUES (b.audience || '/' || b.key || part.column1 || b.suffix), (b.key || part.column1 || b.suffix)) name (column1)`;

const questions = `SELECT 'question' AS of, name AS key, text FROM (${named}) it`;

const options = `
  SELECT 'option' AS of, name || ' ' || trunc((one ->> 'value')::numeric)::text AS key, coalesce(one -> 'text' ->> $2, one -> 'text' ->> 'sv') AS text
  FROM (${named}) it, jsonb_array_elements(it.options) one`;

/** One `dimension:value` with the value as figures know it: a station may be asked for by its name in the reader's language. */
export async function keyFor(
  sql: Sql,
  editions: readonly string[],
  { one, locale }: { one: string; locale: string },
): Promise<string> {
  const name = /^station:(.+)$/su.exec(one)?.[1];
  if (name === undefined) return one;
  const [found] = await sql.rows<{ key: string }>(
    `SELECT title ->> 'sv' AS key FROM activity
     WHERE edition_id = ANY ($1) AND coalesce(title ->> $2, title ->> 'sv') = $3 LIMIT 1`,
    [editions, locale, name],
  );
  return `station:${found?.key ?? name}`;
}
