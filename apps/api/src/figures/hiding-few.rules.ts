import { isSmall } from './hiding-table.rules.ts';
import type { Population } from './hiding.rules.ts';

/**
 * For each dimension the keys that are hidden wherever they stand: those of few persons, and the next smallest until
 * there are at least two and their sum, which can be found by subtraction, is not small. Where the combinations of
 * two dimensions are known (a school’s municipality), this is so inside each key of the wider one.
 */
export function fewOf(population: Population): Record<string, string[]> {
  const few: Record<string, string[]> = {};
  for (const name of widestFirst(population)) {
    const lines = linesOf(name, population, few);
    const held = population.before?.few[name] ?? [];
    const keys = [...lines.values()].flatMap((line) => fewInLine(line, population.threshold, held));
    if (keys.length > 0) few[name] = keys.sort();
  }
  return few;
}

type Line = { readonly keys: Map<string, number>; readonly all: boolean };

/** Known dimensions are given from the wider to the narrower. */
const widestFirst = ({ dimensions, known }: Population): string[] => {
  const depth = (name: string) => Math.max(0, ...known.map((it) => it.indexOf(name)));
  return [...dimensions].sort((a, b) => depth(a) - depth(b));
};

function linesOf(name: string, population: Population, few: Record<string, string[]>): Map<string, Line> {
  const { dimensions, atoms } = population;
  const at = dimensions.indexOf(name);
  const wider = widerOf(name, population);
  const lines = new Map<string, Line>();
  for (const { keys, persons } of atoms) {
    const over = wider.map((it) => {
      const key = keys[dimensions.indexOf(it)] ?? '';
      return few[it]?.includes(key) ? '\u0000few' : key;
    });
    const line = lines.get(over.join('\u0001')) ?? {
      keys: new Map<string, number>(),
      all: over.includes('\u0000few'),
    };
    line.keys.set(keys[at] ?? '', (line.keys.get(keys[at] ?? '') ?? 0) + persons);
    lines.set(over.join('\u0001'), line);
  }
  return lines;
}

/** The dimensions each key of this one lies inside one key of. */
function widerOf(name: string, { dimensions, known, atoms }: Population): string[] {
  const group = known.find((it) => it.includes(name)) ?? [];
  const inside = (other: string) => {
    const found = new Map<string, string>();
    return atoms.every(({ keys }) => {
      const [key, over] = [keys[dimensions.indexOf(name)] ?? '', keys[dimensions.indexOf(other)] ?? ''];
      if (!found.has(key)) found.set(key, over);
      return found.get(key) === over;
    });
  };
  return group.slice(0, group.indexOf(name)).filter((it) => dimensions.includes(it) && inside(it));
}

function fewInLine({ keys, all }: Line, threshold: number, held: readonly string[]): string[] {
  if (all) return [...keys.keys()];
  const isFew = ([key, it]: [string, number]) => isSmall(it, threshold) || held.includes(key);
  const bySize = ([a, x]: [string, number], [b, y]: [string, number]) => x - y || (a < b ? -1 : 1);
  const sorted = [...keys].filter(([, it]) => it > 0).sort(bySize);
  const [few, others] = [sorted.filter(isFew), sorted.filter((it) => !isFew(it))];
  if (few.length === 0) return [];
  const sum = () => few.reduce((total, [, it]) => total + it, 0);
  while (others.length > 0 && (few.length < 2 || isSmall(sum(), threshold))) few.push(...others.splice(0, 1));
  return few.map(([key]) => key);
}
