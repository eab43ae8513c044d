import { encode as png } from 'fast-png';
import { encode as qr } from 'uqr';

/** Dots per module: 8 in one row are exactly one byte of a picture with one bit per dot. */
const scale = 8;
const quietZone = 4;

/** The QR code as a black and white PNG, error correction M. Mail clients drop SVG. */
export function ticketPng(text: string): Buffer {
  const { data, size } = qr(text, { ecc: 'M', border: quietZone });
  const dots = new Uint8Array(size * size * scale);
  data.forEach((modules, y) => {
    const row = Uint8Array.from(modules, (dark) => (dark ? 0x00 : 0xff));
    for (let line = 0; line < scale; line++) dots.set(row, (y * scale + line) * size);
  });
  return Buffer.from(png({ width: size * scale, height: size * scale, data: dots, depth: 1, channels: 1 }));
}
