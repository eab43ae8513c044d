import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateExhibitors1764000000006 implements MigrationInterface {
  readonly name = 'CreateExhibitors1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE guideline (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        version int NOT NULL CHECK (version > 0),
        title jsonb NOT NULL,
        body jsonb NOT NULL,
        published_at timestamptz NOT NULL,
        UNIQUE (edition_id, version)
      );
      -- Prices are integer öre without VAT; lengths decimetres.
      CREATE TABLE booth_size (
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        key text NOT NULL,
        position smallint NOT NULL,
        width_dm int NOT NULL CHECK (width_dm > 0),
        depth_dm int NOT NULL CHECK (depth_dm > 0),
        price_ore int NOT NULL CHECK (price_ore >= 0),
        includes jsonb NOT NULL,
        PRIMARY KEY (edition_id, key)
      );
      -- contact_*, invoice_* are the personal columns.
      CREATE TABLE application (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition,
        organisation_id uuid NOT NULL REFERENCES organisation,
        state text NOT NULL DEFAULT 'draft'
          CHECK (state IN ('draft', 'submitted', 'completion_asked', 'approved', 'declined', 'waiting_list', 'placed')),
        display_name text,
        contact_name text,
        contact_email text,
        contact_phone text,
        website text,
        organisation_number text,
        invoice_address text,
        invoice_reference text,
        peppol_id text,
        booth_size text,
        booth_wishes text,
        programmes text[] NOT NULL DEFAULT '{}',
        programmes_saved_at timestamptz,
        presentation text,
        note text,
        created_at timestamptz NOT NULL,
        saved_at timestamptz NOT NULL,
        submitted_at timestamptz,
        decided_at timestamptz,
        CONSTRAINT application_once UNIQUE (edition_id, organisation_id),
        FOREIGN KEY (edition_id, booth_size) REFERENCES booth_size (edition_id, key)
      );
      CREATE TABLE guideline_acceptance (
        application_id uuid NOT NULL REFERENCES application ON DELETE CASCADE,
        guideline_id uuid NOT NULL REFERENCES guideline,
        account_id uuid NOT NULL REFERENCES account,
        accepted_at timestamptz NOT NULL,
        PRIMARY KEY (application_id, guideline_id)
      );
      CREATE TABLE booth (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        hall_id uuid NOT NULL REFERENCES place,
        code text NOT NULL,
        size_key text NOT NULL,
        x_dm int NOT NULL CHECK (x_dm >= 0),
        y_dm int NOT NULL CHECK (y_dm >= 0),
        width_dm int NOT NULL CHECK (width_dm > 0),
        depth_dm int NOT NULL CHECK (depth_dm > 0),
        -- At most one exhibitor (I4); held for one while it fills in its application.
        application_id uuid REFERENCES application,
        held_by uuid REFERENCES application,
        held_until timestamptz,
        CONSTRAINT booth_code UNIQUE (edition_id, code),
        CHECK ((held_by IS NULL) = (held_until IS NULL)),
        CONSTRAINT booth_no_overlap EXCLUDE USING gist (
          hall_id WITH =,
          int4range(x_dm, x_dm + width_dm) WITH &&,
          int4range(y_dm, y_dm + depth_dm) WITH &&
        )
      );
      CREATE INDEX booth_application ON booth (application_id);
      CREATE TABLE hall_feature (
        id uuid PRIMARY KEY,
        hall_id uuid NOT NULL REFERENCES place ON DELETE CASCADE,
        kind text NOT NULL,
        label text NOT NULL,
        x_dm int NOT NULL,
        y_dm int NOT NULL,
        width_dm int NOT NULL,
        depth_dm int NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE hall_feature, booth, guideline_acceptance, application, booth_size, guideline;
    `);
  }
}
