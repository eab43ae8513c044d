import type { SlotView } from '@vagval/contract';
import { formatDateTime, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';
import type { SlotState } from '#lib/ui/SlotCard.svelte';

export type Slot = z.output<typeof SlotView>;
type Bookable = Pick<Slot, 'capacity' | 'free' | 'bookable' | 'refusal' | 'opensAt'>;

/** How a slot is shown to a visitor who has not chosen it. Few: a tenth left, or three places. */
export function slotState(slot: Bookable): Exclude<SlotState, 'mine'> {
  if (slot.refusal === 'not_open_yet') return 'soon';
  if (slot.free <= 0 || slot.refusal === 'slot_full' || slot.refusal === 'slot_closed') return 'full';
  return slot.free <= Math.max(3, slot.capacity / 10) ? 'few' : 'free';
}

/** The state in words: "9 platser kvar", "Fullt, 11 väntar", "Öppnar tisdag 1 september 09.00". */
export function slotSays(slot: Bookable & Pick<Slot, 'waiting'>, locale: Locale, timeZone: string): string {
  const state = slotState(slot);
  const options = { locale };
  if (state === 'free') return m.shell_places_left({ count: slot.free }, options);
  if (state === 'few') return m.shell_few_left({ count: slot.free }, options);
  if (state === 'soon') return opens(slot.opensAt, locale, timeZone);
  if (slot.refusal === 'slot_closed') return m.shell_closed({}, options);
  return slot.waiting > 0
    ? m.shell_full_waiting({ count: slot.waiting }, options)
    : m.shell_full({}, options);
}

function opens(opensAt: string | undefined, locale: Locale, timeZone: string): string {
  const options = { locale };
  return opensAt
    ? m.shell_opens_at({ at: formatDateTime(opensAt, locale, timeZone) }, options)
    : m.shell_closed({}, options);
}
