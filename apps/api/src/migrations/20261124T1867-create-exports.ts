import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files made of much data, in pieces that any process can write and any other can read. */
export class CreateExports1764000000067 implements MigrationInterface {
  readonly name = 'CreateExports1764000000067';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE export (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
        kind text NOT NULL,
        format text NOT NULL CHECK (format IN ('csv', 'xlsx', 'pdf')),
        -- Keys of figures, names of dimensions and ids alone: whoever reads this table learns of no person.
        params jsonb NOT NULL DEFAULT '{}',
        -- The language the file is written in.
        locale text NOT NULL,
        state text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'stopped')),
        -- Which worker's try may write: another that took it over meanwhile writes no piece of its own among these.
        run uuid,
        rows_done int NOT NULL DEFAULT 0,
        rows_total int,
        bytes bigint NOT NULL DEFAULT 0,
        -- Of what the file shows, where the same file may serve again.
        content_hash text,
        file_name text NOT NULL,
        asked_at timestamptz NOT NULL,
        started_at timestamptz,
        done_at timestamptz,
        expires_at timestamptz NOT NULL,
        CHECK ((done_at IS NOT NULL) = (state IN ('done', 'failed', 'stopped')))
      );
      CREATE INDEX export_account ON export (account_id, asked_at DESC);
      CREATE INDEX export_expires ON export (expires_at);
      CREATE INDEX export_same ON export (edition_id, content_hash) WHERE content_hash IS NOT NULL;
      CREATE TABLE export_chunk (
        export_id uuid NOT NULL REFERENCES export ON DELETE CASCADE,
        position int NOT NULL,
        body bytea NOT NULL,
        PRIMARY KEY (export_id, position)
      );
      -- What is in there is compressed or will be on its way out: PostgreSQL need not try.
      ALTER TABLE export_chunk ALTER COLUMN body SET STORAGE EXTERNAL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE export_chunk, export');
  }
}
