import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccounts1764000000003 implements MigrationInterface {
  readonly name = 'CreateAccounts1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organisation (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('school', 'branch', 'company', 'authority')),
        name text NOT NULL,
        municipality text REFERENCES municipality,
        provider text,
        website text,
        UNIQUE (kind, name)
      );
      CREATE TABLE account (
        id uuid PRIMARY KEY,
        email text NOT NULL UNIQUE CHECK (email = lower(email)),
        locale text NOT NULL DEFAULT 'sv',
        created_at timestamptz NOT NULL
      );
      CREATE TABLE membership (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('leader', 'analyst', 'door', 'host', 'exhibitor', 'teacher', 'funder')),
        organisation_id uuid REFERENCES organisation,
        organiser_id uuid REFERENCES organiser,
        UNIQUE NULLS NOT DISTINCT (account_id, role, organisation_id, organiser_id),
        -- A right is always somebody's: an organiser's, or one organisation's.
        CHECK (num_nonnulls(organisation_id, organiser_id) = 1)
      );
      -- The token itself is derived from the id, so it never lies in the database.
      CREATE TABLE sign_in_link (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        spent_at timestamptz
      );
      CREATE TABLE session (
        token_hash bytea PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX session_account ON session (account_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE session, sign_in_link, membership, account, organisation;
    `);
  }
}
