import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A bank of questions, ways into a survey, and answers that nothing in the database ties to whoever gave them. */
export class CreateSurveys1764000000050 implements MigrationInterface {
  readonly name = 'CreateSurveys1764000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(bank);
    await runner.query(surveys);
    await runner.query(waysIn);
    await runner.query(answers);
    await runner.query(letters);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM message WHERE survey_invitation_id IS NOT NULL;
      ALTER TABLE message DROP CONSTRAINT message_about, DROP COLUMN survey_invitation_id;
      ALTER TABLE message ADD CONSTRAINT message_about
        CHECK (num_nonnulls(party_id, application_id, sign_in_link_id, organiser_id) = 1);
      DROP TABLE answer_theme, theme;
      DROP INDEX answer_question, response_survey;
      DELETE FROM answer WHERE item <> '' OR value <> trunc(value);
      ALTER TABLE answer DROP CONSTRAINT answer_pkey, DROP CONSTRAINT answer_says, DROP COLUMN item,
        ALTER COLUMN value TYPE smallint, ADD PRIMARY KEY (response_id, question_id);
      ALTER TABLE response DROP COLUMN via, DROP COLUMN locale, DROP COLUMN municipality, DROP COLUMN school_id,
        DROP COLUMN grade;
      DROP TABLE survey_draft, ballot, survey_link, survey_invitation;
      ALTER TABLE question ADD COLUMN version smallint, ADD COLUMN kind text, ADD COLUMN text jsonb;
      UPDATE question q SET version = b.version, kind = b.kind, text = b.text
        FROM bank_question b WHERE b.id = q.bank_question_id;
      DELETE FROM question WHERE kind NOT IN ('single', 'scale', 'text');
      ALTER TABLE question ALTER COLUMN version SET NOT NULL, ALTER COLUMN kind SET NOT NULL,
        ALTER COLUMN text SET NOT NULL, ADD CONSTRAINT question_kind_check CHECK (kind IN ('single', 'scale', 'text')),
        DROP COLUMN bank_question_id, DROP COLUMN page, DROP COLUMN required, DROP COLUMN shown_if;
      ALTER TABLE survey DROP CONSTRAINT survey_window, DROP COLUMN state, DROP COLUMN opens_at, DROP COLUMN closes_at,
        DROP COLUMN intro, DROP COLUMN thanks, DROP COLUMN languages, DROP CONSTRAINT survey_audience_check;
      DROP TABLE bank_question;
      DROP FUNCTION keep_bank_question;
    `);
  }
}

const bank = `
  -- A question as it is asked, in every language. A version never changes once made: another wording is another version.
  CREATE TABLE bank_question (
    id uuid PRIMARY KEY,
    organiser_id uuid NOT NULL REFERENCES organiser,
    key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9-]{1,39}$'),
    version smallint NOT NULL CHECK (version > 0),
    -- Whether answers compare with those of the version before; if not, the series breaks here.
    comparable boolean NOT NULL DEFAULT true,
    kind text NOT NULL CHECK (kind IN ('single', 'several', 'scale', 'matrix', 'number', 'text')),
    text jsonb NOT NULL,
    help jsonb NOT NULL DEFAULT '{}',
    -- [{ value, text, alone? }] to choose from (single, several, columns of a matrix), or words for values of a scale.
    -- alone: chosen with nothing else.
    options jsonb NOT NULL DEFAULT '[]',
    -- [{ key, text }] of a matrix.
    rows jsonb NOT NULL DEFAULT '[]',
    -- Of a scale or a number.
    least numeric,
    most numeric,
    made_at timestamptz NOT NULL,
    retired_at timestamptz,
    UNIQUE (organiser_id, key, version),
    UNIQUE (id, key),
    CHECK (kind NOT IN ('scale') OR (least IS NOT NULL AND most > least)),
    CHECK ((kind = 'matrix') = (rows <> '[]'))
  );
  CREATE FUNCTION keep_bank_question() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'a version of a question never changes' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'bank_question_fixed';
  END $$;
  CREATE TRIGGER bank_question_fixed BEFORE UPDATE ON bank_question FOR EACH ROW
    WHEN ((OLD.organiser_id, OLD.key, OLD.version, OLD.comparable, OLD.kind, OLD.text, OLD.options, OLD.rows, OLD.least, OLD.most)
      IS DISTINCT FROM (NEW.organiser_id, NEW.key, NEW.version, NEW.comparable, NEW.kind, NEW.text, NEW.options, NEW.rows, NEW.least, NEW.most))
    EXECUTE FUNCTION keep_bank_question();
`;

const surveys = `
  ALTER TABLE survey
    ADD COLUMN state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'open', 'closed')),
    ADD COLUMN opens_at timestamptz,
    ADD COLUMN closes_at timestamptz,
    ADD COLUMN intro jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN thanks jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN languages text[] NOT NULL DEFAULT '{sv,en,ar}' CHECK (cardinality(languages) > 0),
    ADD CONSTRAINT survey_window CHECK (closes_at > opens_at),
    ADD CONSTRAINT survey_audience_check CHECK (audience IN ('pupil-before', 'pupil-after', 'guardian', 'counsellor',
      'exhibitor', 'working-life', 'reference-group', 'municipality', 'visitor'));
  COMMENT ON COLUMN survey.invited IS 'Asked on paper or in an earlier system, besides invitations and class links';
  UPDATE survey SET state = 'closed';

  INSERT INTO bank_question (id, organiser_id, key, version, kind, text, least, most, made_at)
    SELECT DISTINCT ON (f.organiser_id, q.key, q.version) q.id, f.organiser_id, q.key, q.version, q.kind, q.text,
      CASE WHEN q.kind = 'scale' THEN 1 END, CASE WHEN q.kind = 'scale' THEN 5 END, now()
    FROM question q JOIN survey s ON s.id = q.survey_id JOIN edition e ON e.id = s.edition_id JOIN fair f ON f.id = e.fair_id
    ORDER BY f.organiser_id, q.key, q.version, q.id DESC;
  ALTER TABLE question
    ADD COLUMN bank_question_id uuid,
    ADD COLUMN page smallint NOT NULL DEFAULT 1 CHECK (page > 0),
    ADD COLUMN required boolean NOT NULL DEFAULT false,
    -- { question: key, values: [...] }: asked only of those who chose one of the values of a question on an earlier page.
    ADD COLUMN shown_if jsonb;
  UPDATE question q SET bank_question_id = b.id
    FROM bank_question b, survey s, edition e, fair f
    WHERE s.id = q.survey_id AND e.id = s.edition_id AND f.id = e.fair_id
      AND b.organiser_id = f.organiser_id AND b.key = q.key AND b.version = q.version;
  ALTER TABLE question ALTER COLUMN bank_question_id SET NOT NULL,
    ADD FOREIGN KEY (bank_question_id, key) REFERENCES bank_question (id, key),
    DROP COLUMN version, DROP COLUMN kind, DROP COLUMN text;
  CREATE INDEX question_bank ON question (bank_question_id);
`;

const waysIn = `
  -- One invitation, one answer. Nothing here says whether it was answered: see ballot.
  CREATE TABLE survey_invitation (
    id uuid PRIMARY KEY,
    survey_id uuid NOT NULL REFERENCES survey ON DELETE CASCADE,
    party_id uuid REFERENCES party,
    application_id uuid REFERENCES application,
    account_id uuid REFERENCES account ON DELETE CASCADE,
    email text CHECK (email = lower(email)),
    locale text NOT NULL,
    revision smallint NOT NULL DEFAULT 0,
    made_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    -- None of them once whoever was invited is purged.
    CHECK (num_nonnulls(party_id, application_id, account_id, email) <= 1),
    UNIQUE (survey_id, party_id),
    UNIQUE (survey_id, application_id),
    UNIQUE (survey_id, account_id),
    UNIQUE (survey_id, email)
  );
  CREATE INDEX survey_invitation_party ON survey_invitation (party_id) WHERE party_id IS NOT NULL;

  -- A way in for many: a class in its lesson, a code at the exit, a screen that starts anew. It takes so many answers at most.
  CREATE TABLE survey_link (
    id uuid PRIMARY KEY,
    survey_id uuid NOT NULL REFERENCES survey ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('class', 'open', 'kiosk')),
    party_id uuid REFERENCES party,
    label text NOT NULL DEFAULT '',
    -- How many are asked: the denominator. Unknown at an exit.
    expected int CHECK (expected > 0),
    most int NOT NULL CHECK (most > 0),
    answered int NOT NULL DEFAULT 0,
    revision smallint NOT NULL DEFAULT 0,
    made_at timestamptz NOT NULL,
    closed_at timestamptz,
    CONSTRAINT survey_link_not_stuffed CHECK (answered BETWEEN 0 AND most),
    CHECK (kind = 'class' OR party_id IS NULL),
    UNIQUE (survey_id, party_id)
  );

  -- Says that an invitation has been answered to whoever holds the installation's key, which is not in the database:
  -- hash is an HMAC of the invitation. It stands beside the answers, not on them, and goes when the survey closes (I11).
  CREATE TABLE ballot (
    survey_id uuid NOT NULL REFERENCES survey ON DELETE CASCADE,
    hash bytea NOT NULL,
    PRIMARY KEY (survey_id, hash)
  );
  -- What has been answered so far, to go on with; gone when it is handed in.
  CREATE TABLE survey_draft (
    survey_id uuid NOT NULL REFERENCES survey ON DELETE CASCADE,
    hash bytea NOT NULL,
    answers jsonb NOT NULL,
    saved_on date NOT NULL,
    PRIMARY KEY (survey_id, hash)
  );
`;

const answers = `
  -- Traits are kept only where enough of those invited share them, so that none of them points at somebody.
  ALTER TABLE response
    ADD COLUMN via text NOT NULL DEFAULT 'invitation' CHECK (via IN ('invitation', 'class', 'open', 'kiosk', 'paper')),
    ADD COLUMN locale text,
    ADD COLUMN municipality text REFERENCES municipality,
    ADD COLUMN school_id uuid REFERENCES organisation,
    ADD COLUMN grade text;
  UPDATE response SET via = 'class' WHERE in_class;
  CREATE INDEX response_survey ON response (survey_id);
  ALTER TABLE answer
    -- Of several: the value chosen, a row for each. Of a matrix: its row.
    ADD COLUMN item text NOT NULL DEFAULT '',
    ALTER COLUMN value TYPE numeric,
    ADD CONSTRAINT answer_says CHECK (num_nonnulls(value, text) = 1),
    DROP CONSTRAINT answer_pkey,
    ADD PRIMARY KEY (response_id, question_id, item);
  CREATE INDEX answer_question ON answer (question_id);

  -- What staff call the answers in words to a question, the same from year to year.
  CREATE TABLE theme (
    id uuid PRIMARY KEY,
    organiser_id uuid NOT NULL REFERENCES organiser,
    question_key text NOT NULL,
    name text NOT NULL,
    UNIQUE (organiser_id, question_key, name)
  );
  CREATE TABLE answer_theme (
    response_id uuid NOT NULL,
    question_id uuid NOT NULL,
    item text NOT NULL DEFAULT '',
    theme_id uuid NOT NULL REFERENCES theme ON DELETE CASCADE,
    PRIMARY KEY (response_id, question_id, item, theme_id),
    FOREIGN KEY (response_id, question_id, item) REFERENCES answer ON DELETE CASCADE
  );
`;

const letters = `
  ALTER TABLE message ADD COLUMN survey_invitation_id uuid REFERENCES survey_invitation;
  ALTER TABLE message DROP CONSTRAINT message_about;
  ALTER TABLE message ADD CONSTRAINT message_about
    CHECK (num_nonnulls(party_id, application_id, sign_in_link_id, organiser_id, survey_invitation_id) = 1);
  CREATE INDEX message_survey ON message (survey_invitation_id) WHERE survey_invitation_id IS NOT NULL;
`;
