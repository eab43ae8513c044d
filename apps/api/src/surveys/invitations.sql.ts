import type { Sql, Tx } from '../platform/database.ts';
import type { SegmentKey } from './asking.rules.ts';

/**
 * Whom a segment holds: `$1` is the survey's id. Columns: party, application, email, locale, protected, invited.
 * Nobody is asked twice because two of their bookings have the same address.
 */
const families = (came: string): string => `
  SELECT p.id AS party, NULL::uuid AS application, lower(p.email) AS email, p.locale, p.protected,
    i.party_id IS NOT NULL AS invited
  FROM survey s JOIN party p ON p.edition_id = s.edition_id AND p.kind = 'family' AND p.state = 'active'
  LEFT JOIN survey_invitation i ON i.survey_id = s.id AND i.party_id = p.id
  WHERE s.id = $1 AND EXISTS (
    SELECT FROM booking b JOIN slot t ON t.id = b.slot_id JOIN activity a ON a.id = t.activity_id
    WHERE b.party_id = p.id AND b.state = 'confirmed' ${came})`;

const texts: Readonly<Record<SegmentKey, string>> = {
  any: families(''),
  meeting: families(`AND a.kind = 'guardian-meeting' AND b.came > 0`),
  placed: `
    SELECT NULL::uuid AS party, a.id AS application, lower(a.contact_email) AS email, coalesce(c.locale, 'sv') AS locale,
      false AS protected, i.application_id IS NOT NULL AS invited
    FROM survey s JOIN application a ON a.edition_id = s.edition_id AND a.state = 'placed'
    LEFT JOIN account c ON c.email = lower(a.contact_email)
    LEFT JOIN survey_invitation i ON i.survey_id = s.id AND i.application_id = a.id
    WHERE s.id = $1`,
  // Those of a list are invited when it is pasted; only their letters wait.
  list: `
    SELECT NULL::uuid AS party, NULL::uuid AS application, NULL::text AS email, NULL::text AS locale, false AS protected,
      true AS invited
    WHERE $1::uuid IS NULL`,
};

/** Addresses a survey has invited already, by whatever way: none of them is invited again. */
const asked = `
  SELECT coalesce(i.email, lower(p.email), lower(a.contact_email)) AS email
  FROM survey_invitation i LEFT JOIN party p ON p.id = i.party_id LEFT JOIN application a ON a.id = i.application_id
  WHERE i.survey_id = $1`;

const dueText = (segment: SegmentKey): string => `
  SELECT DISTINCT ON (who.email) who.* FROM (${texts[segment]}) who
  WHERE NOT who.invited AND NOT who.protected AND who.email IS NOT NULL
    AND NOT EXISTS (SELECT FROM (${asked}) known WHERE known.email = who.email)
  ORDER BY who.email, who.party, who.application`;

/** Invitations without a letter; `$1` is the survey's id. */
const unwrittenText = `
  SELECT i.id, i.locale, i.party_id, i.application_id, i.account_id, i.email FROM survey_invitation i
  WHERE i.survey_id = $1 AND i.withdrawn_at IS NULL
    AND num_nonnulls(i.party_id, i.application_id, i.account_id, i.email) = 1
    AND NOT EXISTS (SELECT FROM message m WHERE m.survey_invitation_id = i.id)`;

export interface SegmentCount {
  readonly due: number;
  readonly noAddress: number;
  readonly protected: number;
}

/** Who would get a letter of a segment now, and who is left out. */
export async function countSegment(sql: Sql, survey: string, segment: SegmentKey): Promise<SegmentCount> {
  const [row] = await sql.rows<SegmentCount>(
    `SELECT ((SELECT count(*) FROM (${dueText(segment)}) due)
         + (SELECT count(*) FROM (${unwrittenText}) unwritten))::int AS due,
       (SELECT count(*) FROM (${texts[segment]}) who WHERE NOT invited AND NOT protected AND email IS NULL)::int
         AS "noAddress",
       (SELECT count(*) FROM (${texts[segment]}) who WHERE protected)::int AS protected`,
    [survey],
  );
  return row ?? { due: 0, noAddress: 0, protected: 0 };
}

/** Ten addresses by chance, of those who would get a letter. They leave the service masked. */
export async function sampleOf(sql: Sql, survey: string, segment: SegmentKey): Promise<string[]> {
  const rows = await sql.rows<{ email: string }>(
    `SELECT email FROM (
       SELECT email FROM (${dueText(segment)}) due
       UNION ALL SELECT coalesce(u.email, p.email, a.contact_email) FROM (${unwrittenText}) u
         LEFT JOIN party p ON p.id = u.party_id LEFT JOIN application a ON a.id = u.application_id) one
     WHERE email IS NOT NULL ORDER BY random() LIMIT 10`,
    [survey],
  );
  return rows.map(({ email }) => email);
}

/** Invites up to `limit` of a segment who have not been; how many. Done twice it invites nobody twice. */
export async function invite(
  tx: Tx,
  survey: string,
  segment: SegmentKey,
  it: { limit: number; now: Date },
): Promise<number> {
  const made = await tx.rows(
    `INSERT INTO survey_invitation (id, survey_id, party_id, application_id, locale, made_at)
     SELECT gen_random_uuid(), $1, party, application, locale, $3 FROM (${dueText(segment)} LIMIT $2) due
     ON CONFLICT DO NOTHING RETURNING id`,
    [survey, it.limit, it.now],
  );
  return made.length;
}

/** Promises a letter to up to `limit` of those invited who have none; how many. */
export async function promiseInvitations(
  tx: Tx,
  survey: string,
  it: { limit: number; now: Date },
): Promise<number> {
  const promised = await tx.rows(
    `WITH due AS (SELECT id, locale FROM (${unwrittenText}) unwritten LIMIT $2),
     promised AS (
       INSERT INTO message (id, edition_id, purpose_key, kind, survey_invitation_id, locale, queued_at)
       SELECT gen_random_uuid(), s.edition_id, 'survey.invitation:' || due.id, 'survey.invitation', due.id, due.locale, $3
       FROM due JOIN survey s ON s.id = $1
       ON CONFLICT (purpose_key) DO NOTHING RETURNING id)
     INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM promised RETURNING ref`,
    [survey, it.limit, it.now],
  );
  return promised.length;
}

/** Invites addresses, without a letter yet; how many of them were not invited before. */
export async function inviteAddresses(
  tx: Tx,
  survey: string,
  it: { addresses: readonly string[]; locale: string; now: Date },
): Promise<number> {
  const made = await tx.rows(
    `INSERT INTO survey_invitation (id, survey_id, email, locale, made_at)
     SELECT gen_random_uuid(), $1, email, $3, $4 FROM unnest($2::text[]) AS email
     ON CONFLICT DO NOTHING RETURNING id`,
    [survey, it.addresses, it.locale, it.now],
  );
  return made.length;
}

export interface InvitationCount {
  readonly made: number;
  readonly written: number;
  readonly withdrawn: number;
}

export async function countInvitations(sql: Sql, survey: string): Promise<InvitationCount> {
  const [row] = await sql.rows<InvitationCount>(
    `SELECT count(*)::int AS made, (count(*) FILTER (WHERE withdrawn_at IS NOT NULL))::int AS withdrawn,
       (count(*) FILTER (WHERE EXISTS (SELECT FROM message m WHERE m.survey_invitation_id = i.id)))::int AS written
     FROM survey_invitation i WHERE survey_id = $1`,
    [survey],
  );
  return row ?? { made: 0, written: 0, withdrawn: 0 };
}

/** Invitations with a letter that still hold and can be written to: those a reminder is thought for. */
export async function remindable(sql: Sql, survey: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT i.id FROM survey_invitation i
     LEFT JOIN party p ON p.id = i.party_id LEFT JOIN application a ON a.id = i.application_id
     LEFT JOIN account c ON c.id = i.account_id
     WHERE i.survey_id = $1 AND i.withdrawn_at IS NULL
       AND coalesce(i.email, p.email, a.contact_email, c.email) IS NOT NULL
       AND EXISTS (SELECT FROM message m WHERE m.survey_invitation_id = i.id)`,
    [survey],
  );
  return rows.map(({ id }) => id);
}

/** Every invitation of a survey. */
export async function invitationsOf(sql: Sql, survey: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>('SELECT id FROM survey_invitation WHERE survey_id = $1', [
    survey,
  ]);
  return rows.map(({ id }) => id);
}

/** Withdraws the invitations of an address; false when there was none. Their links open nothing from then on. */
export async function withdraw(tx: Tx, survey: string, email: string, now: Date): Promise<boolean> {
  const rows = await tx.rows(
    `UPDATE survey_invitation i SET withdrawn_at = coalesce(withdrawn_at, $3), revision = revision + 1
     WHERE i.survey_id = $1 AND i.withdrawn_at IS NULL AND ${whose} RETURNING id`,
    [survey, email, now],
  );
  return rows.length > 0;
}

const whose = `(i.email = lower($2)
  OR i.party_id IN (SELECT id FROM party WHERE lower(email) = lower($2))
  OR i.application_id IN (SELECT id FROM application WHERE lower(contact_email) = lower($2))
  OR i.account_id IN (SELECT id FROM account WHERE email = lower($2)))`;

/** An invitation of an address that still holds, with the number of letters so far. */
export async function invitationOf(
  tx: Tx,
  survey: string,
  email: string,
): Promise<{ id: string; locale: string; letters: number } | undefined> {
  const [row] = await tx.rows<{ id: string; locale: string; letters: number }>(
    `SELECT i.id, i.locale, (SELECT count(*) FROM message m WHERE m.survey_invitation_id = i.id)::int AS letters
     FROM survey_invitation i WHERE i.survey_id = $1 AND i.withdrawn_at IS NULL AND ${whose}
     ORDER BY i.made_at LIMIT 1 FOR UPDATE`,
    [survey, email],
  );
  return row;
}

/** What the letter of an invitation says, as it is now. */
export interface InvitationFacts {
  readonly id: string;
  readonly revision: number;
  readonly to: string | null;
  readonly locale: string;
  readonly withdrawn: boolean;
  readonly surveyId: string;
  readonly state: 'draft' | 'open' | 'closed';
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly audience: string;
  readonly title: Record<string, string>;
  readonly languages: readonly string[];
  readonly kinds: readonly string[];
  readonly edition: string;
  readonly timeZone: string;
  readonly fair: string;
  readonly organiser: string;
  readonly contactEmail: string;
}

export async function invitationFacts(sql: Sql, id: string): Promise<InvitationFacts | undefined> {
  const [row] = await sql.rows<InvitationFacts>(
    `SELECT i.id, i.revision, coalesce(i.email, p.email, a.contact_email, c.email) AS to, i.locale,
       i.withdrawn_at IS NOT NULL AS withdrawn, s.id AS "surveyId", s.state, s.opens_at AS "opensAt",
       s.closes_at AS "closesAt", s.audience, s.title, s.languages,
       coalesce((SELECT array_agg(b.kind) FROM question q JOIN bank_question b ON b.id = q.bank_question_id
         WHERE q.survey_id = s.id), '{}') AS kinds,
       e.name AS edition, e.time_zone AS "timeZone", f.name AS fair, o.name AS organiser,
       o.contact_email AS "contactEmail"
     FROM survey_invitation i JOIN survey s ON s.id = i.survey_id JOIN edition e ON e.id = s.edition_id
     JOIN fair f ON f.id = e.fair_id JOIN organiser o ON o.id = f.organiser_id
     LEFT JOIN party p ON p.id = i.party_id LEFT JOIN application a ON a.id = i.application_id
     LEFT JOIN account c ON c.id = i.account_id
     WHERE i.id = $1`,
    [id],
  );
  return row;
}
