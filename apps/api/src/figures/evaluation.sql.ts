import type { Sql } from '../platform/database.ts';

/** An edition that stands in the report. */
export interface BesideRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** Of its first day. */
  readonly year: number;
}

/** This edition and the published ones before it at the same fair, newest first. */
export const editionsUntil = (sql: Sql, edition: string): Promise<BesideRow[]> =>
  sql.rows<BesideRow>(
    `
  WITH begins AS (SELECT edition_id, min(date) AS on_day FROM edition_day GROUP BY edition_id)
  SELECT e.id, e.slug, e.name, extract(year FROM begins.on_day)::int AS year
  FROM edition this JOIN begins mine ON mine.edition_id = this.id
  JOIN edition e ON e.fair_id = this.fair_id AND e.state <> 'planned'
  JOIN begins ON begins.edition_id = e.id AND begins.on_day <= mine.on_day
  WHERE this.id = $1 ORDER BY begins.on_day DESC LIMIT 20`,
    [edition],
  );

/** What the evaluation rests on. Fewer than the threshold count as none: their number would give a rate away. */
export interface BasisRow {
  readonly passages: number;
  readonly answers: number;
}

/** One row: passages and survey answers of an edition. */
export const basisOf = (sql: Sql, edition: string): Promise<BasisRow[]> =>
  sql.rows<BasisRow>(
    `
  SELECT CASE WHEN passages < threshold THEN 0 ELSE passages END AS passages,
    CASE WHEN answers < threshold THEN 0 ELSE answers END AS answers
  FROM (
    SELECT e.threshold,
      (SELECT count(*) FROM passage p WHERE p.edition_id = e.id) AS passages,
      (SELECT count(*) FROM response r JOIN survey s ON s.id = r.survey_id WHERE s.edition_id = e.id) AS answers
    FROM edition e WHERE e.id = $1) counted`,
    [edition],
  );

/** One year's number of visitors as it was recorded. */
export interface SeriesRow {
  readonly label: string;
  readonly way: string;
  readonly value: number | null;
  readonly certainty: 'high' | 'medium' | 'low';
  readonly source: string;
}

/** Visitors recorded at an edition's fair for the years until its own; a number below the threshold is null. */
export const recordedVisitors = (sql: Sql, edition: string): Promise<SeriesRow[]> =>
  sql.rows<SeriesRow>(
    `
  WITH this AS (
    SELECT e.fair_id, e.threshold, extract(year FROM min(d.date)) AS year
    FROM edition e JOIN edition_day d ON d.edition_id = e.id WHERE e.id = $1 GROUP BY e.id)
  SELECT r.label, r.way, r.certainty, r.source,
    CASE WHEN r.value > 0 AND r.value < this.threshold THEN NULL ELSE r.value END AS value
  FROM this JOIN recorded_figure r ON r.fair_id = this.fair_id AND r.key = 'visitors' AND r.by = '{}'
  WHERE substring(r.label FROM '[0-9]{4}')::int <= this.year OR r.label !~ '[0-9]{4}'`,
    [edition],
  );
