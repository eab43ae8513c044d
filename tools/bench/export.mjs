// P9: all bookings of a large fair as Excel and CSV: how long, how much memory, and how long any request waits meanwhile.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { median } from './table.mjs';

const slug = 'bench-export';
const askEveryMs = 20;
const goalMs = 1000;

const insertFair = `
  WITH organiser AS (
    INSERT INTO organiser (id, slug, name, contact_email) VALUES ($1, $4, 'Bänken', 'bank@example.se') RETURNING id),
  fair AS (INSERT INTO fair (id, organiser_id, slug, name) SELECT $2, id, $4, 'Bänken' FROM organiser RETURNING id)
  INSERT INTO edition (id, fair_id, slug, name, venue, state, created_at)
  SELECT $3, id, $4, 'Bänken', 'Hallen', 'current', now() FROM fair`;

const insertSlots = `
  WITH kind AS (
    INSERT INTO activity_kind (key, title, position, exclusive_place, party_limit)
    VALUES ('bench', '{"sv": "Bänk"}', 99, false, 9) RETURNING key),
  activity AS (
    INSERT INTO activity (id, edition_id, kind, phase, title, audience)
    SELECT gen_random_uuid(), $1, key, 'during', '{"sv": "Svetsa en rosett av plåt", "ar": "اللحام"}', '{family}' FROM kind
    RETURNING id)
  INSERT INTO slot (id, edition_id, activity_id, setup_from, starts_at, ends_at, language, capacity, taken, exclusive)
  SELECT gen_random_uuid(), $1, activity.id, at, at, at + interval '20 minutes', (ARRAY['sv', 'ar', NULL])[1 + n % 3], 2000, 200, false
  FROM activity, generate_series(1, $2::int) n, LATERAL (SELECT now() + n * interval '5 minutes' AS at) t`;

const insertBookings = `
  WITH made AS (
    INSERT INTO party (id, edition_id, kind, size, reference, locale, created_at)
    SELECT gen_random_uuid(), $1, 'family', 2, 'B' || lpad(n::text, 7, '0'), 'sv', now() FROM generate_series(1, $2::int) n
    RETURNING id),
  numbered AS (SELECT id, row_number() OVER () - 1 AS n FROM made),
  time AS (SELECT id, row_number() OVER () - 1 AS n FROM slot WHERE edition_id = $1)
  INSERT INTO booking (id, edition_id, party_id, slot_id, places, asked, state, made_at, changed_at)
  SELECT gen_random_uuid(), $1, numbered.id, time.id, 2, 2, 'confirmed', now(), now()
  FROM numbered JOIN time ON time.n = numbered.n / $3`;

const insertLeader = `
  WITH account AS (INSERT INTO account (id, email, created_at) VALUES ($1, $2, now()) RETURNING id),
  membership AS (
    INSERT INTO membership (id, account_id, role, organiser_id) SELECT gen_random_uuid(), id, 'leader', $3 FROM account)
  INSERT INTO session (token_hash, account_id, created_at, expires_at)
  SELECT $4, id, now(), now() + interval '1 day' FROM account`;

const inOneTime = 100;

/** A fair of so many bookings, and somebody who may have them as a file; returns a session's cookie. */
export async function makeBookings(databaseUrl, count) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const [organiser, fair, edition, account] = Array.from({ length: 4 }, randomUUID);
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(token).digest();
  await client.query(insertFair, [organiser, fair, edition, slug]);
  await client.query(insertSlots, [edition, Math.ceil(count / inOneTime)]);
  await client.query(insertBookings, [edition, count, inOneTime]);
  await client.query(insertLeader, [account, `${slug}@example.se`, organiser, hash]);
  await client.query('ANALYZE');
  await client.end();
  return `vagval_session=${token}`;
}

const megabytes = (pid, field) => {
  const [, kilobytes] =
    new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
};
/** The most memory a process has held since this was called. */
function watchMemory(pid) {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const idle = megabytes(pid, 'VmRSS');
  return () => megabytes(pid, 'VmHWM') - idle;
}

/** Asks for something small again and again; what comes back stops it and tells the longest wait. */
function askAllTheTime(url) {
  let asking = true;
  let longest = 0;
  const done = (async () => {
    while (asking) {
      const from = performance.now();
      const answer = await fetch(url);
      await answer.arrayBuffer();
      longest = Math.max(longest, performance.now() - from);
      await pause(askEveryMs);
    }
  })();
  return async () => {
    asking = false;
    await done;
    return longest;
  };
}

async function timed(work) {
  const from = performance.now();
  const result = await work();
  return { result, ms: performance.now() - from };
}

/** One file from asking to having it, with what it cost. */
async function once({ apiUrl, cookie, worker, api }, format) {
  const ask = (path, init = {}) =>
    fetch(`${apiUrl}/api${path}`, {
      ...init,
      headers: { cookie, 'content-type': 'application/json' },
    });
  const [peakOfWorker, peakOfApi] = [watchMemory(worker), watchMemory(api)];
  const stopAsking = askAllTheTime(`${apiUrl}/api/editions`);
  const begun = performance.now();
  const order = await timed(() =>
    ask(`/editions/${slug}/exports`, { method: 'POST', body: JSON.stringify({ kind: 'bookings', format }) }),
  );
  const { id } = await order.result.json();
  let held = order.ms;
  for (let state = 'queued'; state !== 'done'; await pause(askEveryMs)) {
    const look = await timed(async () => (await ask(`/exports/${id}`)).json());
    held = Math.max(held, look.ms);
    state = look.result.state;
    if (state === 'failed') throw new Error('The export failed');
  }
  const seconds = (performance.now() - begun) / 1000;
  const file = await timed(async () => (await ask(`/exports/${id}/file`)).arrayBuffer());
  const longest = Math.max(held, await stopAsking());
  const size = file.result.byteLength;
  await ask(`/exports/${id}`, { method: 'DELETE' });
  return { seconds, longest, fetched: file.ms, size, worker: peakOfWorker(), api: peakOfApi() };
}

const range = (values, digits = 0) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`;

/** Rows for the table: each format in turns. */
export async function exporting({ count, turns, say, ...running }) {
  const seen = { xlsx: [], csv: [] };
  for (const format of ['xlsx', 'csv']) await once(running, format);
  for (let turn = 1; turn <= turns; turn += 1) {
    for (const format of ['xlsx', 'csv']) seen[format].push(await once(running, format));
    say(`turn ${turn} of ${turns}`);
  }
  return Object.entries(seen).map(([format, all]) => {
    const of = (name) => all.map((it) => it[name]);
    return {
      what: `P9 ${count.toLocaleString('en-US')} rows to ${format}`,
      'until ready, s': range(of('seconds'), 1),
      'size, MB': (all[0].size / 1e6).toFixed(1),
      'fetching it, ms': range(of('fetched')),
      'worker over idle, MB': range(of('worker')),
      'API over idle, MB': range(of('api')),
      'longest request meanwhile, ms': range(of('longest')),
      goal: `< ${goalMs} ms`,
      reached: Math.max(...of('longest')) < goalMs ? 'yes' : 'NO',
    };
  });
}
