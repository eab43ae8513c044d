import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A file whose bytes come piece by piece: never whole in memory, and at the pace of whoever reads it. */
export class StreamedFile {
  constructor(
    readonly file: {
      readonly name: string;
      /** Left out: what the endpoint says. */
      readonly type?: string;
      /** In bytes, where it is known. */
      readonly length?: number;
      /** Changes whenever the bytes do; a reader who has it already gets 304. */
      readonly tag?: string;
      readonly pieces: AsyncIterable<Uint8Array>;
    },
  ) {}
}

/** Names the file in the answer's head and gives what streams, or nothing to whoever has it already. */
export function streamed(
  { file }: StreamedFile,
  request: FastifyRequest,
  reply: FastifyReply,
): StreamableFile | undefined {
  const tag = file.tag === undefined ? undefined : `"${file.tag}"`;
  if (tag) void reply.header('etag', tag).header('cache-control', 'private, no-cache');
  if (tag && request.headers['if-none-match'] === tag) {
    void reply.status(304);
    return undefined;
  }
  if (file.type) void reply.header('content-type', file.type);
  void reply.header('content-disposition', dispositionOf(file.name));
  if (file.length !== undefined) void reply.header('content-length', file.length);
  return new StreamableFile(Readable.from(file.pieces, { objectMode: false }));
}

/** As RFC 6266 and 5987 have it: plain letters for old programs, the real name for the others. */
export function dispositionOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w .-]/g, '_');
  const whole = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
