// P7: the evaluation of five finished editions, read from kept sums, and the same with ten times the data.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { keepChanged } from '../../apps/api/src/figures/keeping.sql.ts';
import { median } from './table.mjs';

const editions = 5;
const goalMs = 100;
const times = Number(process.env.BENCH_READS ?? 120);
const scales = (process.env.BENCH_SCALES ?? '1,10').split(',').map(Number);

/** Municipalities, kinds and programmes that every edition shares. */
const shared = `
  INSERT INTO municipality SELECT (1400 + n)::text, 'Kommun ' || n, n < 12 FROM generate_series(1, 13) n ON CONFLICT DO NOTHING;
  INSERT INTO programme SELECT chr(65 + n) || 'X', '{}', 'vocational', NULL FROM generate_series(0, 17) n ON CONFLICT DO NOTHING;
  INSERT INTO activity_kind (key, title, position, exclusive_place, party_limit)
    SELECT key, '{"sv": "x"}', 1, false, 99 FROM unnest(ARRAY['try-it', 'guardian-meeting', 'stage-talk', 'arrival']) key
    ON CONFLICT DO NOTHING`;

/** One edition, times $scale: 25,000 visitors, 60,000 bookings, 1 M page views, 20,000 answers. `$e` is its id. */
const edition = [
  `INSERT INTO edition (id, fair_id, slug, name, venue, state, created_at) VALUES ($e, $fair, $slug, $slug, 'Hallen', 'finished', $day)`,
  `INSERT INTO edition_day SELECT $e, $day::date + n, n + 1, $day::date + n + time '08:00', $day::date + n + time '18:00' FROM generate_series(0, 2) n`,
  `INSERT INTO place (id, edition_id, kind, name) SELECT gen_random_uuid(), $e, CASE WHEN n = 0 THEN 'hall' ELSE 'station' END, 'Plats ' || n FROM generate_series(0, 30) n`,
  `INSERT INTO door (id, edition_id, hall_id, name, position) SELECT gen_random_uuid(), $e, p.id, 'Dörr ' || n, n
   FROM generate_series(1, 6) n, place p WHERE p.edition_id = $e AND p.kind = 'hall'`,
  `INSERT INTO activity (id, edition_id, kind, phase, title, branch, audience)
   SELECT gen_random_uuid(), $e, (ARRAY['try-it', 'try-it', 'guardian-meeting', 'stage-talk', 'arrival'])[1 + n % 5], 'during',
     jsonb_build_object('sv', 'Aktivitet ' || n), (ARRAY['bygg', 'vård', NULL])[1 + n % 3], '{class,family}' FROM generate_series(1, 30) n`,
  `INSERT INTO slot (id, edition_id, activity_id, place_id, setup_from, starts_at, ends_at, language, capacity, dropped_in, drop_in, exclusive)
   SELECT gen_random_uuid(), $e, a.id, p.id, at, at, at + interval '20 minutes', (ARRAY['sv', 'ar', 'so', NULL])[1 + n % 4], 80, n % 5, 5, false
   FROM generate_series(1, 1000 * $scale) n
   JOIN (SELECT id, row_number() OVER (ORDER BY id) AS nth FROM activity WHERE edition_id = $e) a ON a.nth = 1 + n % 30
   JOIN (SELECT id, row_number() OVER (ORDER BY id) AS nth FROM place WHERE edition_id = $e AND kind = 'station') p ON p.nth = 1 + n % 30,
   LATERAL (SELECT $day::timestamptz + (n % 3) * interval '1 day' + interval '8 hours' + (n % 30) * interval '20 minutes' AS at) t`,
  `INSERT INTO party (id, edition_id, kind, size, reference, locale, municipality, school, class_name, grade, pupils, staff, created_at)
   SELECT gen_random_uuid(), $e, CASE WHEN class THEN 'class' ELSE 'family' END, CASE WHEN class THEN 24 ELSE 3 END,
     $slug || '-' || n, 'sv', (1401 + n % 13)::text, CASE WHEN class THEN 'Skola ' || n % 160 END, CASE WHEN class THEN '9' || n END,
     CASE WHEN class THEN (ARRAY['9', '9', '9', 'im', '8'])[1 + n % 5] END, CASE WHEN class THEN 23 END, CASE WHEN class THEN 1 END, $day
   FROM (SELECT n, n <= 800 * $scale AS class FROM generate_series(1, 2800 * $scale) n) made`,
  `INSERT INTO passage (id, edition_id, door_id, at, day, direction, count, party_id, received_at)
   SELECT gen_random_uuid(), $e, d.id, at, at::date, 'in', 1, p.id, at
   FROM (SELECT id, size, row_number() OVER () AS nth FROM party WHERE edition_id = $e) p
   JOIN (SELECT id, row_number() OVER () AS nth FROM door WHERE edition_id = $e) d ON d.nth = 1 + p.nth % 6,
   generate_series(1, p.size) one,
   LATERAL (SELECT $day::timestamptz + (p.nth % 3) * interval '1 day' + interval '8 hours' + (p.nth % 540 + one) * interval '1 minute' AS at) t`,
  `INSERT INTO booking (id, edition_id, party_id, slot_id, places, asked, state, came, made_at, changed_at)
   SELECT gen_random_uuid(), $e, p.id, s.id, least(p.size, 6), least(p.size, 6) + (p.nth % 40 = 0)::int, 'confirmed',
     CASE WHEN (p.nth + j) % 9 = 0 THEN 0 ELSE least(p.size, 6) END, $day, $day
   FROM (SELECT id, size, row_number() OVER () AS nth FROM party WHERE edition_id = $e) p CROSS JOIN generate_series(0, 20) j
   JOIN (SELECT id, row_number() OVER () - 1 AS nth FROM slot WHERE edition_id = $e) s ON s.nth = (p.nth * 31 + j * 47) % (1000 * $scale)`,
  `INSERT INTO page_view (edition_id, hour, page, locale, phase, views)
   SELECT $e, $day::timestamptz + h * interval '1 hour', '/' || chr(97 + p / 26) || chr(97 + p % 26), locale,
     CASE WHEN h < 0 THEN 'before' WHEN h < 72 THEN 'during' ELSE 'after' END, 27
   FROM generate_series(-70 * 24, 35 * 24) h, generate_series(0, 5 * $scale - 1) p, unnest(ARRAY['sv', 'ar', 'en']) locale`,
  `INSERT INTO web_visit (edition_id, day, locale, visits)
   SELECT $e, $day::date + d, locale, 400 FROM generate_series(-70, 35) d, unnest(ARRAY['sv', 'ar', 'en']) locale`,
  `INSERT INTO survey (id, edition_id, audience, title, invited, state)
   SELECT gen_random_uuid(), $e, audience, '{"sv": "x"}', 6000 * $scale, 'closed' FROM unnest(ARRAY['pupil-before', 'pupil-after']) audience`,
  `INSERT INTO question (id, survey_id, key, bank_question_id, position)
   SELECT gen_random_uuid(), s.id, b.key, b.id, 1 FROM survey s, bank_question b WHERE s.edition_id = $e AND b.organiser_id = $organiser`,
  `INSERT INTO response (id, survey_id, answered_on, in_class, via, locale, municipality, grade)
   SELECT gen_random_uuid(), s.id, $day, true, 'class', 'sv', (1401 + n % 13)::text, '9' FROM survey s, generate_series(1, 2500 * $scale) n WHERE s.edition_id = $e`,
  `INSERT INTO answer (response_id, question_id, value) SELECT r.id, q.id, 1 + abs(hashtext(r.id::text || q.id)) % 5
   FROM survey s JOIN response r ON r.survey_id = s.id JOIN question q ON q.survey_id = s.id WHERE s.edition_id = $e`,
  `INSERT INTO organisation (id, kind, name) SELECT gen_random_uuid(), 'school', $slug || ' ' || n FROM generate_series(1, 120) n`,
  `INSERT INTO application (id, edition_id, organisation_id, state, programmes, created_at, saved_at)
   SELECT gen_random_uuid(), $e, o.id, 'placed', '{AX,BX}', $day, $day FROM organisation o WHERE o.name LIKE $slug || ' %'`,
];

const literal = (value) => (typeof value === 'number' ? String(value) : `'${value}'`);
const filled = (text, values) =>
  text.replaceAll(/\$([a-z]+)/g, (_, name) => literal(values[name] ?? values.id));

async function fill(client, scale) {
  const [organiser, fair] = [randomUUID(), randomUUID()];
  const name = `bench-${scale}`;
  await client.query(`INSERT INTO organiser VALUES ($1, $2, $2, 'besok@example.se')`, [organiser, name]);
  await client.query(`INSERT INTO fair VALUES ($1, $2, $3, $3)`, [fair, organiser, name]);
  await client.query(shared);
  await client.query(
    `INSERT INTO bank_question (id, organiser_id, key, version, kind, text, least, most, made_at)
     SELECT gen_random_uuid(), $1, key, 1, 'scale', '{"sv": "x"}', 1, 5, now() FROM unnest(ARRAY['view', 'sure', 'options', 'helped']) key`,
    [organiser],
  );
  for (let nth = 1; nth <= editions; nth += 1) {
    const values = {
      e: randomUUID(),
      fair,
      organiser,
      scale,
      slug: `${name}-${nth}`,
      day: `${2018 + nth}-11-20`,
    };
    for (const text of edition) {
      await client.query(filled(text, values));
      // Of a table it believes to be empty PostgreSQL joins row by row.
      if (/^INSERT INTO (slot|party|response|question)/.test(text))
        await client.query('ANALYZE slot, party, response, question');
    }
  }
  await client.query('VACUUM ANALYZE');
  return { slug: `${name}-${editions}`, organiser };
}

async function signedIn(client, organiser) {
  const [account, token] = [randomUUID(), randomBytes(32).toString('base64url')];
  await client.query(`INSERT INTO account (id, email, created_at) VALUES ($1, $2, now())`, [
    account,
    `${account}@example.se`,
  ]);
  await client.query(
    `INSERT INTO membership (id, account_id, role, organiser_id) VALUES ($1, $2, 'analyst', $3)`,
    [randomUUID(), account, organiser],
  );
  await client.query(
    `INSERT INTO session (token_hash, account_id, created_at, expires_at) VALUES ($1, $2, now(), now() + interval '8 hours')`,
    [createHash('sha256').update(token).digest(), account],
  );
  return `vagval_session=${token}`;
}

/** The application's own way to keep sums, on a plain connection. */
async function keep(client) {
  const rows = (text, values = []) => client.query(text, values).then((it) => it.rows);
  const from = performance.now();
  const transaction = async (work) => {
    await client.query('BEGIN');
    await work({ rows });
    await client.query('COMMIT');
  };
  await keepChanged({ rows, transaction }, { now: new Date() });
  return (performance.now() - from) / editions;
}

async function timed(url, cookie) {
  const from = performance.now();
  const reply = await fetch(url, { headers: { cookie } });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${reply.status} at ${url}: ${text.slice(0, 300)}`);
  return performance.now() - from;
}

async function reads(url, cookie, count) {
  const seen = [];
  for (let nth = 0; nth < count; nth += 1) seen.push(await timed(url, cookie));
  return seen;
}

const at = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(values.length * share)];
const ms = (value) => `${value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(1)} ms`;

/** Fills an empty, migrated database at each scale and reads the evaluation of the newest of five editions, one at a time. */
export async function figures({ databaseUrl, startApi, say }) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  // What is made here is known to fit together, and is far too much to be checked row by row.
  await client.query(`SET session_replication_role = replica`);
  const rows = [];
  for (const scale of scales) {
    const { slug, organiser } = await fill(client, scale);
    say(`filled, ${scale} times`);
    const cookie = await signedIn(client, organiser);
    const api = await startApi(`api-${scale}`);
    const url = `${api}/api/editions/${slug}/evaluation`;
    // With more, what is read from rows is cut off by the time a statement may take.
    const fromRows = scale === 1 ? await reads(url, cookie, 3) : [];
    const keeping = await keep(client);
    say(`kept, ${scale} times`);
    await reads(url, cookie, 10);
    const seen = await reads(url, cookie, times);
    const [{ n }] = (
      await client.query(
        `SELECT max(n)::int AS n FROM (SELECT count(*) AS n FROM kept_fact GROUP BY edition_id) it`,
      )
    ).rows;
    rows.push({
      what: `P7 the evaluation of ${editions} editions, data × ${scale}`,
      p50: ms(median(seen)),
      p95: ms(at(seen, 0.95)),
      slowest: ms(Math.max(...seen)),
      reads: seen.length,
      goal: scale === 1 ? `p95 < ${goalMs} ms` : `≤ ${scale} times the first`,
      'from rows, without kept sums': fromRows.length > 0 ? ms(median(fromRows.slice(1))) : '',
      'sums of an edition made in': ms(keeping),
      'kept rows an edition': n,
    });
  }
  await client.end();
  return rows;
}
