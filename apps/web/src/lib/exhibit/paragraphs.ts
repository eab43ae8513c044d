/** Plain text as a person typed it, cut where it shows: a list, numbered or not, or a paragraph with its lines. */
export type Block = { items: string[]; ordered: boolean } | { lines: string[] };

const numbered = /^\d+[.)]\s+/;
const dashed = /^[-*•]\s+/;

export function blocksOf(text: string): Block[] {
  const paragraphs = text.split(/\n\s*\n/).map((it) => it.trim().split('\n'));
  return paragraphs.filter(([first]) => first).map(blockOf);
}

function blockOf(lines: string[]): Block {
  if (lines.every((it) => dashed.test(it)))
    return { items: lines.map((it) => it.replace(dashed, '')), ordered: false };
  if (lines.length > 1 && lines.every((it) => numbered.test(it)))
    return { items: lines.map((it) => it.replace(numbered, '')), ordered: true };
  return { lines };
}
