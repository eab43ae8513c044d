import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw, inflateRawSync } from 'node:zlib';

/** One file in an archive, as text that may come piece by piece. */
export interface ZipEntry {
  readonly name: string;
  readonly text: Iterable<string> | AsyncIterable<string>;
}

interface Written {
  readonly name: Buffer;
  readonly at: number;
  crc: number;
  packed: number;
  size: number;
}

const signatures = { local: 0x04034b50, after: 0x08074b50, central: 0x02014b50, end: 0x06054b50 };
/** Sizes follow after the bytes, and names are UTF-8. */
const flags = 0x0808;
const deflated = 8;
const version = 20;
/** 1 January 1980: the same content gives the same bytes. */
const epoch = 0x21;

const numbers = (...fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer => {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  fields.reduce((at, [bytes, value]) => buffer.writeUIntLE(value, at, bytes), 0);
  return buffer;
};

const nothing = (): void => undefined;

/** A zip archive of texts, made as they come: memory stays flat and the event loop free, however long they are. */
export async function* zipped(entries: Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const all: Written[] = [];
  let at = 0;
  for (const { name, text } of entries) {
    const entry: Written = { name: Buffer.from(name), at, crc: 0, packed: 0, size: 0 };
    const head = Buffer.concat([localHead(entry), entry.name]);
    yield head;
    const deflate = createDeflateRaw();
    pipeline(Readable.from(counted(text, entry)), deflate, nothing);
    for await (const piece of deflate as AsyncIterable<Buffer>) {
      entry.packed += piece.length;
      yield piece;
    }
    yield numbers([4, signatures.after], [4, entry.crc], [4, entry.packed], [4, entry.size]);
    at += head.length + entry.packed + 16;
    all.push(entry);
  }
  const central = Buffer.concat(all.flatMap((entry) => [centralHead(entry), entry.name]));
  yield central;
  yield numbers(
    [4, signatures.end],
    [4, 0],
    [2, all.length],
    [2, all.length],
    [4, central.length],
    [4, at],
    [2, 0],
  );
}

async function* counted(text: ZipEntry['text'], entry: Written): AsyncGenerator<Buffer> {
  for await (const piece of text) {
    const bytes = Buffer.from(piece);
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    yield bytes;
  }
}

const localHead = ({ name }: Written): Buffer =>
  numbers(
    [4, signatures.local],
    [2, version],
    [2, flags],
    [2, deflated],
    [2, 0],
    [2, epoch],
    [4, 0],
    [4, 0],
    [4, 0],
    [2, name.length],
    [2, 0],
  );

const centralHead = ({ name, at, crc, packed, size }: Written): Buffer =>
  numbers(
    [4, signatures.central],
    [2, version],
    [2, version],
    [2, flags],
    [2, deflated],
    [2, 0],
    [2, epoch],
    [4, crc],
    [4, packed],
    [4, size],
    [2, name.length],
    [4, 0],
    [4, 0],
    [4, 0],
    [4, at],
  );

/** The texts in a small archive without a comment, in its order. */
export function unzipped(archive: Buffer): Map<string, string> {
  const end = archive.length - 22;
  if (archive.readUInt32LE(end) !== signatures.end) throw new Error('Not an archive without a comment');
  const texts = new Map<string, string>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, packed] = [archive.readUInt16LE(at + 28), archive.readUInt32LE(at + 20)];
    const local = archive.readUInt32LE(at + 42);
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(from, from + packed);
    const text = archive.readUInt16LE(at + 10) === deflated ? inflateRawSync(bytes) : bytes;
    texts.set(archive.toString('utf8', at + 46, at + 46 + nameLength), text.toString('utf8'));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return texts;
}
