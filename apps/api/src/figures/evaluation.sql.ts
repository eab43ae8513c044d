import type { Sql } from '../platform/database.ts';

/** An edition that is compared with, newest first. */
export interface ComparedRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** This edition and the published ones before it at the same fair, newest first, at most `$2`. */
export const editionsUntil = (sql: Sql, edition: string, most: number): Promise<ComparedRow[]> =>
  sql.rows<ComparedRow>(
    `
  WITH begins AS (SELECT edition_id, min(date) AS on_day FROM edition_day GROUP BY edition_id)
  SELECT e.id, e.slug, e.name FROM edition this JOIN begins mine ON mine.edition_id = this.id
  JOIN edition e ON e.fair_id = this.fair_id AND e.state <> 'planned'
  JOIN begins ON begins.edition_id = e.id AND begins.on_day <= mine.on_day
  WHERE this.id = $1 ORDER BY begins.on_day DESC LIMIT $2`,
    [edition, most],
  );

/** What the evaluation rests on. Fewer answers than the threshold count as none: their number would give a rate away. */
export interface BasisRow {
  readonly passages: number;
  readonly answers: number;
  readonly pageViews: number;
}

const many = (count: string): string => `CASE WHEN ${count} < threshold THEN 0 ELSE ${count} END`;

/** One row: passages, survey answers and page views of an edition. */
export const basisOf = (sql: Sql, edition: string): Promise<BasisRow[]> =>
  sql.rows<BasisRow>(
    `
  SELECT ${many('passages')} AS passages, ${many('answers')} AS answers, ${many('views')} AS "pageViews" FROM (
    SELECT e.threshold,
      (SELECT count(*) FROM passage p WHERE p.edition_id = e.id) AS passages,
      (SELECT count(*) FROM response r JOIN survey s ON s.id = r.survey_id WHERE s.edition_id = e.id) AS answers,
      (SELECT coalesce(sum(views), 0) FROM page_view v WHERE v.edition_id = e.id) AS views
    FROM edition e WHERE e.id = $1) counted`,
    [edition],
  );

/** Staff's own words about an edition, by part of the report. */
export const wordsOf = (sql: Sql, edition: string): Promise<{ part: string; body: string }[]> =>
  sql.rows<{ part: string; body: string }>(`SELECT part, body FROM evaluation_text WHERE edition_id = $1`, [
    edition,
  ]);

/** One year's number of visitors; `source` is null where Vägval itself has counted. */
export interface SeriesRow {
  readonly label: string;
  readonly way: string;
  readonly value: number | null;
  readonly certainty: 'high' | 'medium' | 'low';
  readonly source: string | null;
}

/**
 * Visitors per year at an edition's fair, oldest first, until that edition: what was recorded, and what the passages
 * say, in the way 'door'. A number below the threshold is null.
 */
export const visitorsByYear = (sql: Sql, edition: string): Promise<SeriesRow[]> =>
  sql.rows<SeriesRow>(
    `
  WITH this AS (
    SELECT e.fair_id, e.threshold, extract(year FROM min(d.date)) AS year
    FROM edition e JOIN edition_day d ON d.edition_id = e.id WHERE e.id = $1 GROUP BY e.id),
  year AS (
    SELECT e.id, extract(year FROM min(d.date)) AS year FROM edition e JOIN edition_day d ON d.edition_id = e.id
    WHERE e.fair_id = (SELECT fair_id FROM this) AND e.state <> 'planned' GROUP BY e.id),
  point AS (
    SELECT r.label, r.way, r.value, r.certainty, r.source FROM recorded_figure r
    WHERE r.fair_id = (SELECT fair_id FROM this) AND r.key = 'visitors' AND r.by = '{}'
    UNION ALL
    SELECT year.year::text, 'door', sum(a.came), 'high', NULL FROM year JOIN attendance a ON a.edition_id = year.id
    WHERE year.year <= (SELECT year FROM this) GROUP BY year.id, year.year)
  SELECT point.label, way, certainty, source, CASE WHEN value > 0 AND value < threshold THEN NULL ELSE value END AS value
  FROM point, this WHERE substring(point.label FROM '\\d{4}')::int <= this.year OR point.label !~ '\\d{4}'
  ORDER BY point.label, way`,
    [edition],
  );
