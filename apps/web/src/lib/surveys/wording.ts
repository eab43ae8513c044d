type Texts = Readonly<Record<string, string>>;

/** A question of the bank as far as its form needs it. */
export interface Worded {
  readonly text: Texts;
  readonly help: Texts;
  readonly options: readonly {
    readonly value: number;
    readonly text: Texts;
    readonly alone?: boolean | undefined;
  }[];
  readonly rows: readonly { readonly key: string; readonly text: Texts }[];
  readonly least: number | null;
  readonly most: number | null;
}

const said = (name: string, texts: Texts) =>
  Object.entries(texts).map(([language, text]): [string, string[]] => [`${name}.${language}`, [text]]);

/** What the fields of a form hold for a question. */
export function valuesOf(it: Worded): Record<string, string[]> {
  const options = it.options.flatMap(({ value, text, alone }, at): [string, string[]][] => [
    [`options.${at}.value`, [String(value)]],
    ...said(`options.${at}.text`, text),
    ...(alone ? ([[`options.${at}.alone`, ['yes']]] as [string, string[]][]) : []),
  ]);
  const rows = it.rows.flatMap(({ key, text }, at): [string, string[]][] => [
    [`rows.${at}.key`, [key]],
    ...said(`rows.${at}.text`, text),
  ]);
  return Object.fromEntries([
    ...said('text', it.text),
    ...said('help', it.help),
    ...options,
    ...rows,
    ['least', it.least === null ? [] : [String(it.least)]],
    ['most', it.most === null ? [] : [String(it.most)]],
  ]);
}

/** How many lines of options or rows the form shows: those there are, and a few empty ones. */
export function linesIn(values: Record<string, string[]>, of: 'options' | 'rows'): number {
  const used = Object.entries(values).flatMap(([name, value]) => {
    const at = new RegExp(`^${of}\\.(\\d+)\\.text\\.`).exec(name)?.[1];
    return at !== undefined && value.some(Boolean) ? [Number(at) + 1] : [];
  });
  return Math.min(Math.max(0, ...used) + 3, of === 'options' ? 20 : 12);
}
