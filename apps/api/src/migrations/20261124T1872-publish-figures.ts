import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Figures as they were given to everybody: what is published stays as it is. */
export class PublishFigures1764000000072 implements MigrationInterface {
  readonly name = 'PublishFigures1764000000072';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE published_figure (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition,
        key text NOT NULL,
        -- Dimensions it is cut by, and the one value it is limited to, as when it is read; empty for none.
        cut_by text NOT NULL DEFAULT '',
        cut_for text NOT NULL DEFAULT '',
        -- By language: what a reader saw, words and cells. Hidden stays hidden.
        views jsonb NOT NULL,
        -- The SQL it was counted by: whether next year asks the same question.
        definition text NOT NULL,
        threshold int NOT NULL,
        published_at timestamptz NOT NULL,
        published_by uuid REFERENCES account ON DELETE SET NULL,
        withdrawn_at timestamptz,
        withdrawn_for text,
        CHECK ((withdrawn_at IS NULL) = (withdrawn_for IS NULL))
      );
      CREATE UNIQUE INDEX published_figure_once ON published_figure (edition_id, key, cut_by, cut_for) WHERE withdrawn_at IS NULL;
      CREATE FUNCTION keep_published_figure() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'a published figure never changes' USING ERRCODE = 'check_violation',
          CONSTRAINT = 'published_figure_frozen';
      END $$;
      CREATE TRIGGER published_figure_frozen BEFORE UPDATE ON published_figure FOR EACH ROW
        WHEN (OLD.withdrawn_at IS NOT NULL
          OR (OLD.edition_id, OLD.key, OLD.cut_by, OLD.cut_for, OLD.views, OLD.definition, OLD.threshold, OLD.published_at)
            IS DISTINCT FROM (NEW.edition_id, NEW.key, NEW.cut_by, NEW.cut_for, NEW.views, NEW.definition, NEW.threshold, NEW.published_at))
        EXECUTE FUNCTION keep_published_figure();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE published_figure; DROP FUNCTION keep_published_figure;`);
  }
}
