import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What staff write about an edition keeps all its versions; an approved report is kept as it was read. */
export class KeepEvaluationVersions1764000000069 implements MigrationInterface {
  readonly name = 'KeepEvaluationVersions1764000000069';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Every save is a version, numbered from 1 within its part: two who write at once cannot both become the next.
      CREATE TABLE evaluation_text_version (
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        part text NOT NULL,
        version int NOT NULL CHECK (version > 0),
        body text NOT NULL,
        account_id uuid REFERENCES account ON DELETE SET NULL,
        made_at timestamptz NOT NULL,
        restores int CHECK (restores < version),
        PRIMARY KEY (edition_id, part, version)
      );
      INSERT INTO evaluation_text_version (edition_id, part, version, body, made_at)
        SELECT edition_id, part, 1, body, now() FROM evaluation_text;
      -- The version that stands in the report.
      ALTER TABLE evaluation_text ADD COLUMN version int NOT NULL DEFAULT 1, DROP COLUMN body,
        ADD FOREIGN KEY (edition_id, part, version) REFERENCES evaluation_text_version ON DELETE CASCADE;
      ALTER TABLE evaluation_text ALTER COLUMN version DROP DEFAULT;

      -- An approved report by language, with its words, definitions and figures as they were.
      CREATE TABLE evaluation_copy (
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        number int NOT NULL CHECK (number > 0),
        report jsonb NOT NULL,
        account_id uuid REFERENCES account ON DELETE SET NULL,
        approved_at timestamptz NOT NULL,
        PRIMARY KEY (edition_id, number)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE evaluation_copy;
      ALTER TABLE evaluation_text ADD COLUMN body text;
      UPDATE evaluation_text t SET body = v.body FROM evaluation_text_version v
        WHERE (v.edition_id, v.part, v.version) = (t.edition_id, t.part, t.version);
      ALTER TABLE evaluation_text ALTER COLUMN body SET NOT NULL, DROP COLUMN version;
      DROP TABLE evaluation_text_version;
    `);
  }
}
