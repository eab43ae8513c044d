import { crc32, deflateSync } from 'node:zlib';
import { encode as qr } from 'uqr';

/** Dots per module: 8 in one row are exactly one byte of a picture with one bit per dot. */
const scale = 8;
const quietZone = 4;
/**
 * A signed ticket looks like noise, so no mask is better than another; trying all eight takes five times as long, and
 * every confirmation carries one.
 */
const maskPattern = 2;

/** A window of a few lines is enough, and setting up zlib's usual 270 kB takes longer than the packing. */
const small = { level: 3, windowBits: 10, memLevel: 3 };

const filterUp = 2;
const signature = Buffer.from('89504e470d0a1a0a', 'hex');

/** The QR code as a black and white PNG, error correction M. Mail clients drop SVG. */
export function ticketPng(text: string): Buffer {
  const { data, size } = qr(text, { ecc: 'M', border: quietZone, maskPattern });
  return Buffer.concat([
    signature,
    chunk('IHDR', header(size * scale)),
    chunk('IDAT', deflateSync(dotsOf(data), small)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One bit per dot, greyscale, not interlaced (PNG, third edition, 11.2.1). */
function header(side: number): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(side, 0);
  bytes.writeUInt32BE(side, 4);
  bytes[8] = 1;
  return bytes;
}

/** Each line begins with its filter. The first of a row of modules is written out; the others are "as above, plus 0". */
function dotsOf(modules: readonly boolean[][]): Buffer {
  const lineBytes = modules.length + 1;
  const bytes = Buffer.alloc(lineBytes * modules.length * scale);
  modules.forEach((row, y) => {
    const start = y * scale * lineBytes;
    row.forEach((dark, x) => {
      if (!dark) bytes[start + 1 + x] = 0xff;
    });
    for (let line = 1; line < scale; line++) bytes[start + line * lineBytes] = filterUp;
  });
  return bytes;
}

function chunk(type: string, content: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + content.length);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(type, 4, 'latin1');
  content.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + content.length)), 8 + content.length);
  return bytes;
}
