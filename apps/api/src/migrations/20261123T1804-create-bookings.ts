import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBookings1764000000005 implements MigrationInterface {
  readonly name = 'CreateBookings1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The unit of visiting, waiting and checking in. email, phone and name are the only personal columns.
      CREATE TABLE party (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition,
        kind text NOT NULL CHECK (kind IN ('family', 'single', 'group', 'class')),
        size int NOT NULL CHECK (size > 0),
        state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'cancelled')),
        reference text NOT NULL CONSTRAINT party_reference UNIQUE,
        link_revision smallint NOT NULL DEFAULT 1,
        locale text NOT NULL,
        email text,
        phone text,
        name text,
        municipality text REFERENCES municipality,
        needs text[] NOT NULL DEFAULT '{}',
        school text,
        class_name text,
        grade text,
        pupils int CHECK (pupils > 0),
        staff int CHECK (staff >= 0),
        arrival text,
        created_at timestamptz NOT NULL,
        cancelled_at timestamptz,
        CHECK (kind <> 'single' OR size = 1),
        CHECK (kind <> 'class' OR (pupils IS NOT NULL AND class_name IS NOT NULL))
      );
      CREATE INDEX party_edition ON party (edition_id);

      -- The order of a line: drawn while the slot is locked, so it is the order of joining.
      CREATE SEQUENCE line_no;

      CREATE TABLE booking (
        id uuid PRIMARY KEY,
        edition_id uuid NOT NULL REFERENCES edition,
        party_id uuid NOT NULL REFERENCES party,
        slot_id uuid NOT NULL REFERENCES slot,
        places int NOT NULL CHECK (places > 0),
        -- What was asked for, when a part was given.
        asked int NOT NULL CHECK (asked >= places),
        part_ok boolean NOT NULL DEFAULT false,
        state text NOT NULL CHECK (state IN ('waiting', 'offered', 'confirmed', 'cancelled', 'released')),
        line_no bigint,
        joined_at timestamptz,
        offered_at timestamptz,
        offer_until timestamptz,
        ended_by text CHECK (ended_by IN ('by_party', 'declined', 'expired', 'withdrawn', 'no_show')),
        came int CHECK (came >= 0),
        made_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        CHECK ((state = 'offered') = (offer_until IS NOT NULL)),
        CHECK (state <> 'waiting' OR line_no IS NOT NULL),
        CHECK ((state IN ('cancelled', 'released')) = (ended_by IS NOT NULL))
      );
      CREATE UNIQUE INDEX booking_once ON booking (party_id, slot_id) WHERE state IN ('waiting', 'offered', 'confirmed');
      CREATE INDEX booking_slot ON booking (slot_id);
      CREATE UNIQUE INDEX booking_line ON booking (slot_id, line_no) WHERE state = 'waiting';
      CREATE INDEX booking_offer ON booking (offer_until) WHERE state = 'offered';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE booking; DROP SEQUENCE line_no; DROP TABLE party;
    `);
  }
}
