import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDoor1764000000008 implements MigrationInterface {
  readonly name = 'CreateDoor1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE device (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition,
        door_id uuid NOT NULL REFERENCES door,
        revision smallint NOT NULL DEFAULT 1,
        enrolled_by uuid REFERENCES account,
        enrolled_at timestamptz NOT NULL,
        last_seen_at timestamptz,
        revoked_at timestamptz
      );
      -- A set keyed by ids that the device makes (I8): what it says does not depend on order, delay or repetition.
      CREATE TABLE passage (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition,
        door_id uuid NOT NULL REFERENCES door,
        device_id uuid REFERENCES device,
        at timestamptz NOT NULL,
        -- The fair's day in the edition's time zone.
        day date NOT NULL,
        direction text NOT NULL CHECK (direction IN ('in', 'out')),
        count int NOT NULL CHECK (count > 0),
        party_id uuid REFERENCES party,
        received_at timestamptz NOT NULL
      );
      CREATE INDEX passage_day ON passage (edition_id, day, door_id);
      CREATE INDEX passage_party ON passage (party_id, day) WHERE party_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE passage, device;
    `);
  }
}
