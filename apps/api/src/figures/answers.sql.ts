import { municipality } from './family.sql.ts';
import type { Family } from './family.sql.ts';

/**
 * Who was asked and who of them answered, survey by survey: by invitation, through a class with so many in it, or on
 * paper. An answer from an open link has nobody it is a part of, and is not among them.
 */
export const asked: Family = {
  measures: ['answered', 'invited'],
  facts: () => `
    SELECT s.edition_id, s.audience,
      s.invited + (SELECT count(*) FROM survey_invitation i WHERE i.survey_id = s.id AND i.withdrawn_at IS NULL)
        + (SELECT coalesce(sum(l.expected), 0) FROM survey_link l WHERE l.survey_id = s.id AND l.kind = 'class') AS invited,
      (SELECT count(*) FROM response r WHERE r.survey_id = s.id AND r.via NOT IN ('open', 'kiosk')) AS answered
    FROM survey s WHERE s.edition_id IN (SELECT edition_id FROM asked)`,
};

const traits = `${municipality}, coalesce(r.grade, 'unknown') AS grade, coalesce(r.locale, 'unknown') AS locale, r.via`;
const traitNames = 'municipality, grade, locale, via';

/** Everybody who answered, however they came to it. */
export const responses: Family = {
  measures: ['answered', 'in_class'],
  facts: () => `
    SELECT s.edition_id, s.audience, ${traits}, 1 AS answered, r.in_class::int AS in_class
    FROM survey s JOIN response r ON r.survey_id = s.id LEFT JOIN municipality m ON m.code = r.municipality
    WHERE s.edition_id IN (SELECT edition_id FROM asked)`,
};

/**
 * Questions as they are asked in an edition. The name of a question says of whom, its key, the row of a matrix, and
 * (from the second on) the series of versions that compare with each other: a version that does not compare is another
 * question to the figures, and no line is drawn from one to the other.
 */
const questions = `
    question AS (
      SELECT s.edition_id, s.audience, q.id, b.key, b.kind, b.options, b.rows, b.least, b.most, coalesce((
          SELECT max(v.version) FROM bank_question v
          WHERE v.organiser_id = b.organiser_id AND v.key = b.key AND v.version <= b.version AND NOT v.comparable), 1) AS series
      FROM survey s JOIN question q ON q.survey_id = s.id JOIN bank_question b ON b.id = q.bank_question_id
      WHERE s.edition_id IN (SELECT edition_id FROM asked))`;
const questionName = `q.audience || '/' || q.key || CASE WHEN a.item <> '' AND q.kind = 'matrix' THEN '/' || a.item ELSE '' END
      || CASE WHEN q.series > 1 THEN '~' || q.series ELSE '' END AS question`;

/** Those who chose an option of a question (`chosen`), of all who answered it (`of_all`). */
export const choices: Family = {
  measures: ['chosen', 'of_all', 'rated'],
  facts: () => `
    WITH ${questions},
    given AS (
      SELECT q.edition_id, ${questionName}, q.id, ${traits}, a.value, count(*) AS persons
      FROM question q JOIN answer a ON a.question_id = q.id JOIN response r ON r.id = a.response_id
      LEFT JOIN municipality m ON m.code = r.municipality
      WHERE q.kind IN ('single', 'several', 'scale', 'matrix') AND a.value IS NOT NULL
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8),
    -- Of several an answer is a row for each option, and one person has many.
    answered AS (
      SELECT q.edition_id, ${questionName}, q.id, ${traits}, count(DISTINCT r.id) AS persons
      FROM question q JOIN answer a ON a.question_id = q.id JOIN response r ON r.id = a.response_id
      LEFT JOIN municipality m ON m.code = r.municipality
      WHERE q.kind = 'several' AND a.value IS NOT NULL
      GROUP BY 1, 2, 3, 4, 5, 6, 7
      UNION ALL
      SELECT g.edition_id, g.question, g.id, municipality, grade, locale, via, sum(persons)
      FROM given g JOIN question q ON q.id = g.id WHERE q.kind <> 'several' GROUP BY 1, 2, 3, 4, 5, 6, 7),
    option AS (
      SELECT id, trunc((it ->> 'value')::numeric)::text AS option FROM question, jsonb_array_elements(options) it
      WHERE kind <> 'scale'
      UNION SELECT id, trunc(value)::text FROM question, generate_series(least, most) AS value WHERE kind = 'scale')
    SELECT edition_id, question, ${traitNames}, trunc(value)::text AS option, persons AS chosen, 0 AS of_all, 0 AS rated FROM given
    UNION ALL
    SELECT a.edition_id, a.question, ${traitNames}, o.option, 0, a.persons, CASE WHEN q.kind = 'scale' THEN a.persons ELSE 0 END
    FROM answered a JOIN question q ON q.id = a.id JOIN option o ON o.id = a.id`,
};

/**
 * What was said on scales and as numbers: how many said something, the sum, and how far they are in all from the least
 * and the most that could be said (a mean next to an end says that few said anything else).
 */
export const ratings: Family = {
  measures: ['persons', 'total', 'low', 'high'],
  facts: () => `
    WITH ${questions}
    SELECT q.edition_id, ${questionName}, ${traits}, count(*) AS persons, sum(a.value) AS total,
      coalesce(sum(ceil(a.value - q.least)), 0) AS low, coalesce(sum(ceil(q.most - a.value)), 0) AS high
    FROM question q JOIN answer a ON a.question_id = q.id JOIN response r ON r.id = a.response_id
    LEFT JOIN municipality m ON m.code = r.municipality
    WHERE q.kind IN ('scale', 'number') AND a.value IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5, 6`,
};

/** The same question before and after the fair, where both were asked it in versions that compare. */
export const attitudes: Family = {
  measures: [
    'before_n',
    'before_sum',
    'before_low',
    'before_high',
    'after_n',
    'after_sum',
    'after_low',
    'after_high',
  ],
  facts: () => `
    WITH ${questions},
    both_asked AS (
      SELECT q.edition_id, q.key, q.series FROM question q
      WHERE q.audience IN ('pupil-before', 'pupil-after') AND q.kind = 'scale'
      GROUP BY q.edition_id, q.key, q.series
      HAVING count(DISTINCT q.audience) = 2 AND count(DISTINCT (q.least, q.most)) = 1)
    SELECT q.edition_id, q.key || CASE WHEN q.series > 1 THEN '~' || q.series ELSE '' END AS question, ${traits},
      ${['before', 'after']
        .map(
          (when) => `count(*) FILTER (WHERE q.audience = 'pupil-${when}') AS ${when}_n,
      coalesce(sum(a.value) FILTER (WHERE q.audience = 'pupil-${when}'), 0) AS ${when}_sum,
      coalesce(sum(a.value - q.least) FILTER (WHERE q.audience = 'pupil-${when}'), 0) AS ${when}_low,
      coalesce(sum(q.most - a.value) FILTER (WHERE q.audience = 'pupil-${when}'), 0) AS ${when}_high`,
        )
        .join(', ')}
    FROM both_asked JOIN question q USING (edition_id, key, series)
    JOIN answer a ON a.question_id = q.id JOIN response r ON r.id = a.response_id
    LEFT JOIN municipality m ON m.code = r.municipality
    WHERE q.audience IN ('pupil-before', 'pupil-after') AND a.value IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5, 6`,
};

/** Everybody who said something to a question, of whatever kind. */
export const answered: Family = {
  measures: ['persons'],
  facts: () => `
    WITH ${questions}
    SELECT q.edition_id, ${questionName}, ${traits}, count(DISTINCT r.id) AS persons
    FROM question q JOIN answer a ON a.question_id = q.id JOIN response r ON r.id = a.response_id
    LEFT JOIN municipality m ON m.code = r.municipality
    GROUP BY 1, 2, 3, 4, 5, 6`,
};

/** Those whose words staff have given a theme (`named`), of all who wrote something (`of_all`). */
export const themes: Family = {
  measures: ['named', 'of_all'],
  facts: () => `
    WITH ${questions},
    written AS (
      SELECT q.edition_id, q.id, ${questionName}, ${traits}, r.id AS response
      FROM question q JOIN answer a ON a.question_id = q.id JOIN response r ON r.id = a.response_id
      LEFT JOIN municipality m ON m.code = r.municipality WHERE q.kind = 'text'),
    named AS (
      SELECT DISTINCT t.response_id AS response, t.question_id AS id, theme.name
      FROM question q JOIN answer_theme t ON t.question_id = q.id JOIN theme ON theme.id = t.theme_id)
    SELECT w.edition_id, w.question, ${traitNames}, n.name AS theme, count(*) AS named, 0 AS of_all
    FROM written w JOIN named n USING (response, id) GROUP BY 1, 2, 3, 4, 5, 6, 7
    UNION ALL
    SELECT w.edition_id, w.question, ${traitNames}, t.name, 0, count(*)
    FROM written w JOIN (SELECT DISTINCT id, name FROM named) t USING (id) GROUP BY 1, 2, 3, 4, 5, 6, 7`,
};
