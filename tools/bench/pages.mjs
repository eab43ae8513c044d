// P4: the timetable with 300 times, drawn on the server, against the smallest page of the same server.
import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import pg from 'pg';
import { makeFair } from './fair.mjs';
import { row } from './table.mjs';

const times = 300;
const connections = 16;
const smallest = '/about/accessibility';
const timetable = '/programme?size=3';
const chosen = 3;

/** One day of a fair as a visitor sees it: thirty activities with places and languages, some full, some nearly. */
async function makeDay(databaseUrl) {
  await makeFair(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(`SELECT id FROM edition WHERE slug = 'bench'`);
  const edition = rows[0].id;
  // The slots that are booked elsewhere stay out of the way of this page.
  await client.query('DELETE FROM slot WHERE edition_id = $1', [edition]);
  const activities = Array.from({ length: 30 }, (_, no) => ({ id: randomUUID(), place: randomUUID(), no }));
  for (const { id, place, no } of activities) {
    const title = { sv: `Prova yrke ${no}`, en: `Try trade ${no}`, ar: `جرّب المهنة ${no}` };
    await client.query(
      `INSERT INTO activity (id, edition_id, kind, phase, title, audience) VALUES ($1, $2, 'bench', 'during', $3, '{family}')`,
      [id, edition, JSON.stringify(title)],
    );
    await client.query(
      `INSERT INTO place (id, edition_id, kind, name, access) VALUES ($1, $2, 'station', $3, '{wheelchair,lift}')`,
      [place, edition, `Station ${no}`],
    );
  }
  const ids = Array.from({ length: times }, () => randomUUID());
  await client.query(
    `INSERT INTO slot (id, edition_id, activity_id, place_id, setup_from, starts_at, ends_at, language, capacity, taken, exclusive)
     SELECT s.id, $1, (($2::uuid[])[1 + s.no % 30]), (($3::uuid[])[1 + s.no % 30]), d.at, d.at, d.at + interval '20 minutes',
            (ARRAY['sv', 'ar', NULL])[1 + s.no % 3], 10, least(10, s.no % 12), false
     FROM unnest($4::uuid[]) WITH ORDINALITY s(id, no),
          LATERAL (SELECT ((current_date + 30) + time '09:00' + (s.no / 30) * interval '40 minutes') AT TIME ZONE 'Europe/Stockholm' at) d`,
    [edition, activities.map(({ id }) => id), activities.map(({ place }) => place), ids],
  );
  await client.query('ANALYZE');
  await client.end();
  return ids;
}

async function load(url, seconds) {
  const result = await autocannon({ url, connections, duration: seconds });
  if (result.non2xx || result.errors)
    throw new Error(`${result.non2xx} refusals and ${result.errors} errors at ${url}`);
  return result['2xx'] / result.duration;
}

/** Fills an empty, migrated database; what comes back looks at the pages in turns once the product has started. */
export async function pages({ databaseUrl, webUrl, seconds }) {
  const ids = await makeDay(databaseUrl);
  const some = `${timetable}&chosen=${ids.slice(0, chosen).join(',')}`;
  const seen = { small: [], table: [], mine: [] };
  return {
    /** That it is really all of them that are drawn; a first look warms both. */
    async check() {
      for (const address of [timetable, some]) {
        const page = await (await fetch(webUrl + address)).text();
        const drawn = page.split('class="slot ').length - 1;
        if (drawn !== times) throw new Error(`${drawn} times are drawn at ${address}, not ${times}`);
      }
      for (const path of [smallest, timetable, some]) await load(webUrl + path, 2);
    },
    async turn() {
      seen.small.push(await load(webUrl + smallest, seconds));
      seen.table.push(await load(webUrl + timetable, seconds));
      seen.mine.push(await load(webUrl + some, seconds));
    },
    rows: () => [
      rowOf('P4 timetable with 300 times', seen.table, seen.small),
      rowOf(`P4 the same, ${chosen} of them chosen`, seen.mine, seen.small),
    ],
  };
}

const rowOf = (name, ours, limit) => row({ name, ours, limit, limitName: 'smallest page', goal: 0.5 });
