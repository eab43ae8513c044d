import type { Sql } from '../platform/database.ts';

/** A survey with the words of the reader's language; `before` is the latest edition before that asked the same audience. */
export interface SurveyRow {
  readonly title: string;
  readonly state: 'draft' | 'open' | 'closed';
  readonly beforeId: string | null;
  readonly beforeSlug: string | null;
  readonly beforeName: string | null;
}

/** One row, or none when the edition has no such survey. */
export const surveyOf = (
  sql: Sql,
  edition: string,
  { audience, locale }: { audience: string; locale: string },
): Promise<SurveyRow[]> =>
  sql.rows<SurveyRow>(
    `
  WITH begins AS (SELECT edition_id, min(date) AS on_day FROM edition_day GROUP BY edition_id)
  SELECT coalesce(s.title ->> $3, s.title ->> 'sv', '') AS title, s.state,
    b.id AS "beforeId", b.slug AS "beforeSlug", b.name AS "beforeName"
  FROM survey s JOIN edition e ON e.id = s.edition_id
  LEFT JOIN LATERAL (
    SELECT o.id, o.slug, o.name FROM edition o JOIN begins ON begins.edition_id = o.id
    WHERE o.fair_id = e.fair_id AND o.state <> 'planned'
      AND begins.on_day < (SELECT on_day FROM begins WHERE edition_id = e.id)
      AND EXISTS (SELECT FROM survey last WHERE last.edition_id = o.id AND last.audience = s.audience)
    ORDER BY begins.on_day DESC LIMIT 1) b ON true
  WHERE s.edition_id = $1 AND s.audience = $2`,
    [edition, audience, locale],
  );

/** A question as it is asked, in the reader's language; `name` is what figures call it. */
export interface QuestionRow {
  readonly name: string;
  readonly suffix: string;
  readonly key: string;
  readonly version: number;
  readonly kind: 'single' | 'several' | 'scale' | 'matrix' | 'number' | 'text';
  readonly text: string;
  readonly options: readonly { value: number; text: string }[];
  readonly rows: readonly { key: string; text: string }[];
  /** The edition before asked it in a version that does not compare. */
  readonly breaks: boolean;
}

/** The questions of a survey in the order they are asked. */
export const questionsOf = (
  sql: Sql,
  edition: string,
  { audience, locale, before }: { audience: string; locale: string; before: string | null },
): Promise<QuestionRow[]> =>
  sql.rows<QuestionRow>(
    `
  WITH asked AS (
    SELECT s.edition_id, q.page, q.position, b.*, (
      SELECT coalesce(max(v.version), 1) FROM bank_question v
      WHERE v.organiser_id = b.organiser_id AND v.key = b.key AND v.version <= b.version AND NOT v.comparable) AS series
    FROM survey s JOIN question q ON q.survey_id = s.id JOIN bank_question b ON b.id = q.bank_question_id
    WHERE s.edition_id IN ($1, $4) AND s.audience = $2)
  SELECT $2 || '/' || q.key AS name, CASE WHEN q.series > 1 THEN '~' || q.series ELSE '' END AS suffix,
    q.key, q.version, q.kind, coalesce(q.text ->> $3, q.text ->> 'sv', '') AS text,
    CASE q.kind WHEN 'scale' THEN (
        SELECT jsonb_agg(jsonb_build_object('value', v, 'text', coalesce((
          SELECT coalesce(it -> 'text' ->> $3, it -> 'text' ->> 'sv') FROM jsonb_array_elements(q.options) it
          WHERE (it ->> 'value')::numeric = v LIMIT 1), v::text)) ORDER BY v)
        FROM generate_series(trunc(q.least)::int, trunc(q.most)::int) v)
      ELSE (SELECT coalesce(jsonb_agg(jsonb_build_object('value', trunc((it ->> 'value')::numeric),
          'text', coalesce(it -> 'text' ->> $3, it -> 'text' ->> 'sv', it ->> 'value')) ORDER BY at), '[]')
        FROM jsonb_array_elements(q.options) WITH ORDINALITY AS one (it, at)) END AS options,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('key', it ->> 'key', 'text',
        coalesce(it -> 'text' ->> $3, it -> 'text' ->> 'sv', it ->> 'key')) ORDER BY at), '[]')
      FROM jsonb_array_elements(q.rows) WITH ORDINALITY AS one (it, at)) AS rows,
    EXISTS (SELECT FROM asked o WHERE o.edition_id = $4 AND o.key = q.key AND o.series <> q.series) AS breaks
  FROM asked q WHERE q.edition_id = $1 ORDER BY q.page, q.position, q.key`,
    [edition, audience, locale, before],
  );
