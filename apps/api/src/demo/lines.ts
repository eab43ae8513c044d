import { dateOf, hour } from './calendar.ts';
import type { DemoParty, Visitors } from './parties.ts';
import type { DemoEdition, Plan } from './plan.ts';
import type { DemoSlot } from './slots.ts';
import { kinds } from './texts.ts';

/**
 * Fills what was asked for, and where more asked than there was room for, lets them stand in line. In the coming
 * edition one family has all states at once, and in some lines the first has an offer to answer.
 */
export function addLines(
  plan: Plan,
  edition: DemoEdition,
  visitors: Visitors,
  slots: readonly DemoSlot[],
): void {
  const wanted = slots.filter((it) => it.line > 0);
  for (const slot of [...wanted, ...slots.filter(isShown)]) fill(visitors, slot);
  const coming = edition.yearsBack === 0;
  if (coming) addFamilyWithEverything(plan, edition, visitors, slots);
  for (const slot of wanted) waitFor(visitors, slot, slot.line);
  if (coming) addOffers(plan, visitors, wanted);
}

/** In the meetings, and in the last stations: not on the first day, where the family with everything is third. */
function addOffers(plan: Plan, visitors: Visitors, wanted: readonly DemoSlot[]): void {
  const meetings = wanted.filter(({ kind }) => kind === 'guardian-meeting');
  const stations = wanted.filter(({ kind, audience }) => kind === 'try-it' && audience.includes('family'));
  for (const slot of [...meetings, ...stations.slice(-2)]) offerToFirst(plan, visitors, slot);
}

/** Whose fill is seen when one looks at a whole day. */
const isShown = ({ kind, online }: DemoSlot): boolean =>
  !online && ['try-it', 'guardian-meeting', 'stage-talk'].includes(kind);

/** Parties that are there that day, or go to nothing else, and have room for one more of the kind. */
function mayCome(slot: DemoSlot): (party: DemoParty) => boolean {
  const isMeeting = slot.kind === 'guardian-meeting';
  const allowed = kinds.find(({ key }) => key === slot.kind)?.partyLimit ?? 1;
  const whom = slot.audience.includes('family') ? 'family' : 'class';
  return ({ kind, locale, bookings }) => {
    if (kind !== whom || bookings.filter((it) => it.slot.kind === slot.kind).length >= allowed) return false;
    if (isMeeting && (locale === 'ar') !== (slot.language === 'ar')) return false;
    const arrival = bookings.find((it) => it.slot.kind === 'arrival')?.slot;
    if (!arrival) return isMeeting;
    return arrival.ends <= slot.starts && slot.starts - arrival.starts < 12 * hour;
  };
}

/** As many as come of a family or a class to one slot. */
function placesOf({ kind, size }: DemoParty, slot: DemoSlot): number {
  if (slot.kind !== 'try-it') return size;
  return kind === 'class' ? Math.min(8, size) : Math.min(2, size);
}

/** Fills what is still asked for; of a class come four at least, of a family also one. */
function fill(visitors: Visitors, slot: DemoSlot): void {
  const least = slot.audience.includes('family') ? 1 : 4;
  const comes = mayCome(slot);
  for (const party of visitors.parties) {
    const left = slot.asked - slot.taken;
    if (left < least) return;
    if (comes(party)) visitors.book(party, slot, Math.min(placesOf(party, slot), left));
  }
}

/** Lets others join until so many stand in line; nobody waits where there is room. */
function waitFor(visitors: Visitors, slot: DemoSlot, line: number): void {
  if (slot.taken + slot.held < slot.capacity) return;
  const standing = () => visitors.lines.get(slot)?.length ?? 0;
  const comes = mayCome(slot);
  for (const party of visitors.parties) {
    if (standing() >= line) return;
    if (comes(party)) visitors.wait(party, slot, placesOf(party, slot));
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

/** The address under which the family with everything is found. */
const shownFamily = 'familj@example.se';

/**
 * A family on the first day: its arrival and a station confirmed, third in line for a station, and first in line for
 * the meeting in Somali, which gets it an offer.
 */
function addFamilyWithEverything(
  plan: Plan,
  edition: DemoEdition,
  visitors: Visitors,
  slots: readonly DemoSlot[],
): void {
  const date = edition.dates.days[0]?.date;
  const today = slots.filter((it) => dateOf(it.starts) === date && it.audience.includes('family'));
  const meeting = today.find((it) => it.language === 'so' && !it.online);
  const arrival = today.find((it) => it.kind === 'arrival' && it.capacity - it.taken >= 3);
  const free = today.filter(
    (it) => it.kind === 'try-it' && !(meeting && it.starts < meeting.ends && it.ends > meeting.starts),
  );
  const famous = free.find((it) => it.line > 2 && it.starts >= (arrival?.ends ?? 0));
  const party = visitors.join({
    kind: 'family',
    size: 3,
    locale: 'sv',
    email: shownFamily,
    municipality: '1480',
    needs: ['language-guide'],
    created: plan.now - 50 * hour,
  });
  if (arrival) visitors.book(party, arrival, 3);
  if (meeting) visitors.wait(party, meeting, 3);
  if (famous) {
    waitFor(visitors, famous, 2);
    visitors.wait(party, famous, 2);
  }
  free.some((it) => it.pull === 1 && it.starts >= (arrival?.ends ?? 0) && visitors.book(party, it, 2));
}
