import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMail1764000000007 implements MigrationInterface {
  readonly name = 'CreateMail1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Every mail is a row first. It names whom it is about, never an address or a text: both are read when it is sent.
      CREATE TABLE message (
        id uuid PRIMARY KEY,
        edition_id uuid REFERENCES edition,
        purpose_key text NOT NULL CONSTRAINT message_purpose UNIQUE,
        kind text NOT NULL,
        party_id uuid REFERENCES party,
        booking_id uuid REFERENCES booking,
        application_id uuid REFERENCES application,
        sign_in_link_id uuid REFERENCES sign_in_link,
        locale text NOT NULL,
        state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'suppressed')),
        attempts smallint NOT NULL DEFAULT 0,
        error text,
        queued_at timestamptz NOT NULL,
        tried_at timestamptz,
        sent_at timestamptz,
        CHECK (num_nonnulls(party_id, application_id, sign_in_link_id) = 1)
      );
      CREATE INDEX message_edition ON message (edition_id, queued_at DESC);
      CREATE INDEX message_unfinished ON message (state, queued_at) WHERE state IN ('queued', 'sending', 'failed');
      CREATE INDEX message_party ON message (party_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE message;
    `);
  }
}
