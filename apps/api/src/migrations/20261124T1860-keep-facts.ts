import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The sums a finished edition's figures are read from: few rows, and no more than those once the rest is purged. */
export class KeepFacts1764000000060 implements MigrationInterface {
  readonly name = 'KeepFacts1764000000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- keys: values of the dimensions in cut, in that order; measures: in the order of the family, null where nothing was counted.
      CREATE TABLE kept_fact (
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        family text NOT NULL,
        cut text NOT NULL,
        keys text[] NOT NULL,
        measures numeric[] NOT NULL,
        PRIMARY KEY (edition_id, family, cut, keys)
      );
      ALTER TABLE edition
        -- From when figures are read from kept_fact; and what the rows looked like that they were made of.
        ADD COLUMN figures_kept_at timestamptz,
        ADD COLUMN figures_mark text,
        -- When personal data went. From then on the kept sums are all there is, and are never made anew.
        ADD COLUMN purged_at timestamptz,
        ADD CONSTRAINT edition_purged_with_figures CHECK (purged_at IS NULL OR figures_kept_at IS NOT NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE edition DROP CONSTRAINT edition_purged_with_figures, DROP COLUMN purged_at, DROP COLUMN figures_mark,
        DROP COLUMN figures_kept_at;
      DROP TABLE kept_fact;
    `);
  }
}
