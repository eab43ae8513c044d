import { decode, encode } from './crockford.ts';
import { packed, payloadBytes, unpacked } from './payload.ts';
import type { TicketPayload } from './payload.ts';

export { ticketKinds } from './payload.ts';
export type { TicketKind, TicketPayload } from './payload.ts';

const mark = 'VV1';
const signatureBytes = 64;

/** The ticket as the text of a QR code; `sign` gives the 64 bytes of an Ed25519 signature. */
export function signTicket(
  payload: TicketPayload,
  sign: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array,
): string {
  const body = packed(payload);
  const whole = new Uint8Array(payloadBytes + signatureBytes);
  whole.set(body);
  whole.set(sign(body), payloadBytes);
  return mark + encode(whole);
}

/** Makes a raw Ed25519 public key (base64url, 32 bytes) ready for `readTicket`; once per start. */
export function ticketKey(publicKey: string): Promise<CryptoKey> {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey };
  return crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['verify']);
}

/** What a ticket says, or undefined when it is not one that this key has signed. Needs no network. */
export async function readTicket(text: string, publicKey: CryptoKey): Promise<TicketPayload | undefined> {
  if (!text.startsWith(mark)) return undefined;
  const whole = decode(text.slice(mark.length));
  if (whole?.length !== payloadBytes + signatureBytes) return undefined;
  const body = whole.slice(0, payloadBytes);
  const genuine = await crypto.subtle.verify('Ed25519', publicKey, whole.slice(payloadBytes), body);
  return genuine ? unpacked(body) : undefined;
}
