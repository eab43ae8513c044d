/** Plain text as a person typed it, cut where it shows: a numbered list, or a paragraph with its lines. */
export type Block = { items: string[] } | { lines: string[] };

const numbered = /^\d+[.)]\s+/;

export function blocksOf(text: string): Block[] {
  const paragraphs = text.split(/\n\s*\n/).map((it) => it.trim().split('\n'));
  return paragraphs
    .filter(([first]) => first)
    .map((lines) =>
      lines.length > 1 && lines.every((it) => numbered.test(it))
        ? { items: lines.map((it) => it.replace(numbered, '')) }
        : { lines },
    );
}
