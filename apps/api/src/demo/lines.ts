import { hour } from './calendar.ts';
import type { DemoParty, Visitors } from './parties.ts';
import type { DemoEdition, Plan } from './plan.ts';
import type { DemoSlot } from './slots.ts';
import { kinds } from './texts.ts';

/**
 * Makes states that everybody asks to see certain in the coming edition: the Arabic meeting and some lorry simulators
 * full, with lines, and in two of them an offer that waits for an answer.
 */
export function addLines(
  plan: Plan,
  edition: DemoEdition,
  visitors: Visitors,
  slots: readonly DemoSlot[],
): void {
  const arabic = slots.filter((it) => it.kind === 'guardian-meeting' && it.language === 'ar' && !it.online);
  const lorries = slots
    .filter((it) => it.kind === 'try-it' && it.pull === 4)
    .filter((it) => isEvening(edition, it));
  const wanted = [arabic[0], lorries[1], lorries[4], lorries[8]].filter((it) => it !== undefined);
  const free = visitors.parties.filter((it) => it.kind === 'family');
  for (const slot of wanted) fillWithLine(visitors, slot, free);
  for (const slot of wanted.slice(0, 2)) offerToFirst(plan, visitors, slot);
}

const isEvening = (edition: DemoEdition, slot: DemoSlot): boolean =>
  edition.dates.days.some(({ opens, closes }) => slot.starts >= opens + 6.5 * hour && slot.starts < closes);

/** Families who have said nothing else for that time fill the places, then the line. */
function fillWithLine(visitors: Visitors, slot: DemoSlot, families: readonly DemoParty[]): void {
  let waiting = (visitors.lines.get(slot) ?? []).length;
  for (const party of families) {
    if (waiting >= 5) return;
    const places = Math.min(party.size, slot.kind === 'try-it' ? 2 : party.size);
    const limited = party.bookings.filter((it) => it.slot.kind === slot.kind).length >= 2;
    if (limited || party.locale !== (slot.language ?? 'sv')) continue;
    const room = slot.taken + slot.held + places <= slot.capacity;
    if (room) visitors.book(party, slot, places);
    else if (visitors.wait(party, slot, places)) waiting++;
  }
}

/** Somebody has just cancelled; the first in line has until tomorrow or the day after to answer. */
function offerToFirst(plan: Plan, visitors: Visitors, slot: DemoSlot): void {
  const first = visitors.lines.get(slot)?.[0];
  const leaver = visitors.parties
    .flatMap(({ bookings }) => bookings)
    .find((it) => it.slot === slot && it.state === 'confirmed' && it.places === first?.places);
  if (!leaver) return;
  visitors.cancel(leaver, plan.now);
  visitors.giveToFirst(slot, { state: 'offered', when: plan.now, until: plan.now + offerHours(slot) * hour });
}

const offerHours = (slot: DemoSlot): number => kinds.find(({ key }) => key === slot.kind)?.offerHours ?? 12;
