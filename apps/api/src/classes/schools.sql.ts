import type { Sql, Tx } from '../platform/database.ts';
import type { KnownSchool, SchoolLine } from './schools.rules.ts';

/** A school of the register as it is shown. */
export interface SchoolRow {
  readonly id: string;
  readonly name: string;
  readonly municipality: { readonly code: string; readonly name: string } | null;
}

/** A school as one JSON object, for `o` (organisation) and `mu` (municipality, may be missing). */
export const schoolJson = `json_build_object('id', o.id, 'name', o.name, 'municipality',
  CASE WHEN mu.code IS NOT NULL THEN json_build_object('code', mu.code, 'name', mu.name) END)`;

/** What is typed, as a pattern: signs that mean something to LIKE mean themselves. */
export const containing = (q: string | undefined): string | null =>
  q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;

/** Schools whose name contains `like`, by name, at most `limit`, with how many match. */
export async function findSchools(
  sql: Sql,
  it: { like: string | null; municipality: string | null; limit: number },
): Promise<{ items: SchoolRow[]; total: number }> {
  const rows = await sql.rows<{ school: SchoolRow; total: number }>(
    `SELECT ${schoolJson} AS school, count(*) OVER ()::int AS total
     FROM organisation o LEFT JOIN municipality mu ON mu.code = o.municipality
     WHERE o.kind = 'compulsory' AND ($1::text IS NULL OR lower(o.name COLLATE "sv-x-icu") LIKE lower($1 COLLATE "sv-x-icu")) AND ($2::text IS NULL OR mu.code = $2)
     ORDER BY o.name COLLATE "sv-x-icu", mu.name, o.id LIMIT $3`,
    [it.like, it.municipality, it.limit],
  );
  return { items: rows.map(({ school }) => school), total: rows[0]?.total ?? 0 };
}

export async function isSchool(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.rows(`SELECT 1 AS one FROM organisation WHERE id = $1 AND kind = 'compulsory'`, [
    id,
  ]);
  return rows.length === 1;
}

/** The schools of the register an account is a teacher of. */
export async function schoolsOf(sql: Sql, accountId: string): Promise<SchoolRow[]> {
  const rows = await sql.rows<{ school: SchoolRow }>(
    `SELECT ${schoolJson} AS school
     FROM membership m JOIN organisation o ON o.id = m.organisation_id AND o.kind = 'compulsory'
     LEFT JOIN municipality mu ON mu.code = o.municipality
     WHERE m.account_id = $1 AND m.role = 'teacher' ORDER BY o.name COLLATE "sv-x-icu", o.id`,
    [accountId],
  );
  return rows.map(({ school }) => school);
}

/** An account for the address (lower case) unless there is one, and its seat as a teacher of the school. */
export async function seatTeacher(
  tx: Tx,
  it: {
    accountId: string;
    membershipId: string;
    email: string;
    locale: string;
    schoolId: string;
    now: Date;
  },
): Promise<void> {
  await tx.rows(
    `INSERT INTO account (id, email, locale, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (email) DO NOTHING`,
    [it.accountId, it.email, it.locale, it.now],
  );
  await tx.rows(
    `INSERT INTO membership (id, account_id, role, organisation_id)
     SELECT $1, id, 'teacher', $3 FROM account WHERE email = $2 ON CONFLICT DO NOTHING`,
    [it.membershipId, it.email, it.schoolId],
  );
}

export async function municipalityCodes(sql: Sql): Promise<Set<string>> {
  const rows = await sql.rows<{ code: string }>('SELECT code FROM municipality');
  return new Set(rows.map(({ code }) => code));
}

/** Those of the codes that stand in the register, locked when read in a transaction that writes. */
export function knownSchools(tx: Tx, codes: readonly string[]): Promise<KnownSchool[]> {
  return tx.rows<KnownSchool>(
    `SELECT unit_code AS "unitCode", name, municipality FROM organisation
     WHERE unit_code = ANY ($1::text[]) ORDER BY unit_code FOR NO KEY UPDATE`,
    [codes],
  );
}

/** Writes schools by their unit codes: new ones, and new names and municipalities of those there are. */
export async function writeSchools(tx: Tx, schools: readonly (SchoolLine & { id: string })[]): Promise<void> {
  await tx.rows(
    `INSERT INTO organisation (id, kind, name, municipality, unit_code)
     SELECT id, 'compulsory', name, municipality, code
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS s (id, name, municipality, code)
     ON CONFLICT (unit_code) DO UPDATE SET name = excluded.name, municipality = excluded.municipality`,
    [
      schools.map(({ id }) => id),
      schools.map(({ name }) => name),
      schools.map(({ municipality }) => municipality),
      schools.map(({ unitCode }) => unitCode),
    ],
  );
}

/** Who imported a register when, and what came of it. */
export async function recordImport(
  tx: Tx,
  it: { now: Date; editionId: string; accountId: string; created: number; changed: number },
): Promise<void> {
  await tx.rows(
    `INSERT INTO audit_entry (at, action, edition_id, subject_id, account_id, detail)
     VALUES ($1, 'schools.imported', $2, $2, $3, jsonb_build_object('created', $4::int, 'changed', $5::int))`,
    [it.now, it.editionId, it.accountId, it.created, it.changed],
  );
}
