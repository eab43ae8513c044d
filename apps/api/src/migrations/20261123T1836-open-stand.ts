import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What differs from station to station at the stand, and who just came. */
export class OpenStand1764000000036 implements MigrationInterface {
  readonly name = 'OpenStand1764000000036';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE activity
        -- Minutes after the start; left out, those of the kind.
        ADD COLUMN no_show_minutes smallint CHECK (no_show_minutes >= 0),
        -- Whether places nobody has come to are released without the host.
        ADD COLUMN releases_itself boolean NOT NULL DEFAULT false;
      ALTER TABLE slot
        -- Persons who just came and were let in: on places kept apart, or on places nobody took.
        ADD COLUMN dropped_in int NOT NULL DEFAULT 0 CHECK (dropped_in >= 0),
        ADD CONSTRAINT slot_within_room CHECK (dropped_in <= drop_in + capacity);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE slot DROP CONSTRAINT slot_within_room, DROP COLUMN dropped_in;
      ALTER TABLE activity DROP COLUMN releases_itself, DROP COLUMN no_show_minutes;
    `);
  }
}
