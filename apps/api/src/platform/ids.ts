import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new UUIDv7: sorts by the time it was made; pass an instant to make it sort there. */
export const newId = (at?: Date): string => (at ? v7({ msecs: at.getTime() }) : v7());

/** A code a person can read aloud: 8 characters of Crockford base 32 from 40 random bits, never sequential. */
export function newCode(): string {
  let bits = randomBytes(5).reduce((all, byte) => all * 256n + BigInt(byte), 0n);
  let code = '';
  for (; code.length < 8; bits /= 32n) code += crockford[Number(bits % 32n)];
  return code;
}
