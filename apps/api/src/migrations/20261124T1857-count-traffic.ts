import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Page views by device, visits by where they came from, and which batches of counts have been taken in. */
export class CountTraffic1764000000057 implements MigrationInterface {
  readonly name = 'CountTraffic1764000000057';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE page_view
        ADD COLUMN device text NOT NULL DEFAULT 'other'
          CONSTRAINT page_view_device CHECK (device IN ('phone', 'tablet', 'desktop', 'other')),
        -- The pattern of an address, as /party/[token]: without digits and capitals no token or id fits in.
        ADD CONSTRAINT page_view_page CHECK (page ~ '^/[a-z[\\]/._-]*$' AND length(page) <= 80),
        DROP CONSTRAINT page_view_pkey,
        ADD PRIMARY KEY (edition_id, hour, page, locale, device);
      ALTER TABLE web_visit
        ADD COLUMN device text NOT NULL DEFAULT 'other'
          CONSTRAINT web_visit_device CHECK (device IN ('phone', 'tablet', 'desktop', 'other')),
        -- Another site by its name, 'none' when nobody was named, 'other' for what has no usable name.
        ADD COLUMN referrer_host text NOT NULL DEFAULT 'none'
          CONSTRAINT web_visit_referrer CHECK (length(referrer_host) <= 60),
        DROP CONSTRAINT web_visit_pkey,
        ADD PRIMARY KEY (edition_id, day, locale, referrer_host, device);
      -- A batch sent again is known by its id and counts nothing; forgotten when nobody repeats it any more.
      CREATE TABLE traffic_batch (id uuid PRIMARY KEY, taken_at timestamptz NOT NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE traffic_batch;
      CREATE TEMP TABLE was_visit AS
        SELECT edition_id, day, locale, sum(visits)::int AS visits FROM web_visit GROUP BY 1, 2, 3;
      CREATE TEMP TABLE was_view AS
        SELECT edition_id, hour, page, locale, min(phase) AS phase, sum(views)::int AS views FROM page_view GROUP BY 1, 2, 3, 4;
      DELETE FROM web_visit;
      DELETE FROM page_view;
      ALTER TABLE web_visit DROP CONSTRAINT web_visit_pkey, DROP COLUMN device, DROP COLUMN referrer_host,
        ADD PRIMARY KEY (edition_id, day, locale);
      ALTER TABLE page_view DROP CONSTRAINT page_view_pkey, DROP CONSTRAINT page_view_page, DROP COLUMN device,
        ADD PRIMARY KEY (edition_id, hour, page, locale);
      INSERT INTO web_visit (edition_id, day, locale, visits) SELECT * FROM was_visit;
      INSERT INTO page_view (edition_id, hour, page, locale, phase, views) SELECT * FROM was_view;
      DROP TABLE was_visit, was_view;
    `);
  }
}
