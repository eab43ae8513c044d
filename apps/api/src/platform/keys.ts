import { createHash, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from './config.ts';

/** Keys for single purposes, derived from the installation's one key, so that none can be used for another. */
@Injectable()
export class Keys {
  private readonly made = new Map<string, Buffer>();

  constructor(private readonly config: Config) {}

  /** 32 bytes that belong to this purpose alone; the same after every start. */
  for(purpose: string): Buffer {
    let key = this.made.get(purpose);
    if (!key)
      this.made.set(
        purpose,
        (key = Buffer.from(hkdfSync('sha256', this.config.installationKey, '', `vagval/${purpose}`, 32))),
      );
    return key;
  }
}

/** SHA-256; what a table keeps of a secret it only has to recognise. */
export const sha256 = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest();
