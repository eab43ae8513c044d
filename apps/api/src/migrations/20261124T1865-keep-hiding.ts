import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is hidden of an edition's figures, decided over all their cuts when its sums were kept (decision 0014). */
export class KeepHiding1764000000065 implements MigrationInterface {
  readonly name = 'KeepHiding1764000000065';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- crowd: the people it is about, by their key in figures/crowds.rules.ts. apart: the value of what stands apart (a question), '' where nothing does. hiding: keys of few persons, and blocks
      -- of keys hidden where they meet. Never decided anew with less hidden: what was hidden once stays so.
      CREATE TABLE kept_hiding (
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        crowd text NOT NULL,
        apart text NOT NULL,
        hiding jsonb NOT NULL,
        parts text[] NOT NULL,
        PRIMARY KEY (edition_id, crowd, apart)
      );
      -- The rule for one table by itself is not enough where tables share their people.
      DROP FUNCTION hidden_in_table, next_line, hidden_in_line, parts_of;
      DROP TYPE hidden_keys, figure_leaf;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE kept_hiding;
      -- As shapes alone, so that what made them can take them away.
      CREATE TYPE figure_leaf AS (a text, b text, parts bigint[]);
      CREATE TYPE hidden_keys AS (whole boolean, rows text[], columns text[], a text[], b text[]);
      CREATE FUNCTION parts_of(leaves figure_leaf[]) RETURNS bigint[] LANGUAGE sql IMMUTABLE AS 'SELECT NULL::bigint[]';
      CREATE FUNCTION hidden_in_line(line figure_leaf[], threshold int, start text[]) RETURNS text[]
        LANGUAGE sql IMMUTABLE AS 'SELECT NULL::text[]';
      CREATE FUNCTION next_line(leaves figure_leaf[], threshold int, held text[], across text[]) RETURNS text
        LANGUAGE sql IMMUTABLE AS 'SELECT NULL::text';
      CREATE FUNCTION hidden_in_table(leaves figure_leaf[], threshold int, start hidden_keys) RETURNS hidden_keys
        LANGUAGE sql IMMUTABLE AS 'SELECT NULL::hidden_keys';
    `);
  }
}
