/** Places kept for somebody who says who comes: the token that books them, and until when. Neither tells who it is. */
export interface Hold {
  token: string;
  until: string;
}

/** The hold that stands in an address. */
export function readHold(query: URLSearchParams): Hold | undefined {
  const [token, until] = [query.get('hold') ?? '', query.get('until') ?? ''];
  const known = /^[\w.-]{8,500}$/.test(token) && !Number.isNaN(Date.parse(until));
  return known ? { token, until: new Date(until).toISOString() } : undefined;
}

/** Whole minutes until it ends, at least one while it lasts; 0 when it has run out. */
export function minutesLeft({ until }: Hold, now: Date): number {
  return Math.max(0, Math.ceil((Date.parse(until) - now.getTime()) / 60_000));
}
