import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What belongs to a meeting beside its places: questions, ordered needs, reminders and material. */
export class AddMeetings1764000000035 implements MigrationInterface {
  readonly name = 'AddMeetings1764000000035';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Kinds whose speakers get questions beforehand.
      ALTER TABLE activity_kind ADD COLUMN takes_questions boolean NOT NULL DEFAULT false;
      UPDATE activity_kind SET takes_questions = true WHERE key IN ('guardian-meeting', 'stage-talk', 'guidance-talk');

      -- Sent in beforehand, of one booking at most three: nth says which, so that the index decides.
      CREATE TABLE slot_question (
        id uuid PRIMARY KEY,
        slot_id uuid NOT NULL REFERENCES slot ON DELETE CASCADE,
        booking_id uuid REFERENCES booking ON DELETE SET NULL,
        party_id uuid REFERENCES party ON DELETE SET NULL,
        nth smallint NOT NULL CHECK (nth BETWEEN 1 AND 3),
        locale text NOT NULL,
        text text NOT NULL CHECK (length(text) BETWEEN 1 AND 400),
        state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'approved', 'hidden', 'answered')),
        made_at timestamptz NOT NULL,
        decided_at timestamptz,
        decided_by uuid REFERENCES account ON DELETE SET NULL,
        CONSTRAINT slot_question_nth UNIQUE (booking_id, nth),
        CHECK ((state = 'new') = (decided_at IS NULL))
      );
      CREATE INDEX slot_question_slot ON slot_question (slot_id, made_at);
      CREATE INDEX slot_question_party ON slot_question (party_id);

      -- What staff have ordered for a slot. language: of the interpreter; '' for everything else, and when nobody said.
      CREATE TABLE need_order (
        slot_id uuid NOT NULL REFERENCES slot ON DELETE CASCADE,
        need text NOT NULL,
        language text NOT NULL DEFAULT '',
        note text,
        -- For how many parties it was ordered: those who come later are seen.
        parties int NOT NULL CHECK (parties >= 0),
        ordered_at timestamptz NOT NULL,
        ordered_by uuid REFERENCES account ON DELETE SET NULL,
        PRIMARY KEY (slot_id, need, language)
      );

      -- How long before the start a party is reminded. An edition's own rows for a kind stand instead of the general ones.
      CREATE TABLE reminder_rule (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        edition_id uuid REFERENCES edition ON DELETE CASCADE,
        kind text NOT NULL,
        hours_before int NOT NULL CHECK (hours_before BETWEEN 1 AND 336),
        UNIQUE NULLS NOT DISTINCT (edition_id, kind, hours_before)
      );
      INSERT INTO reminder_rule (kind, hours_before) VALUES
        ('arrival', 48), ('guardian-meeting', 24), ('guardian-meeting', 2), ('guidance-talk', 24), ('try-it', 24),
        ('open-house', 24), ('theme-week', 2), ('exhibitor-meeting', 24);

      CREATE TABLE slot_material (
        id uuid PRIMARY KEY,
        slot_id uuid NOT NULL REFERENCES slot ON DELETE CASCADE,
        title jsonb NOT NULL CHECK (title ? 'sv'),
        url text NOT NULL CHECK (url LIKE 'https://%'),
        added_at timestamptz NOT NULL,
        added_by uuid REFERENCES account ON DELETE SET NULL,
        CONSTRAINT slot_material_once UNIQUE (slot_id, url)
      );

      -- A mail may be about an organiser's own work: then it goes to the organiser's box.
      ALTER TABLE message ADD COLUMN organiser_id uuid REFERENCES organiser,
        DROP CONSTRAINT message_check,
        ADD CONSTRAINT message_about
          CHECK (num_nonnulls(party_id, application_id, sign_in_link_id, organiser_id) = 1);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM message WHERE organiser_id IS NOT NULL;
      ALTER TABLE message DROP CONSTRAINT message_about, DROP COLUMN organiser_id,
        ADD CONSTRAINT message_check CHECK (num_nonnulls(party_id, application_id, sign_in_link_id) = 1);
      DROP TABLE slot_material, reminder_rule, need_order, slot_question;
      ALTER TABLE activity_kind DROP COLUMN takes_questions;
    `);
  }
}
