import type { Database } from '../platform/database.ts';
import { addChunk } from './exports.sql.ts';

/** Somebody stopped it, or another worker has taken it over. */
export class BrokenOff extends Error {}

const chunkBytes = 256 * 1024;

/** Keeps a file in pieces of one size, however large or small it comes. */
export class ChunkWriter {
  private kept: Uint8Array[] = [];
  private waiting = 0;
  private position = 0;
  bytes = 0;

  constructor(
    private readonly db: Database,
    private readonly owner: { readonly id: string; readonly run: string },
  ) {}

  async write(piece: Uint8Array): Promise<void> {
    this.kept.push(piece);
    this.waiting += piece.length;
    this.bytes += piece.length;
    while (this.waiting >= chunkBytes) await this.put(chunkBytes);
  }

  async end(): Promise<void> {
    if (this.waiting > 0) await this.put(this.waiting);
  }

  private async put(length: number): Promise<void> {
    const all = Buffer.concat(this.kept);
    const body = all.subarray(0, length);
    const rest = all.subarray(length);
    this.kept = rest.length > 0 ? [rest] : [];
    this.waiting = rest.length;
    if (!(await addChunk(this.db, { ...this.owner, position: this.position++, body }))) throw new BrokenOff();
  }
}
