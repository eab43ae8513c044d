import type { takeTraffic, In } from '@vagval/contract';
import type { Sql, Tx } from '../platform/database.ts';

type Batch = In<typeof takeTraffic>['body'];

/** Where on the fair's calendar an instant lies. */
export interface TrafficDay {
  readonly edition: string;
  /** The day where the fair is, YYYY-MM-DD, and the midnight that ends it. */
  readonly day: string;
  readonly endsAt: Date;
  readonly phase: 'before' | 'during' | 'after';
}

/** The current edition's day for an instant; no row when none is current. Days between two fair days are `during`. */
export const trafficDayAt = (sql: Sql, at: Date): Promise<TrafficDay[]> =>
  sql.rows<TrafficDay>(
    `SELECT e.id AS edition, said.day::text AS day, ((said.day + 1)::timestamp AT TIME ZONE e.time_zone) AS "endsAt",
       CASE WHEN said.day > days.last THEN 'after' WHEN said.day >= days.first THEN 'during' ELSE 'before' END AS phase
     FROM edition e,
       LATERAL (SELECT ($1::timestamptz AT TIME ZONE e.time_zone)::date AS day) said,
       LATERAL (SELECT min(date) AS first, max(date) AS last FROM edition_day d WHERE d.edition_id = e.id) days
     WHERE e.state = 'current' ORDER BY days.first DESC NULLS LAST, e.slug DESC LIMIT 1`,
    [at],
  );

/** Notes that a batch has been taken in; false when it had been already. Whoever comes at once waits for the first. */
export async function claimBatch(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx.rows<{ id: string }>(
    'INSERT INTO traffic_batch (id, taken_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id',
    [id, now],
  );
  return rows.length > 0;
}

/** Adds views to the sums of their hour, in the order of the key, so that two batches never wait for each other in a ring. */
export async function addViews(
  tx: Tx,
  { edition, phase }: TrafficDay,
  at: Date,
  views: Batch['views'],
): Promise<void> {
  await tx.rows(
    `INSERT INTO page_view AS known (edition_id, hour, page, locale, device, phase, views)
     SELECT $1, date_trunc('hour', $2::timestamptz), page, locale, device, $3, sum(views)
     FROM unnest($4::text[], $5::text[], $6::text[], $7::int[]) AS one (page, locale, device, views)
     GROUP BY page, locale, device ORDER BY page, locale, device
     ON CONFLICT (edition_id, hour, page, locale, device) DO UPDATE SET views = known.views + excluded.views`,
    [
      edition,
      at,
      phase,
      views.map(({ page }) => page),
      views.map(({ locale }) => locale),
      views.map(({ device }) => device),
      views.map((it) => it.views),
    ],
  );
}

/** Visits that are new today, by how they began. */
export interface NewVisits {
  readonly locale: string;
  readonly referrer: string;
  readonly device: string;
  readonly visits: number;
}

/** How many sites are told apart in a day: whoever invents names cannot fill the table. */
const mostHosts = 200;

/** Adds visits to the sums of their day; sites beyond the first 200 of a day become `other`. */
export async function addVisits(
  tx: Tx,
  { edition, day }: TrafficDay,
  visits: readonly NewVisits[],
): Promise<void> {
  await tx.rows(
    `WITH known AS (SELECT DISTINCT referrer_host AS host FROM web_visit WHERE edition_id = $1 AND day = $2),
     fresh AS (
       SELECT host, row_number() OVER (ORDER BY host) AS place
       FROM (SELECT DISTINCT unnest($4::text[]) AS host EXCEPT SELECT host FROM known) AS one),
     kept AS (
       SELECT host FROM known
       UNION SELECT host FROM fresh WHERE place <= ${mostHosts} - (SELECT count(*) FROM known) OR host IN ('none', 'other'))
     INSERT INTO web_visit AS had (edition_id, day, locale, referrer_host, device, visits)
     SELECT $1, $2, locale, coalesce(kept.host, 'other') AS referrer, device, sum(visits)
     FROM unnest($3::text[], $4::text[], $5::text[], $6::int[]) AS one (locale, host, device, visits)
     LEFT JOIN kept USING (host)
     GROUP BY 3, 4, 5 ORDER BY 3, 4, 5
     ON CONFLICT (edition_id, day, locale, referrer_host, device) DO UPDATE SET visits = had.visits + excluded.visits`,
    [
      edition,
      day,
      visits.map(({ locale }) => locale),
      visits.map(({ referrer }) => referrer),
      visits.map(({ device }) => device),
      visits.map((it) => it.visits),
    ],
  );
}

/** Forgets batches nobody repeats any more. */
export const sweepBatches = (sql: Sql, before: Date): Promise<object[]> =>
  sql.rows('DELETE FROM traffic_batch WHERE taken_at < $1', [before]);
