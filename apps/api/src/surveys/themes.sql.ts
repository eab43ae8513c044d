import type { Sql, Tx } from '../platform/database.ts';

/**
 * Answers in words that may be read: `$1` is the question's id. `id` stands for the answer and tells nothing of the
 * response it belongs to, which would let the answers of one person be laid side by side; it is its place in the list
 * as well, so the order is none.
 */
const wordsText = `
  SELECT overlay(overlay(md5(a.response_id::text || a.question_id::text || a.item)
    PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid AS id, a.response_id, a.question_id, a.item, a.text
  FROM answer a WHERE a.question_id = $1 AND a.text <> '' AND a.hidden_because IS NULL`;

export interface TextQuestionRow {
  readonly id: string;
  readonly key: string;
  readonly text: Record<string, string>;
  readonly answers: number;
  readonly uncoded: number;
  readonly themes: readonly { readonly id: string; readonly name: string; readonly answers: number }[];
}

/** The questions of a survey that are answered in words, in its order, with how many answers each theme has. */
export const readTextQuestions = (sql: Sql, survey: string, organiser: string): Promise<TextQuestionRow[]> =>
  sql.rows<TextQuestionRow>(
    `SELECT q.id, q.key, b.text, n.answers, n.uncoded, coalesce((
       SELECT jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'answers', (
           SELECT count(*) FROM answer_theme c JOIN answer a USING (response_id, question_id, item)
           WHERE c.theme_id = t.id AND c.question_id = q.id AND a.text <> '' AND a.hidden_because IS NULL))
         ORDER BY t.name COLLATE "sv-x-icu")
       FROM theme t WHERE t.organiser_id = $2 AND t.question_key = q.key), '[]') AS themes
     FROM question q JOIN bank_question b ON b.id = q.bank_question_id
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS answers, (count(*) FILTER (WHERE NOT EXISTS (
         SELECT FROM answer_theme c WHERE c.response_id = a.response_id AND c.question_id = a.question_id
           AND c.item = a.item)))::int AS uncoded
       FROM answer a WHERE a.question_id = q.id AND a.text <> '' AND a.hidden_because IS NULL) n
     WHERE q.survey_id = $1 AND b.kind = 'text' ORDER BY q.page, q.position`,
    [survey, organiser],
  );

export interface WrittenRow {
  readonly id: string;
  readonly text: string;
  readonly themes: readonly string[];
}

const themesOf = `coalesce((SELECT array_agg(c.theme_id::text ORDER BY c.theme_id) FROM answer_theme c
  WHERE c.response_id = w.response_id AND c.question_id = w.question_id AND c.item = w.item), '{}')`;

const wanted = `($2::text IS NULL
  OR $2 = 'none' AND NOT EXISTS (SELECT FROM answer_theme c
    WHERE c.response_id = w.response_id AND c.question_id = w.question_id AND c.item = w.item)
  OR EXISTS (SELECT FROM answer_theme c WHERE c.response_id = w.response_id AND c.question_id = w.question_id
    AND c.item = w.item AND c.theme_id::text = $2))`;

/** Answers to a question, of one theme (its id), of `none`, or all (null). */
export const readWritten = (
  sql: Sql,
  question: string,
  it: { theme: string | null; limit: number; offset: number },
): Promise<WrittenRow[]> =>
  sql.rows<WrittenRow>(
    `SELECT w.id, w.text, ${themesOf} AS themes FROM (${wordsText}) w WHERE ${wanted}
     ORDER BY w.id LIMIT $3 OFFSET $4`,
    [question, it.theme, it.limit, it.offset],
  );

export async function countWritten(sql: Sql, question: string, theme: string | null): Promise<number> {
  const [row] = await sql.rows<{ count: number }>(
    `SELECT count(*) AS count FROM (${wordsText}) w WHERE ${wanted}`,
    [question, theme],
  );
  return row?.count ?? 0;
}

/** An answer as it is stored; its response never leaves the service. */
export interface StoredAnswer {
  readonly id: string;
  readonly responseId: string;
  readonly item: string;
  readonly text: string;
}

/** Locks an answer in words to a question. */
export async function lockAnswer(tx: Tx, question: string, id: string): Promise<StoredAnswer | undefined> {
  const [found] = await tx.rows<StoredAnswer>(
    `SELECT id, response_id AS "responseId", item, text FROM (${wordsText}) w WHERE id = $2`,
    [question, id],
  );
  if (!found) return undefined;
  const [row] = await tx.rows<{ text: string }>(
    `SELECT text FROM answer WHERE response_id = $1 AND question_id = $2 AND item = $3 FOR UPDATE`,
    [found.responseId, question, found.item],
  );
  return row && { ...found, text: row.text };
}

/** Gives an answer these themes and no others. Throws a violated foreign key when one is gone. */
export async function setThemes(
  tx: Tx,
  question: string,
  { responseId, item }: StoredAnswer,
  themes: readonly string[],
): Promise<void> {
  await tx.rows(
    'DELETE FROM answer_theme WHERE response_id = $1 AND question_id = $2 AND item = $3 AND theme_id <> ALL ($4::uuid[])',
    [responseId, question, item, themes],
  );
  await tx.rows(
    `INSERT INTO answer_theme (response_id, question_id, item, theme_id) SELECT $1, $2, $3, unnest($4::uuid[])
     ON CONFLICT DO NOTHING`,
    [responseId, question, item, themes],
  );
}

/** The ids of an organiser's themes of a question, whatever edition asks it. */
export async function themesOfKey(sql: Sql, organiser: string, key: string): Promise<Set<string>> {
  const rows = await sql.rows<{ id: string }>(
    'SELECT id FROM theme WHERE organiser_id = $1 AND question_key = $2',
    [organiser, key],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Throws the violated constraint when there is one of that name. */
export async function insertTheme(
  tx: Tx,
  it: { id: string; organiser: string; key: string; name: string },
): Promise<void> {
  await tx.rows('INSERT INTO theme (id, organiser_id, question_key, name) VALUES ($1, $2, $3, $4)', [
    it.id,
    it.organiser,
    it.key,
    it.name,
  ]);
}

export async function deleteTheme(
  tx: Tx,
  it: { id: string; organiser: string; key: string },
): Promise<boolean> {
  const rows = await tx.rows(
    'DELETE FROM theme WHERE id = $1 AND organiser_id = $2 AND question_key = $3 RETURNING id',
    [it.id, it.organiser, it.key],
  );
  return rows.length > 0;
}

/** Writes an answer's words anew. */
export async function rewriteAnswer(tx: Tx, question: string, it: StoredAnswer): Promise<void> {
  await tx.rows('UPDATE answer SET text = $4 WHERE response_id = $1 AND question_id = $2 AND item = $3', [
    it.responseId,
    question,
    it.item,
    it.text,
  ]);
}

/** Keeps an answer out of every list and count. */
export async function keepBack(tx: Tx, question: string, it: StoredAnswer, reason: string): Promise<void> {
  await tx.rows(
    'UPDATE answer SET hidden_because = $4 WHERE response_id = $1 AND question_id = $2 AND item = $3',
    [it.responseId, question, it.item, reason],
  );
}

/** Says that words were struck out or an answer kept back; neither what it said nor which it was. */
export async function recordWords(
  tx: Tx,
  it: {
    action: 'survey.words-masked' | 'survey.answer-hidden';
    editionId: string;
    question: string;
    accountId: string;
    reason: string | null;
    now: Date;
  },
): Promise<void> {
  await tx.rows(
    `INSERT INTO audit_entry (at, action, edition_id, subject_id, account_id, detail)
     VALUES ($1, $2, $3, $4, $5, jsonb_strip_nulls(jsonb_build_object('reason', $6::text)))`,
    [it.now, it.action, it.editionId, it.question, it.accountId, it.reason],
  );
}
