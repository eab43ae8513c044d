import type { HallView } from '@vagval/contract';
import type * as z from 'zod';

export type Hall = z.output<typeof HallView>;
export type Booth = Hall['booths'][number];
export type Feature = Hall['features'][number];

/** How a booth is drawn. Each look has a pattern of its own and a word; colour is never alone. */
export type Look = 'school' | 'working' | 'empty' | 'taken' | 'held' | 'hit' | 'chosen';

/** As a visitor sees it: who stands there. A booth given to somebody not yet announced is empty to a visitor. */
export function visitorLook({ exhibitor }: Booth): Look {
  if (!exhibitor) return 'empty';
  return exhibitor.kind === 'school' ? 'school' : 'working';
}

/** As an exhibitor and staff see it: whether it can be had. */
export const bookingLook = ({ state }: Booth): Look => (state === 'free' ? 'empty' : state);

/** Width of a letter against its height, roughly: capitals and digits are wider than words. */
const letter = { code: 0.64, word: 0.53 };

/** The largest letters (metres) with which a text stands inside a rectangle (metres), within bounds. */
export function lettersIn(text: string, width: number, depth: number, most = 1.2): number {
  const each = /[a-zåäö]/.test(text) ? letter.word : letter.code;
  return Math.min(most, depth * 0.6, (width * 0.94) / (text.length * each));
}

/** Room around the hall (metres): a scale above, the names of entrances below. */
export const margin = { side: 0.6, above: 2.4, below: 2.2 };

export const viewBoxOf = ({ width, depth }: Hall) => ({
  x: -margin.side,
  y: -margin.above,
  width: width + 2 * margin.side,
  height: depth + margin.above + margin.below,
});

/** 0 shows the whole hall in its frame; 1 is where the letters have the size of the page's. */
export const zooms = [0, 1, 1.6, 2.4] as const;

export function readZoom(text: string | null): number {
  const wanted = Number(text ?? 1);
  return zooms.find((it) => it === wanted) ?? 1;
}

/** The next step in or out, or undefined at the end. */
export function zoomBeside(zoom: number, step: 1 | -1): number | undefined {
  return zooms[zooms.findIndex((it) => it === zoom) + step];
}

export const byCode = (hall: Hall, code: string | null): Booth | undefined =>
  hall.booths.find((it) => it.code === code);
