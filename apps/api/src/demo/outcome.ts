import { hour, minute } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { DemoBooking, DemoParty, Visitors } from './parties.ts';
import type { DemoEdition } from './plan.ts';
import type { DemoSlot } from './slots.ts';

/** What came of the bookings of a finished edition: who cancelled, who got a place from the line, who came. */
export function settle(edition: DemoEdition, visitors: Visitors): void {
  const chance = edition.chance('outcome');
  moveLines(chance, visitors);
  for (const party of visitors.parties) cancelSome(chance, visitors, party);
  for (const party of visitors.parties) comeOrNot(chance, party);
}

/** In most lines somebody cancelled in time, and the place went to the first. */
function moveLines(chance: Chance, visitors: Visitors): void {
  const confirmed = bookingsBySlot(visitors);
  for (const [slot, line] of visitors.lines)
    for (let turn = 0; turn < line.length && chance.is(0.6); turn++)
      if (!moveOnce(chance, visitors, slot, confirmed.get(slot) ?? [])) break;
}

function moveOnce(
  chance: Chance,
  visitors: Visitors,
  slot: DemoSlot,
  booked: readonly DemoBooking[],
): boolean {
  const first = visitors.lines.get(slot)?.[0];
  const leaver = booked.find(
    (it) => it.state === 'confirmed' && it.lineNo === null && it.places >= (first?.places ?? 99),
  );
  const latest = slot.starts - 26 * hour;
  if (!first || !leaver) return false;
  const when =
    Math.max(first.joined ?? 0, leaver.made) + chance.int(1, 90) * hour + chance.int(1, 59) * minute;
  if (when > latest) return false;
  visitors.cancel(leaver, when);
  return visitors.giveToFirst(slot, { state: 'confirmed', when });
}

function bookingsBySlot(visitors: Visitors): Map<DemoSlot, DemoBooking[]> {
  const bySlot = new Map<DemoSlot, DemoBooking[]>();
  for (const { bookings } of visitors.parties)
    for (const booking of bookings) {
      const known = bySlot.get(booking.slot);
      if (known) known.push(booking);
      else bySlot.set(booking.slot, [booking]);
    }
  return bySlot;
}

/** A few give up something that nobody stood in line for. */
function cancelSome(chance: Chance, visitors: Visitors, party: DemoParty): void {
  for (const booking of party.bookings) {
    const when = booking.made + chance.int(5, 300) * hour;
    const free = booking.state === 'confirmed' && booking.lineNo === null && booking.slot.kind !== 'arrival';
    if (free && !visitors.lines.has(booking.slot) && when < booking.slot.starts && chance.is(0.04))
      visitors.cancel(booking, when);
  }
}

function comeOrNot(chance: Chance, party: DemoParty): void {
  const arrival = party.bookings.find(({ slot }) => slot.kind === 'arrival');
  if (arrival) arrival.came = personsWhoCame(chance, party);
  for (const booking of party.bookings)
    if (booking !== arrival && booking.state === 'confirmed') attend(chance, booking, arrival);
}

function personsWhoCame(chance: Chance, party: DemoParty): number {
  if (chance.is(party.kind === 'class' ? 0.02 : 0.13)) return 0;
  if (party.kind === 'class') return chance.is(0.04) ? party.size + 1 : party.size - chance.int(0, 3);
  return chance.is(0.12) ? Math.max(1, party.size - 1) : party.size;
}

function attend(chance: Chance, booking: DemoBooking, arrival: DemoBooking | undefined): void {
  const { slot, places } = booking;
  const elsewhere = slot.online || slot.kind === 'open-house' || slot.kind === 'exhibitor-meeting';
  const there = elsewhere ? chance.is(0.76) : arrival?.came !== 0 && chance.is(0.93);
  booking.came = there ? Math.max(1, places - (chance.is(0.1) ? 1 : 0)) : 0;
  if (!there && slot.kind === 'try-it' && chance.is(0.5)) release(booking);
}

/** The host gave the places to others some minutes after the start. */
function release(booking: DemoBooking): void {
  booking.slot.taken -= booking.places;
  Object.assign(booking, {
    state: 'released',
    endedBy: 'no_show',
    changed: booking.slot.starts + 5 * minute,
  });
}
