import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an unfinished message is announced again: its next try, or the end of our patience with whoever holds it. */
export class AddMessageDue1764000000020 implements MigrationInterface {
  readonly name = 'AddMessageDue1764000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message ADD COLUMN due_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message DROP COLUMN due_at');
  }
}
