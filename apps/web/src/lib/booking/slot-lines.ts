import type { Slot } from '#lib/programme/slot-state.ts';
import type { Sent } from '#lib/server/form.ts';

/** The field that says how many go to one of the choices; empty means everybody. */
export const placesField = (slot: string) => `places.${slot}`;
export const partField = (slot: string) => `part.${slot}`;

export interface Wish {
  slot: string;
  places?: number;
  ifFull?: 'wait';
  partOk?: boolean;
}

/** The choices as the API wants them, from the posted form. */
export function wishesOf(sent: Sent): Wish[] {
  const waiting = new Set(sent.all('waiting'));
  return [...new Set([...sent.all('chosen'), ...waiting])].map((slot) => {
    const places = sent.number(placesField(slot));
    return {
      slot,
      ...(places !== undefined && { places }),
      ...(waiting.has(slot) && { ifFull: 'wait' as const }),
      ...(waiting.has(slot) && sent.text(partField(slot)) === 'true' && { partOk: true }),
    };
  });
}

/** Choices in order of time. */
export const inTime = (slots: readonly Slot[]): Slot[] =>
  slots.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
