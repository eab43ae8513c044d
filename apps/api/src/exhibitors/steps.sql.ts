import type { In, saveBasics } from '@vagval/contract';
import type { Sql, Tx } from '../platform/database.ts';
import type { Programme } from './exhibitors.rules.ts';

type Texts = Record<string, string>;

export interface GuidelineRow {
  readonly id: string;
  readonly version: number;
  readonly title: Texts;
  readonly body: Texts;
}

/** The newest guidelines that have been published at `now`. */
export async function currentGuidelines(
  sql: Sql,
  edition: string,
  now: Date,
): Promise<GuidelineRow | undefined> {
  const [row] = await sql.rows<GuidelineRow>(
    `SELECT id, version, title, body FROM guideline
      WHERE edition_id = $1 AND published_at <= $2 ORDER BY version DESC LIMIT 1`,
    [edition, now],
  );
  return row;
}

/** The newest version an application has accepted; `by` is the address of the account. */
export async function acceptanceOf(
  sql: Sql,
  application: string,
): Promise<{ version: number; at: Date; by: string } | undefined> {
  const [row] = await sql.rows<{ version: number; at: Date; by: string }>(
    `SELECT g.version, g_a.accepted_at AS at, c.email AS by
       FROM guideline_acceptance g_a JOIN guideline g ON g.id = g_a.guideline_id JOIN account c ON c.id = g_a.account_id
      WHERE g_a.application_id = $1 ORDER BY g.version DESC LIMIT 1`,
    [application],
  );
  return row;
}

/** Notes that an account has accepted; a second time changes nothing. */
export async function insertAcceptance(
  tx: Tx,
  it: { application: string; guideline: string; account: string; at: Date },
): Promise<void> {
  await tx.rows(
    `INSERT INTO guideline_acceptance (application_id, guideline_id, account_id, accepted_at)
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [it.application, it.guideline, it.account, it.at],
  );
  await tx.rows('UPDATE application SET saved_at = $2 WHERE id = $1', [it.application, it.at]);
}

/** The sizes of an edition in order; prices in öre without VAT. */
export function sizesOf(
  sql: Sql,
  edition: string,
): Promise<{ key: string; priceOre: number; includes: Texts }[]> {
  return sql.rows(
    'SELECT key, price_ore AS "priceOre", includes FROM booth_size WHERE edition_id = $1 ORDER BY position, key',
    [edition],
  );
}

type Basics = In<typeof saveBasics>['body'];

/** A field that was left empty is not an answer. */
const answer = (text: string | undefined): string | null => text || null;

/** Replaces the basics; what is absent is emptied. */
export async function updateBasics(tx: Tx, id: string, it: Basics, at: Date): Promise<void> {
  await tx.rows(
    `UPDATE application SET display_name = $3, contact_name = $4, contact_email = $5, contact_phone = $6, website = $7,
            organisation_number = $8, invoice_address = $9, invoice_reference = $10, peppol_id = $11, saved_at = $2
      WHERE id = $1`,
    [
      id,
      at,
      ...[it.displayName, it.contactName, it.contactEmail, it.contactPhone, it.website].map(answer),
      ...[it.organisationNumber, it.invoiceAddress, it.invoiceReference, it.peppolId].map(answer),
    ],
  );
}

/** Replaces size and wishes. */
export async function updateBoothWish(
  tx: Tx,
  id: string,
  it: { size: string; wishes?: string | undefined },
  at: Date,
): Promise<void> {
  await tx.rows('UPDATE application SET booth_size = $3, booth_wishes = $4, saved_at = $2 WHERE id = $1', [
    id,
    at,
    it.size,
    answer(it.wishes),
  ]);
}

/** The programmes behind codes, open and closed ones. */
export function programmesOf(sql: Sql, codes: readonly string[]): Promise<Programme[]> {
  return sql.rows('SELECT code, successor FROM programme WHERE code = ANY($1)', [codes]);
}

/** Replaces programmes (open codes only) and presentation. */
export async function updateProgrammes(
  tx: Tx,
  id: string,
  it: { programmes: readonly string[]; presentation?: string | undefined },
  at: Date,
): Promise<void> {
  await tx.rows(
    `UPDATE application SET programmes = $3, presentation = $4, programmes_saved_at = $2, saved_at = $2 WHERE id = $1`,
    [id, at, it.programmes, answer(it.presentation)],
  );
}

/** Sent in, for the first time or once more. */
export async function updateSubmitted(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.rows(
    `UPDATE application SET state = 'submitted', submitted_at = $2, saved_at = $2 WHERE id = $1`,
    [id, at],
  );
}
