import type { Sql } from '../platform/database.ts';

export interface LetterFacts {
  readonly to: string | null;
  readonly exhibitor: string;
  readonly fair: string;
  readonly edition: string;
  readonly replyTo: string;
  readonly note: string | null;
  readonly size: string | null;
  readonly booths: readonly { readonly code: string; readonly hall: string }[];
}

/** What the letters about an application say, as it is now. `to` is null once the contact has been purged. */
export async function letterFacts(sql: Sql, application: string): Promise<LetterFacts | undefined> {
  const [row] = await sql.rows<LetterFacts>(
    `SELECT a.contact_email AS to, coalesce(a.display_name, o.name) AS exhibitor, f.name AS fair, e.name AS edition,
            r.contact_email AS "replyTo", a.note, a.booth_size AS size,
            coalesce((SELECT jsonb_agg(jsonb_build_object('code', b.code, 'hall', h.name) ORDER BY b.code)
                        FROM booth b JOIN place h ON h.id = b.hall_id WHERE b.application_id = a.id), '[]') AS booths
       FROM application a
       JOIN organisation o ON o.id = a.organisation_id
       JOIN edition e ON e.id = a.edition_id
       JOIN fair f ON f.id = e.fair_id
       JOIN organiser r ON r.id = f.organiser_id
      WHERE a.id = $1`,
    [application],
  );
  return row;
}

/** The language to write in: that of the contact's account, else of whoever accepted the guidelines last, else Swedish. */
export async function languageFor(sql: Sql, application: string): Promise<string> {
  const [row] = await sql.rows<{ locale: string }>(
    `SELECT coalesce(
       (SELECT c.locale FROM application a JOIN account c ON c.email = lower(a.contact_email) WHERE a.id = $1),
       (SELECT c.locale FROM guideline_acceptance g JOIN account c ON c.id = g.account_id
         WHERE g.application_id = $1 ORDER BY g.accepted_at DESC LIMIT 1),
       'sv') AS locale`,
    [application],
  );
  return row?.locale ?? 'sv';
}
