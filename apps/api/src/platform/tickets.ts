import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { signTicket } from '@vagval/ticket';
import type { TicketPayload } from '@vagval/ticket';
import { Keys } from './keys.ts';

/** PKCS #8 around a raw Ed25519 seed (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs tickets with the installation's own key, the same after every start. */
@Injectable()
export class Tickets {
  private readonly privateKey: KeyObject;
  /** Raw Ed25519 public key as base64url: what a door needs to judge a ticket without network. */
  readonly publicKey: string;

  constructor(keys: Keys) {
    const der = Buffer.concat([pkcs8, keys.for('tickets')]);
    this.privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const { x } = createPublicKey(this.privateKey).export({ format: 'jwk' });
    if (!x) throw new Error('The ticket key has no public half');
    this.publicKey = x;
  }

  /** The ticket's text as it stands in the QR code. */
  sign(payload: TicketPayload): string {
    return signTicket(payload, (bytes) => sign(null, bytes, this.privateKey));
  }
}
