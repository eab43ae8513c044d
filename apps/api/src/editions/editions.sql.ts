import type { Sql } from '../platform/database.ts';

export interface EditionRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly venue: string;
  readonly timeZone: string;
  readonly state: 'planned' | 'current' | 'finished';
  readonly threshold: number;
  readonly fairId: string;
  readonly fairSlug: string;
  readonly fairName: string;
  readonly organiserId: string;
  readonly organiser: string;
  readonly contactEmail: string;
  /** Instants as ISO text, in order of the days. */
  readonly days: readonly { date: string; opensAt: string; closesAt: string }[];
  readonly openings: readonly { of: string; audience: string | null; opensAt: string; closesAt: string }[];
  readonly exhibitors: number;
}

const editions = `
  SELECT e.id, e.slug, e.name, e.venue, e.time_zone "timeZone", e.state, e.threshold,
    f.id "fairId", f.slug "fairSlug", f.name "fairName",
    o.id "organiserId", o.name organiser, o.contact_email "contactEmail",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('date', d.date, 'opensAt', d.opens_at, 'closesAt', d.closes_at)
       ORDER BY d.position), '[]') FROM edition_day d WHERE d.edition_id = e.id) days,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('of', p.of, 'audience', p.audience, 'opensAt', p.opens_at,
       'closesAt', p.closes_at) ORDER BY p.of, p.audience NULLS FIRST), '[]')
     FROM opening p WHERE p.edition_id = e.id) openings,
    (SELECT count(*) FROM application a WHERE a.edition_id = e.id AND a.state = 'placed') exhibitors
  FROM edition e JOIN fair f ON f.id = e.fair_id JOIN organiser o ON o.id = f.organiser_id`;

/** The edition with this slug, with its days and openings; none or one row. */
export const editionWithSlug = (sql: Sql, slug: string): Promise<EditionRow[]> =>
  sql.rows<EditionRow>(`${editions} WHERE e.slug = $1`, [slug]);

/** The edition with this id, with its days and openings; none or one row. */
export const editionWithId = (sql: Sql, id: string): Promise<EditionRow[]> =>
  sql.rows<EditionRow>(`${editions} WHERE e.id = $1`, [id]);

/** Editions that anyone may see, newest first: the current one and the finished ones. */
export const publishedEditions = (sql: Sql): Promise<EditionRow[]> =>
  sql.rows<EditionRow>(`${editions} WHERE e.state <> 'planned'
    ORDER BY (SELECT min(d.date) FROM edition_day d WHERE d.edition_id = e.id) DESC NULLS LAST, e.slug DESC`);
