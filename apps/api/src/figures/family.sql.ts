/**
 * What figures are counted from. Each family gives rows of `edition_id`, its dimensions as text and its measures, for
 * the editions in `asked`; `said` holds now. Rows are summed before anything is shown.
 */
export interface Family {
  readonly measures: readonly string[];
  /** The rows, for the dimensions that are asked for. */
  readonly facts: (dimensions: ReadonlySet<string>) => string;
  /**
   * How a cell's measures are made of the rows where they do not add up (different schools, a median), by measure; the
   * others are sums. Such a family is read from its rows for every cut.
   */
  readonly made?: Readonly<Record<string, string>>;
}

/** The municipality of `m` as a dimension: by name in the region, `outside` it, or `unknown`. */
export const municipality = `CASE WHEN m.code IS NULL THEN 'unknown' WHEN m.in_region THEN m.name ELSE 'outside' END AS municipality`;

/** The SQL that makes each measure of a cell from the rows behind it. */
export const measured = ({ measures, made = {} }: Family): string[] =>
  measures.map((it) => `${made[it] ?? `sum(${it})`} AS ${it}`);

/** The grade and school of a party `p` that is a class; `none` of any other. Schools of one name are told apart by place. */
export const ofClass = (dimensions: ReadonlySet<string>): string => `
      CASE WHEN p.kind = 'class' THEN coalesce(p.grade, 'other') ELSE 'none' END AS grade,
      ${dimensions.has('school') ? schoolName : 'NULL'} AS school`;
const schoolName = `CASE WHEN p.kind = 'class' THEN coalesce(
        p.school || CASE WHEN same.name IS NULL THEN '' ELSE coalesce(' (' || m.name || ')', '') END, 'unknown')
      ELSE 'none' END`;

/** What `ofClass` needs besides: the names that more than one school bears. */
export const schools = (dimensions: ReadonlySet<string>): string =>
  dimensions.has('school')
    ? `LEFT JOIN (SELECT name FROM organisation WHERE kind = 'compulsory' GROUP BY name HAVING count(*) > 1) same
      ON same.name = p.school`
    : '';
