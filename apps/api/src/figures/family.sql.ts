/**
 * What figures are counted from. Each family gives rows of `edition_id`, its dimensions as text and its measures, for
 * the editions in `asked`; `said` holds the reader's language and now. Rows are summed before anything is shown.
 */
export interface Family {
  readonly measures: readonly string[];
  /** The rows, for the dimensions that are asked for. */
  readonly facts: (dimensions: ReadonlySet<string>) => string;
}

/** The municipality of `m` as a dimension: by name in the region, `outside` it, or `unknown`. */
export const municipality = `CASE WHEN m.code IS NULL THEN 'unknown' WHEN m.in_region THEN m.name ELSE 'outside' END AS municipality`;
