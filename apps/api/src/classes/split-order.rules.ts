/** A number that a class cannot choose by its name or by being early in a list (FNV-1a, mixed once more). */
export function lotOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The same order everywhere, unlike localeCompare. */
export const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** In the order of their lots: the same whatever order they came in. */
export function byLot<T extends { readonly id: string }>(all: readonly T[]): T[] {
  const lots = new Map(all.map(({ id }) => [id, lotOf(id)]));
  const lot = ({ id }: T): number => lots.get(id) ?? 0;
  return all.toSorted((a, b) => lot(a) - lot(b) || byText(a.id, b.id));
}
