import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who keeps a party, who booked it for a caller, and what has to be known of those who must not be named. */
export class ExtendParties1764000000030 implements MigrationInterface {
  readonly name = 'ExtendParties1764000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE party
        ADD COLUMN school_id uuid REFERENCES organisation,
        ADD COLUMN account_id uuid REFERENCES account ON DELETE SET NULL,
        ADD COLUMN assisted_by uuid REFERENCES account ON DELETE SET NULL,
        ADD COLUMN protected boolean NOT NULL DEFAULT false,
        ADD COLUMN interpreter_language text,
        ADD COLUMN interpreter_variety text,
        ADD CONSTRAINT party_protected_unnamed CHECK (NOT protected OR name IS NULL);
      CREATE INDEX party_account ON party (account_id) WHERE account_id IS NOT NULL;
      CREATE INDEX party_school ON party (school_id) WHERE school_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX party_school, party_account;
      ALTER TABLE party DROP CONSTRAINT party_protected_unnamed, DROP COLUMN school_id, DROP COLUMN account_id,
        DROP COLUMN assisted_by, DROP COLUMN protected, DROP COLUMN interpreter_language,
        DROP COLUMN interpreter_variety;
    `);
  }
}
