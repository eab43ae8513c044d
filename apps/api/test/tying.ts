import type { Database } from '../src/platform/database.ts';

/** A row as whoever has the whole database sees it: every column, where it lies, and which transactions wrote it. */
interface Seen {
  readonly table: string;
  readonly ctid: string;
  readonly xmin: string;
  readonly xmax: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** A way found to tell from the database which answer an invitation gave, or which invitations have answered. */
export interface Tie {
  readonly by: string;
  /** Share of the pairs found, or how well one order tells the other, 0 to 1. */
  readonly found: number;
}

/** Every row of every table there is. */
async function everything(db: Database): Promise<Seen[]> {
  const tables = await db.rows<{ name: string }>(
    `SELECT c.relname AS name FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'm') ORDER BY 1`,
  );
  const one = ({ name }: { name: string }) =>
    db.rows<Seen>(
      `SELECT '${name}' AS table, t.ctid::text, t.xmin::text, t.xmax::text, to_jsonb(t) AS row FROM ${name} t`,
    );
  return (await Promise.all(tables.map(one))).flat();
}

/** All words, numbers and so on anywhere in a row; of a text with parts each part. */
function valuesIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(valuesIn);
  if (value === null || value === undefined || typeof value === 'boolean') return [];
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return [text, ...text.split(/[:\s/]+/)];
}

const mayName = /[0-9a-f]{8}-[0-9a-f]{4}|@|^[0-9A-Z]{8}$|^\\x[0-9a-f]{16,}/;

/** The rows that speak of an invitation: those with its id, and those with anything that its own row names. */
function rowsAround(id: string, seen: readonly Seen[]): Seen[] {
  const own = seen.find(({ row }) => row['id'] === id);
  const shared = new Set(['survey_id', 'edition_id']);
  const names = Object.entries(own?.row ?? {}).filter(([column]) => !shared.has(column));
  const wanted = new Set(names.flatMap(([, it]) => valuesIn(it)).filter((it) => mayName.test(it)));
  return seen.filter(({ row }) => valuesIn(row).some((it) => wanted.has(it)));
}

const isAnswer = (table: string): boolean => ['response', 'answer', 'answer_theme'].includes(table);

/** Where a row lies, as a number that grows with it. */
function placeOf(ctid: string): number {
  const [block = '0', at = '0'] = ctid.slice(1, -1).split(',');
  return Number(block) * 10_000 + Number(at);
}

/** How well one order tells another: the amount of Spearman's coefficient. */
function likeness(pairs: readonly (readonly [number, number])[]): number {
  const ranks = (values: number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    return values.map((it) => (sorted.indexOf(it) + sorted.lastIndexOf(it)) / 2);
  };
  const [xs, ys] = [ranks(pairs.map(([x]) => x)), ranks(pairs.map(([, y]) => y))];
  const mean = (pairs.length - 1) / 2;
  const sum = (of: (at: number) => number) => pairs.reduce((total, _, at) => total + of(at), 0);
  const spread = (them: number[]) => Math.sqrt(sum((at) => ((them[at] ?? 0) - mean) ** 2));
  const both = spread(xs) * spread(ys);
  return both === 0 ? 0 : Math.abs(sum((at) => ((xs[at] ?? 0) - mean) * ((ys[at] ?? 0) - mean)) / both);
}

/** What rows of one kind tell as numbers: where they lie, who wrote them, every number and instant in them, how many. */
function signs(rows: readonly Seen[]): Map<string, number> {
  const told = new Map<string, number>();
  const tables = new Map<string, Seen[]>();
  for (const it of rows) tables.set(it.table, [...(tables.get(it.table) ?? []), it]);
  for (const [table, them] of tables) {
    const last = them.toSorted((a, b) => placeOf(a.ctid) - placeOf(b.ctid)).at(-1) as Seen;
    told.set(`${table} (how many)`, them.length);
    told.set(`${table}.ctid`, placeOf(last.ctid));
    told.set(`${table}.xmin`, Number(last.xmin));
    told.set(`${table}.xmax`, Number(last.xmax));
    for (const [column, value] of Object.entries(last.row)) {
      const number = typeof value === 'string' ? Date.parse(value) : value;
      if (typeof number === 'number' && !Number.isNaN(number)) told.set(`${table}.${column}`, number);
    }
  }
  return told;
}

/** Columns whose values stand with exactly one invitation and exactly one response: pairs by equality. */
function byEquality(
  around: Map<string, Seen[]>,
  answers: Map<string, Seen[]>,
  of: (it: Seen) => string[],
): [string, string][] {
  const owners = (them: Map<string, Seen[]>) => {
    const found = new Map<string, Set<string>>();
    for (const [id, rows] of them)
      for (const value of new Set(rows.flatMap(of)))
        found.set(value, (found.get(value) ?? new Set()).add(id));
    return found;
  };
  const [left, right] = [owners(around), owners(answers)];
  return [...left].flatMap(([value, ids]): [string, string][] => {
    const others = right.get(value);
    return ids.size === 1 && others?.size === 1 ? [[[...ids][0] ?? '', [...others][0] ?? '']] : [];
  });
}

export interface Truth {
  /** Invitations of the survey, answered or not. */
  readonly invitations: readonly string[];
  /** Which response each answered invitation gave. */
  readonly responses: ReadonlyMap<string, string>;
}

/**
 * Tries to tie answers to invitations with everything the database holds, knowing nothing else; the truth only judges.
 * A number of chance orders sixty things more than half like another once in ten thousand times.
 */
export async function tiesIn(db: Database, { invitations, responses }: Truth): Promise<Tie[]> {
  const seen = await everything(db);
  const elsewhere = seen.filter(({ table }) => !isAnswer(table));
  const around = new Map(invitations.map((id) => [id, rowsAround(id, elsewhere)]));
  const answers = new Map(
    [...responses.values()].map((id) => [
      id,
      seen.filter(({ table, row }) => isAnswer(table) && (row['id'] === id || row['response_id'] === id)),
    ]),
  );
  const right = (pairs: [string, string][]) =>
    new Set(pairs.filter(([a, b]) => responses.get(a) === b).map(([a]) => a)).size / responses.size;
  const equal = [
    { by: 'equal values', found: right(byEquality(around, answers, ({ row }) => valuesIn(row))) },
    {
      by: 'the same transaction',
      found: right(byEquality(around, answers, ({ xmin, xmax }) => [xmin, ...(xmax === '0' ? [] : [xmax])])),
    },
  ];
  return [...equal, ...byOrder(around, answers, responses)].filter(({ found }) => found >= 0.5);
}

/** Order against order, and who has answered against everything that is more or less with some than with others. */
function byOrder(
  around: Map<string, Seen[]>,
  answers: Map<string, Seen[]>,
  responses: ReadonlyMap<string, string>,
): Tie[] {
  const told = new Map([...around].map(([id, rows]) => [id, signs(rows)]));
  const names = new Set([...told.values()].flatMap((it) => [...it.keys()]));
  const turn = (id: string) =>
    placeOf(answers.get(responses.get(id) ?? '')?.find(({ table }) => table === 'response')?.ctid ?? '(0,0)');
  return [...names].flatMap((name): Tie[] => {
    const all = [...told].map(([id, it]) => [id, it.get(name) ?? 0] as const);
    const order = all.filter(([id]) => responses.has(id)).map(([id, it]) => [it, turn(id)] as const);
    const whether = all.map(([id, it]) => [it, responses.has(id) ? 1 : 0] as const);
    return [
      { by: `the order of ${name}`, found: likeness(order) },
      { by: `who answered, by ${name}`, found: likeness(whether) },
    ];
  });
}
