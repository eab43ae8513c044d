import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFigures1764000000009 implements MigrationInterface {
  readonly name = 'CreateFigures1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What was counted by hand or in an earlier system. way: how it was counted; series of different ways are never joined.
      CREATE TABLE recorded_figure (
        id uuid PRIMARY KEY,
        fair_id uuid NOT NULL REFERENCES fair,
        edition_id uuid REFERENCES edition,
        label text NOT NULL,
        key text NOT NULL,
        by jsonb NOT NULL DEFAULT '{}',
        value numeric,
        way text NOT NULL,
        certainty text NOT NULL CHECK (certainty IN ('high', 'medium', 'low')),
        source text NOT NULL,
        UNIQUE (fair_id, label, key, by, way)
      );
      -- Hourly counts only; nothing about a visitor is kept.
      CREATE TABLE page_view (
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        hour timestamptz NOT NULL,
        page text NOT NULL,
        locale text NOT NULL,
        phase text NOT NULL CHECK (phase IN ('before', 'during', 'after')),
        views int NOT NULL CHECK (views >= 0),
        PRIMARY KEY (edition_id, hour, page, locale)
      );
      CREATE TABLE web_visit (
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        day date NOT NULL,
        locale text NOT NULL,
        visits int NOT NULL CHECK (visits >= 0),
        PRIMARY KEY (edition_id, day, locale)
      );
      CREATE TABLE survey (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        audience text NOT NULL,
        title jsonb NOT NULL,
        invited int NOT NULL CHECK (invited >= 0),
        UNIQUE (edition_id, audience)
      );
      CREATE TABLE question (
        id uuid PRIMARY KEY,
        survey_id uuid NOT NULL REFERENCES survey ON DELETE CASCADE,
        key text NOT NULL,
        version smallint NOT NULL,
        kind text NOT NULL CHECK (kind IN ('single', 'scale', 'text')),
        text jsonb NOT NULL,
        position smallint NOT NULL,
        UNIQUE (survey_id, key)
      );
      -- Holds nothing that ties it to an invitation (I11): a day, not an instant.
      CREATE TABLE response (
        id uuid PRIMARY KEY,
        survey_id uuid NOT NULL REFERENCES survey ON DELETE CASCADE,
        answered_on date NOT NULL,
        in_class boolean NOT NULL
      );
      CREATE TABLE answer (
        response_id uuid NOT NULL REFERENCES response ON DELETE CASCADE,
        question_id uuid NOT NULL REFERENCES question ON DELETE CASCADE,
        value smallint,
        text text,
        PRIMARY KEY (response_id, question_id)
      );
      -- Staff's own words in the evaluation, by part.
      CREATE TABLE evaluation_text (
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        part text NOT NULL,
        body text NOT NULL,
        PRIMARY KEY (edition_id, part)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE evaluation_text, answer, response, question, survey, web_visit, page_view, recorded_figure;
    `);
  }
}
