import type { Tx } from '../platform/database.ts';

/** Children after parents: the order in which the tables can be filled. */
const order = [
  'programme',
  'municipality',
  'organiser',
  'fair',
  'edition',
  'edition_day',
  'opening',
  'place',
  'door',
  'organisation',
  'account',
  'membership',
  'activity_kind',
  'activity',
  'slot',
  'party',
  'booking',
  'class_plan',
  'class_wish',
  'class_group',
  'class_group_visit',
  'guideline',
  'booth_size',
  'application',
  'guideline_acceptance',
  'booth',
  'hall_feature',
  'message',
  'audit_entry',
  'slot_question',
  'need_order',
  'slot_material',
  'device',
  'passage',
  'recorded_figure',
  'page_view',
  'web_visit',
  'bank_question',
  'survey',
  'question',
  'survey_link',
  'response',
  'answer',
  'theme',
  'answer_theme',
  'evaluation_text_version',
  'evaluation_text',
] as const;

export type Table = (typeof order)[number];
export type Row = Readonly<Record<string, unknown>>;

const batch = 5000;

/** Everything that is to be written, by table. Rows of one table all have the same columns. */
export class Sheet {
  private readonly tables = new Map<Table, Row[]>();

  add(table: Table, ...rows: readonly Row[]): void {
    const known = this.tables.get(table);
    if (!known) this.tables.set(table, [...rows]);
    else for (const row of rows) known.push(row);
  }

  rows(table: Table): readonly Row[] {
    return this.tables.get(table) ?? [];
  }

  /** How many rows of each table there are to write. */
  counts(): [Table, number][] {
    return order.map((table) => [table, this.rows(table).length]);
  }

  /** Writes it all, set by set: the columns' own types decide how JSON is read. */
  async write(tx: Tx): Promise<void> {
    for (const table of order)
      for (let from = 0; from < this.rows(table).length; from += batch)
        await insert(tx, table, this.rows(table).slice(from, from + batch));
  }
}

async function insert(tx: Tx, table: Table, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await tx.rows(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}
