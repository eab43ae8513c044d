import type { TicketPayload } from '@vagval/ticket';

/** What stands on a ticket once it has been read: a signed party, or the reference a person typed. */
export type Shown =
  | { readonly party: string; readonly revision: number }
  | { readonly reference: string }
  | { readonly unreadable: true };

/** Signed tickets begin like this; a typed reference never has 168 characters. */
export const isSigned = (text: string): boolean => text.startsWith('VV1') && text.length > 32;

/** What a signed ticket says of its party; the edition is judged by the party's own row. */
export const shownBy = (payload: TicketPayload | undefined): Shown =>
  payload ? { party: payload.party, revision: payload.revision } : { unreadable: true };

const referenceLength = 8;
const alike: Partial<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** A reference as a person types it: any case, spaces and dashes, O for 0, I and L for 1, perhaps with the fair's prefix. */
export function typed(text: string): Shown {
  const letters = text.toUpperCase().replaceAll(/[\s\p{Dash}_]/gu, '');
  const code = letters.slice(-referenceLength).replaceAll(/[OIL]/g, (it) => alike[it] ?? it);
  const prefix = letters.slice(0, -referenceLength);
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) && /^[A-Z]{0,4}$/.test(prefix)
    ? { reference: code }
    : { unreadable: true };
}

const aheadMs = 10 * 60_000;

/** When a passage happened: as its device says, unless its clock is so far ahead that it cannot be. */
export const passedAt = (at: string, now: Date): Date =>
  new Date(at).getTime() > now.getTime() + aheadMs ? now : new Date(at);
