import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEditions1764000000002 implements MigrationInterface {
  readonly name = 'CreateEditions1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organiser (
        id uuid PRIMARY KEY,
        slug text NOT NULL UNIQUE,
        name text NOT NULL,
        contact_email text NOT NULL
      );
      CREATE TABLE fair (
        id uuid PRIMARY KEY,
        organiser_id uuid NOT NULL REFERENCES organiser,
        slug text NOT NULL UNIQUE,
        name text NOT NULL
      );
      CREATE TABLE edition (
        id uuid PRIMARY KEY,
        fair_id uuid NOT NULL REFERENCES fair,
        slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9-]{1,40}$'),
        name text NOT NULL,
        venue text NOT NULL,
        time_zone text NOT NULL DEFAULT 'Europe/Stockholm',
        state text NOT NULL CHECK (state IN ('planned', 'current', 'finished')),
        -- Fewer persons than this are never shown (I9); may only be raised.
        threshold int NOT NULL DEFAULT 7 CHECK (threshold >= 7),
        created_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX edition_one_current ON edition (fair_id) WHERE state = 'current';

      CREATE TABLE edition_day (
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        date date NOT NULL,
        position smallint NOT NULL CHECK (position BETWEEN 1 AND 8),
        opens_at timestamptz NOT NULL,
        closes_at timestamptz NOT NULL,
        PRIMARY KEY (edition_id, date),
        UNIQUE (edition_id, position),
        CHECK (closes_at > opens_at)
      );

      -- of: an activity kind, 'booking' (every kind without a row of its own) or 'registration' (exhibitors).
      CREATE TABLE opening (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        of text NOT NULL,
        audience text CHECK (audience IN ('family', 'single', 'group', 'class')),
        opens_at timestamptz NOT NULL,
        closes_at timestamptz NOT NULL,
        CHECK (closes_at > opens_at),
        UNIQUE NULLS NOT DISTINCT (edition_id, of, audience)
      );

      -- Lengths are decimetres. A place inside another (a room in a hall) names it as parent.
      CREATE TABLE place (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        parent_id uuid REFERENCES place,
        kind text NOT NULL CHECK (kind IN ('hall', 'entrance', 'stage', 'room', 'station', 'online', 'school')),
        name text NOT NULL,
        access text[] NOT NULL DEFAULT '{}',
        width_dm int CHECK (width_dm > 0),
        depth_dm int CHECK (depth_dm > 0),
        person_limit int CHECK (person_limit > 0),
        UNIQUE (edition_id, name)
      );
      CREATE TABLE door (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        hall_id uuid NOT NULL REFERENCES place,
        name text NOT NULL,
        position smallint NOT NULL,
        counts_exits boolean NOT NULL DEFAULT true,
        UNIQUE (edition_id, name)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE door, place, opening, edition_day, edition, fair, organiser;
    `);
  }
}
