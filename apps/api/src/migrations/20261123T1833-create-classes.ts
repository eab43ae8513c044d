import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schools that come with classes, what a class wishes and is given, and a share of an arrival for each school. */
export class CreateClasses1764000000033 implements MigrationInterface {
  readonly name = 'CreateClasses1764000000033';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schools);
    await runner.query(shares);
    await runner.query(classes);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE class_split, hand_over, class_proposal, class_group_visit, class_group, class_wish, class_plan;
      DROP TRIGGER slot_capacity_of_schools ON slot;
      DROP TRIGGER activity_share_of_schools ON activity;
      DROP TRIGGER booking_of_school_changed ON booking;
      DROP TRIGGER booking_of_school_made ON booking;
      DROP FUNCTION count_school, move_school, recount_schools, school_most;
      DROP TABLE slot_school;
      ALTER TABLE booking DROP COLUMN school_id;
      ALTER TABLE activity DROP COLUMN school_share;
      DELETE FROM membership WHERE organisation_id IN (SELECT id FROM organisation WHERE kind = 'compulsory');
      UPDATE party SET school_id = NULL WHERE school_id IN (SELECT id FROM organisation WHERE kind = 'compulsory');
      DELETE FROM organisation WHERE kind = 'compulsory';
      DROP INDEX organisation_kind_name;
      ALTER TABLE organisation DROP COLUMN unit_code, DROP CONSTRAINT organisation_kind_check,
        ADD CONSTRAINT organisation_kind_check CHECK (kind IN ('school', 'branch', 'company', 'authority')),
        ADD CONSTRAINT organisation_kind_name_key UNIQUE (kind, name);
    `);
  }
}

const schools = `
  ALTER TABLE organisation DROP CONSTRAINT organisation_kind_check, DROP CONSTRAINT organisation_kind_name_key,
    -- Whoever has a unit code stands in the register of schools that come with classes.
    ADD COLUMN unit_code text UNIQUE CHECK (unit_code ~ '^[0-9]{8}$'),
    -- compulsory: a school that comes with classes, of whatever form.
    ADD CONSTRAINT organisation_kind_check
      CHECK (kind IN ('school', 'branch', 'company', 'authority', 'compulsory')),
    ADD CONSTRAINT organisation_compulsory_coded CHECK (kind <> 'compulsory' OR unit_code IS NOT NULL);
  -- Schools of two municipalities may bear one name; the code tells them apart.
  CREATE UNIQUE INDEX organisation_kind_name ON organisation (kind, name) WHERE kind <> 'compulsory';
  CREATE INDEX organisation_register ON organisation (name) WHERE unit_code IS NOT NULL;
`;

/*
 * The trigger is the guard: whatever writes a booking of a class with a school, the school's places are counted under
 * the slot's lock. A single class always has room for itself, however small the window.
 */
const shares = `
  -- Percent of a slot's places that classes of one school may take; null: no limit.
  ALTER TABLE activity ADD COLUMN school_share smallint CHECK (school_share BETWEEN 1 AND 100);
  -- Copied from the party when the booking is made, so that the trigger can do without a look there.
  ALTER TABLE booking ADD COLUMN school_id uuid REFERENCES organisation;
  CREATE TABLE slot_school (
    slot_id uuid NOT NULL REFERENCES slot ON DELETE CASCADE,
    school_id uuid NOT NULL REFERENCES organisation,
    taken int NOT NULL CHECK (taken >= 0),
    most int NOT NULL,
    PRIMARY KEY (slot_id, school_id),
    CONSTRAINT slot_school_within_share CHECK (taken <= most)
  );

  CREATE FUNCTION school_most(capacity int, share smallint) RETURNS int LANGUAGE sql IMMUTABLE
    RETURN floor(capacity * share / 100.0)::int;

  -- Counts what a school has of a slot as one booking there goes from some places to others; the slot is locked.
  CREATE FUNCTION move_school(the_slot uuid, school uuid, before int, after int) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    share smallint;
    room int;
    others int;
  BEGIN
    SELECT a.school_share, s.capacity INTO share, room
      FROM slot s JOIN activity a ON a.id = s.activity_id WHERE s.id = the_slot;
    IF share IS NULL OR before = after THEN RETURN; END IF;
    INSERT INTO slot_school AS it (slot_id, school_id, taken, most) VALUES (the_slot, school, 0, 0)
      ON CONFLICT (slot_id, school_id) DO UPDATE SET taken = it.taken RETURNING taken - before INTO others;
    UPDATE slot_school SET taken = others + after,
        most = greatest(school_most(room, share),
                        CASE WHEN others = 0 OR after < before THEN others + after ELSE 0 END)
      WHERE slot_id = the_slot AND school_id = school;
  END $$;

  CREATE FUNCTION count_school() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    before int := 0;
    after int := CASE WHEN NEW.state IN ('confirmed', 'offered') THEN NEW.places ELSE 0 END;
  BEGIN
    IF NEW.state = 'waiting' AND EXISTS (
        SELECT FROM slot s JOIN activity a ON a.id = s.activity_id
        WHERE s.id = NEW.slot_id AND a.school_share IS NOT NULL) THEN
      RAISE EXCEPTION 'no line where schools have a share'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'slot_school_without_line';
    END IF;
    IF TG_OP = 'UPDATE' THEN
      before := CASE WHEN OLD.state IN ('confirmed', 'offered') THEN OLD.places ELSE 0 END;
      IF OLD.slot_id <> NEW.slot_id THEN
        PERFORM move_school(OLD.slot_id, OLD.school_id, before, 0);
        before := 0;
      END IF;
    END IF;
    PERFORM move_school(NEW.slot_id, NEW.school_id, before, after);
    RETURN NULL;
  END $$;
  CREATE TRIGGER booking_of_school_made AFTER INSERT ON booking
    FOR EACH ROW WHEN (NEW.school_id IS NOT NULL) EXECUTE FUNCTION count_school();
  CREATE TRIGGER booking_of_school_changed AFTER UPDATE OF state, places, slot_id ON booking
    FOR EACH ROW WHEN (NEW.school_id IS NOT NULL
      AND (OLD.state, OLD.places, OLD.slot_id) IS DISTINCT FROM (NEW.state, NEW.places, NEW.slot_id))
    EXECUTE FUNCTION count_school();

  -- A new share or capacity takes nothing from anybody: whoever has more keeps it.
  CREATE FUNCTION recount_schools() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM slot_school o USING slot s
      WHERE s.id = o.slot_id AND CASE TG_TABLE_NAME WHEN 'slot' THEN s.id ELSE s.activity_id END = NEW.id;
    INSERT INTO slot_school (slot_id, school_id, taken, most)
      SELECT s.id, b.school_id, sum(b.places), greatest(school_most(s.capacity, a.school_share), sum(b.places)::int)
      FROM slot s JOIN activity a ON a.id = s.activity_id JOIN booking b ON b.slot_id = s.id
      WHERE CASE TG_TABLE_NAME WHEN 'slot' THEN s.id ELSE s.activity_id END = NEW.id AND a.school_share IS NOT NULL
        AND b.school_id IS NOT NULL AND b.state IN ('confirmed', 'offered')
      GROUP BY s.id, b.school_id, a.school_share;
    RETURN NULL;
  END $$;
  CREATE TRIGGER activity_share_of_schools AFTER UPDATE OF school_share ON activity
    FOR EACH ROW WHEN (OLD.school_share IS DISTINCT FROM NEW.school_share) EXECUTE FUNCTION recount_schools();
  CREATE TRIGGER slot_capacity_of_schools AFTER UPDATE OF capacity ON slot
    FOR EACH ROW WHEN (OLD.capacity <> NEW.capacity) EXECUTE FUNCTION recount_schools();
`;

const classes = `
  -- What a teacher wishes for a class; the class itself is a party.
  CREATE TABLE class_plan (
    party_id uuid PRIMARY KEY REFERENCES party ON DELETE CASCADE,
    visits smallint NOT NULL CHECK (visits BETWEEN 1 AND 3)
  );
  CREATE TABLE class_wish (
    party_id uuid NOT NULL REFERENCES party ON DELETE CASCADE,
    activity_id uuid NOT NULL REFERENCES activity ON DELETE CASCADE,
    weight smallint NOT NULL CHECK (weight BETWEEN 1 AND 3),
    PRIMARY KEY (party_id, activity_id)
  );
  -- Accepted groups. The booking of the party in a slot has as many places as the groups that go there.
  CREATE TABLE class_group (
    party_id uuid NOT NULL REFERENCES party ON DELETE CASCADE,
    no smallint NOT NULL CHECK (no > 0),
    size int NOT NULL CHECK (size > 0),
    PRIMARY KEY (party_id, no)
  );
  CREATE TABLE class_group_visit (
    party_id uuid NOT NULL,
    no smallint NOT NULL,
    slot_id uuid NOT NULL REFERENCES slot ON DELETE CASCADE,
    PRIMARY KEY (party_id, no, slot_id),
    FOREIGN KEY (party_id, no) REFERENCES class_group ON DELETE CASCADE
  );
  CREATE INDEX class_group_visit_slot ON class_group_visit (slot_id);

  CREATE TABLE class_split (
    id uuid PRIMARY KEY,
    edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
    state text NOT NULL CHECK (state IN ('waiting', 'running', 'stopping', 'stopped', 'done', 'failed')),
    until timestamptz NOT NULL,
    done int NOT NULL DEFAULT 0,
    of int NOT NULL DEFAULT 0,
    proposed int NOT NULL DEFAULT 0,
    without int NOT NULL DEFAULT 0,
    visits int NOT NULL DEFAULT 0,
    first_wishes int NOT NULL DEFAULT 0,
    any_wishes int NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    account_id uuid REFERENCES account ON DELETE SET NULL
  );
  CREATE UNIQUE INDEX class_split_one ON class_split (edition_id) WHERE state IN ('waiting', 'running', 'stopping');

  -- A proposal lives as long as the places that are held for it. Groups: [{ no, size, visits: [slot id] }].
  CREATE TABLE class_proposal (
    party_id uuid PRIMARY KEY REFERENCES party ON DELETE CASCADE,
    -- Null when nothing has to be held beyond what the class has.
    hold_id uuid UNIQUE REFERENCES hold ON DELETE CASCADE,
    until timestamptz NOT NULL,
    groups jsonb NOT NULL,
    reasons jsonb NOT NULL,
    split_id uuid REFERENCES class_split ON DELETE SET NULL
  );

  CREATE TABLE hand_over (
    id uuid PRIMARY KEY,
    party_id uuid NOT NULL REFERENCES party ON DELETE CASCADE,
    email text NOT NULL,
    made_at timestamptz NOT NULL,
    revoked_at timestamptz
  );
  CREATE INDEX hand_over_party ON hand_over (party_id);
`;
