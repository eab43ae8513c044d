import type { Slot } from './slot-state.ts';

/** What a load gives its page besides its data. */
export interface Shown {
  slots: readonly Slot[];
  /** The times as drawn for all, when this visitor has chosen nothing. */
  drawn: string | undefined;
}

const waiting = new Map<number, Shown>();
/** A load that no page follows (it failed beside) leaves one behind; the oldest go. */
const atMost = 1000;
let last = 0;

/**
 * Kit writes all data of a load as script, also for pages without any: for three hundred times that took longer than the
 * rest of the page. So they stay here, in this process, until the page takes them by the number it got.
 */
export function handOver(shown: Shown): number {
  last += 1;
  waiting.set(last, shown);
  waiting.delete(last - atMost);
  return last;
}

/** Once for each number. */
export function takeOver(number: number): Shown {
  const shown = waiting.get(number) ?? { slots: [], drawn: undefined };
  waiting.delete(number);
  return shown;
}
