import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Kept measures go by their names: a purged edition's can never be made anew, and a family may get more of them. */
export class NameKeptMeasures1764000000061 implements MigrationInterface {
  readonly name = 'NameKeptMeasures1764000000061';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE edition SET figures_kept_at = NULL, figures_mark = NULL;
      DELETE FROM kept_fact;
      ALTER TABLE kept_fact DROP COLUMN measures, ADD COLUMN measures jsonb NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE edition SET figures_kept_at = NULL, figures_mark = NULL WHERE purged_at IS NULL;
      DELETE FROM kept_fact;
      ALTER TABLE kept_fact DROP COLUMN measures, ADD COLUMN measures numeric[] NOT NULL;
    `);
  }
}
