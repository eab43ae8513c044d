/** What a page of a hall shows, as its address says it. */
export interface HallAddress {
  hall: string;
  q?: string | undefined;
  booth?: string | undefined;
  zoom?: number | undefined;
  only?: boolean | undefined;
}

/** A page's path with only the parts of the query that say something. */
export function withQuery(path: string, parts: Record<string, string | undefined>): string {
  const said = Object.entries(parts).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return said.length ? `${path}?${new URLSearchParams(said)}` : path;
}

/** A chosen booth leads to its spot on the plan. */
export function hallAddress({ hall, q, booth, zoom, only }: HallAddress): string {
  const parts = {
    q,
    booth,
    zoom: zoom === undefined || zoom === 1 ? undefined : String(zoom),
    only: only ? '1' : undefined,
  };
  return withQuery(`/halls/${hall}`, parts) + (booth ? '#spot' : '');
}
