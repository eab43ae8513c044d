/** Who comes together, as the door sees it. The order is the wire format: only add at the end. */
export const ticketKinds = ['family', 'single', 'group', 'class'] as const;
export type TicketKind = (typeof ticketKinds)[number];

/** What a ticket says; no personal data. */
export interface TicketPayload {
  /** UUIDs. */
  readonly party: string;
  readonly edition: string;
  /** Persons, 1 to 65,535. */
  readonly size: number;
  readonly kind: TicketKind;
  /** Bit n (from 0) = the fair's day n + 1; 0 = any day. */
  readonly days: number;
  /** Older revisions than the party's are revoked. */
  readonly revision: number;
}

/** version 1, party 16, edition 16, size 2, kind 1, days 1, revision 2. */
export const payloadBytes = 39;
const version = 1;

/** The payload as 39 bytes; throws when a number does not fit. */
export function packed(payload: TicketPayload): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(payloadBytes);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, version);
  bytes.set(uuidBytes(payload.party), 1);
  bytes.set(uuidBytes(payload.edition), 17);
  view.setUint16(33, within(payload.size, 1, 0xffff));
  view.setUint8(35, ticketKinds.indexOf(payload.kind));
  view.setUint8(36, within(payload.days, 0, 0xff));
  view.setUint16(37, within(payload.revision, 0, 0xffff));
  return bytes;
}

/** The payload of 39 bytes, or undefined when they are of a version or kind this code does not know. */
export function unpacked(bytes: Uint8Array): TicketPayload | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = ticketKinds[view.getUint8(35)];
  if (view.getUint8(0) !== version || !kind) return undefined;
  return {
    party: uuidText(bytes.subarray(1, 17)),
    edition: uuidText(bytes.subarray(17, 33)),
    size: view.getUint16(33),
    kind,
    days: view.getUint8(36),
    revision: view.getUint16(37),
  };
}

function within(number: number, min: number, max: number): number {
  if (!Number.isInteger(number) || number < min || number > max)
    throw new RangeError(`Not within ${min} to ${max}`);
  return number;
}

function uuidBytes(text: string): number[] {
  const digits = text.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(digits)) throw new RangeError('Not a UUID');
  return Array.from({ length: 16 }, (_, at) => Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16));
}

const uuidText = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
