import type { Sql, Tx } from '../platform/database.ts';
import type { NewWording } from './bank.rules.ts';

export interface WordingRow {
  readonly kind: NewWording['kind'];
  readonly text: Record<string, string>;
  readonly help: Record<string, string>;
  readonly options: { value: number; text: Record<string, string>; alone?: boolean }[];
  readonly rows: { key: string; text: Record<string, string> }[];
  readonly least: number | null;
  readonly most: number | null;
}

export interface VersionRow extends WordingRow {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly comparable: boolean;
  readonly madeAt: Date;
  readonly retired: boolean;
}

const columns = `b.id, b.key, b.version, b.comparable, b.kind, b.text, b.help, b.options, b.rows, b.least, b.most,
  b.made_at "madeAt", b.retired_at IS NOT NULL retired`;

export interface BankFilter {
  readonly kind?: string | undefined;
  readonly audience?: string | undefined;
  readonly words?: string | undefined;
  readonly retired?: boolean | undefined;
}

/**
 * The newest version of each question of an organiser, by key; what is not filtered by is undefined. Words are looked
 * for in the texts of all languages and in the key. At most 500.
 */
export const bankOf = (sql: Sql, organiser: string, filter: BankFilter): Promise<VersionRow[]> =>
  sql.rows<VersionRow>(
    `SELECT ${columns} FROM bank_question b
     WHERE b.organiser_id = $1
       AND NOT EXISTS (SELECT FROM bank_question n
                       WHERE n.organiser_id = b.organiser_id AND n.key = b.key AND n.version > b.version)
       AND ($2::text IS NULL OR b.kind = $2)
       AND ($3::text IS NULL OR EXISTS (
         SELECT FROM question q JOIN bank_question a ON a.id = q.bank_question_id JOIN survey s ON s.id = q.survey_id
         WHERE a.organiser_id = b.organiser_id AND a.key = b.key AND s.audience = $3))
       AND ($4::text IS NULL OR strpos(b.key, lower($4)) > 0
         OR EXISTS (SELECT FROM jsonb_each_text(b.text) said WHERE strpos(lower(said.value), lower($4)) > 0))
       AND (b.retired_at IS NOT NULL) = $5
     ORDER BY b.key LIMIT 500`,
    [organiser, filter.kind ?? null, filter.audience ?? null, filter.words ?? null, filter.retired ?? false],
  );

/** All versions of a question, newest first; none when the organiser has no such question. */
export const versionsOf = (sql: Sql, organiser: string, key: string): Promise<VersionRow[]> =>
  sql.rows<VersionRow>(
    `SELECT ${columns} FROM bank_question b WHERE b.organiser_id = $1 AND b.key = $2 ORDER BY b.version DESC`,
    [organiser, key],
  );

export interface UseRow {
  readonly key: string;
  readonly edition: string;
  readonly editionName: string;
  readonly audience: string;
  readonly version: number;
}

/** Where questions of these keys are asked, the newest edition first. */
export const usesOf = (sql: Sql, organiser: string, keys: readonly string[]): Promise<UseRow[]> =>
  sql.rows<UseRow>(
    `SELECT b.key, e.slug edition, e.name "editionName", s.audience, b.version
     FROM bank_question b JOIN question q ON q.bank_question_id = b.id JOIN survey s ON s.id = q.survey_id
     JOIN edition e ON e.id = s.edition_id
     WHERE b.organiser_id = $1 AND b.key = ANY ($2::text[])
     ORDER BY (SELECT min(d.date) FROM edition_day d WHERE d.edition_id = e.id) DESC NULLS LAST, e.slug DESC, s.audience`,
    [organiser, keys],
  );

interface NewVersion {
  readonly id: string;
  readonly organiser: string;
  readonly key: string;
  /** The version before; 0 of a new question. */
  readonly after: number;
  readonly comparable: boolean;
  readonly wording: NewWording;
  readonly at: Date;
}

/** Writes the version after another, when that one is the newest; undefined when it is not, or exists already. */
export async function insertVersion(tx: Tx, it: NewVersion): Promise<VersionRow | undefined> {
  const { wording } = it;
  const [row] = await tx.rows<VersionRow>(
    `INSERT INTO bank_question AS b (id, organiser_id, key, version, comparable, kind, text, help, options, rows, least, most, made_at)
     SELECT $1, $2, $3, $4 + 1, $5, $6, $7::jsonb, $8::jsonb, $9::jsonb, $10::jsonb, $11, $12, $13
     WHERE (SELECT coalesce(max(version), 0) FROM bank_question WHERE organiser_id = $2 AND key = $3) = $4::int
     ON CONFLICT (organiser_id, key, version) DO NOTHING RETURNING ${columns}`,
    [
      it.id,
      it.organiser,
      it.key,
      it.after,
      it.comparable,
      wording.kind,
      JSON.stringify(wording.text),
      JSON.stringify(wording.help ?? {}),
      JSON.stringify(wording.options ?? []),
      JSON.stringify(wording.rows ?? []),
      wording.least ?? null,
      wording.most ?? null,
      it.at,
    ],
  );
  return row;
}

/** Offers a question no longer, or again; the id of its newest version, undefined when there is no such question. */
export async function writeRetired(
  tx: Tx,
  it: { organiser: string; key: string; at: Date | null },
): Promise<string | undefined> {
  const rows = await tx.rows<{ id: string; version: number }>(
    `UPDATE bank_question SET retired_at = $3 WHERE organiser_id = $1 AND key = $2 RETURNING id, version`,
    [it.organiser, it.key, it.at],
  );
  return rows.sort((a, b) => b.version - a.version)[0]?.id;
}

/** Notes who changed what of the surveys, by ids, keys and states; nobody when the clock did it. */
export async function noteSurveys(
  tx: Tx,
  it: { at: Date; action: string; edition: string; subject: string; account: string | null; detail?: object },
): Promise<void> {
  await tx.rows(
    `INSERT INTO audit_entry (at, action, edition_id, subject_id, account_id, detail) VALUES ($1, $2, $3, $4, $5, $6)`,
    [it.at, it.action, it.edition, it.subject, it.account, it.detail ? JSON.stringify(it.detail) : null],
  );
}
