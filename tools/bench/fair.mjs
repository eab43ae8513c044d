// The smallest fair that can be booked: one hot slot without end and two hundred to spread over.
import { randomUUID } from 'node:crypto';
import pg from 'pg';

export const spreadOver = 200;

const tables = `
  DROP TABLE IF EXISTS bare_message, bare_booking, bare_slot;
  CREATE TABLE bare_slot (id uuid PRIMARY KEY, capacity int NOT NULL, taken int NOT NULL DEFAULT 0, held int NOT NULL DEFAULT 0,
    CHECK (taken + held <= capacity)) WITH (fillfactor = 60);
  CREATE TABLE bare_booking (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, slot_id uuid NOT NULL REFERENCES bare_slot, places int NOT NULL);
  CREATE TABLE bare_message (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, booking_id bigint NOT NULL, purpose text NOT NULL)`;

/** The bare booking: conditional counter, booking and message in one statement, and nothing else. */
export const bareBooking = `
  WITH taken AS (UPDATE bare_slot SET taken = taken + $2 WHERE id = $1 AND taken + held + $2 <= capacity RETURNING id),
       booking AS (INSERT INTO bare_booking (slot_id, places) SELECT id, $2 FROM taken RETURNING id)
  INSERT INTO bare_message (booking_id, purpose) SELECT id, 'confirmed' FROM booking RETURNING booking_id`;

async function insertEdition(client) {
  const [organiser, fair, edition, activity] = Array.from({ length: 4 }, () => randomUUID());
  const text = JSON.stringify({ sv: 'Mätning' });
  await client.query(`INSERT INTO organiser VALUES ($1, 'bench', 'Mätning', 'besok@example.se')`, [
    organiser,
  ]);
  await client.query(`INSERT INTO fair VALUES ($1, $2, 'bench', 'Mätning')`, [fair, organiser]);
  await client.query(
    `INSERT INTO edition (id, fair_id, slug, name, venue, state, created_at) VALUES ($1, $2, 'bench', 'Mätning', 'Hallen', 'current', now())`,
    [edition, fair],
  );
  await client.query(
    `INSERT INTO edition_day SELECT $1, current_date + 30, 1, current_date + 30, current_date + 31`,
    [edition],
  );
  await client.query(
    `INSERT INTO opening VALUES ($1, $2, 'booking', NULL, now() - interval '1 day', now() + interval '60 days')`,
    [randomUUID(), edition],
  );
  await client.query(
    `INSERT INTO activity_kind (key, title, position, exclusive_place, party_limit) VALUES ('bench', $1, 1, false, 9)`,
    [text],
  );
  await client.query(
    `INSERT INTO activity (id, edition_id, kind, phase, title, audience) VALUES ($1, $2, 'bench', 'during', $3, '{family}')`,
    [activity, edition, text],
  );
  return { edition, activity };
}

/** Fills an empty, migrated database; returns `{ hot, many }`, ids of slots, the same in the bare tables. */
export async function makeFair(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { edition, activity } = await insertEdition(client);
  const ids = Array.from({ length: spreadOver + 1 }, () => randomUUID());
  await client.query(
    `INSERT INTO slot (id, edition_id, activity_id, setup_from, starts_at, ends_at, capacity, exclusive)
       SELECT id, $1, $2, current_date + 30, current_date + 30, current_date + 31, 1000000000, false FROM unnest($3::uuid[]) id`,
    [edition, activity, ids],
  );
  await client.query(tables);
  await client.query(
    `INSERT INTO bare_slot (id, capacity) SELECT id, 1000000000 FROM unnest($1::uuid[]) id`,
    [ids],
  );
  // Only what is filled: of a table that was empty when analysed PostgreSQL believes so, and each foreign key to it is
  // then checked by reading all of it, until autovacuum comes by a minute later.
  await client.query(
    'ANALYZE organiser, fair, edition, edition_day, opening, activity_kind, activity, slot, bare_slot',
  );
  await client.end();
  return { hot: ids.slice(0, 1), many: ids.slice(1) };
}
