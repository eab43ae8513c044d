import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProgramme1764000000004 implements MigrationInterface {
  readonly name = 'CreateProgramme1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Everything bookable is an activity with slots; what differs between kinds is a row here, not code.
      CREATE TABLE activity_kind (
        key text PRIMARY KEY,
        title jsonb NOT NULL,
        position smallint NOT NULL,
        -- One slot at a time at its place (I5); arrival windows share an entrance.
        exclusive_place boolean NOT NULL,
        -- Live bookings one party may hold of this kind, so that scarce places stay fair.
        party_limit smallint NOT NULL CHECK (party_limit > 0),
        -- How long an offer stands, and how close to the start a freed place is given without asking.
        offer_hours smallint NOT NULL DEFAULT 12 CHECK (offer_hours > 0),
        direct_hours smallint NOT NULL DEFAULT 24 CHECK (direct_hours >= 0),
        no_show_minutes smallint
      );
      CREATE TABLE activity (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        kind text NOT NULL REFERENCES activity_kind,
        phase text NOT NULL CHECK (phase IN ('before', 'during', 'after')),
        title jsonb NOT NULL CHECK (title ? 'sv'),
        description jsonb,
        programmes text[] NOT NULL DEFAULT '{}',
        branch text,
        audience text[] NOT NULL CHECK (audience <@ ARRAY['family', 'single', 'group', 'class'])
      );
      CREATE INDEX activity_edition ON activity (edition_id, kind);

      CREATE TABLE slot (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        activity_id uuid NOT NULL REFERENCES activity ON DELETE CASCADE,
        place_id uuid REFERENCES place,
        -- From when the place is needed: setup time counted in.
        setup_from timestamptz NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        language text,
        capacity int NOT NULL CHECK (capacity >= 0),
        -- Places kept apart for people who just come; not part of capacity.
        drop_in int NOT NULL DEFAULT 0 CHECK (drop_in >= 0),
        taken int NOT NULL DEFAULT 0 CHECK (taken >= 0),
        held int NOT NULL DEFAULT 0 CHECK (held >= 0),
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paused', 'withdrawn')),
        exclusive boolean NOT NULL,
        CHECK (ends_at > starts_at),
        CHECK (setup_from <= starts_at),
        CONSTRAINT slot_within_capacity CHECK (taken + held <= capacity),
        CONSTRAINT slot_place_once EXCLUDE USING gist (place_id WITH =, tstzrange(setup_from, ends_at) WITH &&)
          WHERE (exclusive AND state <> 'withdrawn')
      ) WITH (fillfactor = 60);
      CREATE INDEX slot_edition ON slot (edition_id, starts_at);
      CREATE INDEX slot_activity ON slot (activity_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE slot, activity, activity_kind;
    `);
  }
}
