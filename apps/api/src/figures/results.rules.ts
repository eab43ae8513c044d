import type { FigureView, QuestionResult, Reading } from '@vagval/contract';
import type * as z from 'zod';
import type { QuestionRow } from './results.sql.ts';

type View = z.output<typeof FigureView>;
type Read = z.output<typeof Reading>;
type Question = z.output<typeof QuestionResult>;
type Option = Question['options'][number];

/** What a figure says for keys (the values of its cut, in order), in one edition. */
export type Readings = (figure: string, keys: readonly string[]) => Read;

const missing: Read = { missing: true };

/** Looks cells up by their keys; of the edition with this slug where several are beside each other. */
export function readingsOf(views: readonly View[], slug: string | undefined): Readings & { keys: KeysOf } {
  const found = new Map<string, Read>();
  const keys = new Map<string, string[][]>();
  for (const { figure, cells } of views)
    for (const { by, ...read } of cells) {
      if (slug !== undefined && by['edition'] !== slug) continue;
      const values = figure.dimensions.map((it) => by[it] ?? '');
      found.set([figure.key, ...values].join('\n'), read);
      keys.set(figure.key, [...(keys.get(figure.key) ?? []), values]);
    }
  const read = (figure: string, values: readonly string[]) =>
    found.get([figure, ...values].join('\n')) ?? missing;
  return Object.assign(read, { keys: (figure: string) => keys.get(figure) ?? [] });
}

type KeysOf = (figure: string) => readonly (readonly string[])[];

/** One question with what was said to it, beside the edition before where there is one and the words compare. */
export function resultOf(
  question: QuestionRow,
  now: Readings & { keys: KeysOf },
  then: Readings | undefined,
): Question {
  const name = (row = '') => `${question.name}${row}${question.suffix}`;
  const { key, version, kind, text, breaks } = question;
  return {
    ...{ key, version, kind, text, breaks },
    ...saidOf(question, kind === 'matrix' ? undefined : name(), { now, then }),
    ...(kind === 'matrix' && {
      rows: question.rows.map((row) => ({
        key: row.key,
        text: row.text,
        ...saidOf(question, name(`/${row.key}`), { now, then }),
      })),
    }),
    ...(kind === 'text' && { themes: themesOf(name(), now) }),
  };
}

interface Both {
  readonly now: Readings;
  readonly then: Readings | undefined;
}

/** Of a matrix only its rows say something. */
function saidOf(question: QuestionRow, name: string | undefined, { now, then }: Both) {
  const chosen = name !== undefined && ['single', 'several', 'scale', 'matrix'].includes(question.kind);
  const rated = name !== undefined && ['scale', 'number'].includes(question.kind);
  return {
    answered: name === undefined ? missing : now('question-answers', [name]),
    options: chosen ? question.options.map((it) => optionOf(it, name, { now, then })) : [],
    ...(rated && { mean: now('mean', [name]) }),
    ...(rated && then && { meanBefore: then('mean', [name]) }),
  };
}

function optionOf(
  { value, text }: QuestionRow['options'][number],
  name: string,
  { now, then }: Both,
): Option {
  const keys = [name, `${value}`];
  return {
    value,
    label: text,
    count: now('answer-count', keys),
    share: now('answer-share', keys),
    ...(then && { before: then('answer-share', keys) }),
  };
}

const themesOf = (name: string, now: Readings & { keys: KeysOf }) =>
  now
    .keys('answer-themes')
    .filter(([question]) => question === name)
    .map((keys) => ({ name: keys[1] ?? '', count: now('answer-themes', keys) }));
