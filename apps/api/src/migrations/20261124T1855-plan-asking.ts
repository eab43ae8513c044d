import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Letters to many are sent in rounds that can be stopped; reminders have a time; an answer in words can be kept back. */
export class PlanAsking1764000000055 implements MigrationInterface {
  readonly name = 'PlanAsking1764000000055';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE survey_round (
        id uuid PRIMARY KEY,
        survey_id uuid NOT NULL REFERENCES survey ON DELETE CASCADE,
        segment text NOT NULL CHECK (segment IN ('meeting', 'any', 'placed', 'list')),
        state text NOT NULL CHECK (state IN ('waiting', 'running', 'stopping', 'stopped', 'done', 'failed')),
        done int NOT NULL DEFAULT 0 CHECK (done >= 0),
        of int NOT NULL CHECK (of >= 0),
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        account_id uuid REFERENCES account ON DELETE SET NULL
      );
      CREATE UNIQUE INDEX survey_round_one ON survey_round (survey_id) WHERE state IN ('waiting', 'running', 'stopping');
      CREATE INDEX survey_round_survey ON survey_round (survey_id, started_at DESC);

      -- n: how many letters it was. To whom is written nowhere: that would tell who had not answered.
      CREATE TABLE survey_reminder (
        id uuid PRIMARY KEY,
        survey_id uuid NOT NULL REFERENCES survey ON DELETE CASCADE,
        due_at timestamptz NOT NULL,
        sent_at timestamptz,
        n int CHECK (n >= 0),
        CONSTRAINT survey_reminder_once UNIQUE (survey_id, due_at),
        CHECK ((sent_at IS NULL) = (n IS NULL))
      );
      CREATE INDEX survey_reminder_due ON survey_reminder (due_at) WHERE sent_at IS NULL;

      -- Kept out of every list and count of answers in words.
      ALTER TABLE answer ADD COLUMN hidden_because text CHECK (hidden_because IN ('names', 'abusive', 'no-answer')),
        ADD CONSTRAINT answer_hidden_words CHECK (hidden_because IS NULL OR text IS NOT NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE answer DROP CONSTRAINT answer_hidden_words, DROP COLUMN hidden_because;
      DROP TABLE survey_reminder, survey_round;
    `);
  }
}
