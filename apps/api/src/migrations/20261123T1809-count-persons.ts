import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountPersons1764000000010 implements MigrationInterface {
  readonly name = 'CountPersons1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(counting);
    await runner.query(hidingInALine);
    await runner.query(hidingInATable);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION hidden_in_table, next_line, hidden_in_line, parts_of, adds_up;
      DROP TYPE hidden_keys, figure_leaf;
      DROP VIEW attendance, arrival;
      DROP FUNCTION counted_persons;
    `);
  }
}

const counting = `
  -- The one rule of counting at the door: a ticket counts for its size at most, a class for the number that really
  -- came at once; those without a ticket (no size) count as they are clicked. The sum does not depend on order (I8).
  CREATE FUNCTION counted_persons(n bigint, size int, largest int) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN size IS NULL THEN n ELSE LEAST(n, GREATEST(size, largest)) END;

  -- What each passage in adds to the number of visitors, in order of the clock at the door.
  CREATE VIEW arrival AS
    SELECT edition_id, day, at, door_id, party_id,
      counted_persons(running, size, largest) - counted_persons(running - count, size, largest) AS persons
    FROM (
      SELECT p.edition_id, p.day, p.at, p.door_id, p.party_id, p.count, party.size,
        sum(p.count) OVER (PARTITION BY p.edition_id, p.day, p.party_id ORDER BY p.at, p.id) AS running,
        max(p.count) OVER (PARTITION BY p.edition_id, p.day, p.party_id) AS largest
      FROM passage p LEFT JOIN party ON party.id = p.party_id
      WHERE p.direction = 'in'
    ) passed;

  -- One row per party and day (one without a party for all walk-ins): who came, and who is still inside.
  CREATE VIEW attendance AS
    SELECT edition_id, day, party_id,
      counted_persons(went_in, size, largest) AS came,
      counted_persons(GREATEST(went_in - went_out, 0), size, largest) AS inside
    FROM (
      SELECT p.edition_id, p.day, p.party_id, party.size,
        coalesce(sum(p.count) FILTER (WHERE p.direction = 'in'), 0) AS went_in,
        coalesce(sum(p.count) FILTER (WHERE p.direction = 'out'), 0) AS went_out,
        max(p.count) FILTER (WHERE p.direction = 'in') AS largest
      FROM passage p LEFT JOIN party ON party.id = p.party_id
      GROUP BY p.edition_id, p.day, p.party_id, party.size
    ) summed;
`;

const hidingInALine = `
  -- A cell of a figure before anything is shown: its keys and the numbers of persons it rests on (the first one orders).
  CREATE TYPE figure_leaf AS (a text, b text, parts bigint[]);

  CREATE FUNCTION parts_of(leaves figure_leaf[]) RETURNS bigint[] LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(total ORDER BY at), '{}') FROM (
      SELECT at, sum(part)::bigint AS total
      FROM unnest(leaves) leaf, unnest(leaf.parts) WITH ORDINALITY AS one (part, at) GROUP BY at) summed
  $$;

  -- Whether what is hidden may be found as one sum: nobody, or as many persons as the threshold asks for.
  CREATE FUNCTION adds_up(parts bigint[], threshold int) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT NOT EXISTS (SELECT FROM unnest(parts) part WHERE part > 0 AND part < threshold)
  $$;

  -- The keys to hide in one line whose total is shown: the small ones, and the next smallest until neither a cell nor
  -- a sum of fewer than the threshold can be found by subtraction. \`start\` are keys hidden for another reason.
  CREATE FUNCTION hidden_in_line(line figure_leaf[], threshold int, start text[]) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE
      keys text[];
      next text;
    BEGIN
      SELECT coalesce(array_agg(a), '{}') INTO keys FROM unnest(line)
        WHERE a = ANY (start) OR NOT adds_up(parts, threshold);
      WHILE cardinality(keys) > 0 LOOP
        EXIT WHEN cardinality(keys) > 1 AND (
          SELECT adds_up(parts_of(array_agg(leaf)), threshold) FROM unnest(line) leaf WHERE leaf.a = ANY (keys));
        SELECT a INTO next FROM unnest(line)
          WHERE a <> ALL (keys) AND 0 < ANY (parts) ORDER BY parts[1], a LIMIT 1;
        EXIT WHEN NOT FOUND;
        keys := keys || next;
      END LOOP;
      RETURN keys;
    END $$;
`;

const hidingInATable = `
  -- What is hidden in a table with its margins: \`rows\` and \`columns\` in the margins, and inside every cell of the rows
  -- \`a\` in the columns \`b\`. With two lines each way that hold persons, no such rectangle can be solved.
  CREATE TYPE hidden_keys AS (whole boolean, rows text[], columns text[], a text[], b text[]);

  -- The line to hide besides the lines \`held\` in the lines \`across\`: one that holds persons there, when fewer than two
  -- of the held do, or when what is held in one of the lines across would be found as a sum that is too small.
  CREATE FUNCTION next_line(leaves figure_leaf[], threshold int, held text[], across text[]) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$
    WITH cell AS (SELECT a, b, parts FROM unnest(leaves) WHERE b = ANY (across)),
    short AS (
      SELECT b FROM cell WHERE a = ANY (held) GROUP BY b
      HAVING NOT adds_up(parts_of(array_agg(ROW(a, b, parts)::figure_leaf)), threshold)),
    filled AS (SELECT count(DISTINCT a) AS lines FROM cell WHERE a = ANY (held) AND 0 < ANY (parts))
    SELECT a FROM cell
    WHERE a <> ALL (held) AND 0 < ANY (parts)
      AND ((SELECT lines FROM filled) < 2 OR b IN (SELECT b FROM short))
    GROUP BY a ORDER BY count(*) DESC, sum(parts[1]), a LIMIT 1
  $$;

  CREATE FUNCTION hidden_in_table(leaves figure_leaf[], threshold int, start hidden_keys) RETURNS hidden_keys
    LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE
      found hidden_keys;
      by_a figure_leaf[];
      by_b figure_leaf[];
      next text;
    BEGIN
      SELECT array_agg(ROW(a, NULL, parts_of(cells))::figure_leaf) INTO by_a FROM (
        SELECT leaf.a, array_agg(leaf) AS cells FROM unnest(leaves) leaf GROUP BY leaf.a) line;
      SELECT array_agg(ROW(b, NULL, parts_of(cells))::figure_leaf) INTO by_b FROM (
        SELECT leaf.b, array_agg(leaf) AS cells FROM unnest(leaves) leaf GROUP BY leaf.b) line;
      found.whole := coalesce((start).whole, false) OR NOT adds_up(parts_of(leaves), threshold);
      found.rows := hidden_in_line(by_a, threshold, coalesce((start).rows, '{}'));
      found.columns := hidden_in_line(by_b, threshold, coalesce((start).columns, '{}'));
      SELECT coalesce(array_agg(DISTINCT key), '{}') INTO found.a FROM (
        SELECT unnest(found.rows || coalesce((start).a, '{}')) AS key
        UNION SELECT a FROM unnest(leaves) WHERE NOT adds_up(parts, threshold)) keys;
      SELECT coalesce(array_agg(DISTINCT key), '{}') INTO found.b FROM (
        SELECT unnest(found.columns || coalesce((start).b, '{}')) AS key
        UNION SELECT b FROM unnest(leaves) WHERE NOT adds_up(parts, threshold)) keys;
      WHILE cardinality(found.a) + cardinality(found.b) > 0 LOOP
        next := next_line(leaves, threshold, found.a, found.b);
        IF next IS NOT NULL THEN
          found.a := found.a || next;
          CONTINUE;
        END IF;
        SELECT next_line(array_agg(ROW(b, a, parts)::figure_leaf), threshold, found.b, found.a)
          INTO next FROM unnest(leaves);
        EXIT WHEN next IS NULL;
        found.b := found.b || next;
      END LOOP;
      RETURN found;
    END $$;
`;
