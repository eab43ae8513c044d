import { createHash } from 'node:crypto';
import type { Sql, Tx } from '../platform/database.ts';
import { crowdsOf, partDimension, toldBy } from './crowds.rules.ts';
import type { Crowd } from './crowds.rules.ts';
import { families } from './facts.sql.ts';
import type { FamilyName } from './facts.sql.ts';
import { cutsOf, figures, tableOf } from './figures.rules.ts';
import type { Cut } from './figures.rules.ts';
import { hidingOf } from './hiding.rules.ts';
import type { Atom, Hiding } from './hiding.rules.ts';

/** What is decided about the people of one edition, and of one value of what stands apart. */
export interface HidingRow {
  readonly edition: string;
  readonly apart: string;
  readonly hiding: Hiding;
  /** The parts that anybody is in. */
  readonly parts: readonly string[];
}

interface AtomRow {
  readonly edition: string;
  readonly apart: string;
  readonly threshold: number;
  readonly keys: string[];
  readonly persons: number[];
}

/** What is decided about: a crowd by these dimensions, and which of them are shown together. */
interface About {
  readonly crowd: Crowd;
  readonly dimensions: readonly string[];
  readonly cuts: readonly (readonly string[])[];
}

/** Everything that figures can show of a crowd. */
function everything(crowd: Crowd): About {
  const told = figures.filter((it) => crowdsOf(it.family).some(({ key }) => key === crowd.key));
  const cuts = told.filter((it) => toldBy(it, crowd).length > 0).flatMap((figure) => cutsOf(figure));
  const sets = cuts.map((cut) => keysOf(cut, crowd));
  const distinct = new Map(sets.map((it) => [it.toSorted().join(), it]));
  const together = [...distinct.values()].filter((it) => it.length > 1);
  return { crowd, dimensions: dimensionsIn(sets), cuts: together };
}

/** All that these cuts need: where each shows one key at a time, what is shown elsewhere does not matter to them. */
function enoughFor(all: About, cuts: readonly Cut[]): About {
  const sets = cuts.map((cut) => keysOf(cut, all.crowd));
  if (sets.some((it) => it.length > 1)) return all;
  const wider = all.crowd.known.filter((it) => it.some((name) => sets.flat().includes(name))).flat();
  const dimensions = all.dimensions.filter((it) => sets.flat().includes(it) || wider.includes(it));
  return { ...all, dimensions, cuts: [] };
}

const keysOf = (cut: Cut, crowd: Crowd): string[] => [
  ...tableOf(cut),
  ...(toldBy(cut.figure, crowd).some((it) => it.length < Object.keys(crowd.parts).length)
    ? [partDimension]
    : []),
];

const dimensionsIn = (sets: readonly (readonly string[])[]): string[] =>
  [...new Set(sets.flat())].filter((it) => it !== partDimension);

/** What to hide of the figures of a family, of editions whose rows are still there; by all cuts, or as these need it. */
export async function decideHiding(
  sql: Sql,
  crowd: Crowd,
  asked: { editions: readonly string[]; now: Date; cuts?: readonly Cut[]; before?: readonly HidingRow[] },
): Promise<HidingRow[]> {
  if (asked.editions.length === 0) return [];
  const all = everything(crowd);
  const about = asked.cuts ? enoughFor(all, asked.cuts) : all;
  const rows = await sql.rows<AtomRow>(atomsText(about), [asked.editions, asked.now]);
  const groups = Map.groupBy(rows, (it) => `${it.edition} ${it.apart}`);
  return [...groups.values()].map((group) => {
    const before = asked.before?.find((it) => it.apart === group[0]?.apart)?.hiding;
    return remembered({ group, cuts: about.cuts, key: crowd.key, before }, () =>
      decided(group, about, before),
    );
  });
}

/** Decisions follow from the numbers alone: while those stay, they are not made again. */
const decisions = new Map<string, HidingRow>();
const mostDecisions = 300;

function remembered(about: object, decide: () => HidingRow): HidingRow {
  const key = createHash('sha256').update(JSON.stringify(about)).digest('base64');
  const row = decisions.get(key) ?? decide();
  decisions.delete(key);
  decisions.set(key, row);
  if (decisions.size > mostDecisions) decisions.delete(decisions.keys().next().value ?? '');
  return row;
}

function decided(rows: readonly AtomRow[], { crowd, cuts, dimensions }: About, before?: Hiding): HidingRow {
  const names = Object.keys(crowd.parts);
  const atoms = rows.flatMap(({ keys, persons }) =>
    persons.flatMap((it, at): Atom[] => (it > 0 ? [{ keys: [...keys, names[at] ?? ''], persons: it }] : [])),
  );
  const of = {
    dimensions: [...dimensions, partDimension],
    atoms,
    cuts,
    known: crowd.known,
    ...(before && { before }),
  };
  return {
    edition: rows[0]?.edition ?? '',
    apart: rows[0]?.apart ?? '',
    hiding: hidingOf({ ...of, threshold: rows[0]?.threshold ?? 0 }),
    parts: [...new Set(atoms.map((it) => it.keys.at(-1) ?? ''))],
  };
}

function atomsText({ crowd, dimensions }: About): string {
  const { family, parts } = crowd;
  const apart = figures.find((it) => it.family === family)?.apart;
  const column = (name: string) => `coalesce("${name}", '')`;
  const persons = Object.values(parts).map((it) => `coalesce(sum(coalesce(${it}, 0)), 0)::int`);
  const needed = new Set([...dimensions, ...(apart ? [apart] : [])]);
  return `
  WITH asked AS (SELECT unnest($1::uuid[]) AS edition_id), said AS (SELECT $2::timestamptz AS now)
  SELECT edition_id AS edition, apart, edition.threshold, keys, persons
  FROM (SELECT edition_id, ${apart ? column(apart) : `''`} AS apart,
      ARRAY[${dimensions.map(column).join(', ')}]::text[] AS keys, ARRAY[${persons.join(', ')}] AS persons
    FROM (${families[family].facts(needed)}) row GROUP BY 1, 2, 3) summed
  JOIN edition ON edition.id = summed.edition_id
  ORDER BY edition, apart, keys`;
}

/** What is hidden of a cut, in the columns of its table: `few_a` and `few_b` wherever they stand, `as` where they meet `bs`. */
export interface SecretRow {
  readonly cut: number;
  readonly edition_id: string;
  readonly c: string;
  readonly whole: boolean;
  readonly few_a: readonly string[];
  readonly few_b: readonly string[];
  readonly as: readonly string[];
  readonly bs: readonly string[];
}

/** What is hidden of cuts: by the decisions that were kept, and of the other editions by one made now. */
export async function secretsFor(
  sql: Sql,
  family: FamilyName,
  asked: { cuts: readonly Cut[]; stored: readonly string[]; live: readonly string[]; now: Date },
): Promise<SecretRow[]> {
  const found = await Promise.all(
    crowdsOf(family).map(async (crowd) => {
      const made = { editions: asked.live, now: asked.now, cuts: asked.cuts };
      const [kept, live] = [await keptHiding(sql, crowd, asked.stored), await decideHiding(sql, crowd, made)];
      return secretsOf(crowd, asked.cuts, [...kept, ...live]);
    }),
  );
  return found.flat().filter(hidesAnything);
}

const hidesAnything = (it: SecretRow): boolean =>
  it.whole || it.few_a.length > 0 || it.few_b.length > 0 || (it.as.length > 0 && it.bs.length > 0);

/** What was decided when the sums of these editions were kept. */
const keptHiding = (sql: Sql, { key }: Crowd, editions: readonly string[]): Promise<HidingRow[]> =>
  editions.length === 0
    ? Promise.resolve([])
    : sql.rows<HidingRow>(
        `SELECT edition_id AS edition, apart, hiding, parts FROM kept_hiding WHERE edition_id = ANY ($1) AND crowd = $2`,
        [editions, key],
      );

/** Keeps what is hidden of the crowds of a family, decided over all cuts; what was hidden before stays hidden. */
export async function keepHiding(
  tx: Tx,
  family: FamilyName,
  { edition, now }: { edition: string; now: Date },
): Promise<void> {
  for (const crowd of crowdsOf(family).filter((it) => it.family === family)) {
    const before = await keptHiding(tx, crowd, [edition]);
    const rows = await decideHiding(tx, crowd, { editions: [edition], now, before });
    await tx.rows('DELETE FROM kept_hiding WHERE edition_id = $1 AND crowd = $2', [edition, crowd.key]);
    await tx.rows(
      `INSERT INTO kept_hiding (edition_id, crowd, apart, hiding, parts)
       SELECT $1, $2, apart, hiding, parts FROM jsonb_to_recordset($3) AS one (apart text, hiding jsonb, parts text[])`,
      [edition, crowd.key, JSON.stringify(rows)],
    );
  }
}

/** What decisions about a crowd mean for the cuts that tell of it. A key is hidden with a part that the figure tells. */
function secretsOf(crowd: Crowd, cuts: readonly Cut[], rows: readonly HidingRow[]): SecretRow[] {
  return cuts.flatMap((cut, at) => {
    const told = toldBy(cut.figure, crowd);
    if (told.length === 0) return [];
    return rows.map((row) => {
      const parts = told.filter((set) => row.parts.some((it) => !set.includes(it)));
      return { cut: at, ...secretOf(cut, row, parts.flat()) };
    });
  });
}

function secretOf(cut: Cut, { edition, apart, hiding }: HidingRow, told: readonly string[]) {
  const [a = '', b = ''] = tableOf(cut);
  const few = (name: string) => [...(hiding.few[name] ?? []), ...heldWith(name, told, hiding)];
  const block = hiding.blocks.find((it) => (it.a === a && it.b === b) || (it.a === b && it.b === a));
  const [as, bs] = block?.a === a ? [block.as, block.bs] : [block?.bs, block?.as];
  return {
    edition_id: edition,
    c: apart,
    whole: hiding.whole || told.some((it) => hiding.few[partDimension]?.includes(it)),
    few_a: few(a),
    few_b: few(b),
    as: as ?? [],
    bs: bs ?? [],
  };
}

const heldWith = (name: string, told: readonly string[], { blocks }: Hiding): readonly string[] =>
  blocks
    .filter((it) => it.a === name && it.b === partDimension && told.some((part) => it.bs.includes(part)))
    .flatMap((it) => it.as);
