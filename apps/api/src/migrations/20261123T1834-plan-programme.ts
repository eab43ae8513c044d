import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What staff need to set up the programme: where an online slot is held, who is there, and what has been withdrawn. */
export class PlanProgramme1764000000034 implements MigrationInterface {
  readonly name = 'PlanProgramme1764000000034';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Shown to parties that have a place, never to anybody else.
      ALTER TABLE slot ADD COLUMN IF NOT EXISTS join_url text;
      ALTER TABLE slot ADD CONSTRAINT slot_join_https CHECK (join_url LIKE 'https://%');
      ALTER TABLE activity ADD COLUMN withdrawn_at timestamptz;

      -- People at work: hosts, speakers and language guides.
      CREATE TABLE crew (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        name text NOT NULL,
        languages text[] NOT NULL DEFAULT '{}',
        roles text[] NOT NULL CHECK (roles <@ ARRAY['host', 'speaker', 'language-guide']),
        CONSTRAINT crew_name UNIQUE (edition_id, name)
      );
      CREATE TABLE slot_crew (
        slot_id uuid NOT NULL REFERENCES slot ON DELETE CASCADE,
        crew_id uuid NOT NULL REFERENCES crew ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('host', 'speaker', 'language-guide')),
        -- When the person is needed there: the slot's time with its setup.
        span tstzrange NOT NULL,
        PRIMARY KEY (slot_id, crew_id),
        CONSTRAINT crew_once EXCLUDE USING gist (crew_id WITH =, span WITH &&)
      );

      -- Whoever moves or withdraws a slot moves or frees its people in the same statement. Counters do not fire it.
      CREATE FUNCTION follow_slot() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.state = 'withdrawn' THEN
          DELETE FROM slot_crew WHERE slot_id = NEW.id;
        ELSE
          UPDATE slot_crew SET span = tstzrange(NEW.setup_from, NEW.ends_at) WHERE slot_id = NEW.id;
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER slot_crew_follows AFTER UPDATE OF setup_from, ends_at, state ON slot
        FOR EACH ROW EXECUTE FUNCTION follow_slot();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER slot_crew_follows ON slot;
      DROP FUNCTION follow_slot;
      DROP TABLE slot_crew, crew;
      ALTER TABLE activity DROP COLUMN withdrawn_at;
      ALTER TABLE slot DROP CONSTRAINT slot_join_https, DROP COLUMN join_url;
    `);
  }
}
