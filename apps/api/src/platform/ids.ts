import { randomFillSync } from 'node:crypto';
import { stringify, v7 } from 'uuid';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new UUIDv7: sorts by the time it was made; pass an instant to make it sort there. */
export const newId = (at?: Date): string => (at ? v7({ msecs: at.getTime() }) : v7());

/** A UUID (version 8) of the first 16 bytes of a digest: the same for the same bytes. */
export function idFrom(digest: Buffer): string {
  const bytes = Uint8Array.from(digest.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return stringify(bytes);
}

/** A code a person can read aloud: 8 characters of Crockford base 32 from 40 random bits, never sequential. */
export function newCode(): string {
  let code = '';
  for (const byte of randomOf(8)) code += crockford[byte & 31];
  return code;
}

// Random bytes are fetched in stock, since asking for a few costs as much as asking for many; each is used once.
const stock = Buffer.alloc(4096);
let used = stock.length;

function randomOf(bytes: number): Buffer {
  if (used + bytes > stock.length) {
    randomFillSync(stock);
    used = 0;
  }
  return stock.subarray(used, (used += bytes));
}
