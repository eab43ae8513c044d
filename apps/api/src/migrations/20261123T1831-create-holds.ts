import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Places kept apart for somebody who has not booked yet, and kinds where a place is for a whole party. */
export class CreateHolds1764000000031 implements MigrationInterface {
  readonly name = 'CreateHolds1764000000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Its places are counted in slot.held from the moment the row is there until it is gone.
      CREATE TABLE hold (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        -- Whose it is, when that is known: a proposal's class. A visitor at the check screen is nobody yet.
        party_id uuid REFERENCES party ON DELETE SET NULL,
        until timestamptz NOT NULL,
        made_at timestamptz NOT NULL
      );
      CREATE INDEX hold_until ON hold (until);
      CREATE TABLE hold_place (
        hold_id uuid NOT NULL REFERENCES hold ON DELETE CASCADE,
        slot_id uuid NOT NULL REFERENCES slot ON DELETE CASCADE,
        -- None are left of a slot that was withdrawn: whoever confirms the hold is told.
        places int NOT NULL CHECK (places >= 0),
        PRIMARY KEY (hold_id, slot_id)
      );
      CREATE INDEX hold_place_slot ON hold_place (slot_id);
      -- What a place is for: a person, or a party whatever its size (which then is busy as a whole).
      ALTER TABLE activity_kind
        ADD COLUMN counts text NOT NULL DEFAULT 'persons' CHECK (counts IN ('persons', 'parties'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE activity_kind DROP COLUMN counts;
      UPDATE slot SET held = held - h.places
        FROM (SELECT slot_id, sum(places)::int AS places FROM hold_place GROUP BY slot_id) h WHERE h.slot_id = slot.id;
      DROP TABLE hold_place, hold;
    `);
  }
}
