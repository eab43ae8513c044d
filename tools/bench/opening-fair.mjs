// What is opened: a day of twenty activities, ten times each, four of them wanted three times as much; and the audit of
// what the rush has left behind. Each time it is another edition, beside the parties of those before.
import { randomUUID } from 'node:crypto';
import pg from 'pg';

const [activities, times, popular] = [20, 10, 4];
const capacity = 240;

/** Does something with a client of its own. */
export async function withClient(databaseUrl, fn) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await fn(client);
  } finally {
    await client.end();
  }
}

async function insertFair(client) {
  const [organiser, fair] = [randomUUID(), randomUUID()];
  const name = 'Öppningen';
  await client.query(`INSERT INTO organiser VALUES ($1, 'opening', $2, 'besok@example.se')`, [
    organiser,
    name,
  ]);
  await client.query(`INSERT INTO fair VALUES ($1, $2, 'opening', $3)`, [fair, organiser, name]);
  await client.query(
    `INSERT INTO activity_kind (key, title, position, exclusive_place, party_limit)
     VALUES ('try-it', '{"sv": "Prova på", "en": "Try it", "ar": "جرّب"}', 1, true, 9)`,
  );
  await client.query(`INSERT INTO municipality VALUES ('1480', 'Göteborg', true)`);
  return fair;
}

async function insertEdition(client, slug) {
  const { rows } = await client.query('SELECT id FROM fair');
  const [fair, edition] = [rows[0]?.id ?? (await insertFair(client)), randomUUID()];
  await client.query(`UPDATE edition SET state = 'finished'`);
  await client.query(
    `INSERT INTO edition (id, fair_id, slug, name, venue, state, created_at)
     VALUES ($1, $2, $3, 'Öppningen', 'Hallen', 'current', now())`,
    [edition, fair, slug],
  );
  await client.query(
    `INSERT INTO edition_day
     SELECT $1, current_date + 30, 1, current_date + 30 + time '08:00', current_date + 30 + time '16:00'`,
    [edition],
  );
  await client.query(
    `INSERT INTO opening VALUES ($1, $2, 'booking', NULL, now() - interval '1 minute', now() + interval '29 days')`,
    [randomUUID(), edition],
  );
  return edition;
}

/** One activity at a place of its own; the ids of its slots. */
async function insertActivity(client, edition, no) {
  const [activity, place] = [randomUUID(), randomUUID()];
  const title = JSON.stringify({ sv: `Prova yrke ${no}`, en: `Try trade ${no}`, ar: `جرّب المهنة ${no}` });
  await client.query(
    `INSERT INTO activity (id, edition_id, kind, phase, title, audience)
     VALUES ($1, $2, 'try-it', 'during', $3, '{family}')`,
    [activity, edition, title],
  );
  await client.query(`INSERT INTO place (id, edition_id, kind, name) VALUES ($1, $2, 'station', $3)`, [
    place,
    edition,
    `Plats ${no}`,
  ]);
  const { rows } = await client.query(
    `INSERT INTO slot (id, edition_id, activity_id, place_id, setup_from, starts_at, ends_at, capacity, exclusive)
     SELECT gen_random_uuid(), $1, $2, $3, at, at, at + interval '20 minutes', $4, true
     FROM (SELECT (current_date + 30 + time '09:00') + make_interval(mins => 30 * no) AS at
           FROM generate_series(0, $5::int - 1) no) starts
     RETURNING id`,
    [edition, activity, place, capacity, times],
  );
  return rows.map(({ id }) => id);
}

/** Another edition that has just opened, with nobody in it; its slots, those of the wanted activities three times. */
export const openEdition = (databaseUrl, slug) =>
  withClient(databaseUrl, async (client) => {
    const edition = await insertEdition(client, slug);
    const drawn = [];
    for (let no = 1; no <= activities; no += 1) {
      const ids = await insertActivity(client, edition, no);
      drawn.push(...ids, ...(no <= popular ? [...ids, ...ids] : []));
    }
    await client.query('ANALYZE');
    return drawn;
  });

const faultsText = `
  WITH here AS (SELECT id FROM edition WHERE slug = $1),
  parties AS (SELECT id FROM party WHERE edition_id IN (SELECT id FROM here))
  SELECT
    (SELECT count(*)::int FROM slot WHERE taken + held > capacity) AS "slots above capacity",
    (SELECT count(*)::int FROM slot s WHERE s.held <> 0 OR s.taken <>
       (SELECT coalesce(sum(places), 0) FROM booking b WHERE b.slot_id = s.id AND b.state = 'confirmed'))
      AS "counters that are no sums",
    (SELECT count(*)::int FROM parties p WHERE
       (SELECT count(*) FROM message m WHERE m.party_id = p.id AND m.kind = 'party-confirmed') <> 1)
      AS "parties without their one letter",
    (SELECT count(*)::int FROM parties p WHERE
       (SELECT count(*) FROM booking b WHERE b.party_id = p.id AND b.state = 'confirmed') <> 1)
      AS "parties without their one booking",
    (SELECT count(*)::int FROM parties) - $2::int AS "parties more than were answered with 201"`;

/** What is wrong in the database after so many were answered with 201, in words; empty when nothing is. */
export const faultsAfter = (databaseUrl, slug, booked) =>
  withClient(databaseUrl, async (client) => {
    const { rows } = await client.query(faultsText, [slug, booked]);
    return Object.entries(rows[0]).flatMap(([what, count]) => (count === 0 ? [] : [`${what}: ${count}`]));
  });
