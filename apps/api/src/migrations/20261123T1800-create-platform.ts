import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePlatform1764000000001 implements MigrationInterface {
  readonly name = 'CreatePlatform1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;

      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        topic text NOT NULL,
        ref uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        relayed_at timestamptz
      );
      CREATE INDEX outbox_unrelayed ON outbox (id) WHERE relayed_at IS NULL;

      CREATE TABLE idempotent_reply (
        caller_hash bytea NOT NULL,
        key_hash bytea NOT NULL,
        request_hash bytea NOT NULL,
        started_at timestamptz NOT NULL,
        status int,
        body jsonb,
        PRIMARY KEY (caller_hash, key_hash)
      );
      CREATE INDEX idempotent_reply_age ON idempotent_reply (started_at);

      -- Who did what; ids only, never names or addresses.
      CREATE TABLE audit_entry (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL,
        action text NOT NULL,
        edition_id uuid,
        subject_id uuid NOT NULL,
        account_id uuid,
        detail jsonb
      );
      CREATE INDEX audit_entry_subject ON audit_entry (subject_id);

      CREATE TABLE programme (
        code text PRIMARY KEY,
        name jsonb NOT NULL,
        kind text NOT NULL,
        -- A closed code is folded into its successor when years are compared.
        successor text
      );
      CREATE TABLE municipality (
        code text PRIMARY KEY CHECK (code ~ '^[0-9]{4}$'),
        name text NOT NULL,
        in_region boolean NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE municipality, programme, audit_entry, idempotent_reply, outbox;
    `);
  }
}
