/** One way a search can be meant. */
export type Search =
  | { readonly by: 'reference'; readonly text: string }
  | { readonly by: 'email'; readonly text: string }
  | { readonly by: 'phone'; readonly text: string }
  | { readonly by: 'words'; readonly text: string };

const fewestDigits = 5;

/** People read O for 0 and I or L for 1; Crockford's alphabet has neither. */
const plain = (text: string): string =>
  text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');

const isReference = (text: string): boolean => /^[0-9A-HJKMNP-TV-Z]{8}$/.test(plain(text));

/**
 * How a search can be meant, the likeliest first: an address, a reference read aloud, a telephone number, or words of a
 * class, a school or a name. Eight letters may be a reference and a word, eight digits a reference and a number.
 */
export function searchesOf(q: string): Search[] {
  if (q.includes('@')) return [{ by: 'email', text: q.trim().toLowerCase() }];
  const digits = q.replaceAll(/\D/g, '');
  const isPhone = /^\+?[\d ()/-]+$/.test(q.trim()) && digits.length >= fewestDigits;
  const meant: Search[] = isReference(q) ? [{ by: 'reference', text: plain(q) }] : [];
  if (isPhone) return [...meant, { by: 'phone', text: nationalOf(digits) }];
  return [...meant, { by: 'words', text: q.trim() }];
}

/** Without country code and leading zero, so that +46 31 and 031 are the same. */
const nationalOf = (digits: string): string => digits.replace(/^(?:0046|46|0)/, '');

/** So that a member of staff can ask "is it a…@example.se?" without reading a list of addresses. */
export function masked(email: string | null): string | null {
  if (email === null) return null;
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}…${email.slice(at)}`;
}

const bySystem = new Set([
  'offer.expired',
  'booking.offered',
  'booking.confirmed',
  'slot.no_show',
  'slot.withdrawn',
]);

/** Who did it: an entry with an account is the staff's, one of the clock nobody's, the rest the party's own. */
export const doerOf = (it: { action: string; accountId: string | null }): 'party' | 'staff' | 'system' => {
  if (it.accountId !== null) return 'staff';
  return bySystem.has(it.action) ? 'system' : 'party';
};
