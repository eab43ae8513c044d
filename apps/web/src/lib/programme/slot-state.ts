import type { SlotView } from '@vagval/contract';
import { formatDateTime, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';
import type { SlotState } from '#lib/ui/SlotCard.svelte';
import { timeUntil } from './countdown.ts';

export type Slot = z.output<typeof SlotView>;
type Bookable = Pick<Slot, 'capacity' | 'free' | 'bookable' | 'refusal' | 'opensAt'>;

/**
 * How a slot is shown to a party that has not chosen it. Few: a tenth left, or three places. Short: places left, but
 * not for all of them.
 */
export function slotState(slot: Bookable): Exclude<SlotState, 'mine'> | 'short' {
  if (slot.refusal === 'not_open_yet') return 'soon';
  if (slot.free <= 0 || slot.refusal === 'slot_closed') return 'full';
  if (slot.refusal === 'slot_full') return 'short';
  return slot.free <= Math.max(3, slot.capacity / 10) ? 'few' : 'free';
}

/** The same as one of the shapes a card has. */
export const cardState = (slot: Bookable): Exclude<SlotState, 'mine'> => {
  const state = slotState(slot);
  return state === 'short' ? 'few' : state;
};

/** The name under which a refusal of this slot stands. */
export const slotField = (slot: string): string => `slot.${slot}`;

interface Telling {
  locale: Locale;
  timeZone: string;
  now: Date;
}

/** The state in words: "9 platser kvar", "Fullt, 11 väntar", "Öppnar tisdag 1 september 09.00, om 2 dagar". */
export function slotSays(slot: Bookable & Pick<Slot, 'waiting' | 'counts'>, telling: Telling): string {
  const state = slotState(slot);
  const options = { locale: telling.locale };
  const isLeft = state === 'free' || state === 'few';
  if (isLeft && slot.counts === 'parties') return m.programme_parties_left({ count: slot.free }, options);
  if (state === 'free') return m.shell_places_left({ count: slot.free }, options);
  if (state === 'few' || state === 'short') return m.shell_few_left({ count: slot.free }, options);
  if (state === 'soon') return opens(slot.opensAt, telling);
  if (slot.refusal === 'slot_closed') return m.shell_closed({}, options);
  return slot.waiting > 0
    ? m.shell_full_waiting({ count: slot.waiting }, options)
    : m.shell_full({}, options);
}

function opens(opensAt: string | undefined, { locale, timeZone, now }: Telling): string {
  const options = { locale };
  if (!opensAt) return m.shell_closed({}, options);
  const at = formatDateTime(opensAt, locale, timeZone);
  return m.programme_opens_in({ at, left: timeUntil(opensAt, now, locale) }, options);
}
