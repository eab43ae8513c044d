import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Groups of a class go to what is tried; what is heard together, such as a talk on the stage, is for no single group. */
export class SplitByKind1764000000040 implements MigrationInterface {
  readonly name = 'SplitByKind1764000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE activity_kind ADD COLUMN by_groups boolean NOT NULL DEFAULT true');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE activity_kind DROP COLUMN by_groups');
  }
}
