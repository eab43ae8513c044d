import { readColumns } from '../platform/columns.ts';

/** A school as a line of a register gives it. */
export interface SchoolLine {
  readonly line: number;
  readonly unitCode: string;
  readonly name: string;
  readonly municipality: string;
}

export interface RefusedLine {
  readonly line: number;
  readonly reason: string;
}

/** A school as the register has it. */
export interface KnownSchool {
  readonly unitCode: string;
  readonly name: string;
  readonly municipality: string | null;
}

const unitCode = /^\d{8}$/;
const nameKept = /^[^\p{Cc}\u202a-\u202e\u2066-\u2069\ufffd]{2,120}$/u;

/**
 * The lines of a register with columns for unit code, name and municipality code. A heading is left out; cells are
 * text, whatever they begin with. Refused lines say why: columns, unit_code, name, municipality, twice, quotes.
 */
export function readRegister(
  csv: string,
  municipalities: ReadonlySet<string>,
): { lines: SchoolLine[]; refused: RefusedLine[] } {
  const rows = readColumns(csv);
  if (!rows) return { lines: [], refused: [{ line: 1, reason: 'quotes' }] };
  const lines: SchoolLine[] = [];
  const refused: RefusedLine[] = [];
  const seen = new Set<string>();
  for (const [index, { cells, line }] of rows.entries()) {
    const [code = '', name = '', municipality = ''] = cells;
    if (index === 0 && !/\d/.test(code)) continue;
    const reason = cells.length < 3 ? 'columns' : whyNot({ code, name, municipality }, seen, municipalities);
    if (reason) refused.push({ line, reason });
    else lines.push({ line, unitCode: code, name: name.replace(/\s+/g, ' '), municipality });
    seen.add(code);
  }
  return { lines, refused };
}

function whyNot(
  it: { code: string; name: string; municipality: string },
  seen: ReadonlySet<string>,
  municipalities: ReadonlySet<string>,
): string | undefined {
  if (!unitCode.test(it.code)) return 'unit_code';
  if (!nameKept.test(it.name)) return 'name';
  if (!municipalities.has(it.municipality)) return 'municipality';
  return seen.has(it.code) ? 'twice' : undefined;
}

/** What a register would do to the one there is. */
export function effectOf(
  lines: readonly SchoolLine[],
  known: readonly KnownSchool[],
): { created: SchoolLine[]; changed: SchoolLine[]; unchanged: number } {
  const byCode = new Map(known.map((it) => [it.unitCode, it]));
  const created = lines.filter(({ unitCode: code }) => !byCode.has(code));
  const changed = lines.filter((it) => {
    const old = byCode.get(it.unitCode);
    return old && (old.name !== it.name || old.municipality !== it.municipality);
  });
  return { created, changed, unchanged: lines.length - created.length - changed.length };
}
