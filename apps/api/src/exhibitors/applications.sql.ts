import type { Sql, Tx } from '../platform/database.ts';
import type { ApplicationState } from './exhibitors.rules.ts';

export interface ApplicationRow {
  readonly id: string;
  readonly editionId: string;
  readonly slug: string;
  readonly editionName: string;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly kind: 'school' | 'branch' | 'company' | 'authority';
  readonly state: ApplicationState;
  readonly note: string | null;
  readonly displayName: string | null;
  readonly contactName: string | null;
  readonly contactEmail: string | null;
  readonly contactPhone: string | null;
  readonly website: string | null;
  readonly organisationNumber: string | null;
  readonly invoiceAddress: string | null;
  readonly invoiceReference: string | null;
  readonly peppolId: string | null;
  readonly boothSize: string | null;
  readonly boothWishes: string | null;
  readonly programmes: string[];
  readonly programmesSavedAt: Date | null;
  readonly presentation: string | null;
  readonly savedAt: Date;
  readonly submittedAt: Date | null;
}

/** Which membership of the caller opens the row: one in the organisation, or one with the organiser of the fair. */
export interface Reader {
  readonly account: string;
  readonly roles: readonly string[];
}

const columns = `
  SELECT a.id, e.id AS "editionId", e.slug, e.name AS "editionName",
         r.opens_at AS "opensAt", r.closes_at AS "closesAt",
         o.id AS "organisationId", o.name AS "organisationName", o.kind, a.state, a.note,
         a.display_name AS "displayName", a.contact_name AS "contactName", a.contact_email AS "contactEmail",
         a.contact_phone AS "contactPhone", a.website, a.organisation_number AS "organisationNumber",
         a.invoice_address AS "invoiceAddress", a.invoice_reference AS "invoiceReference", a.peppol_id AS "peppolId",
         a.booth_size AS "boothSize", a.booth_wishes AS "boothWishes", a.programmes,
         a.programmes_saved_at AS "programmesSavedAt", a.presentation,
         a.saved_at AS "savedAt", a.submitted_at AS "submittedAt"
    FROM application a
    JOIN edition e ON e.id = a.edition_id
    JOIN fair f ON f.id = e.fair_id
    JOIN organisation o ON o.id = a.organisation_id
    LEFT JOIN opening r ON r.edition_id = e.id AND r.of = 'registration' AND r.audience IS NULL
   WHERE a.id = $1`;
const own = `${columns} AND a.organisation_id IN
  (SELECT organisation_id FROM membership WHERE account_id = $2 AND role = ANY($3))`;
const reviewed = `${columns} AND f.organiser_id IN
  (SELECT organiser_id FROM membership WHERE account_id = $2 AND role = ANY($3))`;
const locked = 'FOR UPDATE OF a';

const one = async (rows: Promise<ApplicationRow[]>): Promise<ApplicationRow | undefined> => (await rows)[0];
const values = (id: string, { account, roles }: Reader): unknown[] => [id, account, roles];

/** An application of an organisation the reader has a role in. */
export const ownApplication = (sql: Sql, id: string, reader: Reader) =>
  one(sql.rows<ApplicationRow>(own, values(id, reader)));

/** The same, locked until the transaction ends: one writer at a time. */
export const lockOwnApplication = (tx: Tx, id: string, reader: Reader) =>
  one(tx.rows<ApplicationRow>(`${own} ${locked}`, values(id, reader)));

/** An application to a fair whose organiser the reader has a role with. */
export const reviewedApplication = (sql: Sql, id: string, reader: Reader) =>
  one(sql.rows<ApplicationRow>(reviewed, values(id, reader)));

/** The same, locked until the transaction ends. */
export const lockReviewedApplication = (tx: Tx, id: string, reader: Reader) =>
  one(tx.rows<ApplicationRow>(`${reviewed} ${locked}`, values(id, reader)));

export interface OwnRow {
  readonly id: string | null;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly slug: string;
  readonly editionName: string;
  readonly state: ApplicationState | null;
  readonly closesAt: Date | null;
}

/** Every application of the reader's organisations, and the editions they could apply to at `now`; newest edition first. */
export function ownApplications(sql: Sql, { account, roles }: Reader, now: Date): Promise<OwnRow[]> {
  return sql.rows(
    `SELECT a.id, o.id AS "organisationId", o.name AS "organisationName", e.slug, e.name AS "editionName", a.state,
            r.closes_at AS "closesAt"
       FROM organisation o
       CROSS JOIN edition e
       LEFT JOIN application a ON a.edition_id = e.id AND a.organisation_id = o.id
       LEFT JOIN opening r ON r.edition_id = e.id AND r.of = 'registration' AND r.audience IS NULL
      WHERE o.id IN (SELECT organisation_id FROM membership WHERE account_id = $1 AND role = ANY($2))
        AND (a.id IS NOT NULL OR e.state = 'current' OR (e.state <> 'planned' AND r.opens_at <= $3 AND $3 < r.closes_at))
      ORDER BY (SELECT min(date) FROM edition_day d WHERE d.edition_id = e.id) DESC NULLS FIRST, e.slug,
               o.name COLLATE "sv-x-icu"`,
    [account, roles, now],
  );
}

/** The edition an organisation of the reader may apply to; undefined when either is unknown to the reader. */
export async function applicable(
  sql: Sql,
  slug: string,
  organisation: string,
  { account, roles }: Reader,
): Promise<
  { id: string; opensAt: Date | null; closesAt: Date | null; application: string | null } | undefined
> {
  const [row] = await sql.rows<{
    id: string;
    opensAt: Date | null;
    closesAt: Date | null;
    application: string | null;
  }>(
    `SELECT e.id, r.opens_at AS "opensAt", r.closes_at AS "closesAt", a.id AS application
       FROM edition e
       LEFT JOIN opening r ON r.edition_id = e.id AND r.of = 'registration' AND r.audience IS NULL
       LEFT JOIN application a ON a.edition_id = e.id AND a.organisation_id = $2
      WHERE e.slug = $1 AND e.state <> 'planned' AND EXISTS (SELECT 1 FROM membership
        WHERE account_id = $3 AND organisation_id = $2 AND role = ANY($4))`,
    [slug, organisation, account, roles],
  );
  return row;
}

/** What the same organisation answered the last time: an application that was sent in, to an earlier edition of the fair. */
const lastAnswers = `
  SELECT l.* FROM application l
    JOIN edition was ON was.id = l.edition_id
    JOIN edition this ON this.id = $2 AND this.fair_id = was.fair_id
    CROSS JOIN LATERAL (SELECT min(date) AS first FROM edition_day WHERE edition_id = was.id) d
   WHERE l.organisation_id = $3 AND l.edition_id <> $2 AND l.state <> 'draft'
     AND (d.first < (SELECT min(date) FROM edition_day WHERE edition_id = this.id)) IS NOT FALSE
   ORDER BY d.first DESC NULLS LAST LIMIT 1`;

/**
 * Begins an application with last year's answers, closed programme codes folded; its id, or undefined when there is
 * one already. Guidelines and booth do not come along: they have to be accepted and chosen anew.
 */
export async function insertApplication(
  tx: Tx,
  it: { id: string; edition: string; organisation: string; at: Date },
): Promise<string | undefined> {
  const [row] = await tx.rows<{ id: string }>(
    `INSERT INTO application (id, edition_id, organisation_id, created_at, saved_at, display_name, contact_name,
       contact_email, contact_phone, website, organisation_number, invoice_address, invoice_reference, peppol_id,
       presentation, booth_size, programmes)
     SELECT $1, $2, $3, $4, $4, l.display_name, l.contact_name, l.contact_email, l.contact_phone, l.website,
            l.organisation_number, l.invoice_address, l.invoice_reference, l.peppol_id, l.presentation,
            (SELECT key FROM booth_size WHERE edition_id = $2 AND key = l.booth_size),
            ARRAY(SELECT coalesce(p.successor, p.code) FROM unnest(l.programmes) WITH ORDINALITY AS was (code, at)
                    JOIN programme p ON p.code = was.code GROUP BY 1 ORDER BY min(was.at))
       FROM (SELECT 1) AS always LEFT JOIN (${lastAnswers}) l ON true
     ON CONFLICT ON CONSTRAINT application_once DO NOTHING
     RETURNING id`,
    [it.id, it.edition, it.organisation, it.at],
  );
  return row?.id;
}

/** The size the organisation had the last time; undefined when it was not there. `$1` is not used by the shared text. */
export async function lastSize(
  sql: Sql,
  edition: string,
  organisation: string,
): Promise<{ size: string | null } | undefined> {
  const [row] = await sql.rows<{ size: string | null }>(
    `SELECT l.booth_size AS size FROM (${lastAnswers}) l WHERE $1::int = 1`,
    [1, edition, organisation],
  );
  return row;
}
