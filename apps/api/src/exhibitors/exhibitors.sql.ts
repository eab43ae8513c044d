import type { Reply, readExhibitor } from '@vagval/contract';
import type { Sql } from '../platform/database.ts';

export type ExhibitorRow = Reply<typeof readExhibitor>;

/** What is public about a placed exhibitor: no contact, no invoice, no state. */
const catalogue = `
  SELECT a.id, coalesce(a.display_name, o.name) AS name, o.kind, y.name AS municipality, a.presentation, a.website,
         coalesce((SELECT jsonb_agg(jsonb_build_object('code', p.code, 'name', p.name) ORDER BY p.name ->> 'sv')
                     FROM programme p WHERE p.code = ANY(a.programmes)), '[]') AS programmes,
         coalesce((SELECT jsonb_agg(jsonb_build_object('code', b.code, 'hall', h.name) ORDER BY b.code)
                     FROM booth b JOIN place h ON h.id = b.hall_id WHERE b.application_id = a.id), '[]') AS booths
    FROM application a
    JOIN organisation o ON o.id = a.organisation_id
    LEFT JOIN municipality y ON y.code = o.municipality
   WHERE a.edition_id = $1 AND a.state = 'placed'`;

/**
 * The placed exhibitors in Swedish alphabetical order. The collation also tells ILIKE that Å and å are one letter. `pattern` (ILIKE) is looked for in their name and in the names
 * of their programmes; `programme` is a code, old ones find those that took their place. Null: all.
 */
export function exhibitorsOf(
  sql: Sql,
  edition: string,
  pattern: string | null,
  programme: string | null,
): Promise<ExhibitorRow[]> {
  return sql.rows(
    `${catalogue}
     AND ($2::text IS NULL OR concat_ws(chr(10), a.display_name, o.name) COLLATE "sv-x-icu" ILIKE $2 OR EXISTS (
       SELECT 1 FROM programme p CROSS JOIN jsonb_each_text(p.name) AS word (language, text)
        WHERE p.code = ANY(a.programmes) AND word.text COLLATE "sv-x-icu" ILIKE $2))
     AND ($3::text IS NULL OR coalesce((SELECT successor FROM programme WHERE code = $3), $3) = ANY(a.programmes))
     ORDER BY coalesce(a.display_name, o.name) COLLATE "sv-x-icu", a.id`,
    [edition, pattern, programme],
  );
}

/** One placed exhibitor of an edition. */
export async function findExhibitor(
  sql: Sql,
  edition: string,
  id: string,
): Promise<ExhibitorRow | undefined> {
  const [row] = await sql.rows<ExhibitorRow>(`${catalogue} AND a.id = $2`, [edition, id]);
  return row;
}
