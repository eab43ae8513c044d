export interface Compared {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Two texts told apart word by word: what both have, what only the first has, what only the second has. */
export function compareWords(before: string, after: string): Compared[] {
  const [a, b] = [wordsIn(before), wordsIn(after)];
  const lengths = commonLengths(a, b);
  const found: Compared[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const same = i < a.length && a[i] === b[j];
    const gone = j >= b.length || (i < a.length && at(lengths, i + 1, j) >= at(lengths, i, j + 1));
    if (same) {
      add(found, 'same', a[i++] ?? '');
      j++;
    } else if (gone) add(found, 'gone', a[i++] ?? '');
    else add(found, 'new', b[j++] ?? '');
  }
  return found;
}

/** A word with the space before it, so that the pieces make the text again. */
const wordsIn = (text: string): string[] => text.match(/\s*\S+|\s+$/g) ?? [];

const at = (lengths: readonly Uint16Array[], i: number, j: number): number => lengths[i]?.[j] ?? 0;

/** How many words are common from each place in both texts on. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i] as Uint16Array;
      row[j] =
        a[i] === b[j]
          ? at(lengths, i + 1, j + 1) + 1
          : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  return lengths;
}

function add(found: Compared[], kind: Compared['kind'], text: string): void {
  const last = found.at(-1);
  if (last?.kind === kind) found[found.length - 1] = { kind, text: last.text + text };
  else found.push({ kind, text });
}
