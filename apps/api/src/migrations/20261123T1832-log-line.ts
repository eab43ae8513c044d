import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happens in a waiting line, kept so that it can be told and judged afterwards. Ids and numbers only. */
export class LogLine1764000000032 implements MigrationInterface {
  readonly name = 'LogLine1764000000032';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(trigger);
    await runner.query(sinceBefore);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER booking_log_line_joined ON booking;
      DROP TRIGGER booking_log_line_moved ON booking;
      DROP FUNCTION log_line;
      DROP TABLE line_event;
    `);
  }
}

const tables = `
  CREATE TABLE line_event (
    -- Drawn while the slot is locked, so within a slot it is the order in which things happened.
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    slot_id uuid NOT NULL REFERENCES slot ON DELETE CASCADE,
    -- Nobody in particular when the line is walked.
    booking_id uuid,
    what text NOT NULL CHECK (what IN ('joined', 'standing', 'changed', 'left', 'withdrawn', 'seated',
      'walked', 'offered', 'confirmed', 'passed_size', 'passed_time', 'accepted', 'declined', 'expired')),
    -- Asked for, given or given back; of a walk the sum it gave.
    places int NOT NULL,
    -- In a walk: how many places there were when this booking was looked at.
    free int,
    detail jsonb,
    CHECK ((what = 'walked') = (booking_id IS NULL)),
    CHECK ((what IN ('walked', 'offered', 'confirmed', 'passed_size', 'passed_time')) = (free IS NOT NULL))
  );
  CREATE INDEX line_event_slot ON line_event (slot_id, id);
`;

/**
 * Comings and goings are written by the database, so that no way of changing a booking can forget it. What a walk gives
 * is written by the walk, which knows why; it sets offered_at, and that is how it is known here.
 */
const trigger = `
  CREATE FUNCTION log_line() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    was text := CASE WHEN TG_OP = 'UPDATE' AND OLD.state IN ('waiting', 'offered') THEN OLD.state END;
    moved boolean := TG_OP = 'UPDATE' AND OLD.slot_id <> NEW.slot_id;
    gone text := CASE
      WHEN was IS NULL THEN NULL
      WHEN moved THEN 'left'
      WHEN was = 'waiting' AND NEW.state IN ('offered', 'confirmed') THEN
        CASE WHEN NEW.offered_at IS NOT DISTINCT FROM OLD.offered_at THEN 'seated' END
      WHEN NEW.state = 'confirmed' THEN 'accepted'
      WHEN NEW.ended_by IN ('withdrawn', 'declined', 'expired') THEN NEW.ended_by
      WHEN NEW.state <> was THEN 'left'
    END;
    come text := CASE
      WHEN NEW.state = 'waiting' AND (was IS NULL OR moved OR was = 'offered') THEN 'joined'
      WHEN NEW.state = 'offered' AND (was IS NULL OR moved) THEN 'standing'
      WHEN NEW.state = was THEN 'changed'
    END;
  BEGIN
    IF gone IS NOT NULL THEN
      INSERT INTO line_event (at, slot_id, booking_id, what, places)
      VALUES (NEW.changed_at, OLD.slot_id, NEW.id, gone, OLD.places);
    END IF;
    IF come IS NOT NULL THEN
      INSERT INTO line_event (at, slot_id, booking_id, what, places, detail)
      VALUES (NEW.changed_at, NEW.slot_id, NEW.id, come, NEW.places,
        CASE WHEN come = 'changed' THEN jsonb_build_object('partOk', NEW.part_ok)
             ELSE jsonb_build_object('state', NEW.state, 'lineNo', NEW.line_no, 'partOk', NEW.part_ok) END);
    END IF;
    RETURN NULL;
  END $$;

  CREATE TRIGGER booking_log_line_joined AFTER INSERT ON booking
    FOR EACH ROW WHEN (NEW.state IN ('waiting', 'offered')) EXECUTE FUNCTION log_line();
  CREATE TRIGGER booking_log_line_moved AFTER UPDATE OF state, places, part_ok, slot_id ON booking
    FOR EACH ROW WHEN (
      (OLD.state IN ('waiting', 'offered') OR NEW.state IN ('waiting', 'offered'))
      AND (OLD.state, OLD.places, OLD.part_ok, OLD.slot_id) IS DISTINCT FROM (NEW.state, NEW.places, NEW.part_ok, NEW.slot_id))
    EXECUTE FUNCTION log_line();
`;

/** Of those who stand in line already is known that they stand there, and in which order. */
const sinceBefore = `
  INSERT INTO line_event (at, slot_id, booking_id, what, places, detail)
  SELECT changed_at, slot_id, id, 'standing', places,
    jsonb_build_object('state', state, 'lineNo', line_no, 'partOk', part_ok)
  FROM booking WHERE state IN ('waiting', 'offered') ORDER BY slot_id, line_no
`;
