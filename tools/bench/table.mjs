// One table at the end: what, figure, limit it is held against, ratio, spread over the interleaved runs.

const sorted = (values) => [...values].sort((a, b) => a - b);
export const median = (values) => sorted(values)[Math.floor(values.length / 2)];
const round = (value) => (value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2));
const spread = (values) => `${round(Math.min(...values))}–${round(Math.max(...values))}`;

/** A row from samples per second of the product and of its limit, taken in turns in the same run. */
export function row({ name, ours, limit, limitName, goal }) {
  const ratios = ours.map((value, turn) => value / limit[turn]);
  return {
    what: name,
    'per s (median)': round(median(ours)),
    spread: spread(ours),
    limit: `${limitName} ${round(median(limit))}`,
    'limit spread': spread(limit),
    ratio: median(ratios).toFixed(2),
    'ratio spread': spread(ratios),
    goal: `≥ ${goal}`,
    reached: median(ratios) >= goal ? 'yes' : 'NO',
  };
}

/** Prints rows as a table that also reads as Markdown. */
export function print(rows) {
  const columns = Object.keys(rows[0]);
  const line = (cells) => `| ${cells.join(' | ')} |`;
  console.log(`\n${line(columns)}\n${line(columns.map(() => '---'))}`);
  for (const it of rows) console.log(line(columns.map((column) => it[column])));
}
