import type { Database } from '../src/platform/database.ts';
import { newId } from '../src/platform/ids.ts';

/** Registration to `slug` is open from March to May 2027; the fair is in October. */
export const duringRegistration = '2027-03-15T09:00:00+01:00';
export const beforeRegistration = '2027-02-28T09:00:00+01:00';
export const afterRegistration = '2027-06-01T09:00:00+02:00';

export type Exhibiting = Awaited<ReturnType<typeof makeFair>>;

/**
 * A fair with last year's and this year's edition, guidelines, two sizes, one hall of 50 by 30 metres with the booths
 * A01, A02, A03 (small, side by side) and B01 (large), and three organisations.
 */
export async function makeFair(db: Database) {
  const [organiser, fair, last, edition, hall] = [newId(), newId(), newId(), newId(), newId()];
  const suffix = edition.slice(-8);
  const [slug, lastSlug] = [`massan-2027-${suffix}`, `massan-2026-${suffix}`];
  await db.rows('INSERT INTO organiser VALUES ($1, $2, $3, $4)', [
    organiser,
    `o-${suffix}`,
    'Arrangören',
    'massan@example.se',
  ]);
  await db.rows('INSERT INTO fair VALUES ($1, $2, $3, $4)', [fair, organiser, `f-${suffix}`, 'Mässan']);
  await insertEdition(db, {
    id: last,
    fair,
    slug: lastSlug,
    name: 'Mässan 2026',
    state: 'finished',
    day: '2026-10-13',
  });
  await insertEdition(db, {
    id: edition,
    fair,
    slug,
    name: 'Mässan 2027',
    state: 'current',
    day: '2027-10-12',
  });
  await db.rows(
    `INSERT INTO opening (id, edition_id, of, opens_at, closes_at)
     VALUES ($1, $2, 'registration', '2027-03-01T09:00:00+01:00', '2027-05-01T00:00:00+02:00')`,
    [newId(), edition],
  );
  await publishGuidelines(db, edition, 1, '2027-01-01T00:00:00Z');
  for (const [key, width, depth, position] of [
    ['small', 40, 20, 1],
    ['large', 80, 40, 2],
  ]) {
    await db.rows(
      `INSERT INTO booth_size SELECT e, $2, $3, $4, $5, 1000000, '{"sv": "Bord"}' FROM unnest($1::uuid[]) e`,
      [[last, edition], key, position, width, depth],
    );
  }
  await db.rows(
    `INSERT INTO place (id, edition_id, kind, name, width_dm, depth_dm) VALUES ($1, $2, 'hall', 'Hall A', 500, 300)`,
    [hall, edition],
  );
  await db.rows(`INSERT INTO hall_feature VALUES ($1, $2, 'stage', 'Stora scenen', 400, 200, 100, 100)`, [
    newId(),
    hall,
  ]);
  const booths = {
    A01: await insertBooth(db, { edition, hall, code: 'A01', size: 'small', x: 0, y: 0 }),
    A02: await insertBooth(db, { edition, hall, code: 'A02', size: 'small', x: 40, y: 0 }),
    A03: await insertBooth(db, { edition, hall, code: 'A03', size: 'small', x: 80, y: 0 }),
    B01: await insertBooth(db, { edition, hall, code: 'B01', size: 'large', x: 0, y: 100 }),
  };
  await insertProgrammes(db);
  const school = await insertOrganisation(db, 'school', `Ärlaskolan ${suffix}`);
  const other = await insertOrganisation(db, 'school', `Zetaskolan ${suffix}`);
  const branch = await insertOrganisation(db, 'branch', `Branschen ${suffix}`);
  return { organiser, fair, last, lastSlug, edition, slug, hall, booths, school, other, branch };
}

async function insertEdition(
  db: Database,
  it: { id: string; fair: string; slug: string; name: string; state: string; day: string },
): Promise<void> {
  await db.rows(
    `INSERT INTO edition (id, fair_id, slug, name, venue, state, created_at) VALUES ($1, $2, $3, $4, 'Hallen', $5, now())`,
    [it.id, it.fair, it.slug, it.name, it.state],
  );
  await db.rows(
    `INSERT INTO edition_day VALUES ($1, $2::date, 1, $2::date + time '07:00', $2::date + time '15:00')`,
    [it.id, it.day],
  );
}

export async function publishGuidelines(
  db: Database,
  edition: string,
  version: number,
  at: string,
): Promise<void> {
  await db.rows(
    `INSERT INTO guideline VALUES ($1, $2, $3, '{"sv": "Riktlinjer"}', '{"sv": "Allsidigt, sakligt, korrekt."}', $4)`,
    [newId(), edition, version, at],
  );
}

export async function insertBooth(
  db: Database,
  it: { edition: string; hall: string; code: string; size: 'small' | 'large'; x: number; y: number },
): Promise<string> {
  const [width, depth] = it.size === 'small' ? [40, 20] : [80, 40];
  const id = newId();
  await db.rows(
    `INSERT INTO booth (id, edition_id, hall_id, code, size_key, x_dm, y_dm, width_dm, depth_dm)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, it.edition, it.hall, it.code, it.size, it.x, it.y, width, depth],
  );
  return id;
}

async function insertProgrammes(db: Database): Promise<void> {
  await db.rows(
    `INSERT INTO programme VALUES
       ('BA', '{"sv": "Bygg och anläggning", "en": "Building and construction"}', 'vocational', NULL),
       ('FS', '{"sv": "Försäljning och service", "en": "Sales and service"}', 'vocational', NULL),
       ('HA', '{"sv": "Handel och administration"}', 'vocational', 'FS'),
       ('FR', '{"sv": "Frisör och stylist"}', 'vocational', NULL),
       ('HV', '{"sv": "Hantverk"}', 'vocational', 'FR')
     ON CONFLICT DO NOTHING`,
  );
}

export async function insertOrganisation(db: Database, kind: string, name: string): Promise<string> {
  const id = newId();
  await db.rows('INSERT INTO organisation (id, kind, name) VALUES ($1, $2, $3)', [id, kind, name]);
  return id;
}

/** An application with every answer, in the state wanted; its id. */
export async function insertApplication(
  db: Database,
  it: { edition: string; organisation: string; state: string; name?: string; programmes?: string[] },
): Promise<string> {
  const id = newId();
  await db.rows(
    `INSERT INTO application (id, edition_id, organisation_id, state, display_name, contact_name, contact_email,
       contact_phone, website, booth_size, programmes, programmes_saved_at, presentation, created_at, saved_at)
     VALUES ($1, $2, $3, $4, $5, 'Kontakten', 'kontakt@example.se', '031-123456', 'https://skola.example.se', 'small',
       $6, now(), 'Vi visar bygg.', now(), now())`,
    [id, it.edition, it.organisation, it.state, it.name ?? null, it.programmes ?? ['BA']],
  );
  return id;
}

/** Everything a refused call must leave as it was. */
export async function everything(db: Database): Promise<object> {
  const tables = ['application', 'guideline_acceptance', 'booth', 'message', 'outbox', 'audit_entry'];
  const rows = await Promise.all(
    [
      'SELECT to_jsonb(t) AS row FROM application t ORDER BY id',
      'SELECT to_jsonb(t) AS row FROM guideline_acceptance t ORDER BY application_id, guideline_id',
      'SELECT to_jsonb(t) AS row FROM booth t ORDER BY id',
      'SELECT to_jsonb(t) AS row FROM message t ORDER BY id',
      "SELECT to_jsonb(t) - 'relayed_at' AS row FROM outbox t ORDER BY id",
      'SELECT to_jsonb(t) AS row FROM audit_entry t ORDER BY id',
    ].map((text) => db.rows<{ row: object }>(text)),
  );
  return Object.fromEntries(tables.map((table, at) => [table, rows[at]]));
}
